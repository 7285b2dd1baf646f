//! Asking the applicant to supplement (Form 02): everything that is missing, at once.

use axum::extract::{Path, Query, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_casework::officer::{Asking, Opened, open, request_supplement};
use motcua_casework::reference::ReasonFor;
use motcua_domain::dossier::{SupplementItem, Why};
use motcua_domain::procedure::{Procedure, Section};
use motcua_texts::Lang;
use motcua_texts::officer::supplement as texts;
use serde::Deserialize;

use super::reasons::{Again, Asked, Given, fault};
use super::seen;
use crate::components::{
    BannerKind, Button, Checkbox, Checkboxes, Choice, Details, ErrorSummary, FieldError, LabelSize, PageHeading,
    TextInput,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficeDossier, OfficeSupplement, Queues};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// The step at which it was noticed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct At {
    #[serde(default)]
    step: String,
}

/// Asks what is missing.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
    Query(at): Query<At>,
) -> PageResult {
    let opened = open(&app.desk, &officer, &code).await?;
    Ok(form(
        &app,
        &visitor,
        &opened,
        &at.step,
        &Inputs::default(),
        &Again::default(),
    ))
}

fn asked(procedure: &Procedure) -> Asked<'_> {
    Asked {
        act: Some(ReasonFor::Supplement),
        procedure,
        legal: false,
        outward: true,
    }
}

fn document_note(id: &str) -> String {
    format!("note-document-{id}")
}

fn field_note(id: &str) -> String {
    format!("note-field-{id}")
}

fn ticked(inputs: &Inputs, group: &str, id: &str) -> bool {
    inputs.get(&format!("{group}.{id}")) == "yes"
}

fn fields_group(section: &str) -> String {
    format!("fields-{section}")
}

