//! What happened to a dossier, in the citizen's words. Steps of the office that change nothing for the citizen are left out.

use leptos::prelude::*;
use motcua_domain::dossier::{Author, Dossier, Event, EventBody};
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::citizen::dossier as texts;

use crate::components::TimelineItem;
use crate::format;
use crate::officer::words as officer;

/// The events of a dossier, newest first.
pub(super) fn timeline(lang: Lang, procedure: &Procedure, dossier: &Dossier, events: &[Event]) -> Vec<TimelineItem> {
    let newest_first = events.iter().rev();
    newest_first
        .filter_map(|event| item(lang, procedure, dossier, event, None))
        .collect()
}

/// An event, said to be of a part of a linked group if it is; nothing if it is no news for the citizen.
pub(super) fn item(
    lang: Lang,
    procedure: &Procedure,
    dossier: &Dossier,
    event: &Event,
    part: Option<&str>,
) -> Option<TimelineItem> {
    let words = event_words(lang, procedure, dossier, event)?;
    let title = match part {
        Some(part) => motcua_texts::group::event(lang, words, part),
        None => words,
    };
    let item = TimelineItem::new(title, format::machine(event.at), format::date_time(lang, event.at));
    // Who brought the dossier to a step is not who is at work on it.
    let by = match (&event.by, &event.body) {
        (_, EventBody::Entered { .. }) => None,
        (Author::Officer(officer), _) => Some(officer.name.clone()),
        (Author::Citizen { .. } | Author::System, _) => None,
    };
    let item = match by {
        Some(by) => item.by(by),
        None => item,
    };
    Some(match reason_of(event) {
        Some(reason) => item.more(view! { <p class="govuk-body">{reason}</p> }),
        None => item,
    })
}

fn reason_of(event: &Event) -> Option<String> {
    match &event.body {
        EventBody::SupplementRequested { reason, .. } | EventBody::Extended { reason, .. } => Some(reason.clone()),
        EventBody::Left { reason, legal, .. } | EventBody::PartEnded { reason, legal, .. } => {
            let words: Vec<String> = [reason.clone(), legal.clone()].into_iter().flatten().collect();
            (!words.is_empty()).then(|| words.join(" – "))
        }
        _ => None,
    }
}

fn event_words(lang: Lang, procedure: &Procedure, dossier: &Dossier, event: &Event) -> Option<String> {
    use texts::event as words;
    Some(match &event.body {
        EventBody::Submitted(_) => words::submitted(lang).to_owned(),
        EventBody::Accepted { due, .. } => words::accepted(lang, format::date_time(lang, *due)),
        EventBody::SupplementRequested { .. } => words::supplement_requested(lang).to_owned(),
        EventBody::Supplemented { .. } => words::supplemented(lang).to_owned(),
        EventBody::WithdrawalRequested { .. } => words::withdrawal_requested(lang).to_owned(),
        EventBody::WithdrawalTakenBack => words::withdrawal_taken_back(lang).to_owned(),
        EventBody::Signed => words::signed(lang).to_owned(),
        EventBody::Issued(content) => words::issued(lang, content.name.get(lang)),
        EventBody::Extended { due, .. } => words::extended(lang, format::date_time(lang, *due)),
        EventBody::Verified { .. } => words::verified(lang).to_owned(),
        EventBody::Replied {
            step, refused: None, ..
        } => {
            let name = officer::step_name(lang, procedure, step);
            match officer::system_of(lang, procedure, step) {
                Some(system) => words::replied(lang, name, system),
                None => words::replied_agency(lang, name),
            }
        }
        EventBody::Ended { outcome, .. } => {
            use motcua_domain::dossier::Outcome;
            match outcome {
                Outcome::Withdrawn if matches!(event.by, Author::Officer(_)) => words::withdrawal_confirmed(lang),
                Outcome::Completed => words::completed(lang),
                Outcome::Rejected => words::rejected(lang),
                Outcome::NotEligible => words::not_eligible(lang),
                Outcome::Withdrawn => words::withdrawn(lang),
                Outcome::Stopped => words::stopped(lang),
                Outcome::PartiallyCompleted => words::partly(lang),
            }
            .to_owned()
        }
        // What is going on is news; what was going on is told by what came of it.
        EventBody::Entered { step, .. } if !dossier.active.contains_key(step) => return None,
        EventBody::Entered { step, .. } => {
            let flow = procedure.flow();
            flow.step(flow.number(step)?).citizen.get(lang).to_owned()
        }
        // Words of officers to one another are not shown; a refusal's reason comes with its end.
        EventBody::Left {
            exit, reason: Some(_), ..
        } if exit == "refuse" => words::reason(lang).to_owned(),
        EventBody::PartAdded { step, .. } => words::part_added(lang, part_name(lang, procedure, step)),
        EventBody::PartOpened { step, code, .. } => words::part_opened(lang, code, part_name(lang, procedure, step)),
        EventBody::PartEnded {
            step,
            outcome: motcua_domain::dossier::Outcome::Completed,
            ..
        } => words::part_done(lang, part_name(lang, procedure, step)),
        EventBody::PartEnded { step, .. } => words::part_refused(lang, part_name(lang, procedure, step)),
        EventBody::WithdrawalAsked { .. } => words::withdrawal_asked(lang).to_owned(),
        EventBody::Taken { .. }
        | EventBody::Checked { .. }
        | EventBody::Left { .. }
        | EventBody::Replied { .. }
        | EventBody::Resumed { .. } => {
            return None;
        }
    })
}

/// What a part of a linked group is called.
pub(super) fn part_name<'p>(lang: Lang, procedure: &'p Procedure, step: &'p str) -> &'p str {
    let flow = procedure.flow();
    flow.number(step)
        .map_or(step, |number| flow.step(number).name.get(lang))
}
