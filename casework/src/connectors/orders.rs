//! What the police and the social insurance do for a child: permanent residence, identity card, health-insurance card
//! (domain rules 5.2, steps B3 to B5). Dates on the wire are `yyyyMMdd`.
//!
//! A request is known by our message id: a repeat gets the same answer. What the system says already exists, and exists
//! for our own dossier, is done (LNK-8).

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::line::Line;
use super::wire::{self, Fields, JusticePlace, text};
use super::{ConnectorError, Operation, Purpose, Record, Reply};

/// How a request stands: `trangThai` 1 to 3 taken, 4 done, 6 decided against.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    ma_loi: String,
    ma_yeu_cau: String,
    #[serde(default)]
    ma_tiep_nhan: Option<String>,
    #[serde(default)]
    ma_ho_so: Option<String>,
    trang_thai: u8,
    #[serde(default)]
    ly_do: Option<Reason>,
    #[serde(default)]
    mo_ta_loi: Option<String>,
    /// The dossier for which it was done before.
    #[serde(default)]
    ma_ho_so_truoc: Option<String>,
    #[serde(default)]
    ket_qua: Option<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reason {
    ma: String,
    mo_ta: String,
}

/// The results of all three, of which each has its own fields.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    so_dinh_danh: String,
    ho_ten: String,
    so_thong_bao: Option<String>,
    ngay_dang_ky: Option<String>,
    co_quan_dang_ky: Option<String>,
    noi_thuong_tru: Option<JusticePlace>,
    chu_ho: Option<String>,
    quan_he_voi_chu_ho: Option<String>,
    ma_giay_to_ket_qua: Option<String>,
    so_the_can_cuoc: Option<String>,
    so_seri: Option<String>,
    ngay_cap: Option<String>,
    co_quan_cap: Option<String>,
    ma_the: Option<String>,
    #[serde(rename = "maSoBHXH")]
    insurance: Option<String>,
    ngay_hieu_luc: Option<String>,
    ngay_het_han: Option<String>,
    #[serde(rename = "maCSKCB")]
    facility: Option<String>,
    #[serde(rename = "tenCSKCB")]
    facility_name: Option<String>,
    #[serde(rename = "maQR")]
    qr: Option<String>,
}

/// Sends the request.
pub(super) async fn order(
    line: &Line,
    operation: Operation,
    id: Uuid,
    body: &Value,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    let ask = request(line, operation, id, body)?;
    let path = match operation {
        Operation::IssueChildHealthCard => "capTheBHYT",
        Operation::IssueChildIdentityCard => "capTheCanCuoc",
        _ => "dangKyThuongTru",
    };
    let answer: Answer = line.call(path, id, &ask, purpose).await?;
    understand(operation, id, body, answer)
}

/// Asks how a request stands.
pub(super) async fn ask_again(
    line: &Line,
    operation: Operation,
    id: Uuid,
    body: &Value,
    purpose: &Purpose,
) -> Result<Reply, ConnectorError> {
    let answer: Answer = line
        .call(
            "traCuuYeuCau",
            line.new_id(),
            &json!({"maYeuCau": id.to_string()}),
            purpose,
        )
        .await?;
    understand(operation, id, body, answer)
}

