//! The REST API under `/api/v1`.

use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use motcua_app::web::App;
use motcua_domain::calendar::vietnam_date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The description of the API.
#[derive(Debug, OpenApi)]
#[openapi(
    info(title = "Một Cửa", description = "Procedures of the one-stop shop"),
    paths(procedures),
    components(schemas(Procedures, ProcedureItem))
)]
struct Description;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/procedures", get(procedures))
        .route("/api/v1/openapi.json", get(|| async { Json(Description::openapi()) }))
}

/// What to search for.
#[derive(Debug, Deserialize, IntoParams)]
struct Search {
    /// Everyday words, with or without diacritics; all procedures if absent.
    #[serde(default)]
    q: String,
    /// At most so many, 1 to 100.
    limit: Option<usize>,
}

/// Procedures found, best first.
#[derive(Debug, Serialize, ToSchema)]
struct Procedures {
    items: Vec<ProcedureItem>,
}

/// A procedure.
#[derive(Debug, Serialize, ToSchema)]
struct ProcedureItem {
    /// Names it for good.
    id: String,
    name_vi: String,
    name_en: String,
    summary_vi: String,
    summary_en: String,
    /// Life event it belongs to.
    life_event: String,
    /// Address of its page.
    url: String,
}

/// Searches procedures.
#[utoipa::path(get, path = "/api/v1/procedures", params(Search), responses((status = 200, body = Procedures)))]
async fn procedures(State(app): State<App>, Query(search): Query<Search>) -> Json<Procedures> {
    let limit = search.limit.unwrap_or(20).clamp(1, 100);
    let found = app
        .desk
        .catalogue
        .search(&search.q, limit, vietnam_date(app.desk.now()));
    let items = found
        .into_iter()
        .map(|procedure| ProcedureItem {
            id: procedure.id.to_string(),
            name_vi: procedure.name.vi.clone(),
            name_en: procedure.name.en.clone(),
            summary_vi: procedure.summary.vi.clone(),
            summary_en: procedure.summary.en.clone(),
            life_event: procedure.life_event.clone(),
            url: motcua_app::urls::Procedure {
                id: procedure.id.to_string(),
            }
            .url(),
        })
        .collect();
    Json(Procedures { items })
}
