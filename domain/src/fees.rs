//! What an application costs, explained line by line.

use chrono::NaiveDate;

use crate::condition::{Expr, Value};
use crate::dossier::Channel;
use crate::facts::Facts;
use crate::form::Answers;
use crate::form::Seen;
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

/// Reckons all fees that are due for an application made online, decided in this province (code) as far as it is known; an
/// empty list means that nothing is to be paid.
#[must_use]
pub fn fees<'p>(
    province: Option<&str>,
    fees: &'p [FeeDef],
    answers: &Answers,
    facts: &Facts,
    today: NaiveDate,
) -> Vec<FeeLine<'p>> {
    fees_through(Channel::Online, province, fees, answers, facts, today)
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
            && (reduction.provinces.is_empty()
                || province.is_some_and(|it| reduction.provinces.iter().any(|p| p == it)))
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

/// What applying online saves against the counter in this province, in đồng.
#[must_use]
pub fn saved_online(
    province: Option<&str>,
    defs: &[FeeDef],
    answers: &Answers,
    facts: &Facts,
    today: NaiveDate,
) -> i64 {
    let sum = |channel| total(&fees_through(channel, province, defs, answers, facts, today));
    sum(Channel::Direct).saturating_sub(sum(Channel::Online))
}

/// The sum to be paid.
#[must_use]
pub fn total(lines: &[FeeLine<'_>]) -> i64 {
    lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{fees_through, saved_online, total};
    use crate::dossier::Channel;
    use crate::facts::Facts;
    use crate::form::{Answer, Answers};
    use crate::procedure::FeeDef;

    fn fee(more: &Value) -> Vec<FeeDef> {
        let name = json!({"vi": "x", "en": "x"});
        let mut fee = json!({"id": "fee", "name": name, "amount": 15_000});
        for (key, value) in more.as_object().unwrap() {
            fee[key] = value.clone();
        }
        vec![serde_json::from_value(fee).unwrap()]
    }

    fn sum(fees: &[FeeDef], channel: Channel, province: Option<&str>, on: &str) -> i64 {
        let answers: Answers = [("price".to_owned(), Answer::Number(1_999_999))].into();
        let lines = fees_through(
            channel,
            province,
            fees,
            &answers,
            &Facts::default(),
            on.parse().unwrap(),
        );
        total(&lines)
    }

    #[test]
    fn a_reduction_may_name_an_amount_a_channel_provinces_and_days() {
        let name = json!({"vi": "x", "en": "x"});
        let fees = fee(&json!({"units": 2, "reductions": [
            {"name": name, "amount": 7_000, "channel": "online"},
            {"name": name, "percent": 100, "provinces": ["01"], "valid_to": "2026-12-31"},
        ]}));
        assert_eq!(sum(&fees, Channel::Direct, None, "2026-11-22"), 30_000);
        assert_eq!(sum(&fees, Channel::Online, None, "2026-11-22"), 14_000);
        assert_eq!(sum(&fees, Channel::Online, Some("79"), "2026-11-22"), 14_000);
        assert_eq!(sum(&fees, Channel::Direct, Some("01"), "2026-12-31"), 0);
        assert_eq!(sum(&fees, Channel::Direct, Some("01"), "2027-01-01"), 30_000);
        let today = "2026-11-22".parse().unwrap();
        assert_eq!(
            saved_online(None, &fees, &Answers::new(), &Facts::default(), today),
            16_000
        );
    }

    #[test]
    fn an_amount_may_be_reckoned_and_is_rounded_down() {
        let two_percent = json!({"/": [{"*": [{"var": "price"}, 2]}, 100]});
        let fees = fee(&json!({"amount": two_percent, "kind": "tax"}));
        assert_eq!(sum(&fees, Channel::Online, None, "2026-11-22"), 39_999);
        let unknown = fee(&json!({"amount": {"var": "nowhere"}}));
        assert_eq!(sum(&unknown, Channel::Online, None, "2026-11-22"), 0);
    }
}
