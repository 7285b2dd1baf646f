//! A client ends the person's session here too (OpenID Connect RP-Initiated Logout).

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use serde_json::Value;

use super::{authorize, session};
use crate::National;
use crate::html::{self, Language};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Ask {
    id_token_hint: Option<String>,
    client_id: Option<String>,
    post_logout_redirect_uri: Option<String>,
    state: Option<String>,
    ui_locales: Option<String>,
}

pub(super) async fn by_query(state: State<Arc<National>>, headers: HeaderMap, Query(ask): Query<Ask>) -> Response {
    logout(&state, &headers, &ask)
}

pub(super) async fn by_form(state: State<Arc<National>>, headers: HeaderMap, Form(ask): Form<Ask>) -> Response {
    logout(&state, &headers, &ask)
}

fn logout(national: &National, headers: &HeaderMap, ask: &Ask) -> Response {
    let hinted = ask
        .id_token_hint
        .as_deref()
        .and_then(|it| national.identity.key.read(it));
    let audience = hinted.as_ref().and_then(|it| it.get("aud")).and_then(Value::as_str);
    let client = audience.or(ask.client_id.as_deref()).and_then(|it| national.client(it));
    let back = ask
        .post_logout_redirect_uri
        .as_deref()
        .filter(|it| client.is_some_and(|client| client.may_return_to(it)));
    let mut response = match back {
        Some(back) => Redirect::to(&authorize::with_query(
            back,
            ask.state.as_deref().map(|it| ("state", it)),
        ))
        .into_response(),
        None => {
            let language = Language::from_tags(ask.ui_locales.as_deref());
            let title = language.choose("Đã đăng xuất", "You are signed out");
            let text = language.choose("<p>Bạn có thể đóng trang này.</p>", "<p>You can close this page.</p>");
            html::page(national.base_url(), language, title, text)
        }
    };
    if let Some(cookie) = session::end(national, headers) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
