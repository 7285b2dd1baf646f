//! The national population database: verify a person, look a person up (domain rules 6.2).

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
use crate::people::{Birth, Marital, Person};
use crate::registry::{Registry, same_name};

pub(crate) fn router() -> Router<Arc<National>> {
    Router::new()
        .route("/XacThucThongTinCongDan", post(verify))
        .route("/TraCuuThongTinCongDan", post(look_up))
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Ask {
    ma_yeu_cau: String,
    #[serde(rename = "MaDVC")]
    ma_dvc: String,
    so_dinh_danh: String,
    ho_va_ten: String,
    ngay_thang_nam_sinh: AskBirth,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct AskBirth {
    ngay_thang_nam: String,
    nam: String,
}

/// What is asked for, or why it cannot be.
enum Found<'a> {
    Person(&'a Person),
    /// These keys do not agree with the register; the right values are not told (INT-2).
    Differs(Vec<&'static str>),
    Incomplete(&'static str),
}

fn find<'a>(registry: &'a Registry, ask: &Ask) -> Found<'a> {
    let birth = &ask.ngay_thang_nam_sinh;
    let asked_birth = if birth.ngay_thang_nam.is_empty() {
        &birth.nam
    } else {
        &birth.ngay_thang_nam
    };
    for (value, name) in [
        (&ask.ma_yeu_cau, "MaYeuCau"),
        (&ask.ma_dvc, "MaDVC"),
        (&ask.so_dinh_danh, "SoDinhDanh"),
        (&ask.ho_va_ten, "HoVaTen"),
        (asked_birth, "NgayThangNamSinh"),
    ] {
        if value.trim().is_empty() {
            return Found::Incomplete(name);
        }
    }
    let Some(person) = registry.people.get(&ask.so_dinh_danh) else {
        return Found::Differs(vec!["SoDinhDanh"]);
    };
    let mut differs = Vec::new();
    if !same_name(&person.full_name, &ask.ho_va_ten) {
        differs.push("HoVaTen");
    }
    let same_birth = match person.born {
        Birth::Day(_) => person.born.compact() == *asked_birth,
        // Of whom only the year is known, the year is compared.
        Birth::Year(year) => asked_birth.get(..4) == Some(year.to_string().as_str()),
    };
    if !same_birth {
        differs.push("NgayThangNamSinh");
    }
    if differs.is_empty() {
        Found::Person(person)
    } else {
        Found::Differs(differs)
    }
}

async fn verify(State(national): State<Arc<National>>, Json(ask): Json<Ask>) -> Response {
    match find(&national.registry(), &ask) {
        Found::Person(_) => {
            Json(json!({"MaYeuCau": ask.ma_yeu_cau, "TonTai": true, "KhoaKhongKhop": []})).into_response()
        }
        Found::Differs(keys) => {
            Json(json!({"MaYeuCau": ask.ma_yeu_cau, "TonTai": false, "KhoaKhongKhop": keys})).into_response()
        }
        Found::Incomplete(key) => incomplete(key),
    }
}

async fn look_up(State(national): State<Arc<National>>, Json(ask): Json<Ask>) -> Response {
    let registry = national.registry();
    match find(&registry, &ask) {
        Found::Person(found) => Json(json!({
            "MaYeuCau": ask.ma_yeu_cau,
            "KhoaKhongKhop": [],
            "CongdanCollection": {"CongDan": [person(&registry, found)]},
        }))
        .into_response(),
        Found::Differs(keys) => Json(json!({
            "MaYeuCau": ask.ma_yeu_cau,
            "KhoaKhongKhop": keys,
            "CongdanCollection": {"CongDan": []},
        }))
        .into_response(),
        Found::Incomplete(key) => incomplete(key),
    }
}

fn incomplete(key: &str) -> Response {
    let body = json!({"type": "Client.BadRequest", "message": format!("{key} is missing"), "detail": null});
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

fn person(registry: &Registry, it: &Person) -> Value {
    let (family, rest) = it.full_name.split_once(' ').unwrap_or((&it.full_name, ""));
    let (middle, given) = rest.rsplit_once(' ').unwrap_or(("", rest));
    let birth = match it.born {
        Birth::Day(_) => json!({"NgayThangNam": it.born.compact()}),
        Birth::Year(_) => json!({"Nam": it.born.compact()}),
    };
    json!({
        "SoDinhDanh": it.personal_id,
        "SoCMND": old_number(it),
        "NgayCapCMND": old_number(it).map(|_| format!("{}0615", it.born.year() + 16)),
        "NoiCapCMND": old_number(it).map(|_| "Công an thành phố Hà Nội"),
        "NgayCapThe": card(it),
        "TenGoiKhac": null,
        "TonGiao": "Không",
        "NgheNghiep": occupation(it),
        "NoiSinh": places::population(&it.hometown),
        "NoiDangKyKhaiSinh": crate::general::office(&it.hometown.commune),
        "HoVaTen": {"Ho": upper(family), "ChuDem": upper(middle), "Ten": upper(given)},
        "GioiTinh": places::sex(it.sex),
        "DanToc": it.ethnicity,
        "QuocTich": "VN",
        "TinhTrangHonNhan": marital(it.marital),
        "NgayThangNamSinh": birth,
        "QueQuan": places::population(&it.hometown),
        "ThuongTru": places::population(&it.permanent),
        "NoiOHienTai": places::population(&it.current),
        "Cha": relative(registry, it.father.as_ref()),
        "Me": relative(registry, it.mother.as_ref()),
        "VoChong": relative(registry, it.spouse.as_ref()),
        "ChuHo": {
            "HoVaTen": registry.people.get(&it.head).map(|head| upper(&head.full_name)),
            "SoDinhDanh": it.head,
            "QuanHe": it.relation_to_head,
        },
        "SoDienThoai": it.phone,
        "TrangThai": "1",
    })
}

fn relative(registry: &Registry, id: Option<&String>) -> Value {
    id.and_then(|id| registry.people.get(id)).map_or(Value::Null, |it| {
        json!({
            "HoVaTen": upper(&it.full_name), "SoDinhDanh": it.personal_id, "QuocTich": "VN",
            "NgaySinh": it.born.compact(),
        })
    })
}

/// Who had an identity card before the personal number: nine digits.
fn old_number(it: &Person) -> Option<String> {
    (it.born.year() <= 1998).then(|| format!("01{}", &it.personal_id[5..]))
}

/// The day the present card was issued; the younger ones have none with a chip yet.
fn card(it: &Person) -> Option<&'static str> {
    (it.born.year() <= 1998 && it.level == 2).then_some("20220418")
}

fn occupation(it: &Person) -> &'static str {
    match it.born.year() {
        ..=1964 => "Hưu trí",
        1965..=2003 => "Nhân viên văn phòng",
        _ => "Học sinh",
    }
}

/// National systems keep names in capitals (COD-13).
fn upper(name: &str) -> String {
    name.to_uppercase()
}

fn marital(it: Marital) -> &'static str {
    match it {
        Marital::Single => "1",
        Marital::Married => "2",
        Marital::Widowed => "3",
        Marital::Divorced => "4",
    }
}
