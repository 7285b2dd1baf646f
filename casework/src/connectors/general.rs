//! The one message of the data-sharing platform: registers and operations that need no adapter of their own.
//!
//! A register is asked by its id with keys and answers records; an operation is known by our message id, as the orders of
//! the police are: taken, done with its result, or decided against with a reason. Names on this wire are ours; what an
//! answer holds beside what the definition of the register or operation lists is left out.

use chrono::NaiveDate;
use motcua_domain::condition::Kind;
use motcua_domain::procedure::Register;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::line::Line;
use super::service::Service;
use super::wire::{self, text};
use super::{ConnectorError, Purpose, Query, Record, Reply};

/// More records under one key, or rows in one table, are no answer to a question about one person.
const MOST: usize = 200;
/// What stands in our message beside what the definition sends.
const ENVELOPE: [&str; 3] = ["dossier_code", "agency_code", "received_on"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    ma_loi: String,
    #[serde(rename = "maCSDL")]
    register: String,
    #[serde(default)]
    khoa_khong_khop: Vec<String>,
    danh_sach: Vec<Record>,
}

/// Asks a register.
pub(super) async fn look_up(
    line: &Line,
    register: Register,
    query: &Query,
    purpose: &Purpose,
) -> Result<Vec<Record>, ConnectorError> {
    let keys: Map<String, Value> = query
        .iter()
        .map(|(key, value)| (key.to_owned(), json!(value)))
        .collect();
    if keys.is_empty() {
        return Err(ConnectorError::Incomplete {
            field: "keys".to_owned(),
        });
    }
    let ask = json!({"maCSDL": register.as_str(), "khoa": keys});
    let found: Found = line.call("traCuuDuLieu", line.new_id(), &ask, purpose).await?;
    fault(&found.ma_loi)?;
    if found.register != register.as_str() {
        return Err(wire::contradicts("maCSDL"));
    }
    if let Some(key) = found.khoa_khong_khop.first() {
        // Only a key that was asked by can differ.
        let key = query
            .iter()
            .find(|(asked, _)| asked == key)
            .map(|(asked, _)| asked.to_owned());
        return Err(key.map_or_else(
            || wire::wrong("khoaKhongKhop"),
            |key| ConnectorError::KeyMismatch { key },
        ));
    }
    if found.danh_sach.len() > MOST {
        return Err(wire::wrong("danhSach"));
    }
    found
        .danh_sach
        .into_iter()
        .map(|it| record(register, query, it))
        .collect()
}

/// A record with the values the register is known to have, each of its kind; it must be about what was asked.
fn record(register: Register, query: &Query, mut said: Record) -> Result<Record, ConnectorError> {
    let mut known = Record::new();
    for (name, kind) in register.values() {
        let Some(value) = said.remove(*name).filter(|value| !value.is_null()) else {
            continue;
        };
        if let (Some(asked), Some(says)) = (query.get(name), value.as_str())
            && asked != says
            && !wire::same_name(asked, says)
        {
            return Err(wire::contradicts("danhSach"));
        }
        if !fits(&value, *kind) {
            return Err(wire::wrong(&format!("danhSach.{name}")));
        }
        known.insert((*name).to_owned(), value);
    }
    Ok(known)
}

fn fits(value: &Value, kind: Kind) -> bool {
    match (kind, value) {
        (Kind::Bool, Value::Bool(_)) => true,
        (Kind::Number, Value::Number(number)) => number.as_i64().is_some(),
        (Kind::Date, Value::String(text)) => is_date(text),
        (Kind::Text, Value::String(text)) => is_plain(text),
        (Kind::Opaque, Value::Object(parts)) => parts.values().all(is_part),
        (Kind::Table, Value::Array(rows)) => {
            rows.len() <= MOST
                && rows
                    .iter()
                    .all(|row| row.as_object().is_some_and(|row| row.values().all(is_part)))
        }
        (Kind::List, Value::Array(items)) => {
            items.len() <= MOST && items.iter().all(|item| item.as_str().is_some_and(is_plain))
        }
        _ => false,
    }
}

/// A part of a record or of a row: a single value, or an address.
fn is_part(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.as_i64().is_some(),
        Value::String(text) => is_plain(text),
        Value::Object(parts) => parts.values().all(|part| part.as_str().is_some_and(is_plain)),
        Value::Array(_) => false,
    }
}

fn is_plain(text: &str) -> bool {
    wire::plain(text, "").is_ok()
}

/// A day, a month or a year (COD-14).
fn is_date(text: &str) -> bool {
    motcua_domain::identifiers::PartialDate::parse(text).is_ok_and(|date| date.to_iso() == text)
}

/// How a request stands: `trangThai` 1 to 3 taken, 4 done, 6 decided against.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    ma_loi: String,
    ma_yeu_cau: String,
    #[serde(default)]
    nghiep_vu: Option<String>,
    #[serde(default)]
    ma_tiep_nhan: Option<String>,
    #[serde(default)]
    ma_ho_so: Option<String>,
    trang_thai: u8,
    #[serde(default)]
    ly_do: Option<Reason>,
    #[serde(default)]
    mo_ta_loi: Option<String>,
    #[serde(default)]
    ket_qua: Option<Record>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reason {
    ma: String,
    mo_ta: String,
}

