//! What can be typed into a field: an ordinary value of its type first, then others, with what conditions speak of.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::condition::{Expr, Literal, Membership, Value};
use crate::facts::Facts;
use crate::form::{Answer, Seen};
use crate::identifiers::PartialDate;
use crate::procedure::{Choice, Column, Field, FieldType, Required};
use crate::reference::Lists;

/// The inputs of a field by what stands behind its name: `""`, `".day"`, `".0.full_name"`. Empty: nothing is typed.
pub(super) type Candidate = Vec<(String, String)>;

/// Makes candidates, seeing the answers so far.
pub(super) struct Maker<'m> {
    pub(super) seen: Seen<'m>,
    pub(super) lists: &'m dyn Lists,
    pub(super) home: (&'m str, &'m str),
}

/// Constants and values that conditions compare with.
#[derive(Default)]
struct Clues {
    numbers: BTreeSet<i64>,
    texts: BTreeSet<String>,
    dates: BTreeSet<NaiveDate>,
}

impl Maker<'_> {
    /// The value most people would type.
    pub(super) fn ordinary(&self, field: &Field) -> Option<Candidate> {
        if let FieldType::Table { pick: Some(path), .. } = &field.kind
            && picks(self.seen.facts, path) > 0
        {
            return Some(vec![(".pick.0".to_owned(), "yes".to_owned())]);
        }
        self.values(&field.id, &field.kind, &Clues::default())
            .into_iter()
            .next()
    }

    /// Everything worth trying instead of what stands there.
    pub(super) fn others(&self, field: &Field, conditions: &[&Expr]) -> Vec<Candidate> {
        let mut clues = Clues::default();
        for condition in conditions {
            if condition
                .variables()
                .iter()
                .any(|name| name.split('.').next() == Some(&field.id))
            {
                self.collect(condition, &mut clues);
            }
        }
        let mut values = self.values(&field.id, &field.kind, &clues);
        if !matches!(field.required, Required::Fixed(true)) {
            values.push(Candidate::new());
        }
        values
    }

    fn values(&self, id: &str, kind: &FieldType, clues: &Clues) -> Vec<Candidate> {
        let single = |value: String| vec![(String::new(), value)];
        let fixed = |value: &str| vec![single(value.to_owned())];
        let seed = seed(id);
        match kind {
            FieldType::Information => Vec::new(),
            FieldType::Text { max } | FieldType::LongText { max } => {
                let ordinary = std::iter::once("Như đã khai".to_owned()).chain(clues.texts.iter().cloned());
                ordinary
                    .chain(std::iter::once("Nội dung khác".to_owned()))
                    .map(|text| single(text.chars().take(usize::from(*max)).collect()))
                    .collect()
            }
            FieldType::Digits { min, max } => {
                let longest = usize::from(*min).max(usize::from(*max).min(9));
                fixed(&"123456789".repeat(3)[..longest])
            }
            FieldType::PersonName => {
                let names = [
                    "Lê Thị Thu",
                    "Nguyễn Văn An",
                    "Trần Minh Khôi",
                    "Phạm Ngọc Bình",
                    "Vũ Hải Yến",
                ];
                let known = clues.texts.iter().cloned();
                let turned = (0..names.len()).map(|at| names[(at + seed) % names.len()].to_owned());
                turned.chain(known).map(single).collect()
            }
            FieldType::Number { min, max, .. } => numbers(*min, *max, 1, clues),
            FieldType::Money => numbers(0, 1_000_000_000_000, 1_000_000, clues),
            FieldType::Date | FieldType::PartialDate => self.dates(clues).into_iter().map(date).collect(),
            FieldType::Time => fixed("09:00"),
            FieldType::YesNo => vec![single("no".to_owned()), single("yes".to_owned())],
            FieldType::Declaration => fixed("yes"),
            FieldType::Choice { options, list } => self.choices(options, list.as_deref()),
            FieldType::Choices { options } => several(options),
            FieldType::PersonalId => {
                let known = clues.texts.iter().filter(|text| text.len() == 12).cloned();
                let made = [format!("0010901{seed:05}"), format!("0011951{seed:05}")];
                made.into_iter().chain(known).map(single).collect()
            }
            FieldType::Phone => fixed("0912 345 678"),
            FieldType::Email => fixed("nguoidan@example.vn"),
            FieldType::Address => vec![self.address(&format!("Số {}, phố Huế", seed % 90 + 1))],
            FieldType::Commune => vec![self.address("").into_iter().take(2).collect()],
            FieldType::TaxCode => fixed("0100109106"),
            FieldType::Plate => fixed("29B1-234.56"),
            FieldType::SocialInsuranceNumber => fixed("0123456789"),
            FieldType::HealthCardNumber => fixed("TE1010123456789"),
            FieldType::DrivingLicenceNumber => fixed("010123456789"),
            FieldType::BankAccount | FieldType::LandParcel | FieldType::Vehicle | FieldType::Person => {
                vec![self.parts(id, "", kind.parts())]
            }
            FieldType::Table {
                columns,
                min,
                max,
                pick,
            } => {
                let rows = |count: u8| -> Candidate {
                    let row = |number: u8| self.parts(&format!("{id}{number}"), &format!(".{number}"), columns);
                    (0..count).flat_map(row).collect()
                };
                let least = (*min).max(1);
                let mut tables = vec![rows(least)];
                let counts = clues.numbers.iter().filter_map(|number| u8::try_from(*number).ok());
                tables.extend(counts.filter(|count| (least + 1..=*max).contains(count)).map(rows));
                let known = pick.as_ref().map_or(0, |path| picks(self.seen.facts, path));
                tables.extend((0..known).map(|row| vec![(format!(".pick.{row}"), "yes".to_owned())]));
                tables
            }
        }
    }

    fn choices(&self, options: &[Choice], list: Option<&str>) -> Vec<Candidate> {
        let listed = list.map(|list| self.lists.options(list)).unwrap_or_default();
        let listed = listed.into_iter().map(|(value, _)| value.to_owned()).take(60);
        let values = options.iter().map(|option| option.value.clone()).chain(listed);
        values.map(|value| vec![(String::new(), value)]).collect()
    }

    fn address(&self, detail: &str) -> Candidate {
        let input = |name: &str, value: &str| (format!(".{name}"), value.to_owned());
        vec![
            input("province", self.home.0),
            input("commune", self.home.1),
            input("detail", detail),
        ]
    }

    fn parts(&self, id: &str, prefix: &str, columns: &[Column]) -> Candidate {
        let mut inputs = Candidate::new();
        for column in columns {
            let of_column = self.values(&format!("{id}{}", column.id), &column.kind, &Clues::default());
            let Some(value) = of_column.into_iter().next() else {
                continue;
            };
            let named = value
                .into_iter()
                .map(|(input, value)| (format!("{prefix}.{}{input}", column.id), value));
            inputs.extend(named);
        }
        inputs
    }

    /// Days people have in mind: some time ago, today, soon, and those that conditions speak of.
    fn dates(&self, clues: &Clues) -> Vec<NaiveDate> {
        let today = self.seen.today;
        let ago = |years: u32| today.checked_sub_months(Months::new(12 * years));
        let days = |days: i64| shifted(today, days);
        let mut dates: Vec<NaiveDate> = [days(-20), Some(today), ago(30), ago(8), days(12), days(40), days(-1)]
            .into_iter()
            .chain([ago(1), ago(3), ago(17), ago(66), days(1), days(200)])
            .flatten()
            .collect();
        for number in clues
            .numbers
            .iter()
            .copied()
            .filter(|number| (-40_000..40_000).contains(number))
        {
            let years = u32::try_from(number).ok().filter(|years| *years < 130).and_then(ago);
            let round = clues.dates.iter().copied().chain([today]);
            let near = round.flat_map(|day| [-number, number].map(|by| shifted(day, by)));
            for day in near.flatten().chain(years).collect::<Vec<_>>() {
                dates.extend([shifted(day, -1), Some(day), shifted(day, 1)].into_iter().flatten());
            }
        }
        for day in &clues.dates {
            dates.extend([shifted(*day, -1), Some(*day), shifted(*day, 1)].into_iter().flatten());
        }
        dates.retain(|day| (1900..2100).contains(&day.year()));
        let mut seen = BTreeSet::new();
        dates.retain(|day| seen.insert(*day));
        dates
    }

    /// Constants of a condition, and what its sides come to.
    fn collect(&self, expr: &Expr, clues: &mut Clues) {
        let inner = |parts: &[&Expr], clues: &mut Clues| parts.iter().for_each(|part| self.collect(part, clues));
        match expr {
            Expr::Literal(literal) => note_literal(literal, clues),
            Expr::Compare(_, left, right) | Expr::DaysBetween(left, right) => {
                for side in [left, right] {
                    note(side.value(&self.seen), clues);
                }
                inner(&[left, right], clues);
            }
            Expr::In(value, membership) => {
                if let Membership::Constants(constants) = membership.as_ref() {
                    constants.iter().for_each(|constant| note_literal(constant, clues));
                }
                inner(&[value], clues);
            }
            Expr::All(parts)
            | Expr::Any(parts)
            | Expr::Sum(parts)
            | Expr::Product(parts)
            | Expr::Least(parts)
            | Expr::Most(parts) => parts.iter().for_each(|part| self.collect(part, clues)),
            Expr::Not(one) | Expr::Age(one) | Expr::DaysSince(one) | Expr::Year(one) => inner(&[one], clues),
            Expr::Minus(left, right) | Expr::Quotient(left, right) | Expr::When(left, right) => {
                inner(&[left, right], clues);
            }
            Expr::If(condition, then, otherwise) => inner(&[condition, then, otherwise], clues),
            _ => {}
        }
    }
}

