//! Dates, places, names and codes as national systems write them, turned into ours and back.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{ConnectorError, Record};

/// A record under construction: what is missing is left out, not null.
#[derive(Default)]
pub(super) struct Fields(Record);

impl Fields {
    pub fn put(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let empty = value.is_null() || value.as_str().is_some_and(str::is_empty);
        if !empty {
            self.0.insert(name.to_owned(), value);
        }
    }

    /// The record; refused if any text in it could not stand on a paper ([`plain`]), whoever said it.
    pub fn done(self) -> Result<Record, ConnectorError> {
        for (name, value) in &self.0 {
            all_plain(value, name)?;
        }
        Ok(self.0)
    }
}

fn all_plain(value: &Value, at: &str) -> Result<(), ConnectorError> {
    match value {
        Value::String(text) => plain(text, at).map(drop),
        Value::Array(items) => items.iter().try_for_each(|item| all_plain(item, at)),
        Value::Object(parts) => parts.values().try_for_each(|part| all_plain(part, at)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// The error for a value of the wire that cannot be understood.
pub(super) fn wrong(at: &str) -> ConnectorError {
    ConnectorError::WrongShape { at: at.to_owned() }
}

/// The error for an answer about something else than was asked.
pub(super) fn contradicts(at: &str) -> ConnectorError {
    ConnectorError::Contradicts { at: at.to_owned() }
}

/// `yyyyMMdd`, `yyyyMM` or `yyyy` to `yyyy-MM-dd`, `yyyy-MM` or `yyyy` (COD-14).
pub(super) fn date_of_compact(text: &str, at: &str) -> Result<String, ConnectorError> {
    let digits = text.len() >= 4 && text.bytes().all(|it| it.is_ascii_digit());
    match (digits, text.len()) {
        (true, 4) => Ok(text.to_owned()),
        (true, 6) if ("01"..="12").contains(&&text[4..]) => Ok(format!("{}-{}", &text[..4], &text[4..])),
        (true, 8) => NaiveDate::parse_from_str(text, "%Y%m%d")
            .map(|it| it.to_string())
            .map_err(|_| wrong(at)),
        _ => Err(wrong(at)),
    }
}

/// `dd.MM.yyyy` to `yyyy-MM-dd`.
pub(super) fn date_of_dotted(text: &str, at: &str) -> Result<String, ConnectorError> {
    NaiveDate::parse_from_str(text, "%d.%m.%Y")
        .map(|it| it.to_string())
        .map_err(|_| wrong(at))
}

/// `yyyy-MM-dd` to `dd.MM.yyyy`; a partial date keeps what it has (`MM.yyyy`, `yyyy`).
pub(super) fn dotted(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join(".")
}

/// `yyyy-MM-dd` to `yyyyMMdd`; a year stays a year.
pub(super) fn compact(iso: &str) -> String {
    iso.replace('-', "")
}

/// 1 male; 2, or 0 in older systems, female (COD-16).
pub(super) fn sex(code: &str, at: &str) -> Result<&'static str, ConnectorError> {
    match code {
        "1" => Ok("male"),
        "2" | "0" => Ok("female"),
        _ => Err(wrong(at)),
    }
}

/// National systems keep names in capitals (COD-13); people read them written as usual.
pub(super) fn name(capitals: &str) -> String {
    let mut written = String::with_capacity(capitals.len());
    let mut begins = true;
    for letter in capitals.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if begins {
            written.extend(letter.to_uppercase());
        } else {
            written.extend(letter.to_lowercase());
        }
        begins = !letter.is_alphabetic();
    }
    written
}

/// A place of the population database.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PopulationPlace {
    ma_tinh_thanh: String,
    ma_phuong_xa: String,
    #[serde(default)]
    chi_tiet: Option<String>,
}

impl PopulationPlace {
    pub fn ours(&self) -> Value {
        place(&self.ma_tinh_thanh, &self.ma_phuong_xa, self.chi_tiet.as_deref())
    }
}

/// A place of the justice and health systems.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct JusticePlace {
    ma_tinh: String,
    ma_xa: String,
    #[serde(default)]
    dc_chi_tiet: Option<String>,
}

impl JusticePlace {
    pub fn ours(&self) -> Value {
        place(&self.ma_tinh, &self.ma_xa, self.dc_chi_tiet.as_deref())
    }
}

fn place(province: &str, commune: &str, detail: Option<&str>) -> Value {
    json!({"province": province, "commune": commune, "detail": detail.unwrap_or_default()})
}

