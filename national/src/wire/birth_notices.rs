//! Hospitals' electronic birth notices: by number, or by a parent's personal number.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::places;
use crate::National;
use crate::people::{BirthNotice, NoticeParent};

pub(crate) fn router() -> Router<Arc<National>> {
    Router::new().route("/TraCuuGiayChungSinh", post(look_up))
}

#[derive(Deserialize)]
struct Ask {
    #[serde(rename = "maGCS", default)]
    number: String,
    /// Of the mother or of the father.
    #[serde(rename = "soDDCN", default)]
    parent: String,
}

/// Numbers travel in the body, so that no log of addresses holds them.
async fn look_up(State(national): State<Arc<National>>, Json(ask): Json<Ask>) -> Response {
    let registry = national.registry();
    if ask.number.is_empty() && ask.parent.is_empty() {
        let body = json!({"type": "Client.BadRequest", "message": "maGCS or soDDCN is needed", "detail": null});
        return (StatusCode::BAD_REQUEST, Json(body)).into_response();
    }
    let is_parent = |it: &BirthNotice| {
        it.mother.personal_id == ask.parent || it.father.as_ref().is_some_and(|it| it.personal_id == ask.parent)
    };
    let found: Vec<Value> = registry
        .notices
        .values()
        .filter(|it| ask.number.is_empty() || it.number == ask.number)
        .filter(|it| ask.parent.is_empty() || is_parent(it))
        .map(notice)
        .collect();
    Json(json!({"maLoi": "0", "danhSach": found})).into_response()
}

fn notice(it: &BirthNotice) -> Value {
    let name = |parent: Option<&NoticeParent>| parent.map(|it| it.full_name.to_uppercase());
    let id = |parent: Option<&NoticeParent>| parent.map(|it| it.personal_id.clone());
    let born = |parent: Option<&NoticeParent>| parent.map(|it| it.born.compact());
    let (mother, father) = (Some(&it.mother), it.father.as_ref());
    json!({
        "maGCS": it.number,
        "ngayCapGCS": it.issued_on.format("%Y%m%d").to_string(),
        "coSoYTe": it.facility,
        "nksNgaySinh": it.born_on.format("%Y%m%d").to_string(),
        "nksGioSinh": it.born_at,
        "nksGioiTinh": places::sex(it.sex),
        "nksLoaiNoiSinh": "1",
        "nksNoiSinh": places::justice(&it.place),
        "soConSinhRa": it.of,
        "thuTuSinh": it.order,
        "meHoTen": name(mother), "meSoDDCN": id(mother), "meNgaySinh": born(mother),
        "chaHoTen": name(father), "chaSoDDCN": id(father), "chaNgaySinh": born(father),
        "daDangKyKhaiSinh": it.registered_as.is_some(),
    })
}
