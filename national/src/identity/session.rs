//! The person's own session at the identity provider, so that a second sign-in needs no second choice.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, Duration, Utc};

use crate::National;

const COOKIE: &str = "national_session";
const LIFETIME: Duration = Duration::hours(8);

/// Who is signed in at this browser.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub person: String,
    pub signed_in_at: DateTime<Utc>,
}

/// The session of the browser, if it has one.
pub(super) fn current(national: &National, headers: &HeaderMap) -> Option<Session> {
    national.identity.sessions.get(&key(headers)?, national.clock().now())
}

/// Begins a session; the header value sets its cookie.
pub(super) fn begin(national: &National, session: Session) -> Option<HeaderValue> {
    let (key, now) = (national.clock().token(), national.clock().now());
    national
        .identity
        .sessions
        .put(key.clone(), session, now + LIFETIME, now);
    cookie(national, &key, LIFETIME.num_seconds())
}

/// Ends the session; the header value takes its cookie away.
pub(super) fn end(national: &National, headers: &HeaderMap) -> Option<HeaderValue> {
    if let Some(key) = key(headers) {
        national.identity.sessions.take(&key, national.clock().now());
    }
    cookie(national, "", 0)
}

fn cookie(national: &National, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if national.base_url().starts_with("https:") {
        "; Secure"
    } else {
        ""
    };
    HeaderValue::from_str(&format!(
        "{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    ))
    .ok()
}

fn key(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .find_map(|it| it.trim().strip_prefix(COOKIE)?.strip_prefix('=').map(str::to_owned))
}
