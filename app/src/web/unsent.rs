//! Nothing that was typed is lost to a session that ends: a form posted too late is kept, and offered again after sign-in.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use motcua_casework::sessions::Unsent;

use super::{App, Halt, MOST_POSTED, SESSION_COOKIE};
use crate::urls::{self, SignIn, with_query};

/// Marks the redirect of somebody who must sign in before what they posted is looked at.
#[derive(Clone, Debug)]
pub struct Interrupted {
    /// The page it was posted from.
    pub(super) page: String,
    /// Who is expected to sign in.
    pub(super) who: &'static str,
}

impl Interrupted {
    /// To the sign-in page, which says what has become of what was posted.
    fn redirect(&self, back: &str, lost: &str) -> Redirect {
        Redirect::to(&with_query(
            SignIn::ROUTE,
            &[("back", back), ("as", self.who), ("lost", lost)],
        ))
    }
}

impl IntoResponse for Interrupted {
    fn into_response(self) -> Response {
        let mut response = self.redirect(&self.page, "page").into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Keeps what was posted when the session it came with had just ended. Files are not kept.
pub async fn keep_unsent(State(app): State<App>, request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let token = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned());
    let Some(token) = token.filter(|_| is_form(&request)) else {
        return next.run(request).await;
    };
    let path = request.uri().path_and_query().map(|path| path.as_str().to_owned());
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_POSTED).await else {
        return Halt::TooLarge.into_response();
    };
    let response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    let Some(interrupted) = response.extensions().get::<Interrupted>() else {
        return response;
    };
    let posted = Unsent {
        path: path.unwrap_or_default(),
        page: interrupted.page.clone(),
        body: body.into(),
    };
    match app.sessions.keep_unsent(&token, &posted).await {
        Ok(Some(id)) => {
            let again = urls::Unsent { id: id.to_string() }.url();
            interrupted.redirect(&again, "kept").into_response()
        }
        Ok(None) => response,
        Err(error) => {
            tracing::warn!(%error, "A page posted after its session had ended could not be kept: {error}");
            response
        }
    }
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let form = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    form && *request.method() == Method::POST
}
