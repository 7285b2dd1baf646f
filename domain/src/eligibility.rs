//! May this person apply: yes, no, or it cannot be told yet; with the rule that decides, never a dead end.

use chrono::NaiveDate;

use crate::condition::Truth;
use crate::facts::Facts;
use crate::form::{Answers, Seen};
use crate::procedure::EligibilityRule;

/// One rule and how it stands for this person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'p> {
    /// The rule.
    pub rule: &'p EligibilityRule,
    /// Whether it is met.
    pub met: Truth,
}

/// Goes through the rules of a procedure.
#[must_use]
pub fn findings<'p>(
    rules: &'p [EligibilityRule],
    answers: &Answers,
    facts: &Facts,
    today: NaiveDate,
) -> Vec<Finding<'p>> {
    let seen = Seen { answers, facts, today };
    rules
        .iter()
        .map(|rule| Finding {
            rule,
            met: rule.when.as_ref().map_or(Truth::Unknown, |when| when.evaluate(&seen)),
        })
        .collect()
}

/// The whole: no as soon as one rule is not met, yes when all are.
#[must_use]
pub fn verdict(findings: &[Finding<'_>]) -> Truth {
    if findings.iter().any(|finding| finding.met == Truth::No) {
        Truth::No
    } else if findings.iter().all(|finding| finding.met == Truth::Yes) {
        Truth::Yes
    } else {
        Truth::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::{findings, verdict};
    use crate::condition::Truth;
    use crate::facts::{Fact, Facts, Reply};
    use crate::form::{Answer, Answers};
    use crate::procedure::EligibilityRule;
    use crate::testing::{at, facts, hall_definition};

    fn whole(rules: &[EligibilityRule], facts: &Facts) -> Truth {
        verdict(&findings(rules, &Answers::new(), facts, "2026-11-22".parse().unwrap()))
    }

    #[test]
    fn yes_no_or_not_to_be_told_yet() {
        let rules = hall_definition().eligibility;
        let grown_up = facts(at("2026-11-22 09:00"));
        let mut child = grown_up.clone();
        let Some(Fact {
            reply: Reply::Known { records, .. },
            ..
        }) = child.get_mut("person")
        else {
            panic!("known")
        };
        records[0].insert("date_of_birth".to_owned(), Answer::from("2008-11-23"));
        // The first rule is a condition, the second is only read.
        let first = &rules[..1];
        assert_eq!(whole(first, &grown_up), Truth::Yes);
        assert_eq!(whole(first, &child), Truth::No);
        assert_eq!(whole(first, &Facts::default()), Truth::Unknown);
        assert_eq!(whole(&rules, &grown_up), Truth::Unknown, "nobody can tell the second");
        assert_eq!(whole(&rules, &child), Truth::No, "one no decides");
        assert_eq!(whole(&[], &child), Truth::Yes);
    }
}
