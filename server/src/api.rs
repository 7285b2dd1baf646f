//! The REST API under `/api/v1`.

mod procedures;

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use motcua_app::web::App;
use motcua_domain::text::Lang;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The description of the API.
#[derive(Debug, OpenApi)]
#[openapi(
    info(title = "Một Cửa", description = "Procedures of the one-stop shop"),
    paths(procedures::search, communes),
    components(schemas(procedures::Procedures, procedures::ProcedureItem, Problem, Communes, CommuneItem))
)]
struct Description;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/procedures", get(procedures::search))
        .route("/api/v1/provinces/{code}/communes", get(communes))
        .route("/api/v1/openapi.json", get(|| async { Json(Description::openapi()) }))
}

/// What was wrong with a request (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
struct Problem {
    /// What kind of problem, in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What to do about it.
    detail: String,
}

impl Problem {
    fn bad_request(detail: impl Into<String>) -> Self {
        Self {
            title: "The request cannot be read".to_owned(),
            status: StatusCode::BAD_REQUEST.as_u16(),
            detail: detail.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let kind = [(CONTENT_TYPE, "application/problem+json")];
        (status, kind, Json(self)).into_response()
    }
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
