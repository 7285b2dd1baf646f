//! When a page cannot be shown: not found, not now, ours. Always a page in the person's language that says what to do.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::store::StoreError;
use motcua_texts::errors as texts;

use super::{App, Visitor};
use crate::components::{ButtonLink, PageHeading, Search};
use crate::render::{Page, PageContext, page};
use crate::urls::Home;

/// What a page handler gives back.
pub type PageResult = Result<Response, Halt>;

/// Why there is no page.
#[derive(Debug)]
pub enum Halt {
    /// Another page first.
    Elsewhere(Redirect),
    /// Something in the request makes no sense.
    BadRequest,
    /// A use case failed.
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Halt::Failed(error)
    }
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Halt::Failed(Error::Store(error))
    }
}

/// Marks an answer that still needs its page.
#[derive(Clone, Copy, Debug)]
struct Bare;

impl IntoResponse for Halt {
    fn into_response(self) -> Response {
        let status = match self {
            Halt::Elsewhere(redirect) => return redirect.into_response(),
            Halt::BadRequest => StatusCode::BAD_REQUEST,
            Halt::Failed(error) => status(&error),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Bare);
        response
    }
}

/// Gives an answer that says only its status a page in the visitor's language, with the usual navigation.
pub async fn dress_failures(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut again = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.extensions().get::<Bare>().is_none() {
        return response;
    }
    let context = Visitor::context_of(&mut again, &app).await;
    show(&context, response.status())
}

/// The status of an error; what is ours is logged here, once.
fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Refused(refusal) => {
            tracing::debug!(why = %refusal.why, "Refused");
            StatusCode::CONFLICT
        }
        Error::File(error) if error.is_refusal() => StatusCode::UNPROCESSABLE_ENTITY,
        error if error.is_unavailable() => {
            tracing::error!(%error, "Not available: {error}");
            StatusCode::SERVICE_UNAVAILABLE
        }
        error => {
            tracing::error!(%error, "Failed: {error}");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// A page that says what happened and what to do.
pub fn show(context: &PageContext, status: StatusCode) -> Response {
    let lang = context.lang;
    let (title, text) = match status {
        StatusCode::NOT_FOUND => (texts::not_found::title(lang), texts::not_found::text(lang)),
        StatusCode::CONFLICT => (
            texts::changed_meanwhile::title(lang),
            texts::changed_meanwhile::text(lang),
        ),
        StatusCode::SERVICE_UNAVAILABLE => (texts::unavailable::title(lang), texts::unavailable::text(lang)),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            (texts::bad_request::title(lang), texts::bad_request::text(lang))
        }
        _ => (texts::failure::title(lang), texts::failure::text(lang)),
    };
    let mut response = page(context, &Page::citizen(title).status(status), || {
        view! {
            <PageHeading text=title />
            <p class="govuk-body">{text}</p>
            {(status == StatusCode::NOT_FOUND).then(|| view! { <Search /> })}
            <ButtonLink href=Home {}.url() text=texts::bad_request::home(lang) />
        }
    });
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}
