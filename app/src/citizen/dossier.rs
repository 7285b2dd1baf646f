//! A dossier as its applicant sees it: first whether anything is asked of them, then results, then what happened.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::citizen::{self, Mine};
use motcua_domain::dossier::{Author, Dossier, Event, EventBody, OfferKind, Status, SupplementItem};
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::citizen::dossier as texts;

use super::apply::{answer_rows, desk_name};
use super::status;
use crate::components::{
    Button, ButtonKind, ButtonLink, Card, Details, InsetText, PageHeading, PartCard, PartState, SummaryList,
    SummaryRow, Tag, Timeline, TimelineItem, WithAside,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let now = app.desk.now();
    let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
    let dossier = &mine.case.dossier;
    let state = dossier.status();
    let agency = app.desk.reference.agency_name(&dossier.application.competent, lang);
    let counter = desk_name(&app.desk.reference, &dossier.application.receiving, lang);
    let caption = texts::caption(lang, &code, format::date_time(lang, dossier.submitted_at));
    let subject = dossier.application.subject.clone();
    let first = first_words(lang, &mine, &counter, now);
    let may = |kind: &OfferKind| {
        mine.offers
            .iter()
            .any(|offer| offer.kind == *kind && offer.blocked.is_none())
    };
    let supplement = may(&OfferKind::Supplement);
    let withdraw = may(&OfferKind::Withdraw);
    let take_back = may(&OfferKind::TakeBackWithdrawal).then(|| urls::TakeBackWithdrawal { code: code.clone() }.url());
    let asked = supplement.then(|| asked_items(lang, &mine));
    let part = part(lang, &mine, &agency, now);
    let events = timeline(lang, &mine);
    let lines: Vec<String> = clock_lines(lang, &app, &mine);
    // Made inside of the page: the notes speak its language.
    let sections = || {
        mine.case
            .procedure
            .form
            .sections
            .iter()
            .filter_map(|section| {
                let application = &dossier.application;
                let reference = app.desk.reference.as_ref();
                let rows: Vec<SummaryRow> = answer_rows(
                    lang,
                    section,
                    &application.answers,
                    &application.origins,
                    reference,
                    now,
                )
                .into_iter()
                .map(|(_, row)| row)
                .collect();
                (!rows.is_empty()).then(|| {
                    view! {
                        <h3 class="govuk-heading-s">{section.title.get(lang).to_owned()}</h3>
                        <SummaryList rows=rows />
                    }
                    .into_any()
                })
            })
            .collect::<Vec<_>>()
    };
    let secret = mine.case.secret.clone();
    let withdraw_href = urls::Withdraw { code: code.clone() }.url();
    let supplement_href = urls::Supplement { code: code.clone() }.url();
    let slips = slips(lang, dossier, &code);
    let about = Page::citizen(subject.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(urls::MyDossiers::ROUTE, texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let sections = sections();
        let aside = move || {
            view! {
                <Card title=texts::secret(lang) soft=true>
                    <p class="govuk-body mc-code">{secret}</p>
                    <p class="govuk-body-s">{texts::secret_text(lang)}</p>
                </Card>
                {slips}
                <Card title=texts::data_log(lang)>
                    <a class="govuk-link govuk-body-s" href=urls::AccessLog::ROUTE>{texts::data_log_link(lang)}</a>
                </Card>
                {withdraw
                    .then(|| {
                        view! {
                            <Card title=texts::withdraw(lang)>
                                <a class="govuk-link govuk-body-s" href=withdraw_href>{texts::withdraw_link(lang)}</a>
                            </Card>
                        }
                    })}
            }
        };
        view! {
            <WithAside aside=aside>
                <PageHeading text=subject caption=caption />
                <InsetText>{first}</InsetText>
                {take_back
                    .map(|action| {
                        view! {
                            <form method="post" action=action>
                                <Button text=texts::take_back(lang) kind=ButtonKind::Secondary />
                            </form>
                        }
                    })}
                {asked
                    .map(|items| {
                        view! {
                            <ul class="govuk-list govuk-list--bullet">{items}</ul>
                            <ButtonLink href=supplement_href text=texts::supplement(lang) />
                        }
                    })}
                {part}
                {(!lines.is_empty())
                    .then(|| {
                        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
                        view! {
                            <Details summary=texts::how(lang)>
                                <ul class="govuk-list govuk-body-s">{lines}</ul>
                            </Details>
                        }
                    })}
                <h2 class="govuk-heading-m">{texts::history(lang)}</h2>
                <Timeline items=events />
                <Details summary=texts::answers(lang)>{sections}</Details>
                <p class="govuk-visually-hidden">{status::words(lang, state)}</p>
            </WithAside>
        }
    }))
}

