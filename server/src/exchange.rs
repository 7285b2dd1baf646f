//! Where national systems call back: how something they had taken has ended.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use motcua_app::web::App;
use motcua_casework::connectors::{System, signature};
use motcua_casework::exchange::callback::{Callback, receive};

/// The one route. Who calls is told by the signature, not by a session.
pub fn routes() -> Router<App> {
    Router::new().route("/exchange/callbacks/{system}", post(called_back))
}

async fn called_back(
    State(app): State<App>,
    Path(system): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some(system) = System::from_id(&system) else {
        return StatusCode::NOT_FOUND;
    };
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
    match receive(&app.desk, system, text("x-road-id"), text(signature::HEADER), &body).await {
        Ok(Callback::Taken) => StatusCode::NO_CONTENT,
        Ok(Callback::Unknown) => StatusCode::NOT_FOUND,
        Ok(Callback::NotBelieved) => StatusCode::FORBIDDEN,
        Err(error) => {
            tracing::error!(system = system.id(), %error, "A callback of {} could not be kept", system.id());
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
