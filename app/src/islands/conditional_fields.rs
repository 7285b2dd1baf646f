//! Shows and hides fields, says which may stay empty, and works out what follows, as answers change: by the very
//! expressions the server evaluates.

use super::worked_out::WorkedOut;
use chrono::NaiveDate;
use leptos::{html, prelude::*};
use motcua_domain::form::Answer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the inputs of a field become a value in conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerKind {
    /// `yes` or `no`.
    YesNo,
    /// A whole number.
    Number,
    /// Three inputs: `NAME.day`, `NAME.month`, `NAME.year`.
    Date,
    /// A box for each answer: `NAME.VALUE`.
    Choices,
    /// Rows: `NAME.ROW.COLUMN`, each column of its kind.
    Table(BTreeMap<String, AnswerKind>),
    /// As typed.
    Text,
}

/// Put into a form whose fields carry `data-show-if` with a condition: they are shown when it certainly holds. Where they
/// carry `data-required-if`, the words of `data-optional` stand behind the label while it does not. What follows from the
/// answers stands where `data-worked-out` names its field, and its row is there while it has a value. Without script the
/// server does all of this for what is saved.
#[island]
pub fn ConditionalFields(
    /// The kind of every field that has inputs in the form.
    kinds: BTreeMap<String, AnswerKind>,
    /// Answers of other sections and values of registers.
    known: BTreeMap<String, Answer>,
    /// What follows from the answers, in the order in which one may follow from the other.
    worked_out: Vec<WorkedOut>,
    /// The day, as the server sees it.
    today: NaiveDate,
) -> impl IntoView {
    let here = NodeRef::<html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(form) = here.get().and_then(|here| super::browser::form_of(&here)) {
            watch(&form, kinds.clone(), known.clone(), &worked_out, today);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (kinds, known, worked_out, today);
    view! { <span hidden node_ref=here></span> }
}

/// Answers seen by conditions. What has inputs on the page is what stands in them, be it nothing.
#[cfg(any(feature = "hydrate", test))]
pub(super) struct Seen<'s> {
    pub(super) known: &'s BTreeMap<String, Answer>,
    pub(super) typed: BTreeMap<String, Option<Answer>>,
    pub(super) today: NaiveDate,
}

#[cfg(any(feature = "hydrate", test))]
impl motcua_domain::condition::Env for Seen<'_> {
    fn value(&self, name: &str) -> Option<&Answer> {
        match self.typed.get(name) {
            Some(typed) => typed.as_ref(),
            None => self.known.get(name),
        }
    }

    fn today(&self) -> NaiveDate {
        self.today
    }
}

/// The value of a field from its inputs, `None` while there is none. Lenient: the server reads strictly.
#[cfg(any(feature = "hydrate", test))]
pub(super) fn answer(id: &str, kind: &AnswerKind, inputs: &BTreeMap<String, String>) -> Option<Answer> {
    let input = |name: &str| {
        inputs
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    };
    match kind {
        AnswerKind::YesNo => input(id).map(|value| Answer::Bool(value == "yes")),
        AnswerKind::Number => {
            let digits: String = input(id)?
                .chars()
                .filter(|letter| !matches!(letter, '.' | ' '))
                .collect();
            digits.parse().ok().map(Answer::Number)
        }
        AnswerKind::Date => {
            let part = |name: &str| input(&format!("{id}.{name}"))?.parse::<u32>().ok();
            let year = i32::try_from(part("year")?).ok()?;
            // As far as it is known: some dates are no more than a year.
            let text = match (part("month"), part("day")) {
                (None, None) => format!("{year:04}"),
                (Some(month), None) => format!("{year:04}-{month:02}"),
                (month, day) => NaiveDate::from_ymd_opt(year, month?, day?)?
                    .format("%Y-%m-%d")
                    .to_string(),
            };
            Some(Answer::Text(text))
        }
        AnswerKind::Choices => {
            let prefix = format!("{id}.");
            let chosen: Vec<String> = inputs
                .iter()
                .filter(|(_, value)| *value == "yes")
                .filter_map(|(name, _)| name.strip_prefix(&prefix).map(str::to_owned))
                .collect();
            (!chosen.is_empty()).then_some(Answer::List(chosen))
        }
        AnswerKind::Table(columns) => {
            let rows: Vec<BTreeMap<String, Answer>> = rows(id, inputs)
                .into_iter()
                .map(|row| {
                    let cell = |(column, kind): (&String, &AnswerKind)| {
                        Some((column.clone(), answer(&format!("{id}.{row}.{column}"), kind, inputs)?))
                    };
                    columns.iter().filter_map(cell).collect()
                })
                .filter(|row: &BTreeMap<String, Answer>| !row.is_empty())
                .collect();
            (!rows.is_empty()).then_some(Answer::Table(rows))
        }
        AnswerKind::Text => input(id).map(Answer::from),
    }
}

