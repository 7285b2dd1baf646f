//! Joins the two languages of an area into one tree and finds where they disagree.

use super::message::{self, Piece};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};
use unicode_normalization::is_nfc;

/// What stands under a key.
pub enum Node {
    /// More keys.
    Group(BTreeMap<String, Node>),
    /// A message in both languages.
    Message(Message),
}

/// A message in both languages.
pub struct Message {
    /// Vietnamese.
    pub vi: Forms,
    /// English.
    pub en: Forms,
    /// What the caller puts in, without `count` of a plural message.
    pub placeholders: BTreeSet<String>,
    /// Whether the wording depends on a number.
    pub plural: bool,
}

/// The wording of one language; Vietnamese needs no `one`.
pub struct Forms {
    /// For exactly one, where the language tells it apart.
    pub one: Option<Vec<Piece>>,
    /// For every other number, or the only wording.
    pub other: Vec<Piece>,
}

/// Reads the two files of an area.
///
/// # Errors
/// Every fault found, each with file and key.
pub fn join(area: &str, vi: &str, en: &str) -> Result<BTreeMap<String, Node>, Vec<String>> {
    let read = |lang: &str, text: &str| {
        text.parse::<Table>()
            .map_err(|error| vec![format!("locales/{lang}/{area}.toml: {error}")])
    };
    let (vi, en) = (read("vi", vi)?, read("en", en)?);
    let mut faults = Vec::new();
    let group = group(area, "", &vi, &en, &mut faults);
    if faults.is_empty() { Ok(group) } else { Err(faults) }
}

fn group(area: &str, path: &str, vi: &Table, en: &Table, faults: &mut Vec<String>) -> BTreeMap<String, Node> {
    let mut nodes = BTreeMap::new();
    let keys: BTreeSet<&String> = vi.keys().chain(en.keys()).collect();
    for key in keys {
        let full = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        let place = |lang: &str| format!("locales/{lang}/{area}.toml, key {full}");
        if !message::is_name(key) {
            faults.push(format!("{}: a key is made of small letters, digits and _", place("vi")));
            continue;
        }
        match (vi.get(key), en.get(key)) {
            (Some(_), None) => faults.push(format!("{}: missing (it is in Vietnamese only)", place("en"))),
            (None, _) => faults.push(format!("{}: missing (it is in English only)", place("vi"))),
            (Some(Value::Table(vi)), Some(Value::Table(en))) if !is_plural(vi) && !is_plural(en) => {
                nodes.insert(key.clone(), Node::Group(group(area, &full, vi, en, faults)));
            }
            (Some(vi), Some(en)) => match pair(vi, en, &place) {
                Ok(message) => {
                    nodes.insert(key.clone(), Node::Message(message));
                }
                Err(found) => faults.push(found),
            },
        }
    }
    nodes
}

fn is_plural(table: &Table) -> bool {
    table.contains_key("other")
        && table
            .iter()
            .all(|(key, value)| (key == "one" || key == "other") && value.is_str())
}

fn pair(vi: &Value, en: &Value, place: &dyn Fn(&str) -> String) -> Result<Message, String> {
    let plural = vi.is_table() || en.is_table();
    let forms = |lang: &str, value: &Value| -> Result<(Forms, BTreeSet<String>), String> {
        let at = place(lang);
        let (one, other) = match value {
            Value::String(text) => (None, text.as_str()),
            Value::Table(table) if is_plural(table) => (
                table.get("one").and_then(Value::as_str),
                table["other"].as_str().unwrap_or_default(),
            ),
            _ => {
                return Err(format!(
                    "{at}: neither a text, a plural (one, other), nor a group like its twin"
                ));
            }
        };
        let one = one.map(|text| wording(lang, text, &at)).transpose()?;
        let other = wording(lang, other, &at)?;
        let mut names = message::placeholders(&other);
        names.extend(one.iter().flat_map(|pieces| message::placeholders(pieces)));
        if plural {
            names.remove("count");
        }
        Ok((Forms { one, other }, names))
    };
    let (vi, vi_names) = forms("vi", vi)?;
    let (en, en_names) = forms("en", en)?;
    if let Some(name) = vi_names.difference(&en_names).next() {
        return Err(format!(
            "{}: placeholder {{{name}}} is missing (it is in Vietnamese only)",
            place("en")
        ));
    }
    if let Some(name) = en_names.difference(&vi_names).next() {
        return Err(format!(
            "{}: placeholder {{{name}}} is missing (it is in English only)",
            place("vi")
        ));
    }
    Ok(Message {
        vi,
        en,
        placeholders: vi_names,
        plural,
    })
}

fn wording(lang: &str, text: &str, place: &str) -> Result<Vec<Piece>, String> {
    if text.trim().is_empty() {
        return Err(format!("{place}: the text is empty"));
    }
    // Decomposed letters look right but neither compare nor search like what people type.
    if lang == "vi" && !is_nfc(text) {
        return Err(format!("{place}: the Vietnamese is not in Unicode form NFC"));
    }
    message::parse(text).map_err(|fault| format!("{place}: {fault}"))
}
