//! The clock of a dossier: how much is left, and how that came about.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use motcua_casework::desk::Desk;
use motcua_domain::calendar::{Line, WarningRules, WorkingCalendar, vietnam_date};
use motcua_domain::dossier::Dossier;
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::common::time as time_texts;
use motcua_texts::officer::{clock as texts, time as own_texts};

use super::words;
use crate::components::{Card, Details, TimeLeft, TimeState};
use crate::format;

/// Minutes of a working day.
const WORKING_DAY: i64 = 480;

/// How much working time is left, in words and colour.
pub(super) fn left(
    lang: Lang,
    calendar: &WorkingCalendar,
    now: DateTime<Utc>,
    due: DateTime<Utc>,
) -> (TimeState, String) {
    let remaining = calendar.remaining(now, due);
    if remaining.overdue && remaining.minutes == 0 {
        return (TimeState::Late, remaining.to_text(lang));
    }
    // A whole working day that ends today is read as "until tomorrow": its hours say what is meant.
    if remaining.minutes == WORKING_DAY {
        return (TimeState::Ok, time_texts::left(lang, time_texts::hours(lang, 8)));
    }
    format::time_left(lang, remaining.minutes, u64::from(WarningRules::default().last_minutes))
}

/// The words for a clock that stands because the applicant is waited for.
pub(super) fn standing(lang: Lang) -> (TimeState, String) {
    (
        TimeState::Paused,
        time_texts::paused_because(lang, own_texts::waiting(lang)),
    )
}

/// The card beside a dossier.
pub(super) fn card(desk: &Desk, dossier: &Dossier, procedure: &Procedure, lang: Lang) -> AnyView {
    let now = desk.now();
    let calendar = desk.calendar(Some(&dossier.application.competent));
    let due = dossier.clock.as_ref().map_or(dossier.answer_due, |clock| clock.due);
    let unpaid = dossier.awaiting_payment().and_then(|step| dossier.active.get(step));
    let (state, text) = if dossier.outcome.is_some() {
        (TimeState::Paused, own_texts::ended(lang).to_owned())
    } else if dossier.supplement.is_some() || unpaid.is_some() {
        standing(lang)
    } else {
        left(lang, &calendar, now, due)
    };
    let title = if dossier.clock.is_some() {
        texts::due(lang)
    } else {
        texts::answer(lang)
    };
    let promise = match (dossier.ended_at, &dossier.supplement) {
        (Some(at), _) => texts::ended(lang, format::date_time(lang, at)),
        // The old promise moves once the clock goes on; until then the applicant's time is what counts.
        (None, Some(asked)) => {
            let since = format::date_time(lang, asked.asked_at);
            texts::standing(lang, since, format::date_time(lang, asked.until))
        }
        (None, None) if let Some(step) = unpaid => texts::unpaid(lang, format::date_time(lang, step.since)),
        (None, None) => texts::promised(lang, format::promise(lang, due, now)),
    };
    let steps = dossier
        .active
        .iter()
        .filter_map(|(id, active)| {
            let due = active.due.filter(|_| dossier.supplement.is_none())?;
            let words = texts::step_due(
                lang,
                words::step_name(lang, procedure, id),
                format::promise(lang, due, now),
            );
            Some(view! { <p class="govuk-body-s">{words}</p> }.into_any())
        })
        .collect::<Vec<_>>();
    let lines = explanation(desk, dossier, lang)
        .into_iter()
        .map(|line| view! { <li>{line}</li> }.into_any())
        .collect::<Vec<_>>();
    let machine = format::machine(due);
    view! {
        <Card title=title>
            <p class="govuk-body govuk-!-margin-bottom-1"><TimeLeft state=state text=text due=machine /></p>
            <p class="govuk-body-s">{promise}</p>
            {steps}
            <Details summary=texts::how(lang)>
                <ol class="govuk-list govuk-list--number govuk-body-s">{lines}</ol>
            </Details>
        </Card>
    }
    .into_any()
}

/// How the due time came about, step by step (TIM-3 to TIM-6), by the calendar of the agency that decides.
fn explanation(desk: &Desk, dossier: &Dossier, lang: Lang) -> Vec<String> {
    let calendar = desk.calendar(Some(&dossier.application.competent));
    let (start, limit, stops, recorded) = match &dossier.clock {
        Some(clock) => (clock.accepted_at, clock.limit, &clock.stops, clock.due),
        None => {
            let rules = desk.reference.service_rules(vietnam_date(dossier.submitted_at));
            (
                dossier.submitted_at,
                rules.answer_within,
                &dossier.answer_stops,
                dossier.answer_due,
            )
        }
    };
    let due = calendar.due(start, limit, stops);
    let mut lines: Vec<String> = due.lines.iter().map(|line: &Line| line.to_text(lang)).collect();
    if let Some(supplement) = &dossier.supplement {
        let since = format::date_time(lang, supplement.asked_at);
        lines.push(texts::standing(lang, since, format::date_time(lang, supplement.until)));
    }
    match &dossier.clock {
        Some(clock) if clock.extended => {
            let lawful = format::date_time(lang, clock.lawful_due);
            lines.push(texts::extended(lang, lawful, format::date_time(lang, clock.due)));
        }
        // The calendar may have learnt of days off since; what was promised stays.
        _ if due.at != recorded => lines.push(texts::recorded(lang, format::date_time(lang, recorded))),
        _ => {}
    }
    if dossier.beyond_lawful {
        lines.push(texts::beyond(lang).to_owned());
    }
    lines
}