/// The numbers of the rows of a table that have inputs.
#[cfg(any(feature = "hydrate", test))]
fn rows(id: &str, inputs: &BTreeMap<String, String>) -> std::collections::BTreeSet<u32> {
    let prefix = format!("{id}.");
    inputs
        .keys()
        .filter_map(|name| name.strip_prefix(&prefix)?.split('.').next()?.parse().ok())
        .collect()
}

#[cfg(feature = "hydrate")]
fn watch(
    form: &web_sys::HtmlFormElement,
    kinds: BTreeMap<String, AnswerKind>,
    known: BTreeMap<String, Answer>,
    worked_out: &[WorkedOut],
    today: NaiveDate,
) {
    use super::browser::{all, listen};
    use super::worked_out::Places;
    use motcua_domain::condition::Expr;

    let conditions: Vec<(web_sys::Element, Expr)> = all(form, "[data-show-if]")
        .into_iter()
        .filter_map(|element| {
            let condition = serde_json::from_str(&element.get_attribute("data-show-if")?).ok()?;
            Some((element, condition))
        })
        .collect();
    let needs: Vec<Need> = all(form, "[data-required-if]").iter().filter_map(Need::of).collect();
    let places = Places::of(form, worked_out);
    if conditions.is_empty() && needs.is_empty() && places.is_empty() {
        return;
    }
    let source = form.clone();
    let update = move || {
        let inputs = inputs(&source);
        let typed = kinds
            .iter()
            .map(|(id, kind)| (id.clone(), answer(id, kind, &inputs)))
            .collect();
        let mut seen = Seen {
            known: &known,
            typed,
            today,
        };
        places.say(&mut seen);
        for (element, condition) in &conditions {
            // Hidden, not emptied: who changes their mind finds their words again; the server ignores them.
            let _ = element.toggle_attribute_with_force("hidden", !condition.evaluate(&seen).is_yes());
        }
        for need in &needs {
            need.say(need.condition.evaluate(&seen).is_yes());
        }
    };
    update();
    let again = std::rc::Rc::new(update);
    for event in ["input", "change"] {
        let update = std::rc::Rc::clone(&again);
        listen(form, event, move |_| update());
    }
}

/// A field that is needed in some cases only.
#[cfg(feature = "hydrate")]
struct Need {
    condition: motcua_domain::condition::Expr,
    /// Its label or legend.
    label: web_sys::Element,
    /// What stands behind the label while nothing is needed.
    optional: String,
}

#[cfg(feature = "hydrate")]
impl Need {
    fn of(element: &web_sys::Element) -> Option<Self> {
        let label = element.query_selector(".govuk-label, .govuk-fieldset__legend");
        Some(Self {
            condition: serde_json::from_str(&element.get_attribute("data-required-if")?).ok()?,
            label: label.ok()??,
            optional: element.get_attribute("data-optional")?,
        })
    }

