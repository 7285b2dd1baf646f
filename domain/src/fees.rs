//! What an application costs, explained line by line.

use chrono::NaiveDate;

use crate::condition::{Expr, Value};
use crate::facts::Facts;
use crate::form::Answers;
use crate::form::Seen;
use crate::procedure::{FeeDef, Reduction};

/// One fee, reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine<'p> {
    /// The fee.
    pub fee: &'p FeeDef,
    /// How many units.
    pub units: i64,
    /// Before any reduction, in đồng.
    pub full: i64,
    /// The reduction that applies.
    pub reduction: Option<&'p Reduction>,
    /// To be paid, in đồng.
    pub amount: i64,
}

/// Reckons all fees that are due; an empty list means that nothing is to be paid.
#[must_use]
pub fn fees<'p>(fees: &'p [FeeDef], answers: &Answers, facts: &Facts, today: NaiveDate) -> Vec<FeeLine<'p>> {
    let seen = Seen { answers, facts, today };
    let holds = |condition: &Option<Expr>| condition.as_ref().is_none_or(|when| when.evaluate(&seen).is_yes());
    fees.iter()
        .filter(|fee| holds(&fee.when))
        .map(|fee| {
            let units = match fee.units.as_ref().map(|units| units.value(&seen)) {
                None => 1,
                Some(Value::Number(units)) => units.max(0),
                Some(_) => 0,
            };
            let full = fee.amount.saturating_mul(units);
            let reduction = fee
                .reductions
                .iter()
                .filter(|reduction| {
                    reduction.valid_from.is_none_or(|from| from <= today)
                        && reduction.valid_to.is_none_or(|to| today <= to)
                        && holds(&reduction.when)
                })
                .max_by_key(|reduction| reduction.percent);
            let percent = reduction.map_or(0, |reduction| i64::from(reduction.percent.min(100)));
            // Divided first: an amount in đồng times a hundred must not overflow.
            let amount = full - (full / 100 * percent + full % 100 * percent / 100);
            FeeLine {
                fee,
                units,
                full,
                reduction,
                amount,
            }
        })
        .filter(|line| line.full > 0)
        .collect()
}

/// The sum to be paid.
#[must_use]
pub fn total(lines: &[FeeLine<'_>]) -> i64 {
    lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
}