/// "You need do nothing", or what is asked; and who has it until when.
fn first_words(lang: Lang, mine: &Mine, counter: &str, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let dossier = &mine.case.dossier;
    let promise = dossier
        .next_due()
        .map(|due| format::promise(lang, due, now))
        .unwrap_or_default();
    let step = dossier
        .active
        .keys()
        .next()
        .and_then(|step| {
            let flow = mine.case.procedure.flow();
            Some(flow.step(flow.number(step)?).citizen.get(lang).to_owned())
        })
        .unwrap_or_default();
    let (strong, rest) = match dossier.status() {
        Status::SupplementAtReception | Status::SupplementInHandling => {
            let until = dossier
                .supplement
                .as_ref()
                .map(|supplement| format::promise(lang, supplement.until, now));
            let reason = dossier
                .supplement
                .as_ref()
                .map(|supplement| supplement.reason.clone())
                .unwrap_or_default();
            (
                texts::first::supplement(lang),
                texts::first::supplement_text(lang, reason, until.unwrap_or_default()),
            )
        }
        Status::ResultReady => (texts::first::ready(lang), texts::first::ready_text(lang, counter)),
        Status::Returned => (texts::first::returned(lang), String::new()),
        Status::Rejected | Status::NotEligible => {
            let reason = dossier.last_reason.clone().unwrap_or_default();
            (texts::first::refused(lang), texts::first::refused_text(lang, reason))
        }
        Status::Withdrawn => (texts::first::withdrawn(lang), String::new()),
        Status::WithdrawalRequested => (
            texts::first::withdrawal(lang),
            texts::first::withdrawal_text(lang).to_owned(),
        ),
        Status::Stopped => (texts::first::stopped(lang), texts::first::stopped_text(lang).to_owned()),
        _ => (
            texts::first::nothing(lang),
            texts::first::who_until(lang, step, promise),
        ),
    };
    view! { <strong>{strong}</strong>" "{rest} }.into_any()
}

/// The slips of the desk: Form 01 once accepted, Form 02 once asked to supplement, Form 03 if it was not accepted, Form 04
/// once the date was moved, Form 05 if it was stopped.
fn slips(lang: Lang, dossier: &Dossier, code: &str) -> Option<AnyView> {
    let code = code.to_owned();
    let accepted = dossier.clock.is_some();
    let receipt = accepted.then(|| (urls::Receipt { code: code.clone() }.url(), texts::receipt(lang)));
    let supplement = (dossier.supplements > 0).then(|| {
        (
            urls::SupplementSlip { code: code.clone() }.url(),
            texts::supplement_slip(lang),
        )
    });
    let apology = dossier.clock.as_ref().filter(|clock| clock.extended).map(|_| {
        (
            urls::ApologyLetter { code: code.clone() }.url(),
            texts::apology_letter(lang),
        )
    });
    let ended = match dossier.status() {
        Status::Rejected => Some((urls::RefusalSlip { code }.url(), texts::refusal_slip(lang))),
        Status::Withdrawn | Status::Stopped if accepted => {
            Some((urls::StopNotice { code }.url(), texts::stop_notice(lang)))
        }
        _ => None,
    };
    let links: Vec<AnyView> = receipt
        .into_iter()
        .chain(supplement)
        .chain(apology)
        .chain(ended)
        .map(|(href, text)| view! { <li><a class="govuk-link govuk-body-s" href=href>{text}</a></li> }.into_any())
        .collect();
    (!links.is_empty())
        .then(|| view! { <Card title=texts::papers(lang)><ul class="govuk-list">{links}</ul></Card> }.into_any())
}