/// What was ticked, each with its note; or which note is missing.
fn items(inputs: &Inputs, procedure: &Procedure, lang: Lang) -> Result<Vec<SupplementItem>, Vec<FieldError>> {
    let mut items = Vec::new();
    let mut faults = Vec::new();
    let mut note = |input: String, name: &str| {
        let note: String = inputs.get(&input).chars().take(1_000).collect();
        if note.is_empty() {
            faults.push(FieldError::new(input, texts::note_missing(lang, name)));
        }
        note
    };
    for document in procedure
        .documents
        .iter()
        .filter(|document| ticked(inputs, "documents", &document.id))
    {
        let note = note(document_note(&document.id), document.name.get(lang));
        items.push(SupplementItem::Document {
            id: document.id.clone(),
            note,
        });
    }
    for section in &procedure.form.sections {
        let group = fields_group(&section.id);
        for field in section.fields.iter().filter(|field| ticked(inputs, &group, &field.id)) {
            let note = note(field_note(&field.id), field.label.get(lang));
            items.push(SupplementItem::Field {
                id: field.id.clone(),
                note,
            });
        }
    }
    if items.is_empty() {
        let first = if procedure.documents.is_empty() {
            "words"
        } else {
            "documents"
        };
        faults.push(FieldError::new(first, texts::nothing(lang)));
    }
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

fn form(
    app: &App,
    visitor: &Visitor,
    opened: &Opened,
    step: &str,
    inputs: &Inputs,
    again: &Again,
) -> axum::response::Response {
    let lang = visitor.lang;
    let dossier = &opened.case.dossier;
    let procedure = &opened.case.procedure;
    let code = dossier.application.code.to_string();
    let back = OfficeDossier { code: code.clone() }.url();
    let now = app.desk.now();
    let calendar = app.desk.calendar(Some(&dossier.application.competent));
    let until = calendar.due_at(now, procedure.time_limit.supplement_within, &[]);
    let used = dossier.supplements >= procedure.time_limit.supplements;
    let about = Page::officer(texts::title(lang))
        .section(Queues::ROUTE)
        .status(again.status())
        .with_errors(again.is_some())
        .back(back.clone(), code.clone());
    let action = OfficeSupplement { code: code.clone() }.url();
    let caption = format!("{code} · {}", dossier.application.subject);
    let given = Given::of(inputs);
    let step = step.to_owned();
    let seen = dossier.seq.to_string();
    page(visitor.context(), &about, || {
        let faults = &again.faults;
        let documents = (!procedure.documents.is_empty()).then(|| documents(procedure, inputs, faults, lang));
        let sections: Vec<AnyView> = procedure
            .form
            .sections
            .iter()
            .filter(|section| !section.fields.is_empty())
            .map(|section| fields(section, inputs, faults, lang))
            .collect();
        let leader = used.then(|| {
            view! {
                <Checkbox
                    name="leader"
                    label=texts::leader(lang)
                    hint=texts::leader_hint(lang)
                    checked=inputs.get("leader") == "yes"
                    error=fault(faults, "leader")
                />
            }
        });
        view! {
            {again.notice(back, procedure, lang)}
            <ErrorSummary errors=faults.clone() />
            <PageHeading text=texts::title(lang) caption=caption />
            <p class="govuk-body">{texts::lead(lang, format::promise(lang, until, now))}</p>
            <form class="mc-measure" method="post" action=action novalidate>
                <input type="hidden" name="seen" value=seen />
                <input type="hidden" name="step" value=step />
                {documents}
                <h2 class="govuk-heading-s">{texts::fields(lang)}</h2>
                {sections}
                {given.fields(&app.desk, asked(procedure), faults, lang)}
                {leader}
                <Button text=texts::button(lang) />
            </form>
        }
    })
}

fn documents(procedure: &Procedure, inputs: &Inputs, faults: &[FieldError], lang: Lang) -> AnyView {
    let options = procedure
        .documents
        .iter()
        .map(|document| {
            let input = document_note(&document.id);
            Choice::new(document.id.clone(), document.name.get(lang)).then(note(&input, inputs, faults, lang))
        })
        .collect();
    let chosen = procedure.documents.iter().map(|document| document.id.clone());
    let values = chosen.filter(|id| ticked(inputs, "documents", id)).collect();
    view! {
        <Checkboxes
            name="documents"
            legend=texts::documents(lang)
            hint=texts::documents_hint(lang)
            options=options
            values=values
            error=fault(faults, "documents")
            small=true
        />
    }
    .into_any()
}

/// The fields of a section, folded away unless something in it was ticked.
fn fields(section: &Section, inputs: &Inputs, faults: &[FieldError], lang: Lang) -> AnyView {
    let group = fields_group(&section.id);
    let options = section
        .fields
        .iter()
        .map(|field| {
            let input = field_note(&field.id);
            Choice::new(field.id.clone(), field.label.get(lang)).then(note(&input, inputs, faults, lang))
        })
        .collect();
    let values: Vec<String> = section
        .fields
        .iter()
        .map(|field| field.id.clone())
        .filter(|id| ticked(inputs, &group, id))
        .collect();
    let open = !values.is_empty();
    let title = section.title.get(lang).to_owned();
    let summary = texts::fields_of(lang, section.fields.len() as u64, &title);
    view! {
        <Details summary=summary open=open>
            <Checkboxes name=group legend=title options=options values=values small=true size=LabelSize::Regular />
        </Details>
    }
    .into_any()
}

fn note(input: &str, inputs: &Inputs, faults: &[FieldError], lang: Lang) -> AnyView {
    view! {
        <TextInput
            name=input.to_owned()
            label=texts::note(lang)
            value=inputs.get(input).to_owned()
            error=fault(faults, input)
            size=LabelSize::Regular
            autocomplete="off"
        />
    }
    .into_any()
}

/// Asks the applicant.
pub(super) async fn send(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let seen = seen(&inputs)?;
    let step = inputs.get("step").to_owned();
    let case = Case::by_code(&app.desk, &code).await?;
    let reason = Given::of(&inputs).read(&app.desk, asked(&case.procedure), lang);
    let (items, reason) = match (items(&inputs, &case.procedure, lang), reason) {
        (Ok(items), Ok((reason, _))) => (items, reason),
        (items, reason) => {
            let faults = items.err().into_iter().chain(reason.err()).flatten().collect();
            let opened = open(&app.desk, &officer, &code).await?;
            return Ok(form(&app, &visitor, &opened, &step, &inputs, &Again::faulty(faults)));
        }
    };
    let leader = inputs.get("leader") == "yes";
    let asking = Asking {
        step: step.clone(),
        items,
        reason,
        leader_override: leader,
    };
    let sent = request_supplement(&app.desk, &officer, &code, seen, asking).await;
    match sent {
        Ok(()) => {
            let url = OfficeDossier { code }.url();
            Ok(see_other(
                &app,
                jar,
                &url,
                Some((BannerKind::Success, texts::sent(lang))),
            ))
        }
        Err(Error::Refused(refusal)) => {
            let opened = open(&app.desk, &officer, &code).await?;
            let again = match refusal.why {
                Why::SupplementUsed => Again::faulty(vec![FieldError::new("leader", texts::leader_missing(lang))]),
                why => Again::refused(why),
            };
            Ok(form(&app, &visitor, &opened, &step, &inputs, &again))
        }
        Err(error) => Err(error.into()),
    }
}
