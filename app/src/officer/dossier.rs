//! What stands around every page of a dossier: whose it is, the tabs, the clock, what can be done.

use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use motcua_casework::officer::Opened;
use motcua_domain::dossier::{Dossier, Outcome};
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::officer::{declaration, dossier as texts, leave, people, results, unverified};

use super::{actions, choose, clock, linked, waiting, withdrawal, words};
use crate::citizen::status;
use crate::components::{Card, InsetText, PageHeading, SubNavigation, SummaryList, SummaryRow, Tab, Tag, WithAside};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{
    ApologyLetter, CheckPaper, ControlSlip, OfficeDocuments, OfficeDossier, OfficeHistory, OfficeMessages, Queues,
    Receipt, RefusalSlip, ResultPaper, StopNotice, SupplementSlip,
};
use crate::web::{App, Visitor};

/// The parts of a dossier's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The declaration beside the registers.
    Declaration,
    /// The documents, one by one.
    Documents,
    /// What happened.
    History,
    /// Its messages to national systems.
    Messages,
}

/// A page of a dossier. `faulty`: it shows faults of what was typed.
pub(super) fn show<V: IntoView + 'static>(
    app: &App,
    visitor: &Visitor,
    opened: &Opened,
    part: Part,
    faulty: bool,
    content: impl FnOnce() -> V,
) -> Response {
    let lang = visitor.lang;
    let dossier = &opened.case.dossier;
    let procedure = &opened.case.procedure;
    let application = &dossier.application;
    let code = application.code.to_string();
    let caption = texts::caption(
        lang,
        words::channel_of(lang, application.channel),
        &code,
        procedure.short_name().get(lang),
        format::date_time(lang, dossier.submitted_at),
    );
    let status = if faulty {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let about = Page::officer(format!("{} – {code}", application.subject))
        .section(Queues::ROUTE)
        .status(status)
        .with_errors(faulty)
        .back(Queues {}.url(), texts::back(lang));
    let subject = application.subject.clone();
    let (tone, state) = (status::tone(dossier.status()), status::words(lang, dossier.status()));
    page(visitor.context(), &about, || {
        let aside = (
            clock::card(&app.desk, dossier, procedure, lang),
            actions::card(opened, lang),
            linked::card(&opened.parts, lang),
            papers(opened, lang),
            who(app, opened, lang),
        );
        let content = content().into_any();
        let notes = notes(opened, lang);
        let tabs = tabs(&code, procedure, part, lang);
        view! {
            <WithAside aside=move || aside>
                <PageHeading text=subject caption=caption />
                <p class="govuk-body"><Tag tone=tone text=state /></p>
                {notes}
                <SubNavigation label=texts::tabs(lang) items=tabs />
                {content}
            </WithAside>
        }
    })
}

fn tabs(code: &str, procedure: &Procedure, part: Part, lang: Lang) -> Vec<Tab> {
    let code = code.to_owned();
    vec![
        Tab::new(
            OfficeDossier { code: code.clone() }.url(),
            texts::declaration(lang),
            part == Part::Declaration,
        ),
        Tab::new(
            OfficeDocuments { code: code.clone() }.url(),
            texts::documents(lang, procedure.documents.len()),
            part == Part::Documents,
        ),
        Tab::new(
            OfficeHistory { code: code.clone() }.url(),
            texts::history(lang),
            part == Part::History,
        ),
        Tab::new(
            OfficeMessages { code }.url(),
            motcua_texts::watch::messages::tab(lang),
            part == Part::Messages,
        ),
    ]
}

/// What must not be overlooked on any part: registers not heard, the last message passed on.
fn notes(opened: &Opened, lang: Lang) -> Vec<AnyView> {
    let dossier = &opened.case.dossier;
    let mut notes = Vec::new();
    let mut lines: Vec<String> = dossier
        .application
        .facts
        .iter()
        .filter_map(|(_, fact)| match &fact.reply {
            motcua_domain::facts::Reply::Unavailable { why } => {
                let time = format::date_time(lang, fact.asked_at);
                Some(unverified::line(
                    lang,
                    fact.register.name(lang),
                    time,
                    words::outage(lang, *why),
                ))
            }
            _ => None,
        })
        .collect();
    // A register that owes several answers is named once.
    lines.dedup();
    let open: Vec<AnyView> = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> }.into_any())
        .collect();
    notes.extend(withdrawal::note(dossier, lang));
    notes.extend(waiting::notes(opened, lang));
    notes.extend(choose::note(opened, lang));
    if !open.is_empty() && dossier.outcome.is_none() {
        notes.push(
            view! {
                <InsetText>
                    <p class="govuk-body"><strong>{unverified::title(lang)}</strong></p>
                    <ul class="govuk-list govuk-list--bullet">{open}</ul>
                    <p class="govuk-body">{unverified::text(lang)}</p>
                </InsetText>
            }
            .into_any(),
        );
    }
    // While a withdrawal waits, its own box says why; once it has ended, the words are the reason of that.
    let waits = dossier.withdrawal.is_some() && dossier.outcome.is_none();
    if let Some(reason) = dossier.last_reason.clone().filter(|_| !waits) {
        let title = match dossier.outcome {
            Some(_) => leave::reason(lang),
            None => declaration::message(lang),
        };
        notes.push(
            view! {
                <InsetText>
                    <p class="govuk-body"><strong>{title}</strong></p>
                    <p class="govuk-body">{reason}</p>
                </InsetText>
            }
            .into_any(),
        );
    }
    notes
}