/// What an answer means for the one who asked with `body`.
pub(super) fn understand(
    operation: Operation,
    id: Uuid,
    body: &Value,
    answer: Answer,
) -> Result<Reply, ConnectorError> {
    let empty = Map::new();
    let asked = body.as_object().unwrap_or(&empty);
    if answer.ma_yeu_cau != id.to_string() {
        return Err(wire::contradicts("maYeuCau"));
    }
    match answer.ma_loi.as_str() {
        "0" => {}
        "100" | "101" => return Err(ConnectorError::Unauthorised),
        "201" => return Err(ConnectorError::NotKnown),
        "500" => return Err(ConnectorError::Unreachable),
        _ => {
            return Ok(Reply::Refused {
                code: "invalid",
                reason: wire::sentence(answer.mo_ta_loi.as_deref()),
            });
        }
    }
    let dossier = text(asked, "dossier_code");
    if answer.ma_ho_so.as_deref() != Some(dossier) {
        return Err(wire::contradicts("maHoSo"));
    }
    match answer.trang_thai {
        1..=3 => {
            let reference = answer.ma_tiep_nhan.unwrap_or_default();
            Ok(Reply::Held {
                reference: wire::plain(&reference, "maTiepNhan")?.to_owned(),
            })
        }
        4 => {
            let entry = answer.ket_qua.ok_or_else(|| wire::wrong("ketQua"))?;
            Ok(Reply::Done(record(operation, asked, &entry)?))
        }
        6 => {
            let reason = answer.ly_do.ok_or_else(|| wire::wrong("lyDo"))?;
            let code = code(&reason.ma);
            if let (true, Some(entry)) = (answer.ma_ho_so_truoc.as_deref() == Some(dossier), &answer.ket_qua)
                && matches!(code, "already_registered" | "already_issued")
            {
                return Ok(Reply::Done(record(operation, asked, entry)?));
            }
            Ok(Reply::Refused {
                code,
                reason: wire::sentence(Some(&reason.mo_ta)),
            })
        }
        _ => Err(wire::wrong("trangThai")),
    }
}

fn code(theirs: &str) -> &'static str {
    match theirs {
        "DA_DANG_KY" => "already_registered",
        "DA_CO_THE" => "already_issued",
        "DANG_GIAI_QUYET" => "under_way_elsewhere",
        "CHO_O_KHONG_DU_DIEU_KIEN" => "dwelling_refused",
        "CHUA_DONG_Y" => "no_consent",
        "QUA_TUOI" | "KHONG_DU_DIEU_KIEN" => "not_eligible",
        "KHONG_CO_TRE" | "SAI_TEN_TRE" | "SAI_NGAY_SINH" | "KHONG_CO_CHU_HO" | "SAI_TEN_CHU_HO" | "SAI_CSKCB" => {
            "data_mismatch"
        }
        _ => "other",
    }
}

/// The result in our words; it must be about the child that was asked for.
fn record(operation: Operation, asked: &Map<String, Value>, entry: &Entry) -> Result<Record, ConnectorError> {
    if entry.so_dinh_danh != text(asked, "child_personal_id") {
        return Err(wire::contradicts("ketQua.soDinhDanh"));
    }
    if !wire::same_name(&entry.ho_ten, text(asked, "child_full_name")) {
        return Err(wire::contradicts("ketQua.hoTen"));
    }
    let mut fields = Fields::default();
    let needed = |value: &Option<String>, at: &'static str| {
        let value = value.as_deref().ok_or_else(|| wire::wrong(at))?;
        Ok::<_, ConnectorError>(wire::plain(value, at)?.to_owned())
    };
    let optional = |value: &Option<String>, at: &'static str| {
        let plain = value.as_deref().map(|it| wire::plain(it, at)).transpose()?;
        Ok::<_, ConnectorError>(plain.map(str::to_owned))
    };
    let date =
        |value: &Option<String>, at: &'static str| wire::date_of_compact(value.as_deref().unwrap_or_default(), at);
    match operation {
        Operation::IssueChildHealthCard => {
            let card = needed(&entry.ma_the, "ketQua.maThe")?;
            let letters = card.len() == 15 && card.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
            if !letters {
                return Err(wire::wrong("ketQua.maThe"));
            }
            fields.put("card_number", card);
            fields.put("insurance_number", optional(&entry.insurance, "ketQua.maSoBHXH")?);
            fields.put("valid_from", date(&entry.ngay_hieu_luc, "ketQua.ngayHieuLuc")?);
            fields.put("valid_to", date(&entry.ngay_het_han, "ketQua.ngayHetHan")?);
            fields.put("care_facility_code", optional(&entry.facility, "ketQua.maCSKCB")?);
            fields.put("care_facility_name", optional(&entry.facility_name, "ketQua.tenCSKCB")?);
            fields.put("qr_text", needed(&entry.qr, "ketQua.maQR")?);
        }
        Operation::IssueChildIdentityCard => {
            fields.put("card_number", needed(&entry.so_the_can_cuoc, "ketQua.soTheCanCuoc")?);
            fields.put("serial", optional(&entry.so_seri, "ketQua.soSeri")?);
            fields.put("issued_on", date(&entry.ngay_cap, "ketQua.ngayCap")?);
            fields.put("valid_to", date(&entry.ngay_het_han, "ketQua.ngayHetHan")?);
            fields.put("office", optional(&entry.co_quan_cap, "ketQua.coQuanCap")?);
        }
        _ => {
            fields.put("number", needed(&entry.so_thong_bao, "ketQua.soThongBao")?);
            fields.put("registered_on", date(&entry.ngay_dang_ky, "ketQua.ngayDangKy")?);
            fields.put("office", optional(&entry.co_quan_dang_ky, "ketQua.coQuanDangKy")?);
            fields.put(
                "residence_address",
                entry.noi_thuong_tru.as_ref().map(JusticePlace::ours),
            );
            let head = optional(&entry.chu_ho, "ketQua.chuHo")?;
            fields.put("household_head_full_name", head.as_deref().map(wire::name));
            fields.put(
                "relation_to_head",
                optional(&entry.quan_he_voi_chu_ho, "ketQua.quanHeVoiChuHo")?,
            );
            fields.put(
                "document_code",
                optional(&entry.ma_giay_to_ket_qua, "ketQua.maGiayToKetQua")?,
            );
        }
    }
    fields.done()
}

