//! The REST API under `/api/v1`.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::routing::get;
use axum::{Json, Router};
use motcua_app::web::App;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::text::Lang;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The description of the API.
#[derive(Debug, OpenApi)]
#[openapi(
    info(title = "Một Cửa", description = "Procedures of the one-stop shop"),
    paths(procedures, communes),
    components(schemas(Procedures, ProcedureItem, Communes, CommuneItem))
)]
struct Description;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/procedures", get(procedures))
        .route("/api/v1/provinces/{code}/communes", get(communes))
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
    // Should the database not answer, what this node knows is better than nothing.
    if let Err(error) = app.desk.refresh().await {
        tracing::warn!(%error, "What was published cannot be read: {error}");
    }
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

/// The communes of a province, in the order of their codes.
#[derive(Debug, Serialize, ToSchema)]
struct Communes {
    items: Vec<CommuneItem>,
}

/// A commune, ward or special zone.
#[derive(Debug, Serialize, ToSchema)]
struct CommuneItem {
    /// Five digits.
    code: String,
    /// Its name in the language of the page that asks.
    name: String,
}

/// Lists the communes of a province; none for a code that is no province.
#[utoipa::path(
    get,
    path = "/api/v1/provinces/{code}/communes",
    params(("code" = String, Path, description = "Two digits")),
    responses((status = 200, body = Communes))
)]
async fn communes(State(app): State<App>, Path(code): Path<String>, headers: HeaderMap) -> Json<Communes> {
    let cookies = headers
        .get(axum::http::header::COOKIE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let english = cookies.split(';').any(|cookie| cookie.trim() == "motcua_lang=en");
    let lang = if english { Lang::En } else { Lang::Vi };
    let items = app
        .desk
        .reference
        .communes_of(&code)
        .map(|commune| CommuneItem {
            code: commune.code.clone(),
            name: commune.name.get(lang).to_owned(),
        })
        .collect();
    Json(Communes { items })
}
