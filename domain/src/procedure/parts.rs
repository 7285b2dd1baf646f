//! The parts of values that have several: they are the same in every form.

use std::sync::LazyLock;

use super::fields::{Choice, Column, FieldType};
use crate::text::Text;

fn part(id: &str, kind: FieldType, vi: &str, en: &str) -> Column {
    Column {
        id: id.to_owned(),
        kind,
        label: Text::new(vi, en),
        hint: None,
        required: true,
    }
}

fn optional(id: &str, kind: FieldType, vi: &str, en: &str) -> Column {
    Column {
        required: false,
        ..part(id, kind, vi, en)
    }
}

fn short(max: u16) -> FieldType {
    FieldType::Text { max }
}

fn choice(options: &[(&str, &str, &str)]) -> FieldType {
    let options = options.iter().map(|(value, vi, en)| Choice {
        value: (*value).to_owned(),
        label: Text::new(vi, en),
        hint: None,
    });
    FieldType::Choice {
        options: options.collect(),
        list: None,
    }
}

/// A bank account.
pub(super) fn bank_account() -> &'static [Column] {
    static PARTS: LazyLock<Vec<Column>> = LazyLock::new(|| {
        let banks = FieldType::Choice {
            options: Vec::new(),
            list: Some("banks".to_owned()),
        };
        vec![
            part("bank", banks, "Ngân hàng", "Bank"),
            part(
                "number",
                FieldType::Digits { min: 6, max: 19 },
                "Số tài khoản",
                "Account number",
            ),
            part("holder", FieldType::PersonName, "Chủ tài khoản", "Account holder"),
        ]
    });
    &PARTS
}

/// A parcel of land.
pub(super) fn land_parcel() -> &'static [Column] {
    static PARTS: LazyLock<Vec<Column>> = LazyLock::new(|| {
        let area = FieldType::Number {
            min: 1,
            max: 100_000_000,
            unit: Some(Text::same("m²")),
        };
        vec![
            part("sheet", short(20), "Tờ bản đồ số", "Map sheet number"),
            part("parcel", short(20), "Thửa đất số", "Parcel number"),
            part("area", area, "Diện tích", "Area"),
            optional("purpose", short(200), "Mục đích sử dụng đất", "Purpose of use"),
            part(
                "address",
                FieldType::Address,
                "Địa chỉ thửa đất",
                "Address of the parcel",
            ),
        ]
    });
    &PARTS
}

/// A vehicle.
pub(super) fn vehicle() -> &'static [Column] {
    static PARTS: LazyLock<Vec<Column>> = LazyLock::new(|| {
        vec![
            part("kind", short(60), "Loại xe", "Kind of vehicle"),
            part("brand", short(60), "Nhãn hiệu", "Brand"),
            optional("model", short(60), "Số loại", "Model"),
            part("color", short(40), "Màu sơn", "Colour"),
            part("engine_number", short(40), "Số máy", "Engine number"),
            part("chassis_number", short(40), "Số khung", "Chassis number"),
        ]
    });
    &PARTS
}

/// Another person.
pub(super) fn person() -> &'static [Column] {
    static PARTS: LazyLock<Vec<Column>> = LazyLock::new(|| {
        let sex = choice(&[("male", "Nam", "Male"), ("female", "Nữ", "Female")]);
        vec![
            part("full_name", FieldType::PersonName, "Họ, chữ đệm, tên", "Full name"),
            optional(
                "personal_id",
                FieldType::PersonalId,
                "Số định danh cá nhân",
                "Personal identification number",
            ),
            part(
                "date_of_birth",
                FieldType::PartialDate,
                "Ngày, tháng, năm sinh",
                "Date of birth",
            ),
            optional("sex", sex, "Giới tính", "Sex"),
            optional("residence", FieldType::Address, "Nơi cư trú", "Place of residence"),
        ]
    });
    &PARTS
}
