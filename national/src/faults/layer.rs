//! The middleware in front of each system that makes it misbehave as set, and signs what it answers.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::{Fault, System, Turn, distort};
use crate::{National, signing};

/// No message of the simulated systems is larger.
const LARGEST: usize = 1 << 20;

/// Tells a system's handlers that the office decides against what it is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Declines;

/// Carries out the fault set for the system of this layer around the call.
pub(crate) async fn misbehave(
    State((national, system)): State<(Arc<National>, System)>,
    mut request: Request,
    next: Next,
) -> Response {
    let fault = national.faults().strike(system);
    let message = text(request.headers().get("x-road-id"));
    let response = match fault {
        Fault::Slow { millis } => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            next.run(request).await
        }
        Fault::Down => error(
            StatusCode::SERVICE_UNAVAILABLE,
            "Server.ServerProxy.NetworkError",
            "System is down",
        ),
        Fault::Refuse => error(
            StatusCode::FORBIDDEN,
            "Server.ServerProxy.AccessDenied",
            "Request is not allowed",
        ),
        Fault::LostReply => return cut_off(&next.run(request).await),
        Fault::HugeReply { megabytes } => return huge(megabytes),
        Fault::Doubled => twice(request, next).await,
        Fault::Reordered { millis } => match national.faults().turn(system) {
            Turn::First(told) => {
                tokio::select! {
                    () = told.notified() => {}
                    () = tokio::time::sleep(Duration::from_millis(millis)) => national.faults().not_overtaken(system, &told),
                }
                next.run(request).await
            }
            Turn::Second(first) => {
                let response = next.run(request).await;
                first.notify_one();
                response
            }
        },
        Fault::Decline => {
            request.extensions_mut().insert(Declines);
            next.run(request).await
        }
        Fault::None | Fault::WrongSchema | Fault::WrongData | Fault::WrongSignature | Fault::ScriptInName => {
            next.run(request).await
        }
    };
    if system == System::Identity && !matches!(fault, Fault::WrongSchema) {
        return response;
    }
    signed(system, fault, &message, response).await
}

fn error(status: StatusCode, kind: &'static str, message: &str) -> Response {
    let body = axum::Json(json!({"type": kind, "message": message, "detail": null}));
    (status, [("x-road-error", kind)], body).into_response()
}

fn text(value: Option<&HeaderValue>) -> String {
    value.and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

/// The answer as the fault leaves it, with the system's signature over it and over what it answers.
async fn signed(system: System, fault: Fault, message: &str, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    let bytes = match serde_json::from_slice::<Value>(&bytes) {
        Ok(body) if distorts(fault) => Bytes::from(distort(fault, body).to_string()),
        _ => bytes,
    };
    parts.headers.remove("content-length");
    if system != System::Identity {
        let question = text(parts.headers.get("x-road-request-hash"));
        let answer = match fault {
            Fault::WrongSignature => signing::digest(b"something else"),
            _ => signing::digest(&bytes),
        };
        let signature = signing::sign(system, &["reply", message, &question, &answer]);
        if let Ok(signature) = HeaderValue::from_str(&signature) {
            parts.headers.insert(signing::HEADER, signature);
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn distorts(fault: Fault) -> bool {
    matches!(fault, Fault::WrongSchema | Fault::WrongData | Fault::ScriptInName)
}

/// The answer begins and breaks off.
fn cut_off(response: &Response) -> Response {
    let broken = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("the reply is lost")) });
    (response.status(), Body::from_stream(broken)).into_response()
}

async fn twice(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let first = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    drop(next.clone().run(first).await);
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

fn huge(megabytes: u64) -> Response {
    let block = Bytes::from(vec![b' '; 1 << 20]);
    let blocks = (0..megabytes).map(move |_| Ok::<_, Infallible>(block.clone()));
    (
        [("content-type", "application/json")],
        Body::from_stream(futures::stream::iter(blocks)),
    )
        .into_response()
}
