//! The one function that says what an application holds: answers, where each came from, and what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::parts;
use super::read::{read, tidy};
use super::{Answer, Answers, Typed, find};
use crate::condition::{Env, Expr};
use crate::facts::{Facts, GivenValue};
use crate::procedure::{Column, Field, FieldType, Form, Prefill, Register, Required, Rule, Serving, Severity};
use crate::reference::Lists;
use crate::text::Text;

/// Where the value of a field came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// The applicant typed or chose it.
    Typed,
    /// It follows from other values.
    Derived,
    /// The form proposes it, and the applicant let it stand.
    Proposed,
    /// A register says so.
    Register {
        /// The fact it was taken from: `notice`.
        fact: String,
        /// The register.
        register: Register,
        /// When it was asked.
        at: DateTime<Utc>,
    },
    /// The applicant took another value than the one proposed from a register, as they may.
    Changed {
        /// The fact the proposal was taken from.
        fact: String,
        /// The register.
        register: Register,
        /// When it was asked.
        at: DateTime<Utc>,
        /// What was proposed.
        proposed: Answer,
    },
    /// The applicant says that the register is wrong; the officer sees both values.
    Disputed {
        /// The fact of the register.
        fact: String,
        /// The register.
        register: Register,
        /// When it was asked.
        at: DateTime<Utc>,
        /// What the register says.
        said: Answer,
    },
    /// The application of the linked group gave it (liên thông): declared there once.
    Group {
        /// When it was handed on.
        at: DateTime<Utc>,
        /// Where the group had it from.
        origin: Box<Origin>,
    },
    /// Another part of the linked group yielded it: the personal number, from the birth registration.
    Part {
        /// The step of the group that opened that part.
        step: String,
        /// When the group learned it.
        at: DateTime<Utc>,
    },
    /// The register that should say so could not be asked: typed or left open, to be verified before a decision.
    Unverified {
        /// The fact that is open.
        fact: String,
        /// The register.
        register: Register,
        /// When it was asked in vain.
        at: DateTime<Utc>,
    },
}

impl Origin {
    /// Whether a register or an agency has said it, not the applicant alone.
    #[must_use]
    pub fn is_vouched_for(&self) -> bool {
        matches!(self.source(), Origin::Register { .. } | Origin::Part { .. })
    }

    /// Where the value itself came from, whichever application handed it on.
    #[must_use]
    pub fn source(&self) -> &Self {
        match self {
            Origin::Group { origin, .. } => origin.source(),
            own => own,
        }
    }
}

/// Something about a field that should be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The section of the form.
    pub section: String,
    /// The field.
    pub field: String,
    /// What is wrong.
    pub kind: ProblemKind,
    /// Whether it stops submission.
    pub severity: Severity,
    /// What was typed, to be quoted.
    pub typed: Option<String>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A value is needed.
    Missing,
    /// Not a name: digits, symbols, too long.
    NotAName,
    /// Not a date, or not a full one.
    NotADate,
    /// Not a time of day.
    NotATime,
    /// Not a whole number.
    NotANumber,
    /// A number beyond its limits.
    OutOfRange {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// Longer than allowed.
    TooLong {
        /// The most characters.
        max: u16,
    },
    /// None of the choices.
    UnknownChoice,
    /// Not twelve digits (COD-7).
    NotAPersonalId,
    /// Not a phone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a tax code.
    NotATaxCode,
    /// Not a plate.
    NotAPlate,
    /// Not so many digits.
    NotDigits {
        /// The fewest.
        min: u8,
        /// The most.
        max: u8,
    },
    /// Not a social insurance number.
    NotASocialInsuranceNumber,
    /// Not a number of a health insurance card.
    NotAHealthCardNumber,
    /// Not a number of a driving licence.
    NotADrivingLicenceNumber,
    /// A table has fewer rows than are needed.
    TooFewRows {
        /// The fewest.
        min: u8,
    },
    /// A table has more rows than are allowed.
    TooManyRows {
        /// The most.
        max: u8,
    },
    /// Something is wrong in parts of the value, or in rows of the table.
    InParts(Vec<PartProblem>),
    /// Province or commune is missing.
    AddressIncomplete,
    /// The commune does not belong to the province.
    CommuneElsewhere,
    /// A rule of the procedure; it brings its own words.
    Rule(Text),
}

