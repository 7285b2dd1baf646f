//! Hospitals' electronic birth notices (giấy chứng sinh).

use serde::Deserialize;
use serde_json::json;

use super::line::Line;
use super::wire::{self, Fields, JusticePlace};
use super::{ConnectorError, Purpose, Query, Record};

#[derive(Deserialize)]
struct Found {
    #[serde(rename = "danhSach")]
    list: Vec<Notice>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notice {
    #[serde(rename = "maGCS")]
    number: String,
    #[serde(rename = "ngayCapGCS")]
    issued_on: String,
    co_so_y_te: Option<String>,
    nks_ngay_sinh: String,
    nks_gio_sinh: Option<String>,
    nks_gioi_tinh: String,
    nks_loai_noi_sinh: String,
    nks_noi_sinh: Option<JusticePlace>,
    so_con_sinh_ra: Option<u8>,
    thu_tu_sinh: Option<u8>,
    me_ho_ten: Option<String>,
    #[serde(rename = "meSoDDCN")]
    mother_id: Option<String>,
    me_ngay_sinh: Option<String>,
    cha_ho_ten: Option<String>,
    #[serde(rename = "chaSoDDCN")]
    father_id: Option<String>,
    cha_ngay_sinh: Option<String>,
    da_dang_ky_khai_sinh: bool,
}

pub(super) async fn look_up(line: &Line, query: &Query, purpose: &Purpose) -> Result<Vec<Record>, ConnectorError> {
    let (number, parent) = (query.get("number"), query.get("personal_id"));
    if number.is_none() && parent.is_none() {
        return Err(ConnectorError::Incomplete {
            field: "number".to_owned(),
        });
    }
    let ask = json!({"maGCS": number.unwrap_or_default(), "soDDCN": parent.unwrap_or_default()});
    let found: Found = line.call("TraCuuGiayChungSinh", line.new_id(), &ask, purpose).await?;
    found.list.iter().map(record).collect()
}

fn record(it: &Notice) -> Result<Record, ConnectorError> {
    let mut fields = Fields::default();
    fields.put("number", it.number.as_str());
    fields.put("issued_on", wire::date_of_compact(&it.issued_on, "ngayCapGCS")?);
    fields.put("facility", it.co_so_y_te.as_deref());
    fields.put(
        "child_date_of_birth",
        wire::date_of_compact(&it.nks_ngay_sinh, "nksNgaySinh")?,
    );
    fields.put("child_time_of_birth", it.nks_gio_sinh.as_deref());
    fields.put("child_sex", wire::sex(&it.nks_gioi_tinh, "nksGioiTinh")?);
    let place_type = match it.nks_loai_noi_sinh.as_str() {
        "1" => "facility",
        "2" => "other",
        _ => return Err(wire::wrong("nksLoaiNoiSinh")),
    };
    fields.put("child_birth_place_type", place_type);
    fields.put("child_birth_place", it.nks_noi_sinh.as_ref().map(JusticePlace::ours));
    fields.put("children_of_birth", it.so_con_sinh_ra);
    fields.put("order_of_birth", it.thu_tu_sinh);
    for (who, name, id, born) in [
        ("mother", &it.me_ho_ten, &it.mother_id, &it.me_ngay_sinh),
        ("father", &it.cha_ho_ten, &it.father_id, &it.cha_ngay_sinh),
    ] {
        fields.put(&format!("{who}_full_name"), name.as_deref().map(wire::name));
        fields.put(&format!("{who}_personal_id"), id.as_deref());
        if let Some(born) = born {
            fields.put(
                &format!("{who}_date_of_birth"),
                wire::date_of_compact(born, "ngaySinh")?,
            );
        }
    }
    fields.put("registered", it.da_dang_ky_khai_sinh);
    fields.done()
}
