//! What registers know of the family.

use motcua_casework::connectors::Record;
use serde_json::{Value, json};

pub const MOTHER: &str = "001196028417";
pub const FATHER: &str = "001094015263";

fn record(value: Value) -> Record {
    match value {
        Value::Object(fields) => fields,
        _ => Record::new(),
    }
}

fn home() -> Value {
    json!({"province": "01", "commune": "00097", "detail": "12 ngõ 34 Âu Cơ"})
}

pub fn person(personal_id: &str) -> Option<Record> {
    let (name, born, sex, spouse, spouse_name) = match personal_id {
        MOTHER => ("Nguyễn Thị Lan", "1996-03-12", "female", FATHER, "Trần Văn Hùng"),
        FATHER => ("Trần Văn Hùng", "1994-07-02", "male", MOTHER, "Nguyễn Thị Lan"),
        _ => return None,
    };
    Some(record(json!({
        "full_name": name, "personal_id": personal_id, "date_of_birth": born, "sex": sex, "ethnicity": "Kinh",
        "nationality": "Việt Nam", "hometown": home(), "permanent_residence": home(), "current_residence": home(),
        "marital_status": "married", "spouse_personal_id": spouse, "spouse_full_name": spouse_name,
        "household_head_full_name": "Trần Văn Hùng", "household_head_personal_id": FATHER, "phone": "+84987654196",
    })))
}

pub fn notice() -> Record {
    record(json!({
        "number": "01929.GCS.90001.26", "issued_on": "2026-11-22", "facility": "Bệnh viện Phụ sản Hà Nội",
        "child_date_of_birth": "2026-11-21", "child_time_of_birth": "08:25", "child_sex": "female",
        "child_birth_place_type": "facility",
        "child_birth_place": {"province": "01", "commune": "00025", "detail": "929 La Thành"},
        "mother_full_name": "Nguyễn Thị Lan", "mother_personal_id": MOTHER, "mother_date_of_birth": "1996-03-12",
        "father_full_name": "Trần Văn Hùng", "father_personal_id": FATHER, "father_date_of_birth": "1994-07-02",
        "registered": false,
    }))
}

pub fn marriage() -> Record {
    record(
        json!({"married": "yes", "number": "38/2021", "registered_on": "2021-10-08", "office": "UBND phường Hồng Hà"}),
    )
}

/// The result of an operation.
pub fn result(operation: &str) -> Record {
    record(match operation {
        "register_birth" => json!({
            "personal_id": "001326000123", "number": "12/2026", "book": "01/2026", "page": "12",
            "registered_on": "2026-11-25", "office": "UBND phường Hồng Hà",
        }),
        "register_permanent_residence" => json!({
            "number": "00007/TB-CT08-2026", "registered_on": "2026-11-26", "office": "Công an phường Hồng Hà",
        }),
        "issue_child_health_card" => json!({
            "card_number": "TE1010123456789", "insurance_number": "0123456789", "valid_from": "2026-11-21",
            "valid_to": "2032-11-21", "qr_text": "TE1010123456789|$",
        }),
        _ => json!({
            "card_number": "001326000123", "serial": "CC000000007", "issued_on": "2026-11-27",
            "valid_to": "2040-11-21", "office": "Bộ Công an",
        }),
    })
}
