//! What a form proposes: the usual choice, and the value of a code list that serves a commune.

use std::collections::BTreeSet;

use serde_json::json;

use super::{form, nobody_answers, text};
use crate::facts::Facts;
use crate::form::{Answer, Origin, Resolved, Typed, resolve};
use crate::procedure::{Field, Form};
use crate::testing::{HallLists, at, facts};

/// The hall's form with a field changed.
fn with(id: &str, change: impl Fn(&mut Field)) -> Form {
    let mut form = form();
    let fields = form.sections.iter_mut().flat_map(|section| &mut section.fields);
    fields.filter(|field| field.id == id).for_each(change);
    form
}

fn of(form: &Form, typed: &Typed, facts: &Facts) -> Resolved {
    let today = "2026-11-22".parse().unwrap();
    resolve(form, typed, &BTreeSet::new(), facts, &HallLists::default(), today)
}

#[test]
fn the_usual_choice_stands_until_another_is_made() {
    let form = with("purpose", |field| field.default = Some(text("wedding")));
    let known = facts(at("2026-11-22 09:00"));
    let nothing = of(&form, &Typed::default(), &known);
    assert_eq!(nothing.answers["purpose"], text("wedding"));
    assert_eq!(nothing.origins["purpose"], Origin::Proposed);
    assert!(nothing.problems.iter().all(|problem| problem.field != "purpose"));

    for own in ["other", "wedding"] {
        let chosen = of(&form, &[("purpose", own)].into_iter().collect(), &known);
        assert_eq!(chosen.answers["purpose"], text(own));
        assert_eq!(chosen.origins["purpose"], Origin::Typed, "who chooses it has said it");
    }
}

#[test]
fn what_is_wrong_is_not_hidden_by_a_proposal() {
    let form = with("guests", |field| field.default = Some(Answer::Number(20)));
    let typed: Typed = [("guests", "many")].into_iter().collect();
    let resolved = of(&form, &typed, &Facts::default());
    assert!(resolved.problems.iter().any(|problem| problem.field == "guests"));
    assert!(!resolved.answers.contains_key("guests"));
}

#[test]
fn a_register_goes_before_a_proposal_and_owes_what_it_does_not_say() {
    let form = with("nation", |field| {
        field.prefill = serde_json::from_value(json!([{"when": [{"present": "person.full_name"}, "big"]}])).unwrap();
        field.default = Some(text("small"));
    });
    let known = of(&form, &Typed::default(), &facts(at("2026-11-22 09:00")));
    assert_eq!(known.answers["nation"], text("big"));

    let silent = of(&form, &Typed::default(), &nobody_answers());
    assert_eq!(silent.answers["nation"], text("small"));
    assert!(matches!(&silent.origins["nation"], Origin::Unverified { fact, .. } if fact == "person"));

    let nobody = of(&form, &Typed::default(), &Facts::default());
    assert_eq!(nobody.origins["nation"], Origin::Proposed);
}

#[test]
fn a_code_list_serves_the_commune_of_an_address() {
    let form = with("nation", |field| {
        let serving = json!([{"list": "drums", "serving": {"commune": {"var": "home"}}}]);
        field.prefill = serde_json::from_value(serving).unwrap();
        field.editable = true;
    });
    let known = facts(at("2026-11-22 09:00"));
    let resolved = of(&form, &Typed::default(), &known);
    assert_eq!(resolved.answers["nation"], text("small"));
    assert_eq!(resolved.origins["nation"], Origin::Derived);
    let other = of(&form, &[("nation", "big")].into_iter().collect(), &known);
    assert_eq!(other.answers["nation"], text("big"));
    assert_eq!(other.origins["nation"], Origin::Typed);
    let nowhere = of(&form, &Typed::default(), &Facts::default());
    assert!(!nowhere.answers.contains_key("nation"));
}
