//! The form of a version or a draft as the citizen meets it, with nothing filled in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::admin as work;
use motcua_casework::error::Error;
use motcua_domain::facts::Facts;
use motcua_domain::form::Typed;
use motcua_domain::procedure::{Field, FieldType, Procedure, Required};
use motcua_texts::Lang;
use motcua_texts::admin::preview as texts;

use super::frame;
use crate::citizen::{FieldValues, field_view};
use crate::components::{InsetText, PageHeading, Tag, Tone};
use crate::render::page;
use crate::urls::{AdminEdit, AdminProcedure};
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((id, version)): Path<(String, String)>,
) -> PageResult {
    let lang = visitor.lang;
    let (procedure, back) = if version == "draft" {
        let back = AdminEdit {
            kind: work::Kind::Procedure.name().to_owned(),
            name: id.clone(),
        };
        match work::draft_procedure(&app.desk, &officer, &id).await? {
            Some(procedure) => (Arc::new(procedure), back.url()),
            // Nothing can be shown of a text that is not sound: its faults stand there.
            None => return Ok(Redirect::to(&back.url()).into_response()),
        }
    } else {
        let version = version.parse().map_err(|_| Error::NotFound)?;
        let seen = work::version(&app.desk, &officer, &id, version).await?;
        (seen, AdminProcedure { id: id.clone() }.url())
    };
    let name = procedure.name.get(lang).to_owned();
    let about = frame::about(texts::title(lang)).back(back, texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let caption = texts::caption(lang, &name, procedure.version.to_string());
        let sections = procedure
            .form
            .sections
            .iter()
            .map(|section| {
                let (typed, facts, errors) = (Typed::default(), Facts::default(), BTreeMap::default());
                let values = FieldValues {
                    typed: &typed,
                    facts: &facts,
                    errors: &errors,
                    reference: app.desk.reference.as_ref(),
                    lang,
                    another: None,
                };
                let fields = section
                    .fields
                    .iter()
                    .map(|field| shown(&values, field))
                    .collect::<Vec<_>>();
                let intro = section.intro.as_ref().map(|intro| intro.get(lang).to_owned());
                view! {
                    <section class="mc-measure">
                        <h2 class="govuk-heading-m">{section.title.get(lang).to_owned()}</h2>
                        {intro.map(|intro| view! { <p class="govuk-body">{intro}</p> })}
                        {fields}
                    </section>
                }
                .into_any()
            })
            .collect::<Vec<_>>();
        view! {
            <PageHeading text=texts::title(lang) caption=caption />
            <InsetText>{texts::text(lang)}</InsetText>
            {sections}
            {documents(&procedure, lang)}
        }
    }))
}

/// A field with what the citizen need not do about it.
fn shown(values: &FieldValues<'_>, field: &Field) -> AnyView {
    let lang = values.lang;
    let mut tags: Vec<(Tone, &'static str)> = Vec::new();
    if field.derived.is_some() {
        tags.push((Tone::Grey, texts::derived(lang)));
    } else if !field.prefill.is_empty() {
        tags.push((Tone::Green, texts::prefilled(lang)));
    }
    if field.show_if.is_some() {
        tags.push((Tone::Blue, texts::sometimes(lang)));
    }
    let tags = tags
        .into_iter()
        .map(|(tone, text)| view! { <Tag tone=tone text=text />" " }.into_any());
    let tags = tags.collect::<Vec<_>>();
    let optional = matches!(field.required, Required::Fixed(false)) && !matches!(field.kind, FieldType::Declaration);
    let input = field_view(values, field, optional, None, None);
    view! { <div class="mc-preview"><p class="govuk-body-s govuk-!-margin-bottom-1">{tags}</p>{input}</div> }.into_any()
}

fn documents(procedure: &Procedure, lang: Lang) -> AnyView {
    if procedure.documents.is_empty() {
        return ().into_any();
    }
    let items = procedure
        .documents
        .iter()
        .map(|document| view! { <li>{document.name.get(lang).to_owned()}</li> }.into_any())
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">{texts::documents(lang)}</h2>
        <ul class="govuk-list govuk-list--bullet">{items}</ul>
    }
    .into_any()
}
