//! Answers that say something else than they should.

use serde_json::{Map, Value};

use super::Fault;

/// What the fault makes of the body of an answer; faults that leave bodies alone give it back as it is.
pub(crate) fn distort(fault: Fault, body: Value) -> Value {
    match fault {
        Fault::WrongSchema => renamed(body),
        Fault::WrongData => about_another(body),
        Fault::ScriptInName => with_script("", body),
        _ => body,
    }
}

/// Every field of the outermost object is called something else.
fn renamed(body: Value) -> Value {
    match body {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| (format!("{name}_v2"), value))
                .collect::<Map<_, _>>(),
        ),
        other => other,
    }
}

/// Every personal number is another one of the same form.
fn about_another(body: Value) -> Value {
    match body {
        Value::String(text) if text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit()) => {
            let last = (text.as_bytes()[11] - b'0' + 5) % 10;
            Value::String(format!("{}{last}", &text[..11]))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(about_another).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, about_another(value)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

/// Names and descriptions end in a script.
fn with_script(name: &str, body: Value) -> Value {
    match body {
        Value::String(text) if !text.is_empty() && (name.contains("ten") || name.contains("mota")) => {
            Value::String(format!("{text}<script>alert(1)</script>"))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|it| with_script(name, it)).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| {
                let value = with_script(&name.to_lowercase(), value);
                (name, value)
            });
            Value::Object(fields.collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_of_people_change_and_nothing_else() {
        let body = json!({"ketQua": {"soDinhDanh": "001326000018", "so": "101/2026"}, "maLoi": "0"});
        assert_eq!(
            distort(Fault::WrongData, body),
            json!({"ketQua": {"soDinhDanh": "001326000013", "so": "101/2026"}, "maLoi": "0"})
        );
    }

    #[test]
    fn names_carry_a_script() {
        let body = json!({"ketQua": {"hoTen": "TRẦN BẢO AN", "maThe": "TE1"}});
        assert_eq!(
            distort(Fault::ScriptInName, body),
            json!({"ketQua": {"hoTen": "TRẦN BẢO AN<script>alert(1)</script>", "maThe": "TE1"}})
        );
    }
}
