//! Answers that a form accepts, made up: what a careful person would type, field by field, given what registers say.
//!
//! [`Filling`] fills in what is missing with ordinary values of its type, then changes answers until every rule of the
//! form holds, and every condition that the test wishes for: a branch of the workflow, a fee, an optional part. Nothing is
//! random: the same form gives the same answers.

mod candidates;
mod distance;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::condition::Expr;
use crate::facts::Facts;
use crate::form::{Origin, ProblemKind, Resolved, Seen, Typed, resolve};
use crate::procedure::{Field, FieldType, Form, Procedure};
use crate::reference::Lists;
use candidates::{Candidate, Maker};
use distance::Distance;

/// How a form is to be filled in.
pub struct Filling<'a> {
    procedure: &'a Procedure,
    facts: &'a Facts,
    lists: &'a dyn Lists,
    today: NaiveDate,
    home: (&'a str, &'a str),
    everything: bool,
    begun: Typed,
    wishes: Vec<(&'a Expr, bool)>,
}

/// What was reached: what to type, and what it means.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The inputs of all fields that are shown and typed.
    pub typed: Typed,
    /// What the form makes of them.
    pub resolved: Resolved,
}

/// A form nobody can fill in so.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the form of {procedure} cannot be filled in: {left:?}")]
pub struct Unfillable {
    /// The procedure.
    pub procedure: String,
    /// What remains wrong or unfulfilled.
    pub left: Vec<String>,
}

impl<'a> Filling<'a> {
    /// Only what is needed, for somebody about whom registers say `facts`.
    #[must_use]
    pub fn new(procedure: &'a Procedure, facts: &'a Facts, lists: &'a dyn Lists, today: NaiveDate) -> Self {
        Self {
            procedure,
            facts,
            lists,
            today,
            home: ("01", "00004"),
            everything: false,
            begun: Typed::default(),
            wishes: Vec::new(),
        }
    }

    /// Where addresses lie that are typed: codes of a province and of a commune in it.
    #[must_use]
    pub fn at(mut self, province: &'a str, commune: &'a str) -> Self {
        self.home = (province, commune);
        self
    }

    /// Also every field that may stay empty.
    #[must_use]
    pub fn everything(mut self) -> Self {
        self.everything = true;
        self
    }

    /// From what was typed already.
    #[must_use]
    pub fn from(mut self, begun: &Typed) -> Self {
        self.begun = begun.clone();
        self
    }

    /// So that the condition comes out like this.
    #[must_use]
    pub fn wishing(mut self, condition: &'a Expr, holds: bool) -> Self {
        self.wishes.push((condition, holds));
        self
    }

    /// Fills it in.
    ///
    /// # Errors
    /// What no answer was found for.
    pub fn fill(&self) -> Result<Filled, Unfillable> {
        let mut best = self.complete(self.begun.clone());
        let mut tried: BTreeSet<Vec<String>> = BTreeSet::new();
        for _ in 0..40 {
            if best.cost == 0 {
                return Ok(self.tidied(best));
            }
            let moves = self.moves(&best);
            let better = self.better(&best, &moves, &mut tried);
            match better.or_else(|| self.better_pair(&best, &moves)) {
                Some(better) => best = better,
                None => break,
            }
        }
        Err(Unfillable {
            procedure: self.procedure.id.to_string(),
            left: best.left,
        })
    }

