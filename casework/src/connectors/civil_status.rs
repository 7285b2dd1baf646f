//! The civil-status system: marriages, registration of births (domain rules 6.4, statuses LNK-9).

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::line::Line;
use super::wire::{self, Fields, JusticePlace, text};
use super::{ConnectorError, Purpose, Query, Record, Reply};

#[derive(Deserialize)]
struct Marriages {
    #[serde(rename = "danhSachKetHon")]
    list: Vec<Marriage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Marriage {
    so: String,
    ngay_dang_ky: String,
    noi_dang_ky: Office,
}

#[derive(Deserialize)]
struct Office {
    ten: Option<String>,
    #[serde(flatten)]
    place: JusticePlace,
}

pub(super) async fn marriage(line: &Line, query: &Query, purpose: &Purpose) -> Result<Vec<Record>, ConnectorError> {
    let spouse = query.get("spouse_personal_id").unwrap_or_default();
    let ask = json!({"soDDCN": query.need("personal_id")?, "soDDCNVoChong": spouse});
    let found: Marriages = line.call("traCuuKetHon", line.new_id(), &ask, purpose).await?;
    let mut fields = Fields::default();
    match found.list.first() {
        None => fields.put("married", "no"),
        Some(it) => {
            fields.put("married", "yes");
            fields.put("number", it.so.as_str());
            fields.put("registered_on", wire::date_of_dotted(&it.ngay_dang_ky, "ngayDangKy")?);
            fields.put("office", it.noi_dang_ky.ten.as_deref());
        }
    }
    Ok(vec![fields.done()?])
}

/// Every answer about a dossier: a state (LNK-9), or an error, or a result.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    ma_loi: String,
    ma_ho_so: String,
    #[serde(default)]
    trang_thai: Option<u8>,
    #[serde(default)]
    chi_tiet_loi: Option<String>,
    #[serde(default)]
    mo_ta_loi: Option<String>,
    #[serde(default)]
    ket_qua: Option<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    so_dinh_danh: String,
    so_dang_ky: String,
    quyen_so: String,
    trang_so: String,
    ngay_dang_ky: String,
    ndkks: Office,
    nks_ho_ten: String,
    nks_gioi_tinh: String,
    nks_ngay_sinh: String,
    #[serde(rename = "meSoDDCN", default)]
    mother: Option<String>,
    #[serde(rename = "chaSoDDCN", default)]
    father: Option<String>,
    ma_giay_to_ket_qua: Option<String>,
}

pub(super) async fn register_birth(
    line: &Line,
    id: Uuid,
    body: &Value,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    let (dossier, ask) = filing(line, body)?;
    let answer: Answer = line.call("dangKyHoTich", id, &ask, purpose).await?;
    match follow(line, id, &dossier, body, answer, purpose).await? {
        // A filing the system has had before is answered with the state it was taken in: ask how it stands now.
        Reply::Held { .. } => registration_status(line, line.new_id(), body, purpose).await,
        reply => Ok(reply),
    }
}

pub(super) async fn registration_status(
    line: &Line,
    id: Uuid,
    body: &Value,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    let dossier = body.get("dossier_code").and_then(Value::as_str).unwrap_or_default();
    if dossier.is_empty() {
        return Err(ConnectorError::Incomplete {
            field: "dossier_code".to_owned(),
        });
    }
    let answer: Answer = line
        .call("traTrangThaiHoSo", id, &json!({"maHoSo": dossier}), purpose)
        .await?;
    follow(line, id, dossier, body, answer, purpose).await
}

/// From the state to the reply; for what is registered, the result is fetched.
async fn follow(
    line: &Line,
    id: Uuid,
    dossier: &str,
    body: &Value,
    answer: Answer,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    if answer.ma_ho_so != dossier {
        return Err(wire::contradicts("maHoSo"));
    }
    if let Some(refusal) = refusal(&answer)? {
        return Ok(refusal);
    }
    match answer.trang_thai {
        Some(1..=3) => Ok(Reply::Held {
            reference: dossier.to_owned(),
        }),
        Some(4) => {
            let answer: Answer = line
                .call("ketQuaDangKyHS", id, &json!({"maHoSo": dossier}), purpose)
                .await?;
            if let Some(refusal) = refusal(&answer)? {
                return Ok(refusal);
            }
            let entry = answer
                .ket_qua
                .filter(|_| answer.ma_ho_so == dossier)
                .ok_or_else(|| wire::wrong("ketQua"))?;
            agrees(body, &entry)?;
            Ok(Reply::Done(record(&entry)?))
        }
        _ => Err(wire::wrong("trangThai")),
    }
}

/// The error codes of LNK-9: ours to mend, theirs to mend, or a refusal of the dossier.
fn refusal(answer: &Answer) -> Result<Option<Reply>, ConnectorError> {
    let code = match answer.ma_loi.as_str() {
        "0" => return Ok(None),
        "100" | "101" => return Err(ConnectorError::Unauthorised),
        "200" => {
            return Ok(Some(Reply::Held {
                reference: answer.ma_ho_so.clone(),
            }));
        }
        "201" => "not_found",
        "106" | "108" => "invalid",
        "500" => match answer.chi_tiet_loi.as_deref().unwrap_or_default() {
            "DA_DANG_KY" => "already_registered",
            "" => "invalid",
            _ => "data_mismatch",
        },
        _ => "other",
    };
    Ok(Some(Reply::Refused {
        code,
        reason: wire::sentence(answer.mo_ta_loi.as_deref()),
    }))
}

