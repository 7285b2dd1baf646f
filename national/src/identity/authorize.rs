//! A client sends a person here to sign in (OpenID Connect Core 3.1.2, with PKCE of RFC 7636).

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;

use super::{Grant, session};
use crate::National;
use crate::html::{self, Language};

/// Long enough to look around on the sign-in page.
const PENDING: Duration = Duration::minutes(15);
/// A code is redeemed at once.
const CODE: Duration = Duration::minutes(2);

/// The request as it was made.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub client_id: String,
    pub redirect_uri: String,
    pub response_type: String,
    pub scope: String,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub code_challenge: String,
    pub code_challenge_method: String,
    pub prompt: Option<String>,
    pub max_age: Option<i64>,
    pub ui_locales: Option<String>,
    pub login_hint: Option<String>,
}

impl Asked {
    fn prompts(&self, wanted: &str) -> bool {
        self.prompt
            .as_deref()
            .unwrap_or_default()
            .split(' ')
            .any(|it| it == wanted)
    }

    /// What the client did wrong, as an error code it knows.
    fn fault(&self) -> Option<&'static str> {
        if self.response_type != "code" {
            Some("unsupported_response_type")
        } else if !self.scope.split(' ').any(|it| it == "openid") {
            Some("invalid_scope")
        } else if self.code_challenge.len() != 43 || self.code_challenge_method != "S256" {
            Some("invalid_request")
        } else {
            None
        }
    }
}

pub(super) async fn by_query(state: State<Arc<National>>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    authorize(&state, &headers, asked)
}

pub(super) async fn by_form(state: State<Arc<National>>, headers: HeaderMap, Form(asked): Form<Asked>) -> Response {
    authorize(&state, &headers, asked)
}

fn authorize(national: &National, headers: &HeaderMap, asked: Asked) -> Response {
    let language = Language::from_tags(asked.ui_locales.as_deref());
    // Nobody is sent to an address the client did not register.
    if !national
        .client(&asked.client_id)
        .is_some_and(|it| it.may_return_to(&asked.redirect_uri))
    {
        let text = language.choose(
            "<p class=\"error\">Hệ thống yêu cầu đăng nhập chưa được đăng ký, hoặc địa chỉ quay về không đúng.</p>",
            "<p class=\"error\">The system that asks for this sign-in is not registered, or its return address is wrong.</p>",
        );
        let title = language.choose("Không thể đăng nhập", "Sign-in is not possible");
        return (
            StatusCode::BAD_REQUEST,
            html::page(national.base_url(), language, title, text),
        )
            .into_response();
    }
    if let Some(fault) = asked.fault() {
        return refuse(national, &asked, fault);
    }
    let now = national.clock().now();
    let recent = |at: DateTime<Utc>| asked.max_age.is_none_or(|age| (now - at).num_seconds() <= age);
    let session = session::current(national, headers).filter(|it| recent(it.signed_in_at));
    let choose_anew = asked.prompts("login") || asked.prompts("select_account");
    match session {
        Some(session) if !choose_anew => grant(national, asked, session.person, session.signed_in_at),
        _ if asked.prompts("none") => refuse(national, &asked, "login_required"),
        _ => {
            let key = national.clock().token();
            national.identity.pending.put(key.clone(), asked, now + PENDING, now);
            Redirect::to(&format!(
                "{}/sign-in?request={key}&lang={}",
                national.issuer(),
                language.tag()
            ))
            .into_response()
        }
    }
}

/// Sends the person back with a code.
pub(super) fn grant(national: &National, asked: Asked, person: String, signed_in_at: DateTime<Utc>) -> Response {
    let (code, now) = (national.clock().token(), national.clock().now());
    let back = back(national, &asked, &[("code", &code)]);
    national.identity.codes.put(
        code,
        Grant {
            asked,
            person,
            signed_in_at,
        },
        now + CODE,
        now,
    );
    back
}

/// Sends the person back with an error.
pub(super) fn refuse(national: &National, asked: &Asked, error: &str) -> Response {
    back(national, asked, &[("error", error)])
}

fn back(national: &National, asked: &Asked, answer: &[(&str, &str)]) -> Response {
    let issuer = national.issuer();
    let state = asked.state.as_deref().map(|it| ("state", it));
    let pairs = answer.iter().copied().chain(state).chain([("iss", issuer.as_str())]);
    Redirect::to(&with_query(&asked.redirect_uri, pairs)).into_response()
}

/// The address with more parameters.
pub(super) fn with_query<'a>(address: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut whole = address.to_owned();
    let mut join = if address.contains('?') { '&' } else { '?' };
    for (name, value) in pairs {
        whole.push(join);
        whole.push_str(name);
        whole.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                whole.push(char::from(byte));
            } else {
                whole.push_str(&format!("%{byte:02X}"));
            }
        }
        join = '&';
    }
    whole
}