/// Something wrong in a part of a value or in a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartProblem {
    /// The input: `members.0.full_name`.
    pub input: String,
    /// The row of a table, from 0.
    pub row: Option<usize>,
    /// The label of the part.
    pub label: Text,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What an application holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The values of all fields that are shown and have one.
    pub answers: Answers,
    /// Where each value came from; also of fields whose value a register still owes.
    pub origins: BTreeMap<String, Origin>,
    /// The fields that are shown.
    pub shown: BTreeSet<String>,
    /// The fields that need a value, as things stand.
    pub required: BTreeSet<String>,
    /// Everything that is wrong, in the order of the form.
    pub problems: Vec<Problem>,
}

impl Resolved {
    /// The problems that stop submission.
    pub fn blocking(&self) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.severity == Severity::Block)
    }

    /// The problems of one section.
    pub fn of_section<'r>(&'r self, section: &'r str) -> impl Iterator<Item = &'r Problem> {
        self.problems.iter().filter(move |problem| problem.section == section)
    }
}

/// Fields and facts, seen by conditions: a name with a dot is a value of a fact, any other a field.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'s> {
    /// The values of the form.
    pub answers: &'s Answers,
    /// What registers said.
    pub facts: &'s Facts,
    /// The day conditions look at.
    pub today: NaiveDate,
}

impl Env for Seen<'_> {
    fn value(&self, name: &str) -> Option<&Answer> {
        find(self.answers, self.facts, name)
    }

    fn today(&self) -> NaiveDate {
        self.today
    }
}

/// Reads an application: what was typed, what registers say, which facts of registers the applicant disputes.
///
/// A value of a register is always taken from `facts`, never from what was posted: a forged prefilled value has no
/// effect. Conditions may look at earlier fields only, which the check of the definition ensures, so one pass is enough.
#[must_use]
pub fn resolve(
    form: &Form,
    typed: &Typed,
    disputed: &BTreeSet<String>,
    facts: &Facts,
    lists: &dyn Lists,
    today: NaiveDate,
) -> Resolved {
    let mut resolved = Resolved::default();
    for section in &form.sections {
        let holds = |condition: &Option<Expr>, answers: &Answers| {
            condition
                .as_ref()
                .is_none_or(|condition| condition.evaluate(&Seen { answers, facts, today }).is_yes())
        };
        if !holds(&section.show_if, &resolved.answers) {
            continue;
        }
        for field in &section.fields {
            if !holds(&field.show_if, &resolved.answers) {
                continue;
            }
            resolved.shown.insert(field.id.clone());
            let seen = Seen {
                answers: &resolved.answers,
                facts,
                today,
            };
            let found = value_of(
                field,
                Input {
                    typed,
                    disputed,
                    facts,
                    lists,
                },
                &resolved.origins,
                &seen,
            );
            let required = match &field.required {
                Required::Fixed(required) => *required,
                Required::When(when) => when
                    .evaluate(&Seen {
                        answers: &resolved.answers,
                        facts,
                        today,
                    })
                    .is_yes(),
            } && !matches!(field.kind, FieldType::Information);
            if required {
                resolved.required.insert(field.id.clone());
            }
            let mut report = |kind| {
                resolved.problems.push(Problem {
                    section: section.id.clone(),
                    field: field.id.clone(),
                    kind,
                    severity: Severity::Block,
                    typed: typed.get(&field.id).map(str::to_owned),
                });
            };
            match found {
                Ok((Some(answer), origin)) => {
                    resolved.answers.insert(field.id.clone(), answer);
                    resolved.origins.insert(field.id.clone(), origin);
                }
                // The register still owes the value: nobody is stopped.
                Ok((None, origin @ Origin::Unverified { .. })) => {
                    resolved.origins.insert(field.id.clone(), origin);
                }
                Ok((None, _)) if required => report(ProblemKind::Missing),
                Ok((None, _)) => {}
                Err(kind) => report(kind),
            }
        }
        apply_rules(&section.id, &section.rules, typed, facts, today, &mut resolved);
    }
    resolved
}

