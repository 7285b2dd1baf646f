use super::{Filling, inputs_of};
use crate::condition::Expr;
use crate::form::Answer;
use crate::testing::{Hall, at, facts};

fn filled(wish: Option<(&str, bool)>, everything: bool) -> Result<super::Filled, super::Unfillable> {
    let hall = Hall::default();
    let now = at("2026-11-25 09:00");
    let known = facts(now);
    let wish = wish.map(|(wish, holds)| (serde_json::from_str::<Expr>(wish).unwrap(), holds));
    let mut filling = Filling::new(&hall.procedure, &known, &hall.lists, crate::calendar::vietnam_date(now));
    filling = filling.at("01", "00001");
    if everything {
        filling = filling.everything();
    }
    if let Some((wish, holds)) = &wish {
        filling = filling.wishing(wish, *holds);
    }
    filling.fill()
}

#[test]
fn what_is_needed_is_filled_in_and_nothing_is_wrong() {
    let needed = filled(None, false).unwrap();
    assert_eq!(needed.resolved.blocking().count(), 0);
    let all = filled(None, true).unwrap();
    assert_eq!(all.resolved.blocking().count(), 0);
    assert!(all.typed.iter().count() > needed.typed.iter().count());
}

#[test]
fn answers_are_found_for_what_is_wished() {
    let wish = r#"{"and": [{">": [{"var": "guests"}, 300]}, {"in": ["sound", {"var": "equipment"}]}]}"#;
    let found = filled(Some((wish, true)), false).unwrap();
    assert!(matches!(found.resolved.answers["guests"], Answer::Number(guests) if guests > 300));
    assert!(matches!(&found.resolved.answers["equipment"], Answer::List(list) if list.contains(&"sound".to_owned())));
    assert!(filled(Some((r#"{"<": [{"var": "guests"}, -5]}"#, true)), false).is_err());
}

#[test]
fn a_section_is_posted_with_its_own_inputs_only() {
    let hall = Hall::default();
    let found = filled(None, true).unwrap();
    let sections = hall.procedure.form.sections.iter();
    let posted: usize = sections
        .map(|section| inputs_of(&hall.procedure.form, &section.id, &found.typed).len())
        .sum();
    assert_eq!(posted, found.typed.iter().count());
}