fn asked_items(lang: Lang, mine: &Mine) -> Vec<AnyView> {
    let Some(supplement) = &mine.case.dossier.supplement else {
        return Vec::new();
    };
    supplement
        .items
        .iter()
        .map(|item| {
            let (name, note) = match item {
                SupplementItem::Document { id, note } => {
                    let known = mine.case.procedure.documents.iter().find(|document| document.id == *id);
                    (
                        known.map_or(id.as_str(), |document| document.name.get(lang)).to_owned(),
                        note.clone(),
                    )
                }
                SupplementItem::Field { id, note } => {
                    let known = mine.case.procedure.form.field(id);
                    (
                        known.map_or(id.as_str(), |field| field.label.get(lang)).to_owned(),
                        note.clone(),
                    )
                }
            };
            view! { <li><strong>{name}</strong>": "{note}</li> }.into_any()
        })
        .collect()
}

fn part(lang: Lang, mine: &Mine, agency: &str, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let dossier = &mine.case.dossier;
    let state = dossier.status();
    let part_state = match state {
        Status::ResultReady | Status::Returned => PartState::Done,
        Status::SupplementAtReception
        | Status::SupplementInHandling
        | Status::Rejected
        | Status::NotEligible
        | Status::Stopped => PartState::Problem,
        Status::Withdrawn | Status::WithdrawalRequested => PartState::Waiting,
        _ => PartState::Now,
    };
    // What is over is told as it was: a promise belongs to what is still to come.
    let issued = dossier.issued.last().map(|issued| issued.at);
    let due = match (issued, &dossier.clock) {
        (Some(at), Some(clock)) if at <= clock.due => Some(texts::done_in_time(lang, format::date_time(lang, at))),
        (Some(at), _) => Some(texts::done_at(lang, format::date_time(lang, at))),
        (None, _) if dossier.outcome.is_some() => None,
        (None, Some(clock)) => Some(texts::due(lang, format::promise(lang, clock.due, now))),
        (None, None) => Some(texts::answer_due(lang, format::promise(lang, dossier.answer_due, now))),
    };
    let line = [Some(agency.to_owned()), due]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let papers = mine
        .papers
        .iter()
        .map(|(hash, content)| {
            let href = urls::ResultPaper {
                code: dossier.application.code.to_string(),
                hash: hash.clone(),
            }
            .url();
            let text = texts::download(lang, content.name.get(lang));
            view! { <a class="govuk-button" href=href draggable="false">{text}</a> }.into_any()
        })
        .collect::<Vec<_>>();
    let has_papers = !papers.is_empty();
    let title = mine.case.procedure.name.get(lang).to_owned();
    let words = status::words(lang, state);
    let tone = status::tone(state);
    view! {
        <PartCard title=title state=part_state status=move || view! { <Tag tone=tone text=words /> }>
            <p class="govuk-body-s">{line}</p>
            {has_papers.then(|| view! { <div class="mc-part__results">{papers}</div> })}
        </PartCard>
    }
    .into_any()
}

fn clock_lines(lang: Lang, app: &App, mine: &Mine) -> Vec<String> {
    let dossier = &mine.case.dossier;
    let calendar = app.desk.calendar(Some(&dossier.application.competent));
    let due = match &dossier.clock {
        Some(clock) => calendar.due(clock.accepted_at, clock.limit, &clock.stops),
        None => {
            let rules = app
                .desk
                .reference
                .service_rules(motcua_domain::calendar::vietnam_date(dossier.submitted_at));
            calendar.due(dossier.submitted_at, rules.answer_within, &dossier.answer_stops)
        }
    };
    due.lines.iter().map(|line| line.to_text(lang)).collect()
}

/// What happened, newest first, in the citizen's words. Steps of the office that change nothing for the citizen are left
/// out.
fn timeline(lang: Lang, mine: &Mine) -> Vec<TimelineItem> {
    mine.events
        .iter()
        .rev()
        .filter_map(|event| {
            let title = event_words(lang, &mine.case.procedure, &mine.case.dossier, event)?;
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
        })
        .collect()
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
        EventBody::Replied { refused: None, .. } => words::replied(lang).to_owned(),
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
        EventBody::Taken { .. } | EventBody::Checked { .. } | EventBody::Left { .. } | EventBody::Replied { .. } => {
            return None;
        }
    })
}

/// What a part of a linked group is called.
fn part_name<'p>(lang: Lang, procedure: &'p Procedure, step: &'p str) -> &'p str {
    let flow = procedure.flow();
    flow.number(step)
        .map_or(step, |number| flow.step(number).name.get(lang))
}
