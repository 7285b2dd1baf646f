//! The files of a document.

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use futures::TryStreamExt;
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft, Sent};
use motcua_casework::error::Error;
use motcua_casework::files::FileError;
use motcua_domain::procedure::{DocumentDef, FileKind};
use motcua_texts::Lang;
use motcua_texts::citizen::upload as texts;
use uuid::Uuid;

use crate::components::{Button, ButtonKind, ErrorSummary, FieldError, FileUpload, PageHeading};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, PageResult, SignedInCitizen, Visitor};

/// Shows the files and takes another.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, document)): Path<(Uuid, String)>,
) -> PageResult {
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    render(&visitor, &draft, &document, None)
}

/// Kinds in words.
pub(crate) fn kinds(document: &DocumentDef) -> String {
    let names = document.accept.iter().map(|kind| match kind {
        FileKind::Pdf => "PDF",
        FileKind::Jpeg => "JPG",
        FileKind::Png => "PNG",
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The types for the browser's own choice.
pub(crate) fn accept(document: &DocumentDef) -> String {
    document
        .accept
        .iter()
        .map(|kind| kind.mime())
        .collect::<Vec<_>>()
        .join(",")
}

/// What is wrong with a file, in words.
pub(crate) fn file_words(lang: Lang, document: &DocumentDef, error: &FileError) -> String {
    match error {
        FileError::TooLarge { .. } => texts::too_large(lang, i64::from(document.max_mb)),
        FileError::Empty => texts::empty(lang).to_owned(),
        FileError::KindNotAccepted { .. } => texts::kind(lang, kinds(document)),
        FileError::Disguised { .. } => texts::disguised(lang, kinds(document)),
        FileError::TooMany => texts::too_many(lang, u64::from(document.max_files)),
        FileError::BrokeOff => texts::broke_off(lang).to_owned(),
        FileError::NoSuchFile | FileError::Damaged | FileError::Storage(_) => texts::failed(lang).to_owned(),
    }
}

fn render(visitor: &Visitor, draft: &Draft, id: &str, error: Option<String>) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let document = draft
        .procedure
        .documents
        .iter()
        .find(|known| known.id == id)
        .ok_or(Error::NotFound)?;
    let files = draft.body.documents.get(id).cloned().unwrap_or_default();
    let rows = files
        .iter()
        .map(|file| {
            let action = urls::Detach {
                draft: draft.id.to_string(),
                document: id.to_owned(),
                file: file.sha256.clone(),
            }
            .url();
            let size = format::file_size(lang, file.size);
            let name = file.name.clone();
            view! {
                <li class="govuk-task-list__item">
                    <div class="govuk-task-list__name-and-hint">
                        {name.clone()}<div class="govuk-task-list__hint">{size}</div>
                    </div>
                    <div class="govuk-task-list__status">
                        <form method="post" action=action>
                            <button class="mc-link-button" type="submit">
                                {texts::remove(lang)}<span class="govuk-visually-hidden">" "{name}</span>
                            </button>
                        </form>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let name = document.name.get(lang).to_owned();
    let hint = document.hint.as_ref().map(|hint| hint.get(lang).to_owned());
    let accepts = texts::accepts(lang, kinds(document), document.max_mb);
    let accept = accept(document);
    let legal = document.legal.clone();
    let list = urls::TaskList {
        draft: draft.id.to_string(),
    }
    .url();
    let has_error = error.is_some();
    let status = if has_error {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let about = Page::citizen(name.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(list.clone(), texts::back(lang))
        .status(status)
        .with_errors(has_error);
    Ok(page(visitor.context(), &about, || {
        let errors = error.iter().map(|error| FieldError::new("file", error)).collect();
        let none = rows.is_empty();
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=errors />
                <PageHeading text=name.clone() caption=texts::caption(lang) />
                {hint.map(|hint| view! { <p class="govuk-body">{hint}</p> })}
                {legal.map(|legal| view! { <p class="govuk-body-s">{texts::legal(lang, legal)}</p> })}
                {(!none).then(|| view! { <ul class="govuk-task-list">{rows}</ul> })}
                <form method="post" enctype="multipart/form-data">
                    <FileUpload name="file" label=texts::choose(lang) hint=accepts accept=accept error=error />
                    <div class="govuk-button-group">
                        <Button text=texts::add(lang) kind={if none { ButtonKind::Primary } else { ButtonKind::Secondary }} />
                        <a class="govuk-link" href=list>{texts::done(lang)}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Takes a file.
pub(super) async fn attach(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, document)): Path<(Uuid, String)>,
    mut multipart: Multipart,
) -> PageResult {
    let lang = visitor.lang;
    let mut outcome: Result<(), Error> = Err(Error::File(FileError::Empty));
    while let Some(field) = multipart
        .next_field()
        .await
        .map_err(|error| Halt::unread(error.status()))?
    {
        if field.name() != Some("file") || field.file_name().is_none_or(str::is_empty) {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let mime = field.content_type().map(str::to_owned);
        let content = field.map_err(|error| Box::new(error) as Box<dyn std::error::Error + Send + Sync>);
        let sent = Sent {
            name: &name,
            mime: mime.as_deref(),
            content,
        };
        outcome = drafts::attach(&app.desk, &citizen, id, &document, sent).await;
    }
    match outcome {
        Ok(()) => {
            let url = urls::Document {
                draft: id.to_string(),
                document,
            }
            .url();
            Ok(Redirect::to(&url).into_response())
        }
        Err(Error::File(error)) if error.is_refusal() => {
            let draft = Draft::open(&app.desk, &citizen, id).await?;
            let known = draft
                .procedure
                .documents
                .iter()
                .find(|known| known.id == document)
                .ok_or(Error::NotFound)?;
            let words = file_words(lang, known, &error);
            render(&visitor, &draft, &document, Some(words))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a file away.
pub(super) async fn detach(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path((id, document, file)): Path<(Uuid, String, String)>,
) -> PageResult {
    drafts::detach(&app.desk, &citizen, id, &document, &file).await?;
    Ok(Redirect::to(
        &urls::Document {
            draft: id.to_string(),
            document,
        }
        .url(),
    )
    .into_response())
}