/// The slips of the desk there are so far, in the order of their forms.
fn slips(dossier: &Dossier, code: &str, lang: Lang) -> Vec<(String, &'static str)> {
    let code = || code.to_owned();
    let clock = dossier.clock.as_ref();
    let ended = match dossier.outcome {
        Some(Outcome::Rejected) => Some((RefusalSlip { code: code() }.url(), results::refusal_slip(lang))),
        Some(Outcome::Withdrawn | Outcome::Stopped) if clock.is_some() => {
            Some((StopNotice { code: code() }.url(), results::stop_notice(lang)))
        }
        _ => None,
    };
    [
        clock.map(|_| (Receipt { code: code() }.url(), results::receipt(lang))),
        (dossier.supplements > 0).then(|| (SupplementSlip { code: code() }.url(), results::supplement_slip(lang))),
        clock
            .filter(|clock| clock.extended)
            .map(|_| (ApologyLetter { code: code() }.url(), results::apology_letter(lang))),
        ended,
        clock.map(|_| (ControlSlip { code: code() }.url(), results::control_slip(lang))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The slips and the results.
fn papers(opened: &Opened, lang: Lang) -> Option<AnyView> {
    let dossier = &opened.case.dossier;
    let code = dossier.application.code.to_string();
    let mut items: Vec<AnyView> = slips(dossier, &code, lang)
        .into_iter()
        .map(|(href, text)| view! { <li><a class="govuk-link" href=href>{text}</a></li> }.into_any())
        .collect();
    for (hash, content) in &opened.papers {
        let href = ResultPaper {
            code: code.clone(),
            hash: hash.clone(),
        }
        .url();
        let check = CheckPaper {
            code: code.clone(),
            hash: hash.clone(),
        }
        .url();
        let name = results::result(lang, content.name.get(lang), &content.number);
        items.push(
            view! {
                <li>
                    <a class="govuk-link" href=href>{name}</a>
                    " · "
                    <a class="govuk-link" href=check>{results::check(lang)}</a>
                </li>
            }
            .into_any(),
        );
    }
    (!items.is_empty()).then(|| {
        view! {
            <Card title=results::title(lang)>
                <ul class="govuk-list govuk-body-s">{items}</ul>
            </Card>
        }
        .into_any()
    })
}

fn who(app: &App, opened: &Opened, lang: Lang) -> AnyView {
    let dossier = &opened.case.dossier;
    let application = &dossier.application;
    let agency = |code| app.desk.reference.agency_name(code, lang);
    let mut rows = vec![
        SummaryRow::new(people::applicant(lang), dossier.applicant.clone()),
        SummaryRow::new(people::personal_id(lang), application.personal_id.to_string()),
        SummaryRow::new(people::subject(lang), application.subject.clone()),
    ];
    if let Some(email) = application.email.clone() {
        rows.push(SummaryRow::new(people::email(lang), email));
    }
    let fee = u64::try_from(application.fee).unwrap_or_default();
    rows.extend([
        SummaryRow::new(people::fee(lang), format::money(lang, fee)),
        SummaryRow::new(people::receiving(lang), agency(&application.receiving)),
        SummaryRow::new(people::competent(lang), agency(&application.competent)),
    ]);
    view! {
        <Card title=people::title(lang) soft=true>
            <SummaryList rows=rows plain=true dense=true />
            <p class="govuk-body-s govuk-!-margin-bottom-0">{people::look_logged(lang)}</p>
        </Card>
    }
    .into_any()
}
