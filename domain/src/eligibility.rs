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
