//! The format as a JSON Schema, so that editors complete and check definitions while they are written.
//!
//! `motcua procedures schema` prints it; `procedures/schema.json` is that text, and a test compares both, and the tables here
//! with what the reader of definitions takes.

mod blocks;
mod field_types;

use serde_json::{Map, Value, json};

use blocks::{BLOCKS, Block};
use field_types::FIELD_TYPES;

/// The schema.
///
/// # Panics
/// Never: it is made of constants.
#[must_use]
pub fn schema() -> String {
    let mut definitions = Map::new();
    for block in BLOCKS {
        definitions.insert(block.name.to_owned(), object(block));
    }
    definitions.insert("later_version".to_owned(), later_version());
    definitions.insert("use".to_owned(), piece());
    definitions.insert("text".to_owned(), text());
    definitions.insert("expression".to_owned(), expression());
    definitions.insert("field_type".to_owned(), field_type());
    definitions.insert("node".to_owned(), node());
    definitions.insert("step_kind".to_owned(), one_of(&["task", "call", "linked"]));
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A procedure",
        "if": {"required": ["use"]},
        "then": {"$ref": "#/$defs/later_version"},
        "else": {"$ref": "#/$defs/definition"},
        "$defs": definitions,
    });
    let mut written = serde_json::to_string_pretty(&whole).expect("constants can be written");
    written.push('\n');
    written
}

fn object(block: &Block<'_>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (key, kind, meaning) in block.keys {
        let (key, needed) = match key.strip_suffix('!') {
            Some(key) => (key, true),
            None => (*key, false),
        };
        let mut property = value(kind);
        if let (Some(object), false) = (property.as_object_mut(), meaning.is_empty()) {
            object.insert("description".to_owned(), json!(meaning));
        }
        properties.insert(key.to_owned(), property);
        if needed {
            required.push(key);
        }
    }
    json!({
        "description": block.meaning,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A value by its short name: `text`, `[fee]` a list, `{fact}` a block by name, `a|b` words, `#step` another block.
fn value(kind: &str) -> Value {
    if let Some(inner) = kind.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return or_piece(&json!({"type": "array", "items": value(inner)}));
    }
    if let Some(inner) = kind.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return or_piece(&json!({"type": "object", "additionalProperties": value(inner)}));
    }
    if let Some(name) = kind.strip_prefix('#') {
        return or_piece(&json!({"$ref": format!("#/$defs/{name}")}));
    }
    match kind {
        "text" | "expression" | "field_type" | "node" | "step_kind" => {
            or_piece(&json!({"$ref": format!("#/$defs/{kind}")}))
        }
        "string" => json!({"type": "string"}),
        "integer" => json!({"type": "integer"}),
        "boolean" => json!({"type": "boolean"}),
        "date" => json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        "limit" => json!({"type": "string", "pattern": "^(\\d+(wh|wd|d|m)|same-day)$"}),
        "condition" => or_piece(&json!({"anyOf": [{"type": "boolean"}, {"$ref": "#/$defs/expression"}]})),
        "amount" => json!({"anyOf": [{"type": "integer", "minimum": 0}, {"$ref": "#/$defs/expression"}]}),
        "prefill" => {
            json!({"anyOf": [{"type": "string"}, {"$ref": "#/$defs/serving"}, {"$ref": "#/$defs/expression"}]})
        }
        "default" => json!({"anyOf": [
            {"type": ["string", "integer", "boolean"]},
            {"type": "array", "items": {"type": "string"}},
        ]}),
        "mark" => json!({"anyOf": [{"type": "string"}, {"$ref": "#/$defs/review_mark"}]}),
        "way" => json!({"anyOf": [{"const": "onward"}, {"$ref": "#/$defs/way"}]}),
        words => json!({"enum": words.split('|').collect::<Vec<_>>()}),
    }
}

fn or_piece(value: &Value) -> Value {
    json!({"anyOf": [value, {"$ref": "#/$defs/use"}]})
}

fn piece() -> Value {
    json!({
        "description": "A shared piece of procedures/shared; other keys take the place of those of the piece.",
        "type": "object",
        "properties": {
            "use": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "with": {"type": "object"},
        },
        "required": ["use"],
    })
}

/// A version that says only what differs from the one it begins from.
fn later_version() -> Value {
    let definition = BLOCKS.iter().find(|block| block.name == "definition");
    let mut later = object(definition.expect("definitions are described"));
    later["description"] = json!(
        "A later version: the definition of the file named by use, with other keys in the place of its own; \
         form.sections.office.title reaches into it."
    );
    later["properties"]["use"] = json!({"type": "string", "description": "The file it begins from, without .yaml."});
    later["patternProperties"] = json!({"\\.": {}});
    later["required"] = json!(["use", "id", "version", "valid_from"]);
    later
}

fn text() -> Value {
    json!({
        "description": "A text in both languages.",
        "type": "object",
        "properties": {"vi": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
        "required": ["vi", "en"],
        "additionalProperties": false,
    })
}

fn expression() -> Value {
    let operators = motcua_domain::condition::OPERATORS;
    let properties: Map<String, Value> = operators.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
    json!({
        "description": "A constant, or one operator with its values: {\"==\": [{var: field}, value]}.",
        "anyOf": [
            {"type": ["string", "integer", "boolean"]},
            {"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1, "maxProperties": 1},
        ],
    })
}

fn field_type() -> Value {
    let kinds: Vec<Value> = FIELD_TYPES
        .iter()
        .map(|(name, meaning, keys)| {
            let block = Block { name, meaning, keys };
            let mut kind = object(&block);
            kind["properties"]["is"] = json!({"const": name});
            kind["required"] = json!(
                std::iter::once("is")
                    .chain(keys.iter().filter_map(|(key, ..)| key.strip_suffix('!')))
                    .collect::<Vec<_>>()
            );
            kind
        })
        .collect();
    json!({"anyOf": kinds})
}

fn node() -> Value {
    json!({
        "description": "A step, steps one after the other (seq), the first case that holds (choice), or side by side (all).",
        "type": "object",
        "properties": {
            "step": value("#step"),
            "seq": value("[node]"),
            "choice": value("#choice_of_ways"),
            "all": value("[#branch]"),
        },
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": false,
    })
}

/// A block with exactly one of these keys.
fn one_of(names: &[&str]) -> Value {
    let properties: Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), value(&format!("#{name}"))))
        .collect();
    json!({"type": "object", "properties": properties, "minProperties": 1, "maxProperties": 1, "additionalProperties": false})
}

#[cfg(test)]
mod tests;
