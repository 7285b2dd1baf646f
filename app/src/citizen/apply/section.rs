//! A section: the few things to type first; what the State already knows below, each with source, time and "wrong?".

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::condition::{Expr, Kind};
use motcua_domain::form::{Answer, Origin, Problem, ProblemKind, Resolved};
use motcua_domain::procedure::{Column, Field, FieldType, Required, Section as SectionDef, Severity};
use motcua_texts::citizen::section as texts;
use uuid::Uuid;

use super::answers::answer_rows;
use super::field::{FieldValues, field_view};
use super::live;
use super::problems::messages;
use crate::components::{Button, ErrorSummary, FieldError, PageHeading, SummaryList, SummaryRow, WarningText};
use crate::islands::{AnswerKind, ConditionalFields, SubmitOnce};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Inputs, PageResult, SignedInCitizen, Visitor};

/// Shows it, with the problems of what was kept if it was kept before.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, section)): Path<(Uuid, String)>,
) -> PageResult {
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    let visited = draft.body.visited.contains(&section);
    render(&app, &visitor, &draft, &section, visited, "")
}

/// Keeps what was typed, valid or not. Without a problem it goes on to the list; otherwise the page comes again.
pub(super) async fn save(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, section)): Path<(Uuid, String)>,
    inputs: Inputs,
) -> PageResult {
    let draft = drafts::save_section(&app.desk, &citizen, id, &section, &inputs.0).await?;
    // The communes of a province, what was found by its name, another row of a table: they come with the next page.
    if let Some(part) = inputs.some("reload") {
        return render(&app, &visitor, &draft, &section, false, &part);
    }
    let review = draft.review(&app.desk);
    let wrong = review
        .resolved
        .of_section(&section)
        .any(|problem| problem.severity == Severity::Block);
    // A question that appeared by an answer must be seen before the section is done.
    let url = if wrong {
        urls::Section {
            draft: id.to_string(),
            section,
        }
        .url()
    } else {
        urls::TaskList { draft: id.to_string() }.url()
    };
    Ok(Redirect::to(&url).into_response())
}

/// Whether the field is typed or chosen, as opposed to taken from a register.
fn is_input(field: &Field, origin: Option<&Origin>) -> bool {
    if matches!(field.kind, FieldType::Information) {
        return true;
    }
    if field.derived.is_some() {
        return false;
    }
    match origin {
        None | Some(Origin::Typed | Origin::Proposed | Origin::Disputed { .. } | Origin::Unverified { .. }) => true,
        Some(Origin::Changed { .. }) => true,
        Some(Origin::Register { .. } | Origin::Derived | Origin::Group { .. } | Origin::Part { .. }) => {
            field.prefill.is_empty()
        }
    }
}