/// Our place to that of the justice system; the district level is empty since July 2025.
pub(super) fn justice_place(place: &Value) -> Value {
    let part = |name: &str| place.get(name).and_then(Value::as_str).unwrap_or_default();
    json!({"maTinh": part("province"), "maHuyen": "", "maXa": part("commune"), "dcChiTiet": part("detail")})
}

/// The 54 ethnic groups, code to name.
fn ethnic_groups() -> &'static BTreeMap<&'static str, &'static str> {
    static GROUPS: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    GROUPS.get_or_init(|| {
        // The file is ours and every item stands on a line: `- {code: "01", name: Kinh}`.
        let item = |line: &'static str| {
            let inner = line.strip_prefix("- {code: \"")?.strip_suffix('}')?;
            inner.split_once("\", name: ")
        };
        include_str!("../../../reference/ethnic_groups.yaml")
            .lines()
            .filter_map(item)
            .collect()
    })
}

/// Name of an ethnic group; a code we do not know stays as it is.
pub(super) fn ethnicity(code: &str) -> String {
    ethnic_groups().get(code).copied().unwrap_or(code).to_owned()
}

/// Code of an ethnic group given by name or code.
pub(super) fn ethnicity_code(name: &str) -> String {
    let known = ethnic_groups().iter().find(|(code, it)| **it == name || **code == name);
    known.map_or(name, |(code, _)| code).to_owned()
}

/// Nationalities the adapters meet.
const NATIONALITIES: [(&str, &str); 1] = [("VN", "Việt Nam")];

/// Name of a nationality; a code we do not know stays as it is.
pub(super) fn nationality(code: &str) -> String {
    NATIONALITIES
        .iter()
        .find(|it| it.0 == code)
        .map_or(code, |it| it.1)
        .to_owned()
}

/// Code of a nationality given by name or code.
pub(super) fn nationality_code(name: &str) -> String {
    NATIONALITIES
        .iter()
        .find(|it| it.1 == name)
        .map_or(name, |it| it.0)
        .to_owned()
}

/// What a system says in its own words, as one line of at most 500 letters. Pages escape it as all text.
pub(super) fn sentence(text: Option<&str>) -> String {
    let words: Vec<&str> = text
        .unwrap_or_default()
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|it| !it.is_empty())
        .collect();
    words.join(" ").chars().take(500).collect()
}

/// A text of an answer that stands on papers: short, on one line, without marks that could be markup.
pub(super) fn plain<'a>(text: &'a str, at: &str) -> Result<&'a str, ConnectorError> {
    let odd = |letter: char| letter.is_control() || matches!(letter, '<' | '>');
    if text.chars().count() > 300 || text.chars().any(odd) {
        return Err(wrong(at));
    }
    Ok(text.trim())
}

/// Whether two spellings are the same name: capitals and spacing do not count, accents do.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    let folded = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_uppercase).collect();
        words.join(" ").nfc().collect::<String>()
    };
    folded(one) == folded(other)
}

/// Text of one of our fields; empty where it is missing.
pub(super) fn text<'a>(body: &'a Map<String, Value>, name: &str) -> &'a str {
    body.get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_become_names_as_written() {
        assert_eq!(name("NGUYỄN  THỊ LAN"), "Nguyễn Thị Lan");
        assert_eq!(name("H'HEN NIÊ"), "H'Hen Niê");
        assert_eq!(name("ĐỖ ĐỨC"), "Đỗ Đức");
    }

    #[test]
    fn dates_keep_their_precision() {
        assert_eq!(date_of_compact("19960312", "x"), Ok("1996-03-12".to_owned()));
        assert_eq!(date_of_compact("1948", "x"), Ok("1948".to_owned()));
        assert_eq!(date_of_compact("194805", "x"), Ok("1948-05".to_owned()));
        for bad in ["19961312", "abc", "", "194813", "ngày 1", "１９９６"] {
            assert!(date_of_compact(bad, "x").is_err(), "{bad}");
        }
        assert_eq!(dotted("1996-03-12"), "12.03.1996");
    }

    #[test]
    fn ethnic_groups_are_known_by_code_and_by_name() {
        assert_eq!(ethnic_groups().len(), 54);
        assert_eq!(ethnicity("12"), "Ê Đê");
        assert_eq!(ethnicity_code("Kinh"), "01");
        assert_eq!(ethnicity_code("01"), "01");
    }
}
