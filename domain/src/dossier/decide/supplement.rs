//! Supplements: what is asked for at once, what may change by the answer, and how the clocks move (PRC-6, TIM-6).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::super::command::Upload;
use super::super::event::{Changes, EventBody, NewDues, SupplementItem};
use super::super::refusal::Why;
use super::super::state::Clock;
use super::{Bodies, Case, Given, subject};
use crate::application::{Application, review};
use crate::calendar::{Limit, Stop, vietnam_date};
use crate::facts::Facts;
use crate::form::{Answers, Problem, ProblemKind, Resolved, Seen, Typed};
use crate::procedure::{Field, Severity};

impl Case<'_> {
    pub(super) fn request_supplement(
        &self,
        items: Vec<SupplementItem>,
        reason: String,
        leader_override: bool,
    ) -> Bodies {
        let Given {
            procedure,
            calendar,
            now,
            ..
        } = self.given;
        let published = items.iter().all(|item| match item {
            SupplementItem::Document { id, .. } => procedure.documents.iter().any(|document| document.id == *id),
            SupplementItem::Field { id, .. } => procedure.form.field(id).is_some(),
        });
        if items.is_empty() || !published {
            return Err(Why::NothingToSupplement);
        }
        if reason.trim().is_empty() {
            return Err(Why::ReasonMissing);
        }
        let beyond_lawful = self.dossier.supplements >= procedure.time_limit.supplements;
        if beyond_lawful && !leader_override {
            return Err(Why::SupplementUsed);
        }
        let until = calendar.due_at(now, procedure.time_limit.supplement_within, &[]);
        Ok(vec![EventBody::SupplementRequested {
            items,
            reason,
            until,
            beyond_lawful,
        }])
    }

    pub(super) fn supplement(&self, typed: &Typed, documents: BTreeMap<String, Vec<Upload>>) -> Bodies {
        let Given {
            procedure, now, lists, ..
        } = self.given;
        let asked = self.dossier.supplement.as_ref().ok_or(Why::NoSupplementOpen)?;
        let missing: Vec<String> = asked
            .items
            .iter()
            .filter_map(|item| match item {
                SupplementItem::Document { id, .. } if documents.get(id).is_none_or(Vec::is_empty) => Some(id.clone()),
                _ => None,
            })
            .collect();
        if !missing.is_empty() {
            return Err(Why::DocumentsMissing(missing));
        }
        // Only what was asked for can change.
        let asked_field = |input: &str| {
            let field = input.split('.').next().unwrap_or(input);
            asked
                .items
                .iter()
                .any(|item| matches!(item, SupplementItem::Field { id, .. } if id == field))
        };
        let not_typed: Vec<Problem> = procedure
            .form
            .sections
            .iter()
            .flat_map(|section| section.fields.iter().map(move |field| (section, field)))
            .filter(|(_, field)| asked_field(&field.id) && !typed.touches(&field.id))
            .map(|(section, field)| Problem {
                section: section.id.clone(),
                field: field.id.clone(),
                kind: ProblemKind::Missing,
                severity: Severity::Block,
                typed: None,
            })
            .collect();
        if !not_typed.is_empty() {
            return Err(Why::Problems(not_typed));
        }
        let as_it_stands = typed.get(Typed::AS_IT_STANDS);
        // An input that was filled before and is absent now was emptied: a box that is no longer ticked.
        let before = self.dossier.application.typed.iter().map(|(input, _)| (input, ""));
        let typed: Typed = before
            .chain(typed.iter())
            .filter(|(input, _)| asked_field(input))
            .collect();
        let documents: BTreeMap<_, _> = documents
            .into_iter()
            .filter(|(id, _)| {
                asked
                    .items
                    .iter()
                    .any(|item| matches!(item, SupplementItem::Document { id: wanted, .. } if wanted == id))
            })
            .collect();
        let mut all = self.dossier.application.typed.clone();
        typed.iter().for_each(|(input, value)| all.set(input, value));
        let disputes = self.corrected(&asked.items);
        let mut all_disputes = self.dossier.application.disputes.clone();
        all_disputes.extend(disputes.clone());
        let today = vietnam_date(now);
        let after = review(
            procedure,
            Application {
                typed: &all,
                disputes: &all_disputes,
                ..self.application()
            },
            lists,
            today,
        );
        // Only what the applicant was asked for can stop them, and rules they have broken by it: nothing else is theirs
        // to mend now, and a rule that looks at today may have turned against an application that was right.
        let earlier = review(procedure, self.application(), lists, today).blocking();
        let known = |problem: &Problem| {
            earlier
                .iter()
                .any(|old| (&old.field, &old.kind) == (&problem.field, &problem.kind))
        };
        let mut problems = after.blocking();
        problems.retain(|problem| {
            asked_field(&problem.field) || (matches!(problem.kind, ProblemKind::Rule(_)) && !known(problem))
        });
        if !problems.is_empty() {
            return Err(Why::Problems(problems));
        }
        // A supplement is sent once: to press the button on an untouched form must not use it up.
        if documents.is_empty() && as_it_stands != Some("yes") && self.same(&asked.items, &after.resolved) {
            return Err(Why::NothingSupplemented);
        }
        let subject = subject(
            procedure,
            &Seen {
                answers: &after.resolved.answers,
                facts: &self.dossier.application.facts,
                today,
            },
        )
        .filter(|subject| *subject != self.dossier.application.subject);
        let fee = self.fee(&after.resolved.answers, &self.dossier.application.facts);
        let changes = self.changes(after.resolved);
        Ok(vec![EventBody::Supplemented {
            typed,
            disputes,
            changes,
            subject,
            fee,
            documents,
            dues: self.new_dues(),
        }])
    }

    /// The times that hold when the clock runs again from now.
    pub(super) fn new_dues(&self) -> NewDues {
        let Given {
            calendar, now, rules, ..
        } = self.given;
        let (due, lawful_due) = self
            .dossier
            .clock
            .as_ref()
            .map_or((None, None), |clock| self.resumed(clock));
        let answer_due = self.dossier.clock.is_none().then(|| {
            let stops = resumed_at(&self.dossier.answer_stops, now);
            calendar.due_at(self.dossier.submitted_at, rules.answer_within, &stops)
        });
        NewDues {
            due,
            lawful_due,
            step_dues: self.step_dues(),
            answer_due,
        }
    }

    /// The fields asked for that a register fills and the applicant may not simply change: their answer stands beside the
    /// register's, as any value they say is wrong there, with the officer's words as the reason.
    fn corrected(&self, items: &[SupplementItem]) -> BTreeMap<String, String> {
        let fixed = |field: &&Field| !field.prefill.is_empty() && !field.editable;
        items
            .iter()
            .filter_map(|item| match item {
                SupplementItem::Field { id, note } => {
                    self.given.procedure.form.field(id).filter(fixed)?;
                    Some((id.clone(), note.clone()))
                }
                SupplementItem::Document { .. } => None,
            })
            .collect()
    }

    /// Whether every field asked for has the value it had.
    fn same(&self, items: &[SupplementItem], after: &Resolved) -> bool {
        let before = &self.dossier.application.answers;
        items.iter().all(|item| match item {
            SupplementItem::Field { id, .. } => before.get(id) == after.answers.get(id),
            SupplementItem::Document { .. } => false,
        })
    }

    /// What is to be paid by these values, if that is no longer what it was.
    pub(super) fn fee(&self, answers: &Answers, facts: &Facts) -> Option<i64> {
        let Given { procedure, lists, .. } = self.given;
        let fee = self.dossier.cost_with(procedure, answers, facts, lists).total();
        (fee != self.dossier.application.fee).then_some(fee)
    }

    /// The promised time when the clock goes on now, and the one without the extension where there was one.
    fn resumed(&self, clock: &Clock) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let Given { calendar, now, .. } = self.given;
        let lawful = calendar.due_at(clock.accepted_at, clock.limit, &resumed_at(&clock.stops, now));
        if !clock.extended {
            return (Some(lawful), None);
        }
        // The extension was a date, not a limit: it moves by the working days the applicant took.
        let since = clock
            .stops
            .iter()
            .find(|stop| stop.to.is_none())
            .map_or(now, |stop| stop.from);
        let waited = calendar.working_days_between(vietnam_date(since), vietnam_date(now));
        let due = u32::try_from(waited)
            .ok()
            .filter(|days| *days > 0)
            .map_or(clock.due, |days| {
                calendar.due_at(clock.due, Limit::WorkingDays(days), &[])
            });
        (Some(due), Some(lawful))
    }

    /// The times of the steps that are going on, when the clock goes on now (TIM-6, TIM-7).
    fn step_dues(&self) -> BTreeMap<String, DateTime<Utc>> {
        let Given {
            procedure,
            calendar,
            now,
            ..
        } = self.given;
        let stops = self
            .dossier
            .clock
            .as_ref()
            .map_or(&self.dossier.answer_stops, |clock| &clock.stops);
        let stops = resumed_at(stops, now);
        let limits = self.dossier.active.iter().filter_map(|(id, active)| {
            let step = procedure.flow().step(procedure.flow().number(id)?);
            Some((id.clone(), calendar.due_at(active.since, step.limit?, &stops)))
        });
        limits.collect()
    }

    /// How the values of the form differ from those of the dossier. What a national system gave stays.
    pub(super) fn changes(&self, resolved: Resolved) -> Changes {
        let application = &self.dossier.application;
        let gone = |field: &String| {
            let owed = resolved.origins.contains_key(field) && !application.answers.contains_key(field);
            !resolved.answers.contains_key(field) && !owed
        };
        let removed: Vec<String> = application
            .origins
            .keys()
            .filter(|field| gone(field))
            .cloned()
            .collect();
        Changes {
            answers: resolved
                .answers
                .into_iter()
                .filter(|(field, answer)| application.answers.get(field) != Some(answer))
                .collect(),
            origins: resolved
                .origins
                .into_iter()
                .filter(|(field, origin)| application.origins.get(field) != Some(origin) || removed.contains(field))
                .collect(),
            removed,
        }
    }
}

/// Stops as they are when the clock goes on now.
fn resumed_at(stops: &[Stop], now: DateTime<Utc>) -> Vec<Stop> {
    stops.iter().map(|stop| stop.resumed_at(now)).collect()
}