/// `another`: the table that gets another row.
fn render(
    app: &App,
    visitor: &Visitor,
    draft: &Draft,
    id: &str,
    visited: bool,
    another: &str,
) -> Result<Response, crate::web::Halt> {
    let lang = visitor.lang;
    let section = draft.procedure.form.section(id).ok_or(Error::NotFound)?;
    let review = draft.review(&app.desk);
    let resolved = &review.resolved;
    let now = app.desk.now();
    let reference = app.desk.reference.as_ref();
    let mut errors: Vec<FieldError> = Vec::new();
    let mut at_field: BTreeMap<String, String> = BTreeMap::new();
    let mut warnings: Vec<String> = Vec::new();
    // What follows from other answers is missing because they are: it is said only where nothing else is.
    let follows = |problem: &&Problem| {
        let field = draft.procedure.form.field(&problem.field);
        problem.kind == ProblemKind::Missing && field.is_some_and(|field| field.derived.is_some())
    };
    let (following, others): (Vec<&Problem>, Vec<&Problem>) = resolved.of_section(id).partition(follows);
    let alone = others.iter().all(|problem| problem.severity == Severity::Warn);
    let following = if alone { following } else { Vec::new() };
    for problem in others.into_iter().chain(following) {
        let rule = matches!(problem.kind, ProblemKind::Rule(_));
        for said in messages(lang, draft.procedure.form.field(&problem.field), problem) {
            match problem.severity {
                Severity::Warn => warnings.push(said.here),
                Severity::Block if visited || rule => {
                    errors.push(FieldError::new(&said.input, &said.above));
                    at_field.entry(said.input).or_insert(said.here);
                }
                Severity::Block => {}
            }
        }
    }
    let values = FieldValues {
        typed: &draft.body.typed,
        facts: &draft.body.facts,
        errors: &at_field,
        reference,
        lang,
        another: Some(another),
    };
    let offered: Vec<&Field> = section.fields.iter().filter(|field| offered(resolved, field)).collect();
    let live = live::live(section, &offered, lang);
    let is_live = |id: &str| live.iter().any(|(field, _)| field.id == id);
    let known: Vec<SummaryRow> = {
        let rows = answer_rows(lang, section, &resolved.answers, &resolved.origins, reference, now);
        rows.into_iter()
            .filter(|(field, _)| !is_live(field))
            .filter(|(field, _)| {
                section
                    .fields
                    .iter()
                    .any(|known| known.id == *field && !is_input(known, resolved.origins.get(field)))
            })
            .map(|(id_of_field, row)| {
                let field = section.fields.iter().find(|known| known.id == id_of_field);
                let from_register = matches!(resolved.origins.get(&id_of_field), Some(Origin::Register { .. }));
                let has_source = field.is_some_and(|field| !field.prefill.is_empty());
                if !has_source {
                    return row;
                }
                let word = if from_register && !field.is_some_and(|field| field.editable) {
                    texts::wrong(lang)
                } else {
                    texts::change(lang)
                };
                row.action(dispute_url(draft.id, id, &id_of_field), word)
            })
            .collect()
    };
    let title = section.title.get(lang).to_owned();
    let caption = draft.procedure.short_name().get(lang).to_owned();
    let intro = section.intro.as_ref().map(|intro| intro.get(lang).to_owned());
    let list = urls::TaskList {
        draft: draft.id.to_string(),
    }
    .url();
    let has_errors = !errors.is_empty();
    let about = Page::citizen(title.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(list.clone(), texts::list(lang))
        .with_errors(has_errors);
    let kinds = kinds(&offered);
    let mut seen: BTreeMap<String, Answer> = resolved.answers.clone();
    for (name, fact) in draft.body.facts.iter() {
        for (key, answer) in fact.record().into_iter().flatten() {
            seen.insert(format!("{name}.{key}"), answer.clone());
        }
    }
    let conditional = !live.is_empty() || section.fields.iter().any(|field| conditions(field).next().is_some());
    let seen = if conditional {
        only_needed(section, seen)
    } else {
        BTreeMap::new()
    };
    let today = vietnam_date(now);
    let nothing_to_type = offered.is_empty();
    let action = urls::Section {
        draft: draft.id.to_string(),
        section: id.to_owned(),
    }
    .url();
    let known_first = !known.is_empty();
    let of_registers = section.fields.iter().any(|field| {
        let origin = resolved.origins.get(&field.id);
        matches!(origin, Some(Origin::Register { .. })) && !is_input(field, origin)
    });
    let known_title = if of_registers {
        texts::known(lang)
    } else {
        texts::proposed(lang)
    };
    Ok(page(visitor.context(), &about, || {
        let warnings = warnings
            .into_iter()
            .map(|text| view! { <WarningText text=text /> })
            .collect_view();
        let inputs = section
            .fields
            .iter()
            .filter_map(|field| {
                if is_live(&field.id) {
                    return Some(live::line(field, &resolved.answers, reference, lang));
                }
                let offered = offered.iter().any(|offered| offered.id == field.id);
                let error = at_field.get(&field.id).cloned();
                offered.then(|| input(draft.id, id, resolved, &values, field, error))
            })
            .collect_view();
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=errors />
                <PageHeading text=title caption=caption />
                {intro.map(|intro| view! { <p class="govuk-body">{intro}</p> })}
                {warnings}
                <form method="post" action=action novalidate>
                    // The button the Enter key presses: the first of the form.
                    <input type="submit" hidden />
                    {inputs}
                    {conditional
                        .then(|| {
                            let worked_out = live.iter().map(|(_, it)| it.clone()).collect();
                            view! { <ConditionalFields kinds=kinds known=seen worked_out=worked_out today=today /> }
                        })}
                    {known_first
                        .then(|| {
                            view! {
                                <h2 class="govuk-heading-m">{known_title}</h2>
                                <SummaryList rows=known />
                            }
                        })}
                    <SubmitOnce />
                    <div class="govuk-button-group">
                        <Button text={if nothing_to_type { texts::confirm(lang) } else { texts::save(lang) }} />
                        <a class="govuk-link" href=list>{texts::later(lang)}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Whether somebody can type something here that is not shown now, but perhaps after the next answer.
fn later(resolved: &Resolved, field: &Field) -> bool {
    !resolved.shown.contains(&field.id)
        && field.show_if.is_some()
        && field.derived.is_none()
        && field.prefill.is_empty()
}

/// Whether the page has an input for the field. With script, one that is not shown yet appears at once; without it, after
/// saving.
fn offered(resolved: &Resolved, field: &Field) -> bool {
    later(resolved, field) || (resolved.shown.contains(&field.id) && is_input(field, resolved.origins.get(&field.id)))
}

/// The input for a field, with what a register says beside it.
fn input(
    draft: Uuid,
    section: &str,
    resolved: &Resolved,
    values: &FieldValues<'_>,
    field: &Field,
    error: Option<String>,
) -> AnyView {
    let lang = values.lang;
    let later = later(resolved, field);
    let origin = resolved.origins.get(&field.id);
    // What is not shown yet is not required yet; the words beside it hold for when it is.
    let required = if later {
        !matches!(field.required, Required::Fixed(false))
    } else {
        resolved.required.contains(&field.id)
    };
    // What a silent register owes may be left open: nobody is stopped by it.
    let owed = matches!(origin, Some(Origin::Unverified { .. }));
    let optional = (!required || owed) && !matches!(field.kind, FieldType::Declaration);
    let note = match origin {
        Some(Origin::Unverified { register, .. }) => Some(texts::register_silent(lang, register.name(lang))),
        Some(Origin::Disputed { register, said, .. }) => {
            let says = motcua_domain::form::display(field, said, values.reference, lang);
            Some(texts::register_says(lang, register.name(lang), says))
        }
        _ => None,
    };
    let undo = matches!(origin, Some(Origin::Disputed { .. }))
        .then(|| dispute_url(draft, section, &field.id))
        .map(|href| view! { " "<a class="govuk-link" href=href>{texts::take_back(lang)}</a> });
    let note = note.map(|note| view! { <p class="mc-note mc-note--wait">{note}{undo}</p> });
    // Also of what may be shown after the next answer.
    let proposed = field.default.as_ref().filter(|_| later);
    let usual = (proposed.is_some() || matches!(origin, Some(Origin::Proposed)))
        .then(|| view! { <p class="govuk-hint">{texts::usual(lang)}</p> });
    let stored = resolved.answers.get(&field.id).or(proposed);
    let input = field_view(values, field, optional, error, stored);
    let input = match &field.required {
        Required::When(when) if !owed && !matches!(field.kind, FieldType::Declaration) => {
            let words = format!(" ({})", motcua_texts::common::field::optional(lang));
            let when = when.to_json().to_string();
            view! { <div data-required-if=when data-optional=words>{input}</div> }.into_any()
        }
        _ => input,
    };
    match field.show_if.as_ref().map(|condition| condition.to_json().to_string()) {
        Some(condition) => view! { <div data-show-if=condition hidden=later>{input}{usual}{note}</div> }.into_any(),
        None => view! { {input}{usual}{note} }.into_any(),
    }
}

fn dispute_url(draft: Uuid, section: &str, field: &str) -> String {
    urls::Dispute {
        draft: draft.to_string(),
        section: section.to_owned(),
        field: field.to_owned(),
    }
    .url()
}

/// The conditions of a field that act at once.
fn conditions(field: &Field) -> impl Iterator<Item = &Expr> {
    let required = match &field.required {
        Required::When(when) => Some(when),
        Required::Fixed(_) => None,
    };
    field.show_if.iter().chain(required)
}

/// Only what conditions of the section look at, and what is worked out there, travels to the browser.
fn only_needed(section: &SectionDef, all: BTreeMap<String, Answer>) -> BTreeMap<String, Answer> {
    let needed: std::collections::BTreeSet<&str> = section
        .fields
        .iter()
        .flat_map(|field| conditions(field).chain(&field.derived))
        .flat_map(Expr::variables)
        .collect();
    all.into_iter()
        .filter(|(name, _)| needed.contains(name.as_str()))
        .collect()
}

/// How the inputs of the page become values. What consists of several inputs of its own kind stays what it was when saved.
fn kinds(offered: &[&Field]) -> BTreeMap<String, AnswerKind> {
    let of = |kind: &FieldType| {
        Some(match kind.value_kind()? {
            Kind::Bool => AnswerKind::YesNo,
            Kind::Number => AnswerKind::Number,
            Kind::Date => AnswerKind::Date,
            Kind::List => AnswerKind::Choices,
            Kind::Text => AnswerKind::Text,
            Kind::Opaque | Kind::Table => return None,
        })
    };
    offered
        .iter()
        .filter_map(|field| {
            let kind = match &field.kind {
                FieldType::Table {
                    columns, pick: None, ..
                } => {
                    let column = |column: &Column| Some((column.id.clone(), of(&column.kind)?));
                    AnswerKind::Table(columns.iter().filter_map(column).collect())
                }
                kind => of(kind)?,
            };
            Some((field.id.clone(), kind))
        })
        .collect()
}