/// Sends the request.
pub(super) async fn perform(
    line: &Line,
    service: &Service,
    id: Uuid,
    body: &Value,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    let empty = Map::new();
    let body_fields = body.as_object().unwrap_or(&empty);
    let needed = |name: &str| match text(body_fields, name) {
        "" => Err(ConnectorError::Incomplete { field: name.to_owned() }),
        value => Ok(value),
    };
    let data: Map<String, Value> = body_fields
        .iter()
        .filter(|(name, _)| !ENVELOPE.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let ask = json!({
        "maYeuCau": id.to_string(),
        "nghiepVu": service.name,
        "maDonVi": line.unit(needed("agency_code")?),
        "maHoSo": needed("dossier_code")?,
        "ngayTiepNhan": wire::compact(needed("received_on")?),
        "duLieu": data,
    });
    let answer: Answer = line.call("thucHienNghiepVu", id, &ask, purpose).await?;
    understand(service, id, body, answer)
}

/// Asks how a request stands.
pub(super) async fn ask_again(
    line: &Line,
    service: &Service,
    id: Uuid,
    body: &Value,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    let ask = json!({"maYeuCau": id.to_string()});
    let answer: Answer = line.call("traCuuNghiepVu", line.new_id(), &ask, purpose).await?;
    understand(service, id, body, answer)
}

/// What an answer means for the one who asked with `body`.
pub(super) fn understand(service: &Service, id: Uuid, body: &Value, answer: Answer) -> Result<Reply, ConnectorError> {
    if answer.ma_yeu_cau != id.to_string() {
        return Err(wire::contradicts("maYeuCau"));
    }
    if let Err(error) = fault(&answer.ma_loi) {
        return match error {
            ConnectorError::Refused { .. } => Ok(Reply::Refused {
                code: "invalid",
                reason: wire::sentence(answer.mo_ta_loi.as_deref()),
            }),
            error => Err(error),
        };
    }
    let empty = Map::new();
    let dossier = text(body.as_object().unwrap_or(&empty), "dossier_code");
    if answer.ma_ho_so.as_deref() != Some(dossier) {
        return Err(wire::contradicts("maHoSo"));
    }
    if answer.nghiep_vu.as_deref() != Some(service.name) {
        return Err(wire::contradicts("nghiepVu"));
    }
    match answer.trang_thai {
        1..=3 => {
            let reference = answer.ma_tiep_nhan.unwrap_or_default();
            Ok(Reply::Held {
                reference: wire::plain(&reference, "maTiepNhan")?.to_owned(),
            })
        }
        4 => {
            let result = answer.ket_qua.ok_or_else(|| wire::wrong("ketQua"))?;
            Ok(Reply::Done(yielded(service, result)?))
        }
        6 => {
            let reason = answer.ly_do.ok_or_else(|| wire::wrong("lyDo"))?;
            let code = match reason.ma.as_str() {
                "KHONG_DU_DIEU_KIEN" => "not_eligible",
                "SAI_DU_LIEU" => "data_mismatch",
                "DANG_GIAI_QUYET" => "under_way_elsewhere",
                _ => "other",
            };
            Ok(Reply::Refused {
                code,
                reason: wire::sentence(Some(&reason.mo_ta)),
            })
        }
        _ => Err(wire::wrong("trangThai")),
    }
}

/// The result with the answers the operation is known to give.
fn yielded(service: &Service, mut result: Record) -> Result<Record, ConnectorError> {
    let mut known = Record::new();
    for (at, name) in service.answers.iter().enumerate() {
        let Some(value) = result.remove(*name).filter(|value| !value.is_null()) else {
            if at == 0 {
                return Err(wire::wrong(&format!("ketQua.{name}")));
            }
            continue;
        };
        let is_day = name.ends_with("_on") || matches!(*name, "valid_from" | "valid_to");
        let right = value.as_str().is_some_and(|text| match is_day {
            true => text.parse::<NaiveDate>().is_ok(),
            false => !text.is_empty() && is_plain(text),
        });
        if !right {
            return Err(wire::wrong(&format!("ketQua.{name}")));
        }
        known.insert((*name).to_owned(), value);
    }
    Ok(known)
}

/// The platform's codes: 0 all is well.
fn fault(code: &str) -> Result<(), ConnectorError> {
    match code {
        "0" => Ok(()),
        "100" | "101" => Err(ConnectorError::Unauthorised),
        "201" => Err(ConnectorError::NotKnown),
        "500" => Err(ConnectorError::Unreachable),
        other => Err(ConnectorError::Refused {
            reason: other.chars().filter(char::is_ascii_alphanumeric).take(20).collect(),
        }),
    }
}
