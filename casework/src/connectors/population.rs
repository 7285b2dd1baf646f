//! The national population database: `XacThucThongTinCongDan`, `TraCuuThongTinCongDan` (domain rules 6.2).

use serde::Deserialize;
use serde_json::{Value, json};

use super::line::Line;
use super::wire::{self, Fields, PopulationPlace};
use super::{ConnectorError, Purpose, Query, Record};

/// Our names of the three keys and those of the wire.
const KEYS: [(&str, &str); 3] = [
    ("personal_id", "SoDinhDanh"),
    ("full_name", "HoVaTen"),
    ("date_of_birth", "NgayThangNamSinh"),
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Verified {
    ton_tai: bool,
    #[serde(default)]
    khoa_khong_khop: Vec<String>,
}

#[derive(Deserialize)]
struct Found {
    #[serde(rename = "KhoaKhongKhop", default)]
    differs: Vec<String>,
    #[serde(rename = "CongdanCollection")]
    people: People,
}

#[derive(Deserialize)]
struct People {
    #[serde(rename = "CongDan")]
    list: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Person {
    so_dinh_danh: String,
    ho_va_ten: Name,
    gioi_tinh: String,
    dan_toc: Option<String>,
    quoc_tich: Option<String>,
    tinh_trang_hon_nhan: Option<String>,
    ngay_thang_nam_sinh: Birth,
    que_quan: Option<PopulationPlace>,
    thuong_tru: Option<PopulationPlace>,
    #[serde(rename = "NoiOHienTai")]
    noi_o_hien_tai: Option<PopulationPlace>,
    cha: Option<Relative>,
    me: Option<Relative>,
    vo_chong: Option<Relative>,
    chu_ho: Option<Relative>,
    so_dien_thoai: Option<String>,
    #[serde(rename = "SoCMND")]
    old_number: Option<String>,
    #[serde(rename = "NgayCapCMND")]
    old_issued_on: Option<String>,
    #[serde(rename = "NoiCapCMND")]
    old_issued_by: Option<String>,
    ngay_cap_the: Option<String>,
    ten_goi_khac: Option<String>,
    ton_giao: Option<String>,
    nghe_nghiep: Option<String>,
    noi_sinh: Option<PopulationPlace>,
    noi_dang_ky_khai_sinh: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Name {
    ho: String,
    #[serde(default)]
    chu_dem: String,
    ten: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Birth {
    ngay_thang_nam: Option<String>,
    nam: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Relative {
    ho_va_ten: Option<String>,
    so_dinh_danh: Option<String>,
    quan_he: Option<String>,
    ngay_sinh: Option<String>,
}

pub(super) async fn verify(line: &Line, query: &Query, purpose: &Purpose) -> Result<(), ConnectorError> {
    let id = line.new_id();
    let answer: Verified = line
        .call("XacThucThongTinCongDan", id, &ask(id, query, purpose)?, purpose)
        .await?;
    mismatch(&answer.khoa_khong_khop)?;
    if answer.ton_tai {
        Ok(())
    } else {
        Err(ConnectorError::KeyMismatch {
            key: "personal_id".to_owned(),
        })
    }
}

pub(super) async fn look_up(line: &Line, query: &Query, purpose: &Purpose) -> Result<Vec<Record>, ConnectorError> {
    let id = line.new_id();
    let answer: Found = line
        .call("TraCuuThongTinCongDan", id, &ask(id, query, purpose)?, purpose)
        .await?;
    mismatch(&answer.differs)?;
    // An answer about someone else would put a stranger's data into the form.
    if answer
        .people
        .list
        .iter()
        .any(|it| Some(it.so_dinh_danh.as_str()) != query.get("personal_id"))
    {
        return Err(wire::wrong("CongdanCollection.CongDan.SoDinhDanh"));
    }
    answer.people.list.iter().map(record).collect()
}

/// INT-2: all three keys, or the question is not sent.
fn ask(id: uuid::Uuid, query: &Query, purpose: &Purpose) -> Result<Value, ConnectorError> {
    let born = wire::compact(query.need("date_of_birth")?);
    let birth = if born.len() == 8 {
        json!({"NgayThangNam": born})
    } else {
        json!({"Nam": born.get(..4).unwrap_or(&born)})
    };
    Ok(json!({
        "MaYeuCau": id,
        "MaDVC": purpose.code,
        "MaTichHop": "037",
        "MaCanBo": purpose.person,
        "MaDonVi": purpose.unit,
        "SoDinhDanh": query.need("personal_id")?,
        "HoVaTen": query.need("full_name")?.to_uppercase(),
        "NgayThangNamSinh": birth,
    }))
}

fn mismatch(differs: &[String]) -> Result<(), ConnectorError> {
    let Some(first) = differs.first() else { return Ok(()) };
    match KEYS.iter().find(|(_, theirs)| theirs == first) {
        Some((ours, _)) => Err(ConnectorError::KeyMismatch {
            key: (*ours).to_owned(),
        }),
        None => Err(wire::wrong("KhoaKhongKhop")),
    }
}

fn record(it: &Person) -> Result<Record, ConnectorError> {
    let mut fields = Fields::default();
    let name = &it.ho_va_ten;
    fields.put(
        "full_name",
        wire::name(&format!("{} {} {}", name.ho, name.chu_dem, name.ten)),
    );
    fields.put("personal_id", it.so_dinh_danh.as_str());
    let born = it
        .ngay_thang_nam_sinh
        .ngay_thang_nam
        .as_deref()
        .or(it.ngay_thang_nam_sinh.nam.as_deref());
    fields.put(
        "date_of_birth",
        wire::date_of_compact(born.unwrap_or_default(), "NgayThangNamSinh")?,
    );
    fields.put("sex", wire::sex(&it.gioi_tinh, "GioiTinh")?);
    fields.put("ethnicity", it.dan_toc.as_deref().map(wire::ethnicity));
    fields.put("nationality", it.quoc_tich.as_deref().map(wire::nationality));
    fields.put("hometown", it.que_quan.as_ref().map(PopulationPlace::ours));
    fields.put("permanent_residence", it.thuong_tru.as_ref().map(PopulationPlace::ours));
    fields.put(
        "current_residence",
        it.noi_o_hien_tai.as_ref().map(PopulationPlace::ours),
    );
    fields.put("marital_status", marital(it.tinh_trang_hon_nhan.as_deref()));
    for (who, relative) in [
        ("mother", &it.me),
        ("father", &it.cha),
        ("spouse", &it.vo_chong),
        ("household_head", &it.chu_ho),
    ] {
        let Some(relative) = relative else { continue };
        fields.put(
            &format!("{who}_full_name"),
            relative.ho_va_ten.as_deref().map(wire::name),
        );
        fields.put(&format!("{who}_personal_id"), relative.so_dinh_danh.as_deref());
        if let Some(born) = relative
            .ngay_sinh
            .as_deref()
            .filter(|_| matches!(who, "mother" | "father"))
        {
            fields.put(
                &format!("{who}_date_of_birth"),
                wire::date_of_compact(born, "NgaySinh")?,
            );
        }
    }
    fields.put(
        "relation_to_head",
        it.chu_ho.as_ref().and_then(|it| it.quan_he.as_deref()),
    );
    fields.put("phone", it.so_dien_thoai.as_deref());
    fields.put("birth_place", it.noi_sinh.as_ref().map(PopulationPlace::ours));
    for (name, value) in [
        ("other_name", &it.ten_goi_khac),
        ("religion", &it.ton_giao),
        ("occupation", &it.nghe_nghiep),
        ("birth_registration_place", &it.noi_dang_ky_khai_sinh),
        ("old_id_number", &it.old_number),
        ("old_id_issued_by", &it.old_issued_by),
    ] {
        let plain = value.as_deref().map(|text| wire::plain(text, name)).transpose()?;
        fields.put(name, plain);
    }
    for (name, value) in [
        ("old_id_issued_on", &it.old_issued_on),
        ("card_issued_on", &it.ngay_cap_the),
    ] {
        let day = value
            .as_deref()
            .map(|day| wire::date_of_compact(day, name))
            .transpose()?;
        fields.put(name, day);
    }
    fields.done()
}

fn marital(code: Option<&str>) -> Option<&'static str> {
    match code? {
        "1" => Some("single"),
        "2" => Some("married"),
        "3" => Some("widowed"),
        "4" => Some("divorced"),
        _ => None,
    }
}
