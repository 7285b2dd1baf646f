//! Choosing a language; kept in a cookie, for those without an account too.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use motcua_casework::error::Error;
use motcua_texts::Lang;

use super::choice::Wanted;
use crate::urls::safe_back;
use crate::web::{App, LANGUAGE_COOKIE, PageResult};

/// Keeps the language and goes back to where one was.
pub(super) async fn choose(
    State(app): State<App>,
    Path(lang): Path<String>,
    jar: CookieJar,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let lang = Lang::parse(&lang).ok_or(Error::NotFound)?;
    let cookie = Cookie::build((LANGUAGE_COOKIE, lang.as_str()))
        .path("/")
        .http_only(true)
        .secure(app.secure_cookies)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .build();
    Ok((jar.add(cookie), Redirect::to(safe_back(&wanted.back))).into_response())
}
