//! Supplementing what the desk asked for: once and completely.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;
use motcua_casework::citizen::{self, Mine, SentFile, supplement};
use motcua_casework::drafts::settle_places;
use motcua_casework::error::Error;
use motcua_domain::dossier::{SupplementItem, Why};
use motcua_domain::form::Typed;
use motcua_texts::citizen::supplement as texts;
use std::collections::BTreeMap;

use super::apply::{FieldValues, MOST_UPLOADED, field_view, messages};
use crate::components::{Button, Checkbox, ErrorSummary, FieldError, FileUpload, InsetText, PageHeading};
use crate::format;
use crate::islands::SubmitOnce;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, PageResult, SignedInCitizen, Visitor};

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route(
        urls::Supplement::ROUTE,
        get(show).post(send).layer(DefaultBodyLimit::max(MOST_UPLOADED)),
    )
}

async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
) -> PageResult {
    let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
    render(&app, &visitor, &mine, &Typed::default(), &BTreeMap::new())
}

fn render(
    app: &App,
    visitor: &Visitor,
    mine: &Mine,
    typed: &Typed,
    errors: &BTreeMap<String, String>,
) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let dossier = &mine.case.dossier;
    let Some(asked) = &dossier.supplement else {
        let url = urls::Dossier {
            code: dossier.application.code.to_string(),
        }
        .url();
        return Ok(Redirect::to(&url).into_response());
    };
    let mut all = dossier.application.typed.clone();
    typed.iter().for_each(|(input, value)| all.set(input, value));
    let values = FieldValues {
        typed: &all,
        facts: &dossier.application.facts,
        errors,
        reference: &app.desk.reference,
        lang,
        another: None,
    };
    let inputs = || {
        asked
            .items
            .iter()
            .filter_map(|item| match item {
                SupplementItem::Document { id, note } => {
                    let document = mine
                        .case
                        .procedure
                        .documents
                        .iter()
                        .find(|document| document.id == *id)?;
                    let kinds = super::apply::kinds(document);
                    let hint = texts::file_hint(lang, kinds, document.max_mb, note);
                    let accept = super::apply::accept(document);
                    let (name, label) = (id.clone(), document.name.get(lang).to_owned());
                    let error = errors.get(id).cloned();
                    Some(view! { <FileUpload name=name label=label hint=hint accept=accept error=error /> }.into_any())
                }
                SupplementItem::Field { id, note } => {
                    let field = mine.case.procedure.form.field(id)?;
                    let input = field_view(
                        &values,
                        field,
                        false,
                        errors.get(id).cloned(),
                        dossier.application.answers.get(id),
                    );
                    Some(view! { <p class="mc-note mc-note--wait">{note.clone()}</p>{input} }.into_any())
                }
            })
            .collect::<Vec<AnyView>>()
    };
    // A paper asked for must come; values may be right as they are.
    let may_stand = asked
        .items
        .iter()
        .all(|item| matches!(item, SupplementItem::Field { .. }));
    let reason = asked.reason.clone();
    let until = texts::until(lang, format::promise(lang, asked.until, app.desk.now()));
    let summary: Vec<FieldError> = errors
        .iter()
        .map(|(field, said)| FieldError::new(field, said))
        .collect();
    let has_errors = !summary.is_empty();
    let status = if has_errors {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let back = urls::Dossier {
        code: dossier.application.code.to_string(),
    }
    .url();
    let subject = dossier.application.subject.clone();
    let about = Page::citizen(texts::title(lang))
        .section(urls::MyDossiers::ROUTE)
        .back(back, texts::back(lang))
        .status(status)
        .with_errors(has_errors);
    Ok(page(visitor.context(), &about, || {
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=summary />
                <PageHeading text=texts::title(lang) caption=subject />
                <InsetText>{reason}</InsetText>
                <p class="govuk-body"><strong>{until}</strong></p>
                <form method="post" enctype="multipart/form-data" novalidate>
                    <input type="submit" hidden />
                    {inputs()}
                    {may_stand
                        .then(|| {
                            view! {
                                <Checkbox
                                    name=Typed::AS_IT_STANDS
                                    label=texts::as_it_stands(lang)
                                    checked=typed.get(Typed::AS_IT_STANDS) == Some("yes")
                                    error=errors.get(Typed::AS_IT_STANDS).cloned()
                                />
                            }
                        })}
                    <SubmitOnce />
                    <Button text=texts::send(lang) />
                </form>
            </div>
        }
    }))
}

async fn send(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
    mut multipart: Multipart,
) -> PageResult {
    let lang = visitor.lang;
    let mut typed = Typed::default();
    let mut files = Vec::new();
    while let Some(field) = multipart
        .next_field()
        .await
        .map_err(|error| Halt::unread(error.status()))?
    {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file_name) => {
                let mime = field.content_type().map(str::to_owned);
                let content = field.bytes().await.map_err(|error| Halt::unread(error.status()))?;
                if !content.is_empty() {
                    let content =
                        futures::stream::once(
                            async move { Ok::<_, Box<dyn std::error::Error + Send + Sync>>(content) },
                        );
                    files.push(SentFile {
                        document: name,
                        name: file_name,
                        mime,
                        content: Box::pin(content),
                    });
                }
            }
            None => {
                let value = field.text().await.map_err(|error| Halt::unread(error.status()))?;
                typed.set(&name, &value);
            }
        }
    }
    settle_places(&mut typed, &app.desk.reference);
    // The communes of a province, or another row, come with the next page; nothing is sent yet.
    if typed.touches("reload") {
        let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
        typed.clear("reload");
        return render(&app, &visitor, &mine, &typed, &BTreeMap::new());
    }
    let documents: Vec<String> = files.iter().map(|file| file.document.clone()).collect();
    let errors = match supplement(&app.desk, &citizen, &code, typed.clone(), files).await {
        Ok(()) => return Ok(Redirect::to(&urls::Dossier { code }.url()).into_response()),
        Err(Error::Refused(refusal)) => {
            let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
            match refusal.why {
                Why::DocumentsMissing(missing) => missing
                    .into_iter()
                    .map(|id| (id, texts::missing(lang).to_owned()))
                    .collect(),
                Why::Problems(problems) => problems
                    .iter()
                    .flat_map(|problem| {
                        let field = mine.case.procedure.form.field(&problem.field);
                        messages(lang, field, problem)
                    })
                    .map(|said| (said.input, said.above))
                    .collect(),
                Why::NothingSupplemented => {
                    BTreeMap::from([(Typed::AS_IT_STANDS.to_owned(), texts::unchanged(lang).to_owned())])
                }
                _ => return Ok(Redirect::to(&urls::Dossier { code }.url()).into_response()),
            }
        }
        Err(Error::File(error)) if error.is_refusal() => {
            let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
            let known = mine
                .case
                .procedure
                .documents
                .iter()
                .find(|document| documents.contains(&document.id));
            known
                .map(|document| (document.id.clone(), super::apply::file_words(lang, document, &error)))
                .into_iter()
                .collect()
        }
        Err(error) => return Err(error.into()),
    };
    let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
    render(&app, &visitor, &mine, &typed, &errors)
}
