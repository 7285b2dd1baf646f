//! The people must make sense together, whatever the seed.

use std::collections::{HashMap, HashSet};

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_others() {
    assert_eq!(generate(7, today(), 520), generate(7, today(), 520));
    assert_ne!(generate(7, today(), 520), generate(8, today(), 520));
}

#[test]
fn people_are_consistent_for_several_seeds() {
    for seed in 0..12 {
        let made = generate(seed, today(), 520);
        assert!(made.people.len() >= 500);
        let by_id: HashMap<_, _> = made.people.iter().map(|it| (it.personal_id.as_str(), it)).collect();
        assert_eq!(by_id.len(), made.people.len(), "numbers are unique");
        for person in &made.people {
            check(person, &by_id);
        }
        for notice in &made.notices {
            let mother = by_id[notice.mother.personal_id.as_str()];
            assert_eq!(mother.sex, Sex::Female);
            assert!(notice.born_on <= today() && notice.issued_on >= notice.born_on);
            let age = notice.born_on.year() - mother.born.year();
            assert!((16..=48).contains(&age), "a mother of {age}");
        }
        let numbers: HashSet<_> = made.notices.iter().map(|it| it.number.as_str()).collect();
        assert_eq!(numbers.len(), made.notices.len());
        assert!(numbers.iter().all(|it| it.len() == 18));
        assert!(
            made.marriages
                .iter()
                .all(|it| by_id[it.husband.as_str()].spouse.as_ref() == Some(&it.wife))
        );
    }
}

fn check(person: &Person, by_id: &HashMap<&str, &Person>) {
    let id = &person.personal_id;
    assert!(number::is_well_formed(id), "{id}");
    assert_eq!(
        id[3..6],
        number::prefix("01", person.sex, person.born.year())[3..6],
        "{id}"
    );
    for place in [&person.permanent, &person.current, &person.hometown] {
        let commune = Places::get().commune(&place.commune).expect("a real commune");
        assert_eq!(commune.province_code, place.province);
    }
    for (parent, sex) in [(&person.mother, Sex::Female), (&person.father, Sex::Male)] {
        if let Some(parent) = parent {
            let parent = by_id[parent.as_str()];
            assert_eq!(parent.sex, sex);
            assert!(
                parent.born.year() + 16 <= person.born.year(),
                "{id} and {}",
                parent.personal_id
            );
        }
    }
    match &person.spouse {
        Some(spouse) => {
            assert_eq!(
                by_id[spouse.as_str()].spouse.as_deref(),
                Some(id.as_str()),
                "spouses name each other"
            );
            assert_eq!(person.marital, Marital::Married);
        }
        None => assert_ne!(person.marital, Marital::Married),
    }
    let head = by_id[person.head.as_str()];
    assert_eq!(head.relation_to_head, "Chủ hộ");
    assert_eq!(head.permanent, person.permanent, "a household lives together");
}
