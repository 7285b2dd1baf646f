//! Places and sexes as the two families of systems write them.

use serde_json::{Value, json};

use crate::people::{Place, Sex};

/// As the population database writes a place; the district level is gone since 1 July 2025.
pub(super) fn population(place: &Place) -> Value {
    json!({"MaTinhThanh": place.province, "MaQuanHuyen": "", "MaPhuongXa": place.commune, "ChiTiet": place.detail})
}

/// As the justice and health systems write a place.
pub(super) fn justice(place: &Place) -> Value {
    json!({"maTinh": place.province, "maHuyen": "", "maXa": place.commune, "dcChiTiet": place.detail})
}

/// 1 Nam, 2 Nữ (COD-16).
pub(super) fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "1",
        Sex::Female => "2",
    }
}