    fn form(&self) -> &'a Form {
        &self.procedure.form
    }

    fn resolve(&self, typed: &Typed) -> Resolved {
        let nobody = BTreeSet::new();
        resolve(self.form(), typed, &nobody, self.facts, self.lists, self.today)
    }

    /// With an ordinary value wherever one is missing.
    fn complete(&self, mut typed: Typed) -> Attempt {
        let mut resolved = self.resolve(&typed);
        for _ in 0..30 {
            let mut changed = false;
            for field in self.form().fields().filter(|field| self.is_open(field, &resolved)) {
                if !typed.touches(&field.id) {
                    changed |= self.put_ordinary(&mut typed, field, &resolved);
                }
            }
            if !changed {
                break;
            }
            resolved = self.resolve(&typed);
        }
        self.judged(typed, resolved)
    }

    /// Whether the field is shown, has no value and should have one.
    fn is_open(&self, field: &Field, resolved: &Resolved) -> bool {
        let id = &field.id;
        let fillable = field.derived.is_none() && !matches!(field.kind, FieldType::Information);
        fillable
            && resolved.shown.contains(id)
            && !resolved.answers.contains_key(id)
            && (resolved.required.contains(id) || self.everything || self.is_named(id, resolved))
    }

    /// Whether the dossier cannot do without the field: it names whom it is about, who decides, who must confirm.
    fn is_named(&self, id: &str, resolved: &Resolved) -> bool {
        let seen = self.seen(resolved);
        let confirmed = self.procedure.confirmations.iter().filter(|confirmation| {
            let when = confirmation.when.as_ref();
            when.is_none_or(|when| when.evaluate(&seen).is_yes())
        });
        let exprs = [&self.procedure.subject, &self.procedure.competent].into_iter();
        exprs
            .chain(confirmed.flat_map(|confirmation| [&confirmation.person, &confirmation.name]))
            .any(|expr| expr.variables().contains(&id))
    }

    fn put_ordinary(&self, typed: &mut Typed, field: &Field, resolved: &Resolved) -> bool {
        let ordinary = self.maker(resolved).ordinary(field);
        let Some(ordinary) = ordinary.filter(|inputs| !inputs.is_empty()) else {
            return false;
        };
        put(typed, &field.id, &ordinary);
        true
    }

    fn maker<'m>(&'m self, resolved: &'m Resolved) -> Maker<'m> {
        Maker {
            seen: self.seen(resolved),
            lists: self.lists,
            home: self.home,
        }
    }

    fn seen<'m>(&'m self, resolved: &'m Resolved) -> Seen<'m> {
        Seen {
            answers: &resolved.answers,
            facts: self.facts,
            today: self.today,
        }
    }

    /// How far it is from being right, and what is wrong.
    fn judged(&self, typed: Typed, resolved: Resolved) -> Attempt {
        let distance = Distance {
            form: self.form(),
            resolved: &resolved,
            seen: self.seen(&resolved),
        };
        let (mut cost, mut left, mut about) = (0, Vec::new(), Vec::new());
        for problem in resolved.blocking() {
            let rule = matches!(problem.kind, ProblemKind::Rule(_));
            let far = match rule.then(|| self.broken(problem)).flatten() {
                Some(holds) => {
                    about.push(holds);
                    distance.of(holds, true)
                }
                None => 1,
            };
            cost += far.max(1);
            left.push(format!("{}: {:?}", problem.field, problem.kind));
        }
        for (wish, holds) in &self.wishes {
            let far = distance.of(wish, *holds);
            if far > 0 {
                cost += far;
                about.push(wish);
                left.push(format!("{wish:?} is not {holds}"));
            }
        }
        let fields = resolved.blocking().map(|problem| problem.field.clone()).collect();
        Attempt {
            typed,
            cost,
            left,
            about: about.into_iter().cloned().collect(),
            fields,
            resolved,
        }
    }

    /// The condition of the rule that speaks.
    fn broken(&self, problem: &crate::form::Problem) -> Option<&'a Expr> {
        let rules = self.form().sections.iter().flat_map(|section| &section.rules);
        rules
            .filter(|rule| rule.field == problem.field)
            .find(|rule| matches!(&problem.kind, ProblemKind::Rule(message) if *message == rule.message))
            .map(|rule| &rule.holds)
    }

    /// What could be typed otherwise to come nearer.
    fn moves(&self, attempt: &Attempt) -> Vec<(&'a Field, Candidate)> {
        let distance = Distance {
            form: self.form(),
            resolved: &attempt.resolved,
            seen: self.seen(&attempt.resolved),
        };
        let mut names: BTreeSet<String> = attempt.fields.iter().cloned().collect();
        for expr in &attempt.about {
            distance.reach(expr, &mut names);
        }
        for name in attempt.fields.clone() {
            distance.reach(&Expr::Var(name), &mut names);
        }
        // What another rule ties to one of them may have to move with it: the end of a journey with its beginning.
        let rules = self.form().sections.iter().flat_map(|section| &section.rules);
        let tied: Vec<&Expr> = rules
            .map(|rule| &rule.holds)
            .filter(|holds| holds.variables().iter().any(|name| names.contains(*name)))
            .collect();
        for holds in tied {
            distance.reach(holds, &mut names);
        }
        let maker = self.maker(&attempt.resolved);
        let clues: Vec<&Expr> = attempt.about.iter().chain(self.conditions(&names)).collect();
        let fields = self.form().fields().filter(|field| names.contains(&field.id));
        fields
            .filter(|field| field.derived.is_none() && !is_settled(field, &attempt.resolved))
            .flat_map(|field| {
                let others = maker.others(field, &clues);
                others.into_iter().map(move |candidate| (field, candidate))
            })
            .collect()
    }

    /// Conditions of the form that look at one of the fields: their constants are worth trying.
    fn conditions(&self, names: &BTreeSet<String>) -> Vec<&'a Expr> {
        let sections = &self.form().sections;
        let shows = sections.iter().filter_map(|section| section.show_if.as_ref());
        let fields = self.form().fields().filter_map(|field| field.show_if.as_ref());
        let rules = sections
            .iter()
            .flat_map(|section| &section.rules)
            .map(|rule| &rule.holds);
        shows
            .chain(fields)
            .chain(rules)
            .filter(|expr| expr.variables().iter().any(|name| names.contains(*name)))
            .collect()
    }

    /// A change that comes nearer; else one after which something else is wrong that was not tried yet.
    fn better(
        &self,
        best: &Attempt,
        moves: &[(&Field, Candidate)],
        tried: &mut BTreeSet<Vec<String>>,
    ) -> Option<Attempt> {
        tried.insert(best.left.clone());
        let mut sideways = None;
        for (field, candidate) in moves {
            let mut typed = best.typed.clone();
            put(&mut typed, &field.id, candidate);
            let attempt = self.complete(typed);
            if attempt.cost < best.cost {
                return Some(attempt);
            }
            if sideways.is_none() && attempt.cost == best.cost && !tried.contains(&attempt.left) {
                sideways = Some(attempt);
            }
        }
        sideways
    }

    fn better_pair(&self, best: &Attempt, moves: &[(&Field, Candidate)]) -> Option<Attempt> {
        moves.iter().enumerate().find_map(|(at, (field, candidate))| {
            let mut typed = best.typed.clone();
            put(&mut typed, &field.id, candidate);
            let rest: Vec<_> = moves[at + 1..]
                .iter()
                .filter(|(other, _)| other.id != field.id)
                .map(|(other, candidate)| (*other, candidate.clone()))
                .collect();
            rest.iter().find_map(|(field, candidate)| {
                let mut typed = typed.clone();
                put(&mut typed, &field.id, candidate);
                Some(self.complete(typed)).filter(|attempt| attempt.cost < best.cost)
            })
        })
    }

    /// Without what stands in fields that are not shown, or are not typed.
    fn tidied(&self, attempt: Attempt) -> Filled {
        let mut typed = attempt.typed;
        for field in self.form().fields() {
            if !attempt.resolved.shown.contains(&field.id) || is_settled(field, &attempt.resolved) {
                typed.clear(&field.id);
            }
        }
        Filled {
            resolved: self.resolve(&typed),
            typed,
        }
    }
}

