//! Patterns in made-up data: `{d:-5}` a day counted from today, `{y}` the year, `{n}` a serial number, `{r:7}` that many
//! digits drawn, `{office}` the office that asks.

use chrono::{Datelike as _, Duration, NaiveDate};
use serde_json::Value;

/// What patterns stand for.
#[derive(Debug, Clone)]
pub(super) struct Known<'k> {
    pub today: NaiveDate,
    pub serial: usize,
    pub draw: u64,
    pub office: &'k str,
}

impl Known<'_> {
    /// On that day, with nothing drawn.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            serial: 1,
            draw: 0,
            office: "",
        }
    }

    fn of(&self, pattern: &str, at: usize) -> Option<String> {
        let (kind, amount) = pattern.split_once(':').unwrap_or((pattern, ""));
        Some(match kind {
            "d" => (self.today + Duration::days(amount.parse().ok()?)).to_string(),
            "y" => self.today.year().to_string(),
            "n" => self.serial.to_string(),
            "office" => self.office.to_owned(),
            "r" => {
                let length: usize = amount.parse().ok()?;
                // Other digits at another place of the same text.
                let shift = u32::try_from(at % 7).unwrap_or_default();
                let digits = format!("{:020}", self.draw.rotate_left(shift * 9));
                digits[digits.len() - length.min(18)..].to_owned()
            }
            _ => return None,
        })
    }

    fn text(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, begun)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((pattern, after)) = begun.split_once('}') else {
                filled.push('{');
                rest = begun;
                continue;
            };
            match self.of(pattern, filled.len()) {
                Some(value) => filled.push_str(&value),
                None => filled.push_str(pattern),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// The value with its patterns filled in.
pub(super) fn filled_in(value: &Value, known: &Known<'_>) -> Value {
    match value {
        Value::String(text) => Value::String(known.text(text)),
        Value::Array(items) => Value::Array(items.iter().map(|it| filled_in(it, known)).collect()),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, it)| (name.clone(), filled_in(it, known)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled_in_and_other_text_stays() {
        let known = Known {
            serial: 12,
            draw: 987_654_321,
            office: "UBND phường",
            ..Known::on(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap())
        };
        let filled = |text: &str| filled_in(&Value::String(text.to_owned()), &known);
        assert_eq!(filled("{d:-1}"), "2026-02-28");
        assert_eq!(filled("TT-{n}/{y}"), "TT-12/2026");
        assert_eq!(filled("{office} {"), "UBND phường {");
        assert_eq!(filled("{r:7}").as_str().unwrap().len(), 7);
    }
}
