//! The fingerprint of a result paper's content.

use std::fmt::{self, Write as _};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::ResultPaper;

/// Keeps a fingerprint of this kind from meaning anything else; changes with the meaning of the fields.
const DOMAIN: &[u8] = b"motcua-result-paper-1\n";

/// SHA-256 over the canonical JSON of a [`ResultPaper`]'s content.
///
/// Displays as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The first eight bytes in groups of four digits, as printed on the paper for comparing by eye.
    #[must_use]
    pub fn short(&self) -> String {
        let hex = self.to_string();
        [&hex[0..4], &hex[4..8], &hex[8..12], &hex[12..16]].join(" ")
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// The fingerprint the page behind the QR code compares with its own.
///
/// It covers all that the paper says. Left out are `check_link` (which may itself hold the fingerprint) and `made_at`
/// (a paper printed again has the same content).
///
/// # Panics
/// Never: a paper is made of strings, dates and lists, which always have a JSON form.
#[must_use]
pub fn content_hash(paper: &ResultPaper) -> ContentHash {
    let mut value = serde_json::to_value(paper).expect("strings, dates and lists always have a JSON form");
    if let Value::Object(fields) = &mut value {
        fields.remove("check_link");
        fields.remove("made_at");
    }
    let mut text = String::new();
    write_canonical(&value, &mut text);
    let mut hasher = Sha256::new();
    hasher.update(DOMAIN);
    hasher.update(text.as_bytes());
    ContentHash(hasher.finalize().into())
}

/// Keys in order, no spaces, empty (`null`) fields left out so that adding an optional field keeps old fingerprints.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().filter(|(_, field)| !field.is_null()).collect();
            sorted.sort_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (index, (key, field)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(&Value::String(key.clone()), out);
                out.push(':');
                write_canonical(field, out);
            }
            out.push('}');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn canonical_json_is_sorted_tight_and_without_nulls() {
        let mut text = String::new();
        write_canonical(&json!({"b": [1, true, "x\"y"], "a": {"d": null, "c": "Đ"}}), &mut text);
        assert_eq!(text, r#"{"a":{"c":"Đ"},"b":[1,true,"x\"y"]}"#);
    }
}