#[derive(Clone)]
struct Attempt {
    typed: Typed,
    resolved: Resolved,
    cost: u32,
    left: Vec<String>,
    about: Vec<Expr>,
    fields: Vec<String>,
}

/// Whether nothing can be typed there: it follows from others, or a register says it.
fn is_settled(field: &Field, resolved: &Resolved) -> bool {
    let said = !matches!(
        resolved.origins.get(&field.id),
        None | Some(Origin::Typed | Origin::Proposed | Origin::Unverified { .. } | Origin::Changed { .. })
    );
    let picks = matches!(field.kind, FieldType::Table { pick: Some(_), .. });
    field.derived.is_some() || (said && !field.editable && !picks)
}

fn put(typed: &mut Typed, field: &str, candidate: &Candidate) {
    typed.clear(field);
    for (input, value) in candidate {
        typed.set(&format!("{field}{input}"), value);
    }
}

/// The inputs of one section, as its page posts them.
#[must_use]
pub fn inputs_of(form: &Form, section: &str, typed: &Typed) -> Vec<(String, String)> {
    let Some(section) = form.section(section) else {
        return Vec::new();
    };
    let mut inputs = Vec::new();
    for field in &section.fields {
        let own = |input: &str| {
            let rest = input.strip_prefix(field.id.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let of_field = typed.iter().filter(|(input, _)| own(input));
        inputs.extend(of_field.map(|(input, value)| (input.to_owned(), value.to_owned())));
    }
    inputs
}

#[cfg(test)]
mod tests;
