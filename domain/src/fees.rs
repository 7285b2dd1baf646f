//! What an application costs, explained line by line.

use chrono::NaiveDate;

use crate::condition::{Expr, Value};
use crate::facts::Facts;
use crate::form::Answers;
use crate::form::Seen;
use crate::dossier::Channel;
use crate::procedure::{Amount, FeeDef, Reduction};

/// One fee, reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine<'p> {
    /// The fee.
    pub fee: &'p FeeDef,
    /// How many units.
    pub units: i64,
    /// One unit before any reduction, in đồng.
    pub unit: i64,
    /// Before any reduction, in đồng.
    pub full: i64,
    /// The reduction that applies.
    pub reduction: Option<&'p Reduction>,
    /// To be paid, in đồng.
    pub amount: i64,
}

/// Reckons all fees that are due for an application made online; an empty list means that nothing is to be paid.
#[must_use]
pub fn fees<'p>(fees: &'p [FeeDef], answers: &Answers, facts: &Facts, today: NaiveDate) -> Vec<FeeLine<'p>> {
    fees_through(Channel::Online, None, fees, answers, facts, today)
}

/// Reckons all fees that are due for an application made this way, in this province (code) as far as it is known.
#[must_use]
pub fn fees_through<'p>(
    channel: Channel,
    province: Option<&str>,
    fees: &'p [FeeDef],
    answers: &Answers,
    facts: &Facts,
    today: NaiveDate,
) -> Vec<FeeLine<'p>> {
    let seen = Seen { answers, facts, today };
    let holds = |condition: &Option<Expr>| condition.as_ref().is_none_or(|when| when.evaluate(&seen).is_yes());
    let applies = |reduction: &&Reduction| {
        reduction.valid_from.is_none_or(|from| from <= today)
            && reduction.valid_to.is_none_or(|to| today <= to)
            && reduction.channel.is_none_or(|only| only == channel)
            && (reduction.provinces.is_empty() || province.is_some_and(|it| reduction.provinces.iter().any(|p| p == it)))
            && holds(&reduction.when)
    };
    fees.iter()
        .filter(|fee| holds(&fee.when))
        .map(|fee| {
            let unit = match &fee.amount {
                Amount::Fixed(amount) => *amount,
                Amount::Reckoned(amount) => match amount.value(&seen) {
                    Value::Number(amount) => amount.max(0),
                    _ => 0,
                },
            };
            let units = match fee.units.as_ref().map(|units| units.value(&seen)) {
                None => 1,
                Some(Value::Number(units)) => units.max(0),
                Some(_) => 0,
            };
            let full = unit.saturating_mul(units);
            let reduction = fee
                .reductions
                .iter()
                .filter(applies)
                .map(|reduction| (reduction, reduced(full, units, reduction)))
                .min_by_key(|(_, amount)| *amount)
                .filter(|(_, amount)| *amount < full);
            FeeLine {
                fee,
                units,
                unit,
                full,
                reduction: reduction.map(|(reduction, _)| reduction),
                amount: reduction.map_or(full, |(_, amount)| amount),
            }
        })
        .filter(|line| line.full > 0)
        .collect()
}

/// What remains of a sum after a reduction.
fn reduced(full: i64, units: i64, reduction: &Reduction) -> i64 {
    if let Some(unit) = reduction.amount {
        return unit.saturating_mul(units).clamp(0, full);
    }
    let percent = i64::from(reduction.percent.min(100));
    // Divided first: an amount in đồng times a hundred must not overflow.
    full - (full / 100 * percent + full % 100 * percent / 100)
}

/// What applying online saves against the counter, in đồng.
#[must_use]
pub fn saved_online(defs: &[FeeDef], answers: &Answers, facts: &Facts, today: NaiveDate) -> i64 {
    let sum = |channel| total(&fees_through(channel, None, defs, answers, facts, today));
    sum(Channel::Direct).saturating_sub(sum(Channel::Online))
}

/// The sum to be paid.
#[must_use]
pub fn total(lines: &[FeeLine<'_>]) -> i64 {
    lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
}
