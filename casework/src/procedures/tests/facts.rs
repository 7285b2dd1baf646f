//! What registers say of a made-up family.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use motcua_domain::facts::{Fact, Facts, Outage, Record, Reply};
use motcua_domain::form::Answer;
use motcua_domain::procedure::Register;
use serde_json::{Value, json};

pub(super) fn record(value: &Value) -> Record {
    serde_json::from_value::<BTreeMap<String, Answer>>(value.clone()).expect("a record")
}

pub(super) fn put(facts: &mut Facts, name: &str, register: Register, value: &Value) {
    let asked_at: DateTime<Utc> = "2026-11-22T02:00:00Z".parse().expect("a time");
    let reply = Reply::Known {
        records: vec![record(value)],
        chosen: Some(0),
    };
    facts.set(
        name,
        Fact {
            register,
            asked_at,
            reply,
        },
    );
}

pub(super) fn down(facts: &mut Facts, name: &str, register: Register) {
    let asked_at: DateTime<Utc> = "2026-11-22T02:00:00Z".parse().expect("a time");
    facts.set(
        name,
        Fact {
            register,
            asked_at,
            reply: Reply::Unavailable { why: Outage::Down },
        },
    );
}

pub(super) fn mother() -> Value {
    let home = json!({"province": "01", "commune": "00097", "detail": "12 ngõ 34 Âu Cơ"});
    json!({
        "full_name": "Nguyễn Thị Lan", "personal_id": "001196028417", "date_of_birth": "1996-03-12", "sex": "female",
        "ethnicity": "Kinh", "nationality": "Việt Nam", "hometown": {"province": "01", "commune": "00097", "detail": ""},
        "permanent_residence": home, "current_residence": home, "marital_status": "married",
        "spouse_personal_id": "001094015263", "spouse_full_name": "Trần Văn Hùng", "phone": "0987654196",
    })
}

pub(super) fn father() -> Value {
    let home = json!({"province": "01", "commune": "00118", "detail": "25 Lâm Du"});
    json!({
        "full_name": "Trần Văn Hùng", "personal_id": "001094015263", "date_of_birth": "1994-07-02", "sex": "male",
        "ethnicity": "Tày", "nationality": "Việt Nam", "hometown": {"province": "04", "commune": "01273", "detail": ""},
        "permanent_residence": home, "current_residence": home,
    })
}

pub(super) fn notice() -> Value {
    json!({
        "number": "01929.GCS.90001.26", "issued_on": "2026-11-19", "facility": "Bệnh viện Phụ sản Hà Nội",
        "child_date_of_birth": "2026-11-18", "child_time_of_birth": "08:25", "child_sex": "female",
        "child_birth_place_type": "facility",
        "child_birth_place": {"province": "01", "commune": "00025", "detail": "929 La Thành"},
        "mother_full_name": "Nguyễn Thị Lan", "mother_personal_id": "001196028417", "mother_date_of_birth": "1996-03-12",
        "father_full_name": "Trần Văn Hùng", "father_personal_id": "001094015263", "father_date_of_birth": "1994-07-02",
        "registered": false,
    })
}

/// The facts of a married mother who has given birth in hospital and signed in herself.
pub(super) fn family() -> Facts {
    let mut facts = Facts::default();
    let session = json!({
        "personal_id": "001196028417", "full_name": "Nguyễn Thị Lan", "date_of_birth": "1996-03-12",
        "phone": "0987654196", "email": "lan.nguyen@example.vn",
    });
    put(&mut facts, "session", Register::Session, &session);
    put(&mut facts, "requester", Register::Population, &mother());
    put(&mut facts, "notice", Register::BirthNotices, &notice());
    put(&mut facts, "mother", Register::Population, &mother());
    put(&mut facts, "father", Register::Population, &father());
    let marriage =
        json!({"married": "yes", "number": "38/2021", "registered_on": "2021-10-08", "office": "UBND phường"});
    put(&mut facts, "marriage", Register::Marriages, &marriage);
    facts
}
