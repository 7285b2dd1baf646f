//! Every route and every layer, on one page.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use motcua_app::web::{App, Halt, MOST_POSTED, dress_failures, keep_unsent};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::timeout::TimeoutLayer;

use crate::figures::Figures;
use crate::{api, assets, exchange, figures, security};

/// The whole site.
pub fn router(app: &App, simulated: Option<Router>, figures: Arc<Figures>) -> Router {
    let pages = motcua_app::routes()
        .merge(api::routes())
        .merge(exchange::routes())
        .layer(axum::middleware::from_fn_with_state(app.clone(), keep_unsent))
        // Refuses posts that come from other sites: by Sec-Fetch-Site or Origin, without tokens.
        .layer(CsrfLayer::new().with_rejection_response(|_: ProtectionError| Halt::FromOutside.into_response()))
        .layer(axum::middleware::from_fn_with_state(app.clone(), dress_failures))
        .layer(DefaultBodyLimit::max(MOST_POSTED))
        .with_state(app.clone());
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("application/pdf"));
    let site = security::headers(
        pages
            .route("/healthz", get(|| async { "alive" }))
            .route("/readyz", get(ready).with_state(app.clone()))
            .route("/metrics", get(figures::show).with_state(figures))
            .route("/favicon.svg", get(assets::asset))
            .route("/assets/{*path}", get(assets::asset))
            .route("/pkg/{*path}", get(assets::asset)),
    )
    .layer(
        CompressionLayer::new()
            .quality(tower_http::CompressionLevel::Fastest)
            .compress_when(compressible),
    )
    .layer(TimeoutLayer::with_status_code(
        StatusCode::SERVICE_UNAVAILABLE,
        Duration::from_secs(60),
    ))
    .layer(CatchPanicLayer::new());
    match simulated {
        Some(simulated) => site.nest("/national", simulated),
        None => site,
    }
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.desk.store.ready().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "Not ready: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready")
        }
    }
}
