//! The documents of a dossier, one by one: what there is, what an officer thinks of it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::officer::{Opened, check_document, open};
use motcua_domain::application::{Application, ConfirmationNeed, DocumentState, review};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{ConfirmationState, OfferKind, Upload, Verdict, Why};
use motcua_domain::procedure::{DocumentDef, Procedure};
use motcua_texts::Lang;
use motcua_texts::officer::{confirmation as confirmations, document as texts};

use super::dossier::{self, Part};
use super::{refused, seen, why, words};
use crate::components::{
    BannerKind, Button, ButtonKind, Details, ErrorSummary, FieldError, SummaryList, SummaryRow, Tag, TextInput, Tone,
    Width,
};
use crate::format;
use crate::urls::{DossierFile, OfficeCheck, OfficeDocuments};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// Shows them.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
) -> PageResult {
    let opened = open(&app.desk, &officer, &code).await?;
    Ok(list(&app, &visitor, &opened, None))
}

/// Notes what an officer thinks of a document.
pub(super) async fn check(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, document)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let verdict = match inputs.get("verdict") {
        "accepted" => Verdict::Accepted,
        _ => Verdict::Faulty {
            reason: inputs.get(&reason_input(&document)).to_owned(),
        },
    };
    match check_document(&app.desk, &officer, &code, seen(&inputs)?, document.clone(), verdict).await {
        Ok(()) => {
            let case = motcua_casework::case::Case::by_code(&app.desk, &code).await?;
            let said = texts::judged(
                visitor.lang,
                why::document_name(visitor.lang, &document, &case.procedure),
            );
            let url = format!("{}#document-{document}", OfficeDocuments { code }.url());
            Ok(see_other(&app, jar, &url, Some((BannerKind::Success, &said))))
        }
        Err(Error::Refused(refusal)) if refusal.why == Why::ReasonMissing => {
            let opened = open(&app.desk, &officer, &code).await?;
            Ok(list(&app, &visitor, &opened, Some(&document)))
        }
        Err(Error::Refused(refusal)) => refused::show(&app, &visitor, &code, refusal).await,
        Err(error) => Err(error.into()),
    }
}

/// The name of the input for the reason; one for each document of the page.
fn reason_input(document: &str) -> String {
    format!("reason-{document}")
}

fn list(app: &App, visitor: &Visitor, opened: &Opened, unexplained: Option<&str>) -> axum::response::Response {
    let lang = visitor.lang;
    let application = &opened.case.dossier.application;
    let procedure = &opened.case.procedure;
    let parts = Application {
        typed: &application.typed,
        disputes: &application.disputes,
        facts: &application.facts,
        documents: &application.documents,
        confirmations: &application.confirmations,
    };
    let today = vietnam_date(app.desk.now());
    let reviewed = review(procedure, parts, app.desk.reference.as_ref(), today);
    let may_check = opened
        .offers
        .iter()
        .any(|offer| offer.kind == OfferKind::Check && offer.blocked.is_none());
    dossier::show(app, visitor, opened, Part::Documents, unexplained.is_some(), || {
        let fault = unexplained.map(|document| FieldError::new(reason_input(document), texts::reason_missing(lang)));
        // What this case does not need is listed, but out of the way.
        let (others, concerned): (Vec<_>, Vec<_>) = reviewed.documents.iter().partition(|(document, state)| {
            let empty = application.documents.get(&document.id).is_none_or(Vec::is_empty);
            *state == DocumentState::NotNeeded && empty
        });
        let list = |documents: Vec<&(_, DocumentState)>| -> Vec<AnyView> {
            documents
                .into_iter()
                .map(|(document, state): &(&DocumentDef, DocumentState)| {
                    let files = application.documents.get(&document.id).map_or(&[][..], Vec::as_slice);
                    let wrong = unexplained == Some(document.id.as_str());
                    item(opened, document, state, files, may_check, wrong, lang)
                })
                .collect()
        };
        let rest = (!others.is_empty()).then(|| {
            let summary = texts::others(lang, others.len());
            let others = list(others);
            view! { <Details summary=summary><ul class="govuk-task-list">{others}</ul></Details> }
        });
        let items = list(concerned);
        let none = reviewed
            .documents
            .is_empty()
            .then(|| view! { <p class="govuk-body">{texts::none(lang)}</p> });
        view! {
            <ErrorSummary errors=fault.into_iter().collect() />
            {none}
            <ul class="govuk-task-list">{items}</ul>
            {rest}
            {confirmed(&reviewed.confirmations, &application.confirmations, lang)}
        }
    })
}

