//! The parts of a linked group (liên thông): opened, added later, answered, withdrawn (LNK-5, LNK-6).

use super::*;
use crate::dossier::DossierId;
use crate::form::{Answers, Typed};
use crate::identifiers::DossierCode;
use crate::workflow::Late;

/// The application of a group becomes the dossier of one of its parts. What is missing in it stops nobody: it was
/// declared once, and the officer of the part asks for the rest.
#[must_use]
pub fn submit_part(given: Given<'_>, submission: Submission, group: PartOf, citizen: &Citizen) -> Vec<Event> {
    let application = Application {
        typed: &submission.typed,
        disputes: &submission.disputes,
        facts: &submission.facts,
        documents: &submission.documents,
        confirmations: &submission.confirmations,
    };
    let review = review(given.procedure, application, given.lists, vietnam_date(given.now));
    submitted(given, submission, review, citizen, Some(group))
}

impl Case<'_> {
    /// The definition of a step that opens a part, with its number.
    fn linked(&self, step: &str) -> Result<(StepNo, &StepKind), Why> {
        let flow = self.given.procedure.flow();
        let number = flow.number(step).ok_or(Why::NotNow)?;
        let kind = &flow.step(number).does;
        match kind {
            StepKind::Linked { .. } => Ok((number, kind)),
            StepKind::Task { .. } | StepKind::Call { .. } => Err(Why::NotNow),
        }
    }

    pub(super) fn part_opened(&self, step: String, part: DossierId, code: DossierCode) -> Bodies {
        let known = self.dossier.parts.get(&step).ok_or(Why::NotNow)?;
        if known.opened.is_some() || known.ended.is_some() {
            return Err(Why::NotNow);
        }
        Ok(vec![EventBody::PartOpened { step, part, code }])
    }

    /// A part tells how it came out: the first word counts, a repeat changes nothing.
    pub(super) fn part_ended(&self, step: &str, end: PartEnd, answers: &Answers) -> Bodies {
        let (number, kind) = self.linked(step)?;
        let open = self.dossier.parts.get(step).is_some_and(|part| part.ended.is_none());
        let StepKind::Linked { keep, .. } = kind else {
            return Err(Why::NotNow);
        };
        if !open || !self.dossier.active.contains_key(step) {
            return Err(Why::NotNow);
        }
        let done = end.outcome == Outcome::Completed;
        let keep: Answers = keep
            .iter()
            .filter(|_| done)
            .filter_map(|(theirs, ours)| Some((ours.clone(), answers.get(theirs)?.clone())))
            .collect();
        let mut after = self.dossier.clone();
        after.application.answers.extend(keep.clone());
        let seen = Seen {
            answers: &after.application.answers,
            facts: &after.application.facts,
            today: vietnam_date(self.given.now),
        };
        let subject =
            subject(self.given.procedure, &seen).filter(|subject| *subject != self.dossier.application.subject);
        let (outcome, reason) = (end.outcome, end.reason.clone());
        let mut bodies = vec![
            EventBody::PartEnded {
                step: step.to_owned(),
                outcome,
                keep,
                subject,
                reason: end.reason.clone(),
                legal: end.legal.clone(),
            },
            EventBody::Left {
                step: step.to_owned(),
                exit: if done { "done" } else { "refused" }.to_owned(),
                reason: end.reason.clone(),
                legal: end.legal.clone(),
            },
        ];
        if let Some(part) = after.parts.get_mut(step) {
            part.ended = Some(end);
        }
        let case = Case {
            given: self.given,
            dossier: &after,
        };
        if self.dossier.withdrawing.is_some() {
            bodies.extend(case.withdrawn(step));
            return Ok(bodies);
        }
        let mut moved = case.moved(number, if done { "done" } else { "refused" })?;
        // Where the part is a gate, the group ends as the part did (LNK-5).
        if let (
            false,
            Some(EventBody::Ended {
                outcome: ours,
                reason: why,
            }),
        ) = (done, moved.last_mut())
            && *ours != Outcome::PartiallyCompleted
        {
            *ours = outcome;
            *why = reason;
        }
        bodies.extend(moved);
        Ok(bodies)
    }

    /// The end of a group that is being withdrawn, once its last part has answered.
    fn withdrawn(&self, answered: &str) -> Option<EventBody> {
        let parts = &self.dossier.parts;
        if parts
            .iter()
            .any(|(step, part)| step != answered && part.ended.is_none())
        {
            return None;
        }
        let outcome = match self.dossier.parts_completed() {
            (_, true) => Outcome::PartiallyCompleted,
            _ => Outcome::Withdrawn,
        };
        let reason = self.dossier.withdrawing.as_ref().and_then(|asked| asked.reason.clone());
        Some(EventBody::Ended { outcome, reason })
    }

    /// The applicant adds a part: its section of the form is filled in as if it had been from the start.
    pub(super) fn add_part(&self, step: String, typed: &Typed) -> Bodies {
        let Given {
            procedure, now, lists, ..
        } = self.given;
        let (number, kind) = self.linked(&step)?;
        let section = match kind {
            StepKind::Linked { section, .. } => section.as_deref().and_then(|id| procedure.form.section(id)),
            _ => None,
        };
        let section = section.ok_or(Why::NotNow)?;
        let ours = |input: &str| {
            let field = input.split('.').next().unwrap_or(input);
            section.fields.iter().any(|known| known.id == field)
        };
        // An input that was filled before and is absent now was emptied.
        let before = self.dossier.application.typed.iter().map(|(input, _)| (input, ""));
        let typed: Typed = before.chain(typed.iter()).filter(|(input, _)| ours(input)).collect();
        let mut all = self.dossier.application.typed.clone();
        typed.iter().for_each(|(input, value)| all.set(input, value));
        let today = vietnam_date(now);
        let application = Application {
            typed: &all,
            ..self.application()
        };
        let after = review(procedure, application, lists, today);
        let mut problems = after.blocking();
        problems.retain(|problem| problem.section == section.id);
        if !problems.is_empty() {
            return Err(Why::Problems(problems));
        }
        let mut changes = self.changes(after.resolved);
        changes.answers.retain(|field, _| ours(field));
        changes.origins.retain(|field, _| ours(field));
        changes.removed.retain(|field| ours(field));
        let mut answers = self.dossier.application.answers.clone();
        answers.extend(changes.answers.clone());
        let seen = Seen {
            answers: &answers,
            facts: &self.dossier.application.facts,
            today,
        };
        let holds = |condition: &Expr| condition.evaluate(&seen).is_yes();
        let flow = procedure.flow();
        if !flow.condition_of(number).is_none_or(holds) {
            return Err(Why::PartNotChosen);
        }
        let late = flow.late(position(procedure, self.dossier), number, &holds);
        let mut bodies = vec![EventBody::PartAdded { step, typed, changes }];
        match late.ok_or(Why::NotNow)? {
            Late::InTurn => {}
            Late::Now(steps) => bodies.extend(entered(
                self.given,
                &Move {
                    entered: steps,
                    position: steps,
                    ended: None,
                },
            )),
        }
        Ok(bodies)
    }
}