fn shifted(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

fn note_literal(literal: &Literal, clues: &mut Clues) {
    match literal {
        Literal::Bool(_) => {}
        Literal::Number(number) => drop(clues.numbers.insert(*number)),
        Literal::Text(text) => note(Value::Text(text.as_str().into()), clues),
    }
}

fn note(value: Value<'_>, clues: &mut Clues) {
    match value {
        Value::Number(number) => drop(clues.numbers.insert(number)),
        Value::Text(text) => {
            let day = PartialDate::parse(&text).ok().and_then(|date| date.full());
            clues.dates.extend(day);
            clues.texts.insert(text.into_owned());
        }
        _ => {}
    }
}

fn numbers(min: i64, max: i64, usual: i64, clues: &Clues) -> Vec<Candidate> {
    let near = clues
        .numbers
        .iter()
        .flat_map(|number| [*number, number.saturating_sub(1), number.saturating_add(1)]);
    let all = [usual.clamp(min, max), min, min.saturating_add(1).min(max), max]
        .into_iter()
        .chain(near);
    let mut seen = BTreeSet::new();
    all.filter(|number| (min..=max).contains(number) && seen.insert(*number))
        .map(|number| vec![(String::new(), number.to_string())])
        .collect()
}

/// One each, the first two, and all of them.
fn several(options: &[Choice]) -> Vec<Candidate> {
    let ticked = |options: &[Choice]| -> Candidate {
        let tick = |option: &Choice| (format!(".{}", option.value), "yes".to_owned());
        options.iter().map(tick).collect()
    };
    let mut candidates: Vec<Candidate> = options.chunks(1).map(ticked).collect();
    candidates.extend(options.windows(2).map(ticked));
    candidates.push(ticked(options));
    candidates
}

fn date(day: NaiveDate) -> Candidate {
    let input = |name: &str, value: String| (format!(".{name}"), value);
    vec![
        input("day", day.day().to_string()),
        input("month", day.month().to_string()),
        input("year", day.year().to_string()),
    ]
}

/// How many rows can be ticked.
fn picks(facts: &Facts, path: &str) -> usize {
    match facts.value(path) {
        Some(Answer::Table(rows)) => rows.len(),
        _ => 0,
    }
}

/// A number that differs from field to field, so that two people of a form are not one.
fn seed(id: &str) -> usize {
    id.bytes()
        .fold(7, |seed, byte| (seed * 31 + usize::from(byte)) % 99_991)
}