/// The state of a document as a tag, and a sentence about it.
fn state_words(
    state: &DocumentState,
    verdict: Option<&Verdict>,
    procedure: &Procedure,
    lang: Lang,
) -> (Tone, &'static str, Option<String>) {
    let register = |fact: &String| {
        let register = procedure
            .facts
            .get(fact)
            .map(|fact| words::register_name(lang, fact.register));
        register.map_or_else(|| fact.clone(), str::to_owned)
    };
    match (state, verdict) {
        (DocumentState::Uploaded, Some(Verdict::Accepted)) => (Tone::Green, texts::accepted(lang), None),
        (DocumentState::Uploaded, Some(Verdict::Faulty { reason })) => (
            Tone::Red,
            texts::faulty(lang),
            Some(texts::faulty_because(lang, reason)),
        ),
        (DocumentState::Uploaded, None) => (Tone::Yellow, texts::unseen(lang), None),
        (DocumentState::Held(fact), _) => (
            Tone::Green,
            texts::in_data(lang),
            Some(texts::held(lang, register(fact))),
        ),
        (DocumentState::Awaited(fact), _) => (
            Tone::Yellow,
            texts::waiting(lang),
            Some(texts::awaited(lang, register(fact))),
        ),
        (DocumentState::Missing, _) => (Tone::Red, texts::missing(lang), None),
        (DocumentState::NotNeeded, _) => (
            Tone::Grey,
            texts::not_needed(lang),
            Some(texts::optional_not_given(lang).to_owned()),
        ),
    }
}

fn item(
    opened: &Opened,
    document: &DocumentDef,
    state: &DocumentState,
    files: &[Upload],
    may_check: bool,
    wrong: bool,
    lang: Lang,
) -> AnyView {
    let dossier = &opened.case.dossier;
    let code = dossier.application.code.to_string();
    let name = document.name.get(lang).to_owned();
    let verdict = dossier.checks.get(&document.id);
    let (tone, tag, note) = state_words(state, verdict, &opened.case.procedure, lang);
    let links: Vec<AnyView> = files
        .iter()
        .map(|file| {
            let href = DossierFile {
                code: code.clone(),
                file: file.sha256.clone(),
            }
            .url();
            let size = format::file_size(lang, file.size);
            let name = file.name.clone();
            view! {
                <li>
                    <a class="govuk-link" href=href target="_blank" rel="noopener">{name}</a>
                    {format!(" ({size})")}
                </li>
            }
            .into_any()
        })
        .collect();
    let links = (!links.is_empty()).then(|| view! { <ul class="govuk-list govuk-!-margin-bottom-1">{links}</ul> });
    let form = (may_check && !files.is_empty())
        .then(|| verdict_form(&code, document, &name, verdict, dossier.seq, wrong, lang));
    let hint = document.hint.as_ref().map(|hint| {
        view! { <div class="govuk-task-list__hint">{hint.get(lang).to_owned()}</div> }
    });
    let id = format!("document-{}", document.id);
    view! {
        <li class="govuk-task-list__item" id=id>
            <div class="govuk-task-list__name-and-hint">
                <h2 class="govuk-heading-s govuk-!-margin-bottom-1">{name}</h2>
                {hint}
                {note.map(|note| view! { <p class="govuk-body-s govuk-!-margin-bottom-1">{note}</p> })}
                {links}
                {form}
            </div>
            <div class="govuk-task-list__status"><Tag tone=tone text=tag /></div>
        </li>
    }
    .into_any()
}

fn verdict_form(
    code: &str,
    document: &DocumentDef,
    name: &str,
    verdict: Option<&Verdict>,
    seen: u32,
    wrong: bool,
    lang: Lang,
) -> AnyView {
    let action = OfficeCheck {
        code: code.to_owned(),
        document: document.id.clone(),
    }
    .url();
    let before = match verdict {
        Some(Verdict::Faulty { reason }) => reason.clone(),
        Some(Verdict::Accepted) | None => String::new(),
    };
    let error = wrong.then(|| texts::reason_missing(lang));
    view! {
        <form class="mc-filter" method="post" action=action aria-label=texts::verdict_of(lang, name)>
            <input type="hidden" name="seen" value=seen.to_string() />
            // Enter in the text field means the verdict the text belongs to.
            <TextInput
                name=reason_input(&document.id)
                label=texts::reason(lang)
                value=before
                error=error
                width=Width::Twenty
                autocomplete="off"
            />
            <Button text=texts::refuse(lang) kind=ButtonKind::Secondary name="verdict" value="faulty" />
            <Button text=texts::accept(lang) name="verdict" value="accepted" />
        </form>
    }
    .into_any()
}

/// What others had to confirm.
fn confirmed(
    needs: &[ConfirmationNeed<'_>],
    given: &BTreeMap<String, motcua_domain::dossier::Confirmation>,
    lang: Lang,
) -> Option<AnyView> {
    let rows: Vec<SummaryRow> = needs
        .iter()
        .map(|need| {
            let (tone, word) = match need.state {
                Some(ConfirmationState::Given) => (Tone::Green, confirmations::given(lang)),
                Some(ConfirmationState::Declined) => (Tone::Red, confirmations::declined(lang)),
                Some(ConfirmationState::Asked) | None => (Tone::Yellow, confirmations::asked(lang)),
            };
            let line = given
                .get(&need.def.id)
                .map(|given| confirmations::line(lang, &given.name, format::date_time(lang, given.at)));
            SummaryRow::new(
                need.def.text.get(lang),
                view! { <Tag tone=tone text=word /> " " {line} },
            )
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{confirmations::title(lang)}</h2>
            <SummaryList rows=rows dense=true />
        }
        .into_any()
    })
}
