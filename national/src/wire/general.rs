//! The data-sharing platform's one message: a register asked by keys, a service asked to do something.
//!
//! Every answer about a request has a `trangThai`: 1 taken, 4 done with its `ketQua`, 6 decided against with `lyDo`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Extension, Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::National;
use crate::faults::{Declines, System};
use crate::general::{self, Ask, Order, Progress, keeper, services};
use crate::orders::OrderError;

/// The routes of one system: what it does not keep or do, it does not know.
pub(crate) fn router(system: System) -> Router<Arc<National>> {
    Router::new()
        .route("/traCuuDuLieu", post(look_up))
        .route("/thucHienNghiepVu", post(perform))
        .route("/traCuuNghiepVu", post(state))
        .layer(Extension(system))
}

#[derive(Deserialize)]
struct Question {
    #[serde(rename = "maCSDL")]
    register: String,
    khoa: BTreeMap<String, String>,
}

async fn look_up(national: State<Arc<National>>, system: Extension<System>, ask: Json<Question>) -> Json<Value> {
    if keeper(&ask.register) != Some(system.0) {
        return Json(json!({"maLoi": "404", "maCSDL": ask.register, "danhSach": []}));
    }
    let registry = national.registry();
    let found = general::found(&registry.records, &ask.register, &ask.khoa);
    Json(json!({"maLoi": "0", "maCSDL": ask.register, "danhSach": found}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskService {
    ma_yeu_cau: String,
    nghiep_vu: String,
    ma_don_vi: String,
    ma_ho_so: String,
    ngay_tiep_nhan: String,
    du_lieu: BTreeMap<String, Value>,
}

async fn perform(
    national: State<Arc<National>>,
    system: Extension<System>,
    declined: Option<Extension<Declines>>,
    Json(ask): Json<AskService>,
) -> Json<Value> {
    let request = ask.ma_yeu_cau;
    let error = |code: &str, text: &str| Json(failed(&request, code, text));
    if ask.ma_don_vi.trim().is_empty() {
        return error("106", "Sai mã đơn vị");
    }
    let known = services().contains_key(&ask.nghiep_vu) && keeper(&ask.nghiep_vu) == Some(system.0);
    if !known || request.is_empty() || ask.ma_ho_so.is_empty() || ask.ngay_tiep_nhan.len() != 8 {
        return error("400", "Dữ liệu yêu cầu không hợp lệ");
    }
    let task = Ask {
        service: ask.nghiep_vu,
        dossier: ask.ma_ho_so,
        unit: ask.ma_don_vi,
        data: ask.du_lieu,
    };
    match national.serve_order(&request, task, declined.is_some()) {
        Ok(order) => Json(answer(&request, &order)),
        Err(OrderError::OtherData) => error("409", "Mã yêu cầu đã được dùng với dữ liệu khác"),
        Err(OrderError::Ledger(problem)) => {
            tracing::error!(%problem, "An order could not be kept");
            error("500", "Lỗi hệ thống")
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskState {
    ma_yeu_cau: String,
}

async fn state(
    national: State<Arc<National>>,
    system: Extension<System>,
    declined: Option<Extension<Declines>>,
    Json(ask): Json<AskState>,
) -> Json<Value> {
    let request = &ask.ma_yeu_cau;
    Json(match national.served(request, declined.is_some()) {
        Ok(Some(order)) if order.system() == system.0 => answer(request, &order),
        Ok(_) => failed(request, "201", "Không tìm thấy yêu cầu"),
        Err(_) => failed(request, "500", "Lỗi hệ thống"),
    })
}

/// How a request stands, to the one who asks under the id `request`.
pub(crate) fn answer(request: &str, order: &Order) -> Value {
    let mut answer = json!({
        "maLoi": "0",
        "maYeuCau": request,
        "nghiepVu": order.task.service,
        "maTiepNhan": order.reference,
        "maHoSo": order.task.dossier,
        "trangThai": 1,
    });
    match &order.progress {
        Progress::Waiting { .. } => {}
        Progress::Done(result) => {
            answer["trangThai"] = json!(4);
            answer["ketQua"] = json!(result);
        }
        Progress::Refused => {
            answer["trangThai"] = json!(6);
            answer["lyDo"] = match order.is_payment() {
                true => json!({"ma": "KHONG_THANH_TOAN", "moTa": "Người nộp đã chọn không thanh toán"}),
                false => json!({"ma": "KHONG_DU_DIEU_KIEN", "moTa": "Hồ sơ không đủ điều kiện giải quyết"}),
            };
        }
    }
    answer
}

fn failed(request: &str, code: &str, text: &str) -> Value {
    json!({"maLoi": code, "maYeuCau": request, "trangThai": 0, "moTaLoi": text})
}
