//! The civil-status system: marriages looked up, births registered, their state and result asked for (domain rules 6.4).
//!
//! Dates towards justice are `dd.MM.yyyy`. Every answer is 200 with a `maLoi` of LNK-9 ("0" when there is none).

use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Extension, Json, Router};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::places;
use crate::National;
use crate::civil_status::{BirthData, Filing, Outcome, Registration};
use crate::faults::Declines;
use crate::national::{FilingError, problem};
use crate::people::{Place, Sex};
use crate::reference::Places;

pub(crate) fn router() -> Router<Arc<National>> {
    Router::new()
        .route("/traCuuKetHon", post(marriage))
        .route("/dangKyHoTich", post(file))
        .route("/traTrangThaiHoSo", post(status))
        .route("/ketQuaDangKyHS", post(result))
}

#[derive(Deserialize)]
struct AskMarriage {
    #[serde(rename = "soDDCN")]
    person: String,
    #[serde(rename = "soDDCNVoChong", default)]
    spouse: String,
}

async fn marriage(State(national): State<Arc<National>>, Json(ask): Json<AskMarriage>) -> Json<Value> {
    let registry = national.registry();
    let found = registry
        .marriage_of(&ask.person)
        .filter(|it| ask.spouse.is_empty() || it.husband == ask.spouse || it.wife == ask.spouse);
    let name = |id: &str| registry.people.get(id).map(|it| it.full_name.to_uppercase());
    let list: Vec<Value> = found
        .map(|it| {
            json!({
                "so": it.number,
                "ngayDangKy": date(it.registered_on),
                "noiDangKy": office(&it.commune),
                "voHoTen": name(&it.wife), "voSoDDCN": it.wife,
                "chongHoTen": name(&it.husband), "chongSoDDCN": it.husband,
            })
        })
        .into_iter()
        .collect();
    Json(json!({"maLoi": "0", "danhSachKetHon": list}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskFiling {
    ma_don_vi: String,
    module: String,
    ma_ho_so: String,
    ngay_tiep_nhan: String,
    /// JSON text inside the JSON, as the real service takes it.
    data: String,
}

/// The part of `data` that is checked and entered.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    #[serde(rename = "maGCS")]
    notice: Option<String>,
    nks_ho_ten: String,
    nks_gioi_tinh: String,
    nks_ngay_sinh: String,
    #[serde(default)]
    nks_dan_toc: Option<String>,
    nks_que_quan: Option<AskPlace>,
    me_ho_ten: Option<String>,
    #[serde(rename = "meSoDDCN")]
    mother: Option<String>,
    cha_ho_ten: Option<String>,
    #[serde(rename = "chaSoDDCN")]
    father: Option<String>,
    ndkks: AskPlace,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskPlace {
    ma_tinh: String,
    ma_xa: String,
    #[serde(default)]
    dc_chi_tiet: String,
}

async fn file(
    State(national): State<Arc<National>>,
    declined: Option<Extension<Declines>>,
    Json(ask): Json<AskFiling>,
) -> Json<Value> {
    let error = |code: &str, text: &str| Json(failed(&ask.ma_ho_so, code, "", text));
    if declined.is_some() {
        let text = "Hồ sơ không đủ điều kiện đăng ký khai sinh";
        return Json(failed(&ask.ma_ho_so, "500", "KHONG_DU_DIEU_KIEN", text));
    }
    if ask.ma_don_vi.trim().is_empty() {
        return error("106", "Sai mã đơn vị");
    }
    if ask.module != "LTKS" || ask.ma_ho_so.trim().is_empty() || parse(&ask.ngay_tiep_nhan).is_none() {
        return error("500", "Dữ liệu hồ sơ không hợp lệ");
    }
    let Ok(data) = serde_json::from_str::<Data>(&ask.data) else {
        return error("500", "Dữ liệu khai sinh không hợp lệ");
    };
    let Some(office) = Places::get().commune(&data.ndkks.ma_xa) else {
        return error("106", "Không có đơn vị hành chính cấp xã này");
    };
    if office.province_code != data.ndkks.ma_tinh {
        return error("108", "Sai mã tỉnh");
    }
    let Some(birth) = birth(data) else {
        return error("500", "Dữ liệu khai sinh không hợp lệ");
    };
    match national.file_birth(&ask.ma_ho_so, birth) {
        Ok(filing) => Json(state(&filing)),
        Err(FilingError::OtherData) => error("500", "Mã hồ sơ đã được dùng với dữ liệu khác"),
        Err(FilingError::Ledger(problem)) => {
            tracing::error!(%problem, "A filing could not be kept");
            error("500", "Lỗi hệ thống")
        }
    }
}

fn birth(data: Data) -> Option<BirthData> {
    let present = |text: Option<String>| text.filter(|it| !it.trim().is_empty());
    let hometown = data.nks_que_quan.unwrap_or(AskPlace {
        ma_tinh: data.ndkks.ma_tinh.clone(),
        ma_xa: data.ndkks.ma_xa.clone(),
        dc_chi_tiet: String::new(),
    });
    Some(BirthData {
        notice: present(data.notice),
        child_name: data.nks_ho_ten,
        sex: match data.nks_gioi_tinh.as_str() {
            "1" => Sex::Male,
            "2" => Sex::Female,
            _ => return None,
        },
        born_on: parse(&data.nks_ngay_sinh)?,
        ethnicity: present(data.nks_dan_toc).unwrap_or_else(|| "01".to_owned()),
        hometown: Place {
            province: hometown.ma_tinh,
            commune: hometown.ma_xa,
            detail: hometown.dc_chi_tiet,
        },
        mother: present(data.mother),
        mother_name: present(data.me_ho_ten),
        father: present(data.father),
        father_name: present(data.cha_ho_ten),
        commune: data.ndkks.ma_xa,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskDossier {
    ma_ho_so: String,
}

async fn status(State(national): State<Arc<National>>, Json(ask): Json<AskDossier>) -> Json<Value> {
    match national.filing(&ask.ma_ho_so) {
        Ok(Some(filing)) => Json(state(&filing)),
        Ok(None) => Json(failed(&ask.ma_ho_so, "201", "", "Không tìm thấy hồ sơ")),
        Err(_) => Json(failed(&ask.ma_ho_so, "500", "", "Lỗi hệ thống")),
    }
}

async fn result(State(national): State<Arc<National>>, Json(ask): Json<AskDossier>) -> Json<Value> {
    let filing = match national.filing(&ask.ma_ho_so) {
        Ok(Some(filing)) => filing,
        Ok(None) => return Json(failed(&ask.ma_ho_so, "201", "", "Không tìm thấy hồ sơ")),
        Err(_) => return Json(failed(&ask.ma_ho_so, "500", "", "Lỗi hệ thống")),
    };
    match &filing.outcome {
        Outcome::Registered(done) => {
            Json(json!({"maLoi": "0", "maHoSo": filing.dossier, "ketQua": entry(&filing, done)}))
        }
        Outcome::Waiting { .. } => Json(failed(&filing.dossier, "200", "", "Hồ sơ chưa giải quyết xong")),
        Outcome::Failed(_) => Json(state(&filing)),
    }
}

/// LNK-9: 1 received, 4 registered, 0 error.
fn state(filing: &Filing) -> Value {
    if let Some(problem) = problem(filing) {
        let (detail, text) = problem.wire();
        return failed(&filing.dossier, "500", detail, text);
    }
    let status = if matches!(filing.outcome, Outcome::Registered(_)) {
        4
    } else {
        1
    };
    json!({"maLoi": "0", "maHoSo": filing.dossier, "trangThai": status, "moTaLoi": null})
}

fn failed(dossier: &str, code: &str, detail: &str, text: &str) -> Value {
    json!({"maLoi": code, "maHoSo": dossier, "trangThai": 0, "chiTietLoi": detail, "moTaLoi": text})
}

fn entry(filing: &Filing, done: &Registration) -> Value {
    json!({
        "soDinhDanh": done.child.personal_id,
        "soDangKy": done.number_text(),
        "quyenSo": done.book_text(),
        "trangSo": done.page.to_string(),
        "ngayDangKy": date(done.registered_on),
        "ndkks": office(&done.commune),
        "nksHoTen": done.child.full_name.to_uppercase(),
        "nksGioiTinh": places::sex(done.child.sex),
        "nksNgaySinh": date(filing.birth.born_on),
        "meSoDDCN": filing.birth.mother,
        "chaSoDDCN": filing.birth.father,
        "maGCS": filing.birth.notice,
        "maGiayToKetQua": "KQ.G15.000031",
    })
}

fn office(commune: &str) -> Value {
    let known = Places::get().commune(commune);
    json!({
        "maTinh": known.map(|it| it.province_code.as_str()),
        "maXa": commune,
        "ten": known.map(|it| format!("Ủy ban nhân dân {}", it.in_sentence())),
    })
}

fn date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

fn parse(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%d.%m.%Y").ok()
}
