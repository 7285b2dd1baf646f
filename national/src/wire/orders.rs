//! The police's residence system and the social insurance: a child's permanent residence, identity card and
//! health-insurance card. Dates are `yyyyMMdd`.
//!
//! Every answer about a request has a `trangThai`: 1 taken, 4 done with its `ketQua`, 6 decided against with `lyDo`.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Extension, Json, Router};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::National;
use crate::faults::Declines;
use crate::orders::{Ask, Order, OrderError, Progress, Work};
use crate::people::Place;
use crate::reference::Places;

type Declined = Option<Extension<Declines>>;

pub(crate) fn residence() -> Router<Arc<National>> {
    Router::new()
        .route("/dangKyThuongTru", post(register_residence))
        .route("/capTheCanCuoc", post(issue_identity_card))
        .route("/traCuuYeuCau", post(residence_state))
}

pub(crate) fn social_insurance() -> Router<Arc<National>> {
    Router::new()
        .route("/capTheBHYT", post(issue_health_card))
        .route("/traCuuYeuCau", post(insurance_state))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskOrder {
    ma_yeu_cau: String,
    ma_don_vi: String,
    ma_ho_so: String,
    ngay_tiep_nhan: String,
    tre_em: AskChild,
    giay_khai_sinh: AskCertificate,
    #[serde(default)]
    noi_thuong_tru: Option<AskPlace>,
    #[serde(default)]
    chu_ho: Option<AskHead>,
    /// The head of the household or the owner agrees: "1".
    #[serde(default)]
    y_kien_dong_y: String,
    #[serde(rename = "maCSKCB", default)]
    facility: String,
    #[serde(rename = "tenCSKCB", default)]
    facility_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskChild {
    so_dinh_danh: String,
    ho_ten: String,
    ngay_sinh: String,
}

#[derive(Deserialize)]
struct AskCertificate {
    so: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskPlace {
    ma_tinh: String,
    ma_xa: String,
    #[serde(default)]
    dc_chi_tiet: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskHead {
    so_dinh_danh: String,
    #[serde(default)]
    ho_ten: String,
    #[serde(default)]
    quan_he: String,
}

async fn register_residence(national: State<Arc<National>>, declined: Declined, ask: Json<AskOrder>) -> Json<Value> {
    order(&national, Work::PermanentResidence, ask.0, &declined)
}

async fn issue_identity_card(national: State<Arc<National>>, declined: Declined, ask: Json<AskOrder>) -> Json<Value> {
    order(&national, Work::IdentityCard, ask.0, &declined)
}

async fn issue_health_card(national: State<Arc<National>>, declined: Declined, ask: Json<AskOrder>) -> Json<Value> {
    order(&national, Work::HealthCard, ask.0, &declined)
}

fn order(national: &National, work: Work, ask: AskOrder, declined: &Declined) -> Json<Value> {
    let request = ask.ma_yeu_cau.clone();
    let error = |code: &str, text: &str| Json(failed(&request, code, text));
    if ask.ma_don_vi.trim().is_empty() {
        return error("106", "Sai mã đơn vị");
    }
    let Some(ask) = understood(work, ask) else {
        return error("400", "Dữ liệu yêu cầu không hợp lệ");
    };
    match national.order(&request, ask, declined.is_some()) {
        Ok(order) => Json(answer(national, &request, &order)),
        Err(OrderError::OtherData) => error("409", "Mã yêu cầu đã được dùng với dữ liệu khác"),
        Err(OrderError::Ledger(problem)) => {
            tracing::error!(%problem, "An order could not be kept");
            error("500", "Lỗi hệ thống")
        }
    }
}

fn understood(work: Work, ask: AskOrder) -> Option<Ask> {
    let present = |text: String| Some(text).filter(|it| !it.trim().is_empty());
    present(ask.ma_yeu_cau)?;
    day(&ask.ngay_tiep_nhan)?;
    let place = match ask.noi_thuong_tru {
        Some(place) => {
            let commune = Places::get().commune(&place.ma_xa)?;
            if commune.province_code != place.ma_tinh {
                return None;
            }
            Some(Place {
                province: place.ma_tinh,
                commune: place.ma_xa,
                detail: place.dc_chi_tiet,
            })
        }
        None => None,
    };
    let (head, head_name, relation) = match ask.chu_ho {
        Some(head) => (present(head.so_dinh_danh), present(head.ho_ten), head.quan_he),
        None => (None, None, String::new()),
    };
    Some(Ask {
        work,
        dossier: present(ask.ma_ho_so)?,
        child: present(ask.tre_em.so_dinh_danh)?,
        child_name: present(ask.tre_em.ho_ten)?,
        born_on: day(&ask.tre_em.ngay_sinh)?,
        certificate: present(ask.giay_khai_sinh.so)?,
        place,
        head,
        head_name,
        relation,
        consent: ask.y_kien_dong_y == "1",
        facility: present(ask.facility),
        facility_name: present(ask.facility_name),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskState {
    ma_yeu_cau: String,
}

async fn residence_state(national: State<Arc<National>>, declined: Declined, ask: Json<AskState>) -> Json<Value> {
    state(&national, Work::PermanentResidence, &ask.ma_yeu_cau, &declined)
}

async fn insurance_state(national: State<Arc<National>>, declined: Declined, ask: Json<AskState>) -> Json<Value> {
    state(&national, Work::HealthCard, &ask.ma_yeu_cau, &declined)
}

fn state(national: &National, work: Work, request: &str, declined: &Declined) -> Json<Value> {
    Json(match national.order_now(request, work, declined.is_some()) {
        Ok(Some(order)) => answer(national, request, &order),
        Ok(None) => failed(request, "201", "Không tìm thấy yêu cầu"),
        Err(_) => failed(request, "500", "Lỗi hệ thống"),
    })
}

/// How a request stands, to the one who asks under the id `request`.
pub(crate) fn answer(national: &National, request: &str, order: &Order) -> Value {
    let mut answer = json!({
        "maLoi": "0",
        "maYeuCau": request,
        "maTiepNhan": order.reference,
        "maHoSo": order.ask.dossier,
        "trangThai": 1,
    });
    match &order.progress {
        Progress::Waiting { .. } => {}
        Progress::Done(result) => {
            answer["trangThai"] = json!(4);
            answer["ketQua"] = json!(result);
        }
        Progress::Refused(objection) => {
            let (code, text) = objection.wire(order.ask.work);
            answer["trangThai"] = json!(6);
            answer["lyDo"] = json!({"ma": code, "moTa": text});
            let registry = national.registry();
            let earlier = registry.order_of_child(order.ask.work, &order.ask.child);
            if let Some(earlier) = earlier.filter(|it| it.ask.dossier == order.ask.dossier) {
                answer["maHoSoTruoc"] = json!(earlier.ask.dossier);
                if let Progress::Done(result) = &earlier.progress {
                    answer["ketQua"] = json!(result);
                }
            }
        }
    }
    answer
}

fn failed(request: &str, code: &str, text: &str) -> Value {
    json!({"maLoi": code, "maYeuCau": request, "trangThai": 0, "moTaLoi": text})
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y%m%d").ok()
}
