//! What is made: the entry of residence, the cards.

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Map, Value, json};

use super::{Ask, Work};
use crate::people::{Person, Place, Sex};
use crate::reference::Places;

/// The result as the wire has it. `serial` counts the works of this system, `draw` is any number.
pub(super) fn result(ask: &Ask, child: &Person, today: NaiveDate, serial: usize, draw: u64) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("soDinhDanh", json!(child.personal_id));
    put("hoTen", json!(child.full_name.to_uppercase()));
    match ask.work {
        Work::PermanentResidence => {
            let place = ask.place.as_ref().unwrap_or(&child.permanent);
            put("soThongBao", json!(format!("{serial:05}/TB-CT08-{}", today.year())));
            put("ngayDangKy", json!(compact(today)));
            put("coQuanDangKy", json!(police(&place.commune)));
            put("noiThuongTru", wire_place(place));
            put("chuHo", json!(ask.head_name.as_deref().map(str::to_uppercase)));
            put("quanHeVoiChuHo", json!(ask.relation));
            put("maGiayToKetQua", json!("CT08"));
        }
        Work::IdentityCard => {
            put("soTheCanCuoc", json!(child.personal_id));
            put("soSeri", json!(format!("CC{:09}", draw % 1_000_000_000)));
            put("ngayCap", json!(compact(today)));
            // Good until the 14th birthday (Law on Identity Art. 21).
            put("ngayHetHan", json!(compact(years_later(ask.born_on, 14))));
            put("coQuanCap", json!("Bộ Công an"));
        }
        Work::HealthCard => {
            let insurance = format!("{:010}", draw % 10_000_000_000);
            let card = format!("TE1{}{insurance}", child.permanent.province);
            let facility = ask.facility.as_deref().unwrap_or_default();
            let until = card_end(ask.born_on);
            put("maThe", json!(card));
            put("maSoBHXH", json!(insurance));
            put("ngayHieuLuc", json!(compact(ask.born_on)));
            put("ngayHetHan", json!(compact(until)));
            put("maCSKCB", json!(facility));
            put("tenCSKCB", json!(ask.facility_name));
            put("maQR", json!(qr(&card, child, ask.born_on, until, facility)));
        }
    }
    fields
}

/// A child's card is good until 72 months of age; who turns six before the school year begins keeps it until
/// 30 September of that year.
fn card_end(born_on: NaiveDate) -> NaiveDate {
    let sixth = years_later(born_on, 6);
    let autumn = NaiveDate::from_ymd_opt(sixth.year(), 9, 30).expect("every year has this day");
    sixth.max(autumn)
}

/// The same day so many years later; the last of February for those born on the 29th.
fn years_later(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() + years;
    NaiveDate::from_ymd_opt(year, day.month(), day.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(day)
}

/// The text of the card's QR, fields between bars, the name in hexadecimal.
fn qr(card: &str, child: &Person, from: NaiveDate, until: NaiveDate, facility: &str) -> String {
    let name: String = child.full_name.bytes().map(|it| format!("{it:02x}")).collect();
    let sex = match child.sex {
        Sex::Male => 1,
        Sex::Female => 2,
    };
    let day = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    format!(
        "{card}|{name}|{}|{sex}|{facility}|{}|{}|$",
        day(from),
        day(from),
        day(until)
    )
}

fn police(commune: &str) -> String {
    let known = Places::get().commune(commune);
    known.map_or_else(|| "Công an".to_owned(), |it| format!("Công an {}", it.in_sentence()))
}

fn wire_place(place: &Place) -> Value {
    json!({"maTinh": place.province, "maHuyen": "", "maXa": place.commune, "dcChiTiet": place.detail})
}

fn compact(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_card_is_good_to_the_school_year_or_to_the_sixth_birthday() {
        assert_eq!(card_end(day("2026-03-01")), day("2032-09-30"));
        assert_eq!(card_end(day("2026-11-18")), day("2032-11-18"));
        assert_eq!(years_later(day("2028-02-29"), 6), day("2034-02-28"));
    }
}