/// The entry must be about the child and the parents that were filed.
fn agrees(body: &Value, it: &Entry) -> Result<(), ConnectorError> {
    let empty = Map::new();
    let filed = body.as_object().unwrap_or(&empty);
    for (at, ours, theirs) in [
        ("ketQua.meSoDDCN", "mother_personal_id", &it.mother),
        ("ketQua.chaSoDDCN", "father_personal_id", &it.father),
    ] {
        let (ours, theirs) = (text(filed, ours), theirs.as_deref().unwrap_or_default());
        if !ours.is_empty() && ours != theirs {
            return Err(wire::contradicts(at));
        }
    }
    let name = text(filed, "child_full_name");
    if !name.is_empty() && !wire::same_name(name, &it.nks_ho_ten) {
        return Err(wire::contradicts("ketQua.nksHoTen"));
    }
    Ok(())
}

fn record(it: &Entry) -> Result<Record, ConnectorError> {
    if it.so_dinh_danh.len() != 12 || !it.so_dinh_danh.bytes().all(|it| it.is_ascii_digit()) {
        return Err(wire::wrong("ketQua.soDinhDanh"));
    }
    let mut fields = Fields::default();
    fields.put("personal_id", it.so_dinh_danh.as_str());
    fields.put("number", wire::plain(&it.so_dang_ky, "ketQua.soDangKy")?);
    fields.put("book", wire::plain(&it.quyen_so, "ketQua.quyenSo")?);
    fields.put("page", wire::plain(&it.trang_so, "ketQua.trangSo")?);
    fields.put(
        "registered_on",
        wire::date_of_dotted(&it.ngay_dang_ky, "ketQua.ngayDangKy")?,
    );
    fields.put("registered_office", it.ndkks.place.ours());
    let office = it.ndkks.ten.as_deref();
    fields.put(
        "office",
        office.map(|it| wire::plain(it, "ketQua.ndkks.ten")).transpose()?,
    );
    fields.put("child_full_name", wire::name(&it.nks_ho_ten));
    fields.put("child_sex", wire::sex(&it.nks_gioi_tinh, "ketQua.nksGioiTinh")?);
    fields.put(
        "child_date_of_birth",
        wire::date_of_dotted(&it.nks_ngay_sinh, "ketQua.nksNgaySinh")?,
    );
    fields.put("document_code", it.ma_giay_to_ket_qua.as_deref());
    fields.done()
}

/// Our body to the system's envelope, with its data as JSON text inside.
fn filing(line: &Line, body: &Value) -> Result<(String, Value), ConnectorError> {
    let empty = Map::new();
    let body = body.as_object().unwrap_or(&empty);
    for needed in [
        "dossier_code",
        "agency_code",
        "received_on",
        "child_full_name",
        "child_sex",
        "child_date_of_birth",
    ] {
        if text(body, needed).is_empty() {
            return Err(ConnectorError::Incomplete {
                field: needed.to_owned(),
            });
        }
    }
    let Some(office) = body.get("registered_office").filter(|it| it.get("commune").is_some()) else {
        return Err(ConnectorError::Incomplete {
            field: "registered_office".to_owned(),
        });
    };
    let sex = match text(body, "child_sex") {
        "male" => "1",
        "female" => "2",
        _ => {
            return Err(ConnectorError::Incomplete {
                field: "child_sex".to_owned(),
            });
        }
    };
    let place = |name: &str| body.get(name).filter(|it| it.is_object()).map(wire::justice_place);
    let mut data = Map::new();
    let mut put = |name: &str, value: Value| {
        data.insert(name.to_owned(), value);
    };
    put("maGCS", json!(text(body, "birth_notice_number")));
    put("ngayCapGCS", json!(wire::dotted(text(body, "birth_notice_issued_on"))));
    put("nksHoTen", json!(text(body, "child_full_name")));
    put("nksGioiTinh", json!(sex));
    put("nksNgaySinh", json!(wire::dotted(text(body, "child_date_of_birth"))));
    put("nksDanToc", json!(wire::ethnicity_code(text(body, "child_ethnicity"))));
    put(
        "nksQuocTich",
        json!(wire::nationality_code(text(body, "child_nationality"))),
    );
    put("nksNoiSinh", json!(place("child_birth_place")));
    put("nksQueQuan", json!(place("child_hometown")));
    for (ours, theirs) in [("mother", "me"), ("father", "cha")] {
        let field = |name: &str| text(body, &format!("{ours}_{name}"));
        put(&format!("{theirs}HoTen"), json!(field("full_name").to_uppercase()));
        put(&format!("{theirs}SoDDCN"), json!(field("personal_id")));
        put(
            &format!("{theirs}NgaySinh"),
            json!(wire::dotted(field("date_of_birth"))),
        );
        put(
            &format!("{theirs}DanToc"),
            json!(wire::ethnicity_code(field("ethnicity"))),
        );
        put(
            &format!("{theirs}QuocTich"),
            json!(wire::nationality_code(field("nationality"))),
        );
        put(&format!("{theirs}NoiCuTru"), json!(place(&format!("{ours}_residence"))));
    }
    put("nycHoTen", json!(text(body, "requester_full_name").to_uppercase()));
    put("nycSoDDCN", json!(text(body, "requester_personal_id")));
    put("nycQuanHe", json!(text(body, "requester_relationship")));
    put("soBanSao", body.get("copies_number").cloned().unwrap_or(json!(0)));
    put("ndkks", wire::justice_place(office));
    let dossier = text(body, "dossier_code").to_owned();
    let envelope = json!({
        "maDonVi": line.unit(text(body, "agency_code")),
        "module": "LTKS",
        "maHoSo": dossier,
        "ngayTiepNhan": wire::dotted(text(body, "received_on")),
        "data": Value::Object(data).to_string(),
    });
    Ok((dossier, envelope))
}
