//! What follows from the answers, such as a sum or a date in words, shown as soon as they are typed.

use serde::{Deserialize, Serialize};

#[cfg(feature = "hydrate")]
use super::conditional_fields::Seen;
#[cfg(any(feature = "hydrate", test))]
use motcua_domain::form::Answer;

/// How a value is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// As it is.
    Text,
    /// A number with what stands between its thousands, and what stands behind it.
    Number {
        /// Between the thousands, if anything.
        separator: Option<char>,
        /// Behind the number: " đồng".
        behind: String,
    },
}

/// A field whose value follows from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkedOut {
    /// The field.
    pub field: String,
    /// The expression, as JSON.
    pub expression: String,
    /// The condition under which the field is there at all, as JSON.
    pub show_if: Option<String>,
    /// How its value is written.
    pub shown: Shown,
}

impl Shown {
    /// The value in words; `None` for what cannot be written so.
    #[cfg(any(feature = "hydrate", test))]
    fn write(&self, answer: &Answer) -> Option<String> {
        match (self, answer) {
            (Shown::Text, Answer::Text(text)) => Some(text.clone()),
            (Shown::Number { separator, behind }, Answer::Number(number)) => {
                Some(format!("{}{behind}", grouped(*number, *separator)))
            }
            _ => None,
        }
    }
}

/// A number with something between its thousands.
#[cfg(any(feature = "hydrate", test))]
fn grouped(number: i64, separator: Option<char>) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        if let Some(separator) = separator
            && at > 0
            && left.is_multiple_of(3)
        {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// The expressions of a form with the elements that show what they give.
#[cfg(feature = "hydrate")]
pub(super) struct Places(Vec<Place>);

#[cfg(feature = "hydrate")]
struct Place {
    field: String,
    expression: motcua_domain::condition::Expr,
    show_if: Option<motcua_domain::condition::Expr>,
    shown: Shown,
    /// What shows the value, and the row it stands in.
    value: web_sys::Element,
    row: Option<web_sys::Element>,
}

#[cfg(feature = "hydrate")]
impl Places {
    /// Finds them.
    pub(super) fn of(form: &web_sys::HtmlFormElement, worked_out: &[WorkedOut]) -> Self {
        let elements = super::browser::all(form, "[data-worked-out]");
        let place = |wanted: &WorkedOut| {
            let named = |it: &&web_sys::Element| it.get_attribute("data-worked-out").as_ref() == Some(&wanted.field);
            let value = elements.iter().find(named)?.clone();
            Some(Place {
                field: wanted.field.clone(),
                expression: serde_json::from_str(&wanted.expression).ok()?,
                show_if: match &wanted.show_if {
                    Some(condition) => Some(serde_json::from_str(condition).ok()?),
                    None => None,
                },
                shown: wanted.shown.clone(),
                row: value.closest("[data-worked-out-row]").ok().flatten(),
                value,
            })
        };
        Places(worked_out.iter().filter_map(place).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Works everything out and shows it; later expressions and conditions see it.
    pub(super) fn say(&self, seen: &mut Seen<'_>) {
        for place in &self.0 {
            let there = place.show_if.as_ref().is_none_or(|when| when.evaluate(&*seen).is_yes());
            let answer = place.expression.answer(&*seen).filter(|_| there);
            let said = answer.as_ref().and_then(|answer| place.shown.write(answer));
            if let Some(row) = &place.row {
                let _ = row.toggle_attribute_with_force("hidden", said.is_none());
            }
            let said = said.unwrap_or_default();
            // Only what changed is said to those who listen.
            if place.value.text_content().as_deref() != Some(&said) {
                place.value.set_text_content(Some(&said));
            }
            seen.typed.insert(place.field.clone(), answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Shown};

    #[test]
    fn values_are_written_as_the_server_writes_them() {
        let dong = Shown::Number {
            separator: Some('.'),
            behind: " đồng".into(),
        };
        for (amount, said) in [
            (0, "0 đồng"),
            (950, "950 đồng"),
            (1_000, "1.000 đồng"),
            (12_345_678, "12.345.678 đồng"),
            (-4_500, "-4.500 đồng"),
        ] {
            assert_eq!(dong.write(&Answer::Number(amount)).as_deref(), Some(said));
        }
        assert_eq!(dong.write(&Answer::from("a text")), None);
        assert_eq!(
            Shown::Text.write(&Answer::from("bốn triệu đồng")).as_deref(),
            Some("bốn triệu đồng")
        );
    }
}
