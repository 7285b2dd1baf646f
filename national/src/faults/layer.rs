//! The middleware in front of each system that makes it misbehave as set.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};

use super::{Fault, System};
use crate::National;

/// No message of the simulated systems is larger.
const LARGEST: usize = 1 << 20;

/// Carries out the fault set for the system of this layer around the call.
pub(crate) async fn misbehave(
    State((national, system)): State<(Arc<National>, System)>,
    request: Request,
    next: Next,
) -> Response {
    match national.faults().strike(system) {
        Fault::None => next.run(request).await,
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
        Fault::WrongSchema => renamed(next.run(request).await).await,
        Fault::LostReply => cut_off(&next.run(request).await),
        Fault::Doubled => twice(request, next).await,
        Fault::HugeReply { megabytes } => huge(megabytes),
    }
}

fn error(status: StatusCode, kind: &'static str, message: &str) -> Response {
    let body = axum::Json(json!({"type": kind, "message": message, "detail": null}));
    (status, [("x-road-error", kind)], body).into_response()
}

/// The same answer, every field of the outermost object called something else.
async fn renamed(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    let bytes = match serde_json::from_slice::<Map<String, Value>>(&bytes) {
        Ok(fields) => {
            let fields: Map<_, _> = fields
                .into_iter()
                .map(|(name, value)| (format!("{name}_v2"), value))
                .collect();
            Bytes::from(Value::Object(fields).to_string())
        }
        Err(_) => bytes,
    };
    parts.headers.remove("content-length");
    Response::from_parts(parts, Body::from(bytes))
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
