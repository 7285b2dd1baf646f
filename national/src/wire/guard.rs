//! The security server in front of the registers: who calls, for what, under which message id.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::{National, signing};

/// Registers get no larger requests.
const LARGEST: usize = 256 * 1024;
/// Without these a message is not X-Road: who calls, the message's id, the person behind it, the dossier it is for.
const NEEDED: [&str; 4] = ["x-road-client", "x-road-id", "x-road-userid", "x-road-issue"];

/// Refuses messages without headers or a valid token, and puts the protocol's headers on the answer.
pub(crate) async fn guard(State(national): State<Arc<National>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return fault(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Client.MessageTooLarge",
            "Message is too large",
        );
    };
    let given = parts.headers.clone();
    let hash = signing::digest(&body);
    let mut response = match refusal(&national, &given).or_else(|| forged(&given, parts.uri.path(), &hash)) {
        Some(refusal) => refusal,
        None => next.run(Request::from_parts(parts.clone(), Body::from(body))).await,
    };
    let headers = response.headers_mut();
    for name in NEEDED {
        if let Some(value) = given.get(name) {
            headers.insert(HeaderName::from_static(name), value.clone());
        }
    }
    let service = format!("VN/GOV/NATIONAL{}", parts.uri.path());
    let request_id = uuid::Builder::from_random_bytes(national.clock().bytes()).into_uuid();
    for (name, value) in [
        ("x-road-service", service),
        ("x-road-request-id", request_id.to_string()),
        ("x-road-request-hash", hash),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn refusal(national: &National, headers: &HeaderMap) -> Option<Response> {
    if let Some(missing) = NEEDED
        .into_iter()
        .find(|it| headers.get(*it).is_none_or(HeaderValue::is_empty))
    {
        let message = format!("Header {missing} is missing");
        return Some(fault(StatusCode::BAD_REQUEST, "Client.MissingHeader", &message));
    }
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.strip_prefix("Bearer "));
    if !token.is_some_and(|it| national.tokens.knows(it, national.clock().now())) {
        return Some(fault(
            StatusCode::UNAUTHORIZED,
            "Client.Unauthorized",
            "The token is missing or no longer valid",
        ));
    }
    None
}

/// Whether a message carries a signature that is not over it. Messages without one are taken: not every local system
/// signs.
fn forged(headers: &HeaderMap, path: &str, hash: &str) -> Option<Response> {
    let given = headers.get(signing::HEADER)?.to_str().unwrap_or_default();
    let id = headers
        .get("x-road-id")
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    let operation = path.rsplit('/').next().unwrap_or_default();
    if signing::is_from_installation(&["request", id, operation, hash], given) {
        return None;
    }
    Some(fault(
        StatusCode::BAD_REQUEST,
        "Client.BadSignature",
        "The signature is not over this message",
    ))
}

/// An error as a security server answers it.
fn fault(status: StatusCode, kind: &'static str, message: &str) -> Response {
    let body = axum::Json(json!({"type": kind, "message": message, "detail": null}));
    (status, [("x-road-error", kind)], body).into_response()
}