    fn say(&self, needed: bool) {
        let said = self.label.text_content().unwrap_or_default();
        match (said.strip_suffix(self.optional.as_str()), needed) {
            (Some(label), true) => self.label.set_text_content(Some(label)),
            (None, false) => self.label.set_text_content(Some(&format!("{said}{}", self.optional))),
            _ => {}
        }
    }
}

/// What the form would send.
#[cfg(feature = "hydrate")]
fn inputs(form: &web_sys::HtmlFormElement) -> BTreeMap<String, String> {
    let Ok(data) = web_sys::FormData::new_with_form(form) else {
        return BTreeMap::new();
    };
    js_sys::try_iter(&data)
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|pair| {
            let pair = js_sys::Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Answer, AnswerKind, BTreeMap, NaiveDate, Seen, answer};
    use motcua_domain::condition::Expr;

    fn inputs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn inputs_become_the_values_conditions_know() {
        let typed = inputs(&[
            ("married", "yes"),
            ("amount", "1.500 000"),
            ("born.day", "7"),
            ("born.month", "2"),
            ("born.year", "1990"),
            ("wishes.paper", "yes"),
            ("name", "  An "),
            ("blank", "  "),
        ]);
        assert_eq!(answer("married", &AnswerKind::YesNo, &typed), Some(Answer::Bool(true)));
        assert_eq!(
            answer("amount", &AnswerKind::Number, &typed),
            Some(Answer::Number(1_500_000))
        );
        assert_eq!(
            answer("born", &AnswerKind::Date, &typed),
            Some(Answer::from("1990-02-07"))
        );
        assert_eq!(
            answer("wishes", &AnswerKind::Choices, &typed),
            Some(Answer::List(vec!["paper".into()]))
        );
        let year = inputs(&[("born.year", "1990"), ("born.month", "")]);
        assert_eq!(answer("born", &AnswerKind::Date, &year), Some(Answer::from("1990")));
        assert_eq!(answer("name", &AnswerKind::Text, &typed), Some(Answer::from("An")));
        assert_eq!(answer("blank", &AnswerKind::Text, &typed), None);
        assert_eq!(answer("missing", &AnswerKind::YesNo, &typed), None);
    }

    #[test]
    fn what_was_emptied_is_not_what_was_saved() {
        let known = BTreeMap::from([("place".to_owned(), Answer::from("hospital"))]);
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let typed = [("place".to_owned(), None)].into();
        let seen = Seen {
            known: &known,
            typed,
            today,
        };
        assert_eq!(motcua_domain::condition::Env::value(&seen, "place"), None);
    }

    #[test]
    fn rows_are_read_from_their_inputs() {
        let typed = inputs(&[
            ("workers.0.name", "An"),
            ("workers.0.salary", "9.000.000"),
            ("workers.1.name", " "),
            ("workers.2.salary", "1"),
            ("others.0.salary", "7"),
        ]);
        let kind = AnswerKind::Table(
            [
                ("name".to_owned(), AnswerKind::Text),
                ("salary".to_owned(), AnswerKind::Number),
            ]
            .into(),
        );
        let row = |cells: &[(&str, Answer)]| -> BTreeMap<String, Answer> {
            cells
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect()
        };
        assert_eq!(
            answer("workers", &kind, &typed),
            Some(Answer::Table(vec![
                row(&[("name", Answer::from("An")), ("salary", Answer::Number(9_000_000))]),
                row(&[("salary", Answer::Number(1))]),
            ]))
        );
        assert_eq!(answer("nobody", &kind, &typed), None);
    }

    #[test]
    fn a_condition_is_the_servers_own() {
        let condition: Expr = serde_json::from_str(r#"{"==": [{"var": "place"}, "hospital"]}"#).unwrap();
        let known = BTreeMap::new();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let seen = |place: &str| Seen {
            known: &known,
            typed: [("place".to_owned(), Some(Answer::from(place)))].into(),
            today,
        };
        assert!(condition.evaluate(&seen("hospital")).is_yes());
        assert!(!condition.evaluate(&seen("home")).is_yes());
    }
}
