//! When a page cannot be shown: not found, not now, ours. Always a page in the person's language that says what to do.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::store::StoreError;
use motcua_domain::dossier::Why;
use motcua_texts::Lang;
use motcua_texts::errors as texts;

use super::unsent::Interrupted;
use super::{App, Visitor};
use crate::components::{ButtonLink, PageHeading, Search};
use crate::officer::why;
use crate::render::{Page, PageContext, page};
use crate::urls::Home;

/// What a page handler gives back.
pub type PageResult = Result<Response, Halt>;

/// Why there is no page.
#[derive(Debug)]
pub enum Halt {
    /// Another page first.
    Elsewhere(Redirect),
    /// Signing in first, though something was posted.
    Interrupted(Interrupted),
    /// Something in the request makes no sense.
    BadRequest,
    /// More was sent than is read.
    TooLarge,
    /// A page of another website sent this, so it was not done.
    FromOutside,
    /// A use case failed.
    Failed(Error),
}

impl Halt {
    /// Why what was sent could not be read, by the status its reader gives.
    #[must_use]
    pub fn unread(status: StatusCode) -> Self {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Halt::TooLarge,
            _ => Halt::BadRequest,
        }
    }
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

/// Marks an answer that still needs its page, with the reason if the rules said no.
#[derive(Clone, Debug)]
struct Bare(Option<Why>);

impl IntoResponse for Halt {
    fn into_response(self) -> Response {
        let (status, why) = match self {
            Halt::Elsewhere(redirect) => return redirect.into_response(),
            Halt::Interrupted(interrupted) => return interrupted.into_response(),
            Halt::BadRequest => (StatusCode::BAD_REQUEST, None),
            Halt::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, None),
            Halt::FromOutside => (StatusCode::FORBIDDEN, None),
            Halt::Failed(error) => (
                status(&error),
                match error {
                    Error::Refused(refusal) => Some(refusal.why),
                    _ => None,
                },
            ),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Bare(why));
        response
    }
}

/// Gives an answer that says only its status a page in the visitor's language, with the usual navigation.
pub async fn dress_failures(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut again = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(Bare(why)) = response.extensions().get().cloned() else {
        return response;
    };
    let context = Visitor::context_of(&mut again, &app).await;
    show(&context, response.status(), why.as_ref())
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

/// What happened, and what to do.
fn words(lang: Lang, status: StatusCode, why: Option<&Why>) -> (&'static str, String) {
    let (title, text) = match (status, why) {
        (StatusCode::CONFLICT, Some(why)) if !matches!(why, Why::ChangedMeanwhile { .. }) => {
            let why = why::alone(lang, why).unwrap_or_else(|| texts::refused::incomplete(lang).to_owned());
            return (texts::refused::title(lang), texts::refused::text(lang, why));
        }
        (StatusCode::CONFLICT, _) => (
            texts::changed_meanwhile::title(lang),
            texts::changed_meanwhile::text(lang),
        ),
        (StatusCode::NOT_FOUND, _) => (texts::not_found::title(lang), texts::not_found::text(lang)),
        (StatusCode::FORBIDDEN, _) => (texts::elsewhere::title(lang), texts::elsewhere::text(lang)),
        (StatusCode::PAYLOAD_TOO_LARGE, _) => (texts::too_large::title(lang), texts::too_large::text(lang)),
        (StatusCode::SERVICE_UNAVAILABLE, _) => (texts::unavailable::title(lang), texts::unavailable::text(lang)),
        (StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY, _) => {
            (texts::bad_request::title(lang), texts::bad_request::text(lang))
        }
        _ => (texts::failure::title(lang), texts::failure::text(lang)),
    };
    (title, text.to_owned())
}

/// A page that says what happened and what to do.
fn show(context: &PageContext, status: StatusCode, why: Option<&Why>) -> Response {
    let lang = context.lang;
    let (title, text) = words(lang, status, why);
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
