//! Every fault is found, at its place, with a sentence that helps.

use rstest::rstest;
use serde_json::{Value, json};

use crate::procedure::{Definition, Procedure};
use crate::testing::hall_definition;

/// The hall with something in its place changed; the place as a JSON pointer. `null` takes it away.
fn with(changes: &[(&str, Value)]) -> Value {
    let mut hall = serde_json::to_value(hall_definition()).unwrap();
    for (pointer, value) in changes {
        let (around, key) = pointer.rsplit_once('/').unwrap();
        let around = hall.pointer_mut(around).unwrap_or_else(|| panic!("no {around}"));
        match around {
            Value::Array(items) if key == "-" => items.push(value.clone()),
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
            Value::Object(entries) => {
                entries.insert(key.to_owned(), value.clone());
            }
            _ => panic!("nothing can be put at {pointer}"),
        }
    }
    hall
}

/// The faults of a changed hall, as `path: message`.
fn faults(changes: &[(&str, Value)]) -> Vec<String> {
    let definition: Definition = serde_json::from_value(with(changes)).unwrap();
    match Procedure::new(definition) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

fn step(id: &str, does: &Value, exits: &Value) -> Value {
    let text = json!({"vi": id, "en": id});
    json!({"step": {"id": id, "name": text, "citizen": text, "does": does, "exits": exits}})
}

fn task(id: &str, act: &str, exits: &[(&str, Value)]) -> Value {
    let exits: Vec<Value> = exits
        .iter()
        .map(|(id, to)| json!({"id": id, "label": {"vi": id, "en": id}, "to": to}))
        .collect();
    step(id, &json!({"task": {"role": "clerk", "act": act}}), &json!(exits))
}

fn on(id: &str) -> Value {
    task(id, "handle", &[("on", json!("onward"))])
}

#[test]
fn the_hall_has_no_fault() {
    assert_eq!(faults(&[]), [""; 0]);
}

#[test]
fn a_definition_survives_being_stored() {
    let again: Definition = serde_json::from_value(with(&[])).unwrap();
    assert_eq!(again, hall_definition());
}

const AFTER_TODAY: &str = "/form/sections/1/rules/0";

#[rstest]
#[case::missing_text("/name/en", json!(" "), "name.en", "write it in Vietnamese and in English")]
#[case::missing_label("/form/sections/1/fields/1/type/options/0/label/vi", json!(""), "form.sections[1].fields[1].type.options[0].label.vi", "the text is empty")]
#[case::unknown_field("/form/sections/2/show_if", json!({"present": "shoes"}), "form.sections[2].show_if", "'shoes' is no field of the form")]
#[case::later_field("/form/sections/0/fields/4/show_if", json!({"==": [{"var": "purpose"}, "wedding"]}), "form.sections[0].fields[4].show_if", "'purpose', which comes later")]
#[case::itself("/form/sections/1/fields/3/show_if", json!({"present": "day"}), "form.sections[1].fields[3].show_if", "'day', which comes later")]
#[case::unknown_fact("/form/sections/0/fields/0/prefill/0", json!("weather.rain"), "form.sections[0].fields[0].prefill[0]", "'weather.rain' is no field of the form and no value")]
#[case::unknown_value_of_a_fact("/form/sections/0/fields/0/prefill/0", json!("person.shoe_size"), "form.sections[0].fields[0].prefill[0]", "'person.shoe_size'")]
#[case::wrong_kind_of_fact("/form/sections/0/fields/0/prefill/0", json!("person.date_of_birth"), "form.sections[0].fields[0].prefill[0]", "gives a Date, but a Text is needed")]
#[case::wrong_kind_of_value("/form/sections/0/fields/2/derived", json!({"var": "name"}), "form.sections[0].fields[2].derived", "gives a Text, but a Number is needed")]
#[case::no_condition("/form/sections/1/fields/3/show_if", json!({"var": "purpose"}), "form.sections[1].fields[3].show_if", "a Bool is needed")]
#[case::no_condition_for_need("/form/sections/1/fields/3/required", json!({"+": [1, 2]}), "form.sections[1].fields[3].required", "a Bool is needed")]
#[case::rule_elsewhere("/form/sections/1/rules/0/field", json!("name"), "form.sections[1].rules[0].field", "'name' is no field of this section")]
#[case::rule_without_truth("/form/sections/1/rules/0/holds", json!(3), "form.sections[1].rules[0].holds", "a Bool is needed")]
#[case::field_twice("/form/sections/1/fields/3/id", json!("name"), "form.sections[1].fields[3].id", "'name' is used twice or is no id")]
#[case::no_id("/form/sections/1/fields/4/id", json!("Start time"), "form.sections[1].fields[4].id", "use small letters, digits and _")]
#[case::section_twice("/form/sections/3/id", json!("music"), "form.sections[3].id", "'music' is used twice")]
#[case::proposing_what_is_no_option("/form/sections/1/fields/1/default", json!("funeral"), "form.sections[1].fields[1].default", "propose one of the options")]
#[case::proposing_another_kind("/form/sections/1/fields/1/default", json!(true), "form.sections[1].fields[1].default", "propose one of the options")]
#[case::proposing_beyond_the_limits("/form/sections/1/fields/5/default", json!(501), "form.sections[1].fields[5].default", "a value within the limits")]
#[case::proposing_a_fact("/form/sections/0/fields/0/default", json!("Nguyễn Văn An"), "form.sections[0].fields[0].default", "facts about a person come from a register")]
#[case::proposing_what_follows("/form/sections/0/fields/2/default", json!(30), "form.sections[0].fields[2].default", "keep one of the two")]
#[case::serving_no_list("/form/sections/1/fields/1/prefill", json!([{"list": "drums", "serving": "00001"}]), "form.sections[1].fields[1].prefill[0]", "only a choice from a code list")]
#[case::serving_no_commune("/form/sections/1/fields/1/prefill", json!([{"list": "drums", "serving": 1}]), "form.sections[1].fields[1].prefill[0].serving", "a Text is needed")]
#[case::impossible_range("/form/sections/1/fields/5/type/min", json!(600), "form.sections[1].fields[5].type", "the smallest number 600 is above the largest 500")]
#[case::choice_of_nothing("/form/sections/1/fields/1/type/options", json!([]), "form.sections[1].fields[1].type", "either options or the name of a code list")]
#[case::choices_of_nothing("/form/sections/1/fields/6/type/options", json!([]), "form.sections[1].fields[6].type", "several choices need options")]
#[case::subject("/subject", json!({"var": "guests"}), "subject", "a Text is needed")]
#[case::competent("/competent", json!({"var": "nowhere"}), "competent", "'nowhere' is no field")]
#[case::eligibility("/eligibility/0/when", json!({"var": "age"}), "eligibility[0].when", "a Bool is needed")]
#[case::confirmation("/confirmations/0/person", json!(1), "confirmations[0].person", "a Text is needed")]
#[case::confirmed("/confirmations/0/shows", json!(["nobody"]), "confirmations[0].shows", "'nobody' is no field")]
#[case::document_twice("/documents/1/id", json!("photo"), "documents[2].id", "'photo' is used twice")]
#[case::unknown_substitute("/documents/0/substitutable_by", json!(["weather"]), "documents[0].substitutable_by", "'weather' is no fact of this procedure; add it under facts or remove it here")]
#[case::no_kind_of_file("/documents/0/accept", json!([]), "documents[0]", "name kinds of file and a size")]
#[case::no_size("/documents/0/max_mb", json!(0), "documents[0]", "name kinds of file and a size")]
#[case::negative_fee("/fees/0/amount", json!(-1), "fees[0].amount", "cannot be negative; write a reduction instead")]
#[case::fee_twice("/fees/1/id", json!("rent"), "fees[1].id", "'rent' is used twice")]
#[case::units("/fees/0/units", json!({"var": "purpose"}), "fees[0].units", "a Number is needed")]
#[case::more_than_all("/fees/0/reductions/0/percent", json!(101), "fees[0].reductions[0].percent", "more than 100 percent")]
#[case::reduction("/fees/0/reductions/1/when", json!({"var": "nowhere"}), "fees[0].reductions[1].when", "'nowhere'")]
#[case::no_result("/results", json!([]), "results", "name at least one result")]
#[case::result_twice("/results/1/id", json!("permit"), "results[1].id", "'permit' is used twice")]
#[case::result_value("/results/0/groups/0/rows/1/value", json!({"var": "nowhere"}), "results[0].groups[0].rows[1].value", "'nowhere'")]
#[case::ends_before_it_begins("/valid_to", json!("2025-12-31"), "valid_to", "lies before the first")]
#[case::fact_without_a_name("/facts/The person", json!({"register": "population", "keys": {}, "purpose": {"vi": "x", "en": "x"}}), "facts.The person", "named with small letters")]
#[case::fact_named_session("/facts/session", json!({"register": "population", "keys": {}, "purpose": {"vi": "x", "en": "x"}}), "facts.session", "not 'session'")]
#[case::asking_the_session("/facts/me", json!({"register": "session", "keys": {}, "purpose": {"vi": "x", "en": "x"}}), "facts.me.register", "needs no question")]
#[case::key_of_a_later_field("/facts/person/keys/full_name", json!({"var": "name"}), "facts.person.keys", "waits for this one")]
#[case::about_nobody("/facts/person/about", json!({"var": "person.hometown"}), "facts.person.about", "a Text is needed")]
#[case::waiting_for_each_other("/facts/person/keys/full_name", json!({"var": "partner.full_name"}), "facts.person.keys", "waits for this one")]
#[case::waiting_for_itself("/facts/person/keys/full_name", json!({"var": "person.full_name"}), "facts.person.keys", "begin with something that is known")]
fn faults_of_a_definition(#[case] pointer: &str, #[case] value: Value, #[case] path: &str, #[case] message: &str) {
    let found = faults(&[(pointer, value)]);
    let start = format!("{path}: ");
    assert!(
        found
            .iter()
            .any(|fault| fault.starts_with(&start) && fault.contains(message)),
        "{found:#?}"
    );
}

#[rstest]
#[case::nothing(json!({"seq": []}), "workflow", "the workflow has no step")]
#[case::too_much(json!({"seq": (0..65).map(|number| on(&format!("s{number}"))).collect::<Vec<_>>()}), "workflow", "at most 64 steps, this one has 65")]
#[case::twice(json!({"seq": [on("a"), on("a")]}), "workflow", "two steps are named 'a'; give each its own id")]
#[case::no_name(on("Step one"), "workflow.Step one", "named with small letters")]
#[case::dangling_back(json!({"seq": [on("a"), task("b", "handle", &[("on", json!("onward")), ("back", json!({"back": "c"}))])]}), "workflow", "'b' goes back to 'c', which is no earlier step of the same sequence")]
#[case::no_way_out(task("a", "handle", &[]), "workflow", "'a' has no way onward and no end")]
#[case::unreachable(json!({"seq": [task("a", "handle", &[("no", json!({"end": "rejected"}))]), on("b")]}), "workflow", "'a' never goes onward, so what follows it can never start")]
#[case::refusal(task("a", "handle", &[("on", json!("onward")), ("no", json!({"end": "not_eligible"}))]), "workflow.a", "'no' refuses, so it needs 'reason: true'")]
#[case::exit_twice(task("a", "handle", &[("on", json!("onward")), ("on", json!({"end": "rejected"}))]), "workflow.a", "'on' stands twice")]
#[case::no_role(step("a", &json!({"task": {"role": "", "act": "handle"}}), &json!([{"id": "on", "label": {"vi": "x", "en": "x"}, "to": "onward"}])), "workflow.a", "has no role")]
#[case::seal_without_signature(json!({"seq": [on("a"), task("b", "seal", &[("on", json!("onward"))])]}), "workflow.b", "a seal needs a signature")]
#[case::signature_on_one_way_only(json!({"seq": [{"choice": {"cases": [{"when": {"present": "name"}, "then": task("a", "decide", &[("on", json!("onward"))])}], "otherwise": on("b")}}, task("c", "seal", &[("on", json!("onward"))])]}), "workflow.c", "on every way to it")]
#[case::signature_beside(json!({"all": [{"then": task("a", "decide", &[("on", json!("onward"))])}, {"then": task("b", "seal", &[("on", json!("onward"))])}]}), "workflow.b", "a seal needs a signature")]
#[case::condition(json!({"all": [{"when": {"var": "nowhere"}, "then": on("a")}]}), "workflow.conditions[0]", "'nowhere' is no field of the form")]
#[case::no_condition(json!({"choice": {"cases": [{"when": {"var": "guests"}, "then": on("a")}], "otherwise": on("b")}}), "workflow.conditions[0]", "a Bool is needed")]
fn faults_of_a_workflow(#[case] workflow: Value, #[case] path: &str, #[case] message: &str) {
    let found = faults(&[("/workflow", workflow), ("/results/0/number", Value::Null)]);
    let start = format!("{path}: ");
    assert!(
        found
            .iter()
            .any(|fault| fault.starts_with(&start) && fault.contains(message)),
        "{found:#?}"
    );
}

#[rstest]
#[case(&["done"], false)]
#[case(&["refused"], false)]
#[case(&["yes", "no"], false)]
#[case(&["done", "refused"], true)]
fn a_call_ends_in_done_or_refused(#[case] exits: &[&str], #[case] right: bool) {
    let exits: Vec<Value> = exits
        .iter()
        .map(|id| json!({"id": id, "label": {"vi": id, "en": id}, "to": if *id == "done" { json!("onward") } else { json!({"end": "stopped"}) }}))
        .collect();
    let call = |send: Value| {
        step(
            "a",
            &json!({"call": {"operation": "hall.book", "send": send, "keep": {"number": "booking"}}}),
            &json!(exits),
        )
    };
    let found = faults(&[("/workflow", call(json!({})))]);
    assert_eq!(found.is_empty(), right, "{found:#?}");
    assert!(
        right
            || found
                .iter()
                .any(|fault| fault == "workflow.a: a call needs the ways out 'done' (onward) and 'refused'")
    );
    let found = faults(&[("/workflow", call(json!({"day": {"var": "nowhere"}})))]);
    assert!(
        found.iter().any(|fault| fault.starts_with("workflow.a.send.day: ")),
        "{found:#?}"
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let found = faults(&[
        ("/name/en", json!("")),
        ("/fees/0/amount", json!(-1)),
        ("/results", json!([])),
        ("/workflow", json!({"seq": []})),
        (
            AFTER_TODAY,
            json!({"field": "nowhere", "holds": true, "message": {"vi": "x", "en": "x"}}),
        ),
    ]);
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[rstest]
#[case("/nmae", json!("x"), "unknown field `nmae`")]
#[case("/form/sections/0/fields/0/lable", json!("x"), "unknown field `lable`")]
#[case("/time_limit/limit", json!("10 days"), "a limit is written like")]
#[case("/time_limit/limit", json!("0wd"), "between 1 and")]
#[case("/form/sections/1/fields/3/show_if", json!({"equals": [1, 1]}), "'equals' is no operator")]
#[case("/name", json!({"vi": "chỉ tiếng Việt"}), "missing field `en`")]
fn what_cannot_even_be_read(#[case] pointer: &str, #[case] value: Value, #[case] message: &str) {
    let error = serde_json::from_value::<Definition>(with(&[(pointer, value)]))
        .unwrap_err()
        .to_string();
    assert!(error.contains(message), "{error}");
}
