//! A part on the page of its group: who has it, until when, what is asked, what came of it, and what to do next.

use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_casework::linked::{PartStanding, PartView};
use motcua_domain::dossier::{Outcome, Status};
use motcua_texts::Lang;
use motcua_texts::citizen::dossier as dossier_texts;
use motcua_texts::group::part as texts;

use super::super::dossier::asked_items;
use super::{first, standing};
use crate::components::{ButtonLink, Details, PartCard, Tag, WarningText};
use crate::format;
use crate::urls;
use crate::web::App;

/// The part. `gate`: all others wait for it.
pub(super) fn view(lang: Lang, app: &App, group: &str, part: &PartView, gate: bool) -> AnyView {
    let status = part.case.as_ref().map(|case| case.dossier.status());
    let silent = first::is_silent(part);
    let (tone, words) = (
        standing::tone(part.standing, status),
        standing::words(lang, part.standing, status),
    );
    let edge = standing::edge(part.standing, status, silent);
    let body = match part.standing {
        PartStanding::NotChosen { addable: true } => addable(lang, group, part),
        PartStanding::NotChosen { addable: false } => alone(lang, texts::not_added(lang), part),
        PartStanding::ToCome => says(texts::to_come(lang)),
        PartStanding::Opening => says(texts::opening(lang)),
        PartStanding::Never => alone(lang, texts::never(lang), part),
        PartStanding::Going | PartStanding::Ended(_) => vec![
            who_until(lang, app, part),
            silence(lang, part),
            asked(lang, app, part),
            ended(lang, part, gate),
            results(lang, part),
            reckoning(lang, part),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    let title = part.name.get(lang).to_owned();
    view! {
        <PartCard title=title state=edge status=move || view! { <Tag tone=tone text=words /> }>{body}</PartCard>
    }
    .into_any()
}

fn says(words: &str) -> Vec<AnyView> {
    vec![view! { <p class="govuk-body-s">{words.to_owned()}</p> }.into_any()]
}

fn addable(lang: Lang, group: &str, part: &PartView) -> Vec<AnyView> {
    let (code, step) = (group.to_owned(), part.step.clone());
    let href = urls::AddPart { code, step }.url();
    let name = part.name.get(lang).to_owned();
    vec![
        view! {
            <p class="govuk-body-s">{texts::add_text(lang)}</p>
            <p class="govuk-body-s">
                <a class="govuk-link" href=href>
                    {texts::add(lang)}
                    <span class="govuk-visually-hidden">": "{name}</span>
                </a>
            </p>
        }
        .into_any(),
    ]
}

/// Words, and where the procedure can be applied for alone.
fn alone(lang: Lang, words: &str, part: &PartView) -> Vec<AnyView> {
    let mut views = says(words);
    views.extend(link_alone(lang, part));
    views
}

fn link_alone(lang: Lang, part: &PartView) -> Option<AnyView> {
    let id = part.procedure.as_ref()?.id.to_string();
    let href = urls::Procedure { id }.url();
    let name = part.name.get(lang).to_owned();
    Some(
        view! {
            <p class="govuk-body-s">
                <a class="govuk-link" href=href>
                    {texts::alone(lang)}
                    <span class="govuk-visually-hidden">": "{name}</span>
                </a>
            </p>
        }
        .into_any(),
    )
}

/// Who has it, since when or until when, what is going on, and the way to its own page.
fn who_until(lang: Lang, app: &App, part: &PartView) -> Option<AnyView> {
    let case = part.case.as_ref()?;
    let dossier = &case.dossier;
    let now = app.desk.now();
    let issued = dossier.issued.last().map(|issued| issued.at);
    let withdrawn = dossier.status() == Status::WithdrawalRequested;
    let time = match (issued, &dossier.clock) {
        _ if dossier.supplement.is_some() && dossier.outcome.is_none() => None,
        _ if withdrawn => None,
        (Some(at), Some(clock)) if at <= clock.due => {
            Some(dossier_texts::done_in_time(lang, format::date_time(lang, at)))
        }
        (Some(at), _) => Some(dossier_texts::done_at(lang, format::date_time(lang, at))),
        (None, _) if dossier.outcome.is_some() => None,
        (None, Some(clock)) if clock.due < now => {
            Some(dossier_texts::overdue(lang, format::promise(lang, clock.due, now)))
        }
        (None, Some(clock)) => Some(dossier_texts::due(lang, format::promise(lang, clock.due, now))),
        (None, None) => Some(dossier_texts::answer_due(
            lang,
            format::promise(lang, dossier.answer_due, now),
        )),
    };
    let agency = part.agency_name.as_ref().map(|agency| agency.get(lang).to_owned());
    let line: Vec<String> = [agency, time].into_iter().flatten().collect();
    let going = (part.standing == PartStanding::Going && dossier.supplement.is_none() && !withdrawn)
        .then(|| step_words(lang, case))
        .flatten();
    let code = dossier.application.code.to_string();
    let href = urls::Dossier { code: code.clone() }.url();
    Some(
        view! {
            <p class="govuk-body-s">{line.join(" · ")}</p>
            {going.map(|words| view! { <p class="govuk-body-s">{words}"."</p> })}
            <p class="govuk-body-s"><a class="govuk-link" href=href>{motcua_texts::group::open(lang, code)}</a></p>
        }
        .into_any(),
    )
}

/// What is going on in a dossier.
fn step_words(lang: Lang, case: &Case) -> Option<String> {
    let step = case.dossier.active.keys().next()?;
    let flow = case.procedure.flow();
    Some(flow.step(flow.number(step)?).citizen.get(lang).to_owned())
}

/// That its agency, or the system it waits for, is silent.
fn silence(lang: Lang, part: &PartView) -> Option<AnyView> {
    let notice = part.reminded.as_ref().filter(|_| first::is_silent(part))?;
    let agency = part.agency_name.as_ref()?.get(lang).to_owned();
    let (since, told) = (
        format::date_time(lang, notice.since),
        format::date_time(lang, notice.at),
    );
    Some(view! { <WarningText text=texts::silent(lang, agency, since, told) /> }.into_any())
}

/// What the applicant is asked for.
fn asked(lang: Lang, app: &App, part: &PartView) -> Option<AnyView> {
    let case = part.case.as_ref().filter(|case| case.dossier.outcome.is_none())?;
    let asked = case.dossier.supplement.as_ref()?;
    let until = format::promise(lang, asked.until, app.desk.now());
    let code = case.dossier.application.code.to_string();
    let href = urls::Supplement { code: code.clone() }.url();
    let items = asked_items(lang, case);
    let reason = asked.reason.clone();
    Some(
        view! {
            <p class="govuk-body-s"><strong>{texts::asked(lang, until)}</strong></p>
            <p class="govuk-body-s">{reason}</p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
            <p class="govuk-body-s">{texts::only_this_clock(lang)}</p>
            <ButtonLink href=href text=texts::supplement(lang, code) />
        }
        .into_any(),
    )
}

/// Why there is no result, and what to do next.
fn ended(lang: Lang, part: &PartView, gate: bool) -> Option<AnyView> {
    let status = part.case.as_ref().map(|case| case.dossier.status());
    let outcome = match part.standing {
        PartStanding::Ended(outcome) => outcome,
        _ if status == Some(Status::WithdrawalRequested) => {
            return Some(view! { <p class="govuk-body-s">{texts::withdrawal(lang)}</p> }.into_any());
        }
        _ => return None,
    };
    let next = match outcome {
        Outcome::Completed => return None,
        Outcome::Withdrawn => {
            return Some(view! { <p class="govuk-body-s">{texts::withdrawn(lang)}</p> }.into_any());
        }
        Outcome::Stopped => texts::stopped(lang),
        _ if gate => texts::next_first(lang),
        _ => texts::next_later(lang),
    };
    let (reason, legal) = part.refused.clone().unwrap_or_default();
    let reason = (!reason.is_empty()).then(|| view! { <p class="govuk-body-s">{texts::reason(lang, reason)}</p> });
    let legal = legal.map(|legal| view! { <p class="govuk-body-s">{texts::legal(lang, legal)}</p> });
    let alone = (!gate).then(|| link_alone(lang, part)).flatten();
    Some(
        view! {
            {reason}
            {legal}
            <p class="govuk-body-s"><strong>{next}</strong></p>
            {alone}
        }
        .into_any(),
    )
}

/// What can be downloaded.
fn results(lang: Lang, part: &PartView) -> Option<AnyView> {
    let code = part.case.as_ref()?.dossier.application.code.to_string();
    let papers: Vec<AnyView> = part
        .papers
        .iter()
        .map(|(hash, content)| {
            let href = urls::ResultPaper {
                code: code.clone(),
                hash: hash.clone(),
            }
            .url();
            let text = dossier_texts::download(lang, content.name.get(lang));
            view! { <a class="govuk-button" href=href draggable="false">{text}</a> }.into_any()
        })
        .collect();
    (!papers.is_empty()).then(|| view! { <div class="mc-part__results">{papers}</div> }.into_any())
}

/// How its promised time was reckoned.
fn reckoning(lang: Lang, part: &PartView) -> Option<AnyView> {
    let due = part.due.as_ref().filter(|_| part.standing == PartStanding::Going)?;
    let lines = due.lines.iter().map(|line| line.to_text(lang));
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    Some(
        view! {
            <Details summary=dossier_texts::how(lang)>
                <ul class="govuk-list govuk-body-s">{lines}</ul>
            </Details>
        }
        .into_any(),
    )
}
