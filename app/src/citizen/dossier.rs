//! A dossier as its applicant sees it: first whether anything is asked of them, then results, then what happened.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_casework::citizen::{self, Mine};
use motcua_casework::linked;
use motcua_domain::dossier::{Dossier, OfferKind, Status, SupplementItem};
use motcua_texts::Lang;
use motcua_texts::citizen::dossier as texts;
use motcua_texts::citizen::tasks::aside::fee as title;
use motcua_texts::group as group_texts;

use super::apply::{answer_rows, cost_view};
use super::{group, history, pay, status};
use crate::components::{
    Button, ButtonKind, ButtonLink, Card, Details, InsetText, PageHeading, PartCard, PartState, SummaryList,
    SummaryRow, Tag, Timeline, WarningText, WithAside,
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
    if mine.case.procedure.is_group() {
        return group::show(&app, &visitor, &linked::group(&app.desk, &citizen, &code).await?);
    }
    let dossier = &mine.case.dossier;
    let state = dossier.status();
    let agency = app.desk.reference.agency_name(&dossier.application.competent, lang);
    let caption = texts::caption(lang, &code, format::date_time(lang, dossier.submitted_at));
    let subject = dossier.application.subject.clone();
    let first = first_words(lang, &mine, now);
    let may = |kind: &OfferKind| {
        mine.offers
            .iter()
            .any(|offer| offer.kind == *kind && offer.blocked.is_none())
    };
    let supplement = may(&OfferKind::Supplement);
    let withdraw = may(&OfferKind::Withdraw);
    let take_back = may(&OfferKind::TakeBackWithdrawal).then(|| urls::TakeBackWithdrawal { code: code.clone() }.url());
    let asked = supplement.then(|| asked_items(lang, &mine.case));
    let silent = mine.reminded.as_ref().map(|notice| {
        let (since, told) = (
            format::date_time(lang, notice.since),
            format::date_time(lang, notice.at),
        );
        group_texts::part::silent(lang, &agency, since, told)
    });
    let part = part(lang, &mine, &agency, now);
    let events = history::timeline(lang, &mine.case.procedure, dossier, &mine.events);
    let lines: Vec<String> = clock_lines(lang, &app, &mine);
    let secret = mine.case.secret.clone();
    let withdraw_href = urls::Withdraw { code: code.clone() }.url();
    let supplement_href = urls::Supplement { code: code.clone() }.url();
    let slips = slips(lang, dossier, &code);
    let (back, back_words) = match linked::part_of(&mine.case) {
        Some(group) => (urls::Dossier { code: group.to_owned() }.url(), group_texts::back(lang)),
        None => (urls::MyDossiers::ROUTE.to_owned(), texts::back(lang)),
    };
    let part_of = linked::part_of(&mine.case).map(|group| group_texts::part_of(lang, group));
    let refused = matches!(state, Status::Rejected | Status::NotEligible | Status::Stopped);
    let next = linked::part_of(&mine.case)
        .filter(|_| refused)
        .map(|group| urls::Dossier { code: group.to_owned() }.url());
    let about = Page::citizen(subject.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(back, back_words);
    Ok(page(visitor.context(), &about, || {
        let sections = declared(lang, &app, &mine.case);
        let procedure = &mine.case.procedure;
        let cost = cost_view(lang, procedure, &dossier.cost(procedure, app.desk.reference.as_ref()));
        let aside = move || {
            view! {
                <Card title=title(lang) soft=true>{cost}</Card>
                <Card title=texts::secret(lang) soft=true>
                    <p class="govuk-body mc-secret">{secret}</p>
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
                {part_of.map(|words| view! { <p class="govuk-body">{words}</p> })}
                <InsetText>{first}</InsetText>
                {next
                    .map(|href| {
                        view! {
                            <p class="govuk-body">
                                <a class="govuk-link" href=href>{group_texts::part_next(lang)}</a>
                            </p>
                        }
                    })}
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
                {silent.map(|text| view! { <WarningText text=text /> })}
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
fn first_words(lang: Lang, mine: &Mine, now: chrono::DateTime<chrono::Utc>) -> AnyView {
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
    if let Some(payment) = &mine.payment {
        return pay::asked(lang, dossier.application.code.as_str(), payment);
    }
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
        Status::ResultReady => (texts::first::ready(lang), texts::first::ready_text(lang).to_owned()),
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
        Status::Stopped => {
            let reason = dossier.last_reason.as_deref().filter(|_| !dossier.is_given_up());
            let rest = match reason {
                Some(reason) => texts::first::stopped_text(lang, reason.trim_end_matches('.')),
                None => texts::first::stopped_late(lang).to_owned(),
            };
            (texts::first::stopped(lang), rest)
        }
        _ if dossier.next_due().is_some_and(|due| due < now) => {
            (texts::first::nothing(lang), texts::first::late(lang, step, promise))
        }
        _ if promise.is_empty() => (texts::first::nothing(lang), format!("{step}.")),
        _ => (
            texts::first::nothing(lang),
            texts::first::who_until(lang, step, promise),
        ),
    };
    view! { <strong>{strong}</strong>" "{rest} }.into_any()
}

/// The slips of the desk: Form 01 once accepted, Form 02 once asked to supplement, Form 03 if it was not accepted, Form 04
/// once the date was moved, Form 05 if it was stopped.
pub(super) fn slips(lang: Lang, dossier: &Dossier, code: &str) -> Option<AnyView> {
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

/// What was declared, section by section. Made inside of the page: the notes speak its language.
pub(super) fn declared(lang: Lang, app: &App, case: &Case) -> Vec<AnyView> {
    let (application, reference) = (&case.dossier.application, app.desk.reference.as_ref());
    let sections = case.procedure.form.sections.iter();
    sections
        .filter_map(|section| {
            let (answers, origins) = (&application.answers, &application.origins);
            let rows = answer_rows(lang, section, answers, origins, reference, app.desk.now());
            let rows: Vec<SummaryRow> = rows.into_iter().map(|(_, row)| row).collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <h3 class="govuk-heading-s">{section.title.get(lang).to_owned()}</h3>
                    <SummaryList rows=rows />
                }
                .into_any()
            })
        })
        .collect()
}

/// What a supplement asks for.
pub(super) fn asked_items(lang: Lang, case: &Case) -> Vec<AnyView> {
    let Some(supplement) = &case.dossier.supplement else {
        return Vec::new();
    };
    supplement
        .items
        .iter()
        .map(|item| {
            let (name, note) = match item {
                SupplementItem::Document { id, note } => {
                    let known = case.procedure.documents.iter().find(|document| document.id == *id);
                    (
                        known.map_or(id.as_str(), |document| document.name.get(lang)).to_owned(),
                        note.clone(),
                    )
                }
                SupplementItem::Field { id, note } => {
                    let known = case.procedure.form.field(id);
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
        (None, _) if dossier.outcome.is_some() || mine.payment.is_some() => None,
        (None, Some(clock)) if clock.due < now => Some(texts::overdue(lang, format::promise(lang, clock.due, now))),
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