fn apply_rules(section: &str, rules: &[Rule], typed: &Typed, facts: &Facts, today: NaiveDate, resolved: &mut Resolved) {
    for rule in rules.iter().filter(|rule| resolved.shown.contains(&rule.field)) {
        let truth = rule.holds.evaluate(&Seen {
            answers: &resolved.answers,
            facts,
            today,
        });
        if truth == crate::condition::Truth::No {
            resolved.problems.push(Problem {
                section: section.to_owned(),
                field: rule.field.clone(),
                kind: ProblemKind::Rule(rule.message.clone()),
                severity: rule.severity,
                typed: typed.get(&rule.field).map(str::to_owned),
            });
        }
    }
}

type Found = Result<(Option<Answer>, Origin), ProblemKind>;

/// All that values are made of.
#[derive(Clone, Copy)]
struct Input<'i> {
    typed: &'i Typed,
    disputed: &'i BTreeSet<String>,
    facts: &'i Facts,
    lists: &'i dyn Lists,
}

fn value_of(field: &Field, input: Input<'_>, origins: &BTreeMap<String, Origin>, seen: &Seen<'_>) -> Found {
    let Input {
        typed,
        disputed,
        facts,
        lists,
    } = input;
    if let Some(derived) = &field.derived {
        let answer = derived.answer(seen);
        // What follows from a value a register still owes is owed as well: nobody is stopped by it.
        let owed = if answer.is_none() {
            owed(derived, facts, origins)
        } else {
            None
        };
        return Ok((answer, owed.unwrap_or(Origin::Derived)));
    }
    if let FieldType::Table {
        columns,
        min,
        max,
        pick: Some(path),
    } = &field.kind
    {
        return chosen_rows(&field.id, (columns, *min, *max), path, input);
    }
    let said = field
        .prefill
        .iter()
        .find_map(|source| prefilled(source, facts, lists, seen));
    if let Some((given, at)) = facts.given(&field.id) {
        // What a supplement brought counts for more than what was declared once for all parts.
        if let Some(own) = read(&field.id, &field.kind, typed, lists)?.filter(|own| *own != given.answer) {
            return Ok((Some(own), Origin::Typed));
        }
        return Ok(handed_on(given, at, field, said, lists));
    }
    let Some((proposed, source)) = said else {
        let own = read(&field.id, &field.kind, typed, lists)?;
        let origin = match own {
            None if field.default.is_some() => Origin::Proposed,
            _ => Origin::Typed,
        };
        let answer = own.or_else(|| field.default.clone());
        return Ok((answer, pending(field, facts, origins).unwrap_or(origin)));
    };
    let proposed = tidy(&field.kind, proposed, lists);
    let may_differ = field.editable || disputed.contains(&field.id);
    let own = if may_differ {
        read(&field.id, &field.kind, typed, lists)?
    } else {
        None
    };
    Ok(match (own, source) {
        (Some(own), Some((fact, register, at))) if own != proposed => {
            let origin = if disputed.contains(&field.id) {
                Origin::Disputed {
                    fact,
                    register,
                    at,
                    said: proposed,
                }
            } else {
                Origin::Changed {
                    fact,
                    register,
                    at,
                    proposed,
                }
            };
            (Some(own), origin)
        }
        (Some(own), None) if own != proposed => (Some(own), Origin::Typed),
        (_, Some((fact, register, at))) => (Some(proposed), Origin::Register { fact, register, at }),
        (_, None) => (Some(proposed), Origin::Derived),
    })
}