/// Our body as the system takes it.
fn request(line: &Line, operation: Operation, id: Uuid, body: &Value) -> Result<Value, ConnectorError> {
    let empty = Map::new();
    let body = body.as_object().unwrap_or(&empty);
    let needed = |name: &str| match text(body, name) {
        "" => Err(ConnectorError::Incomplete { field: name.to_owned() }),
        value => Ok(value),
    };
    let place = |name: &str| {
        body.get(name)
            .filter(|it| it.get("commune").is_some())
            .map(wire::justice_place)
    };
    let mut ask = json!({
        "maYeuCau": id.to_string(),
        "maDonVi": line.unit(needed("agency_code")?),
        "maHoSo": needed("dossier_code")?,
        "ngayTiepNhan": wire::compact(needed("received_on")?),
        "treEm": {
            "soDinhDanh": needed("child_personal_id")?,
            "hoTen": needed("child_full_name")?.to_uppercase(),
            "ngaySinh": wire::compact(needed("child_date_of_birth")?),
        },
        "giayKhaiSinh": {
            "so": needed("birth_registration_number")?,
            "quyen": text(body, "birth_registration_book"),
            "ngayDangKy": wire::compact(text(body, "birth_registered_on")),
        },
        "nguoiYeuCau": {
            "soDinhDanh": text(body, "requester_personal_id"),
            "hoTen": text(body, "requester_full_name").to_uppercase(),
        },
    });
    match operation {
        Operation::IssueChildHealthCard => {
            ask["maCSKCB"] = json!(needed("care_facility_code")?);
            ask["tenCSKCB"] = json!(text(body, "care_facility_name"));
            ask["noiThuongTru"] = json!(place("residence_address"));
        }
        Operation::IssueChildIdentityCard => {
            ask["noiThuongTru"] = json!(place("residence_address"));
        }
        _ => {
            let home = place("residence_address").ok_or_else(|| ConnectorError::Incomplete {
                field: "residence_address".to_owned(),
            })?;
            ask["noiThuongTru"] = home;
            ask["chuHo"] = json!({
                "soDinhDanh": needed("household_head_personal_id")?,
                "hoTen": text(body, "household_head_full_name").to_uppercase(),
                "quanHe": text(body, "relation_to_head"),
            });
            ask["yKienDongY"] = json!(if objects(body.get("owner_consent")) { "0" } else { "1" });
        }
    }
    Ok(ask)
}

/// Whether head or owner objects. Who lives in a dwelling of their own is not asked, and nothing is said then.
fn objects(said: Option<&Value>) -> bool {
    match said {
        None | Some(Value::Null) => false,
        Some(Value::Bool(agrees)) => !agrees,
        Some(Value::String(text)) => !matches!(text.as_str(), "yes" | "given" | "agreed"),
        Some(_) => true,
    }
}