/// A value the linked group gives. What the group could not verify is compared here as soon as the register answers.
fn handed_on(
    given: &GivenValue,
    at: DateTime<Utc>,
    field: &Field,
    said: Option<(Answer, Source)>,
    lists: &dyn Lists,
) -> (Option<Answer>, Origin) {
    let unverified = matches!(given.origin, Origin::Unverified { .. });
    let said = said.filter(|_| unverified);
    let origin = match said.and_then(|(said, source)| Some((tidy(&field.kind, said, lists), source?))) {
        Some((said, (fact, register, at))) if said == given.answer => Origin::Register { fact, register, at },
        Some((said, (fact, register, at))) => Origin::Disputed {
            fact,
            register,
            at,
            said,
        },
        // Disputed and unverified values stay so: the officer of the part must see it.
        None if unverified || matches!(given.origin, Origin::Disputed { .. }) => given.origin.clone(),
        None => Origin::Group {
            at,
            origin: Box::new(given.origin.clone()),
        },
    };
    (Some(given.answer.clone()), origin)
}

/// Rows ticked among those of a register, and rows typed beside them.
fn chosen_rows(id: &str, (columns, min, max): (&[Column], u8, u8), path: &str, input: Input<'_>) -> Found {
    let Input {
        typed, facts, lists, ..
    } = input;
    let mut rows = parts::picked(id, columns, path, facts, typed, lists)?;
    let typed_rows = parts::rows(id, columns, max, typed, lists)?;
    let source = path
        .split_once('.')
        .and_then(|(name, _)| Some((name, facts.get(name)?)));
    let origin = match source {
        Some((name, fact)) if !rows.is_empty() && typed_rows.is_empty() => Origin::Register {
            fact: name.to_owned(),
            register: fact.register,
            at: fact.asked_at,
        },
        Some((name, fact)) if fact.is_unavailable() => Origin::Unverified {
            fact: name.to_owned(),
            register: fact.register,
            at: fact.asked_at,
        },
        _ => Origin::Typed,
    };
    rows.extend(typed_rows);
    Ok((parts::table(rows, (min, max))?, origin))
}

type Source = Option<(String, Register, DateTime<Utc>)>;

/// A prefilled value and the fact it rests on; no fact if it follows from the form.
fn prefilled(prefill: &Prefill, facts: &Facts, lists: &dyn Lists, seen: &Seen<'_>) -> Option<(Answer, Source)> {
    let source = |path: &str| {
        let name = path.split_once('.')?.0;
        let fact = facts.get(name)?;
        Some((name.to_owned(), fact.register, fact.asked_at))
    };
    match prefill {
        Prefill::Fact(path) => Some((facts.value(path)?.clone(), source(path))),
        Prefill::Serving(Serving { list, serving }) => {
            let commune = serving.answer(seen)?;
            let value = lists.serving(list, commune.as_text()?)?;
            Some((Answer::from(value), None))
        }
        Prefill::Expr(expr) => Some((expr.answer(seen)?, expr.variables().into_iter().find_map(source))),
    }
}

/// The fact that would say it, itself or by an earlier field, if its register could not be asked.
fn pending(field: &Field, facts: &Facts, origins: &BTreeMap<String, Origin>) -> Option<Origin> {
    field.prefill.iter().find_map(|prefill| match prefill {
        Prefill::Fact(path) => unavailable(path, facts),
        Prefill::Serving(Serving { serving: expr, .. }) | Prefill::Expr(expr) => owed(expr, facts, origins),
    })
}

fn unavailable(path: &str, facts: &Facts) -> Option<Origin> {
    let name = path.split_once('.')?.0;
    let fact = facts.get(name).filter(|fact| fact.is_open())?;
    Some(Origin::Unverified {
        fact: name.to_owned(),
        register: fact.register,
        at: fact.asked_at,
    })
}

/// The register that owes what an expression looks at, itself or by an earlier field.
fn owed(expr: &Expr, facts: &Facts, origins: &BTreeMap<String, Origin>) -> Option<Origin> {
    let of_field = |name: &str| {
        origins
            .get(name)
            .filter(|origin| matches!(origin, Origin::Unverified { .. }))
            .cloned()
    };
    expr.variables()
        .into_iter()
        .find_map(|name| unavailable(name, facts).or_else(|| of_field(name)))
}
