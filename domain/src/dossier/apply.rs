//! Events into state. Total: an event that was recorded is never refused.

use chrono::{DateTime, Utc};

use super::event::{Author, Changes, Event, EventBody, NewDues};
use super::state::{
    ActiveStep, Clock, Dossier, DossierId, Issued, Part, PartEnd, PartOpened, Supplement, Withdrawal, Withdrawing,
};
use crate::calendar::{Stop, StopKind};
use crate::form::Origin;
use crate::procedure::Act;

impl Dossier {
    /// The dossier after its first event; `None` if that is no submission.
    #[must_use]
    pub fn open(id: DossierId, first: &Event) -> Option<Self> {
        let (EventBody::Submitted(submitted), Author::Citizen { account, name, .. }) = (&first.body, &first.by) else {
            return None;
        };
        Some(Self {
            id,
            seq: 1,
            application: submitted.as_ref().clone(),
            account: *account,
            applicant: name.clone(),
            submitted_at: first.at,
            answer_due: submitted.answer_due,
            answer_stops: Vec::new(),
            active: std::collections::BTreeMap::new(),
            clock: None,
            supplement: None,
            withdrawal: None,
            supplements: 0,
            beyond_lawful: false,
            checks: std::collections::BTreeMap::new(),
            received_by: None,
            drafters: Vec::new(),
            signed: None,
            issued: Vec::new(),
            last_reason: None,
            outcome: None,
            ended_at: None,
            touched: (name.clone(), first.at),
            parts: std::collections::BTreeMap::new(),
            withdrawing: None,
        })
    }

    /// The dossier after all its events; `None` if they do not begin with a submission.
    #[must_use]
    pub fn replay(id: DossierId, events: &[Event]) -> Option<Self> {
        let (first, rest) = events.split_first()?;
        let mut dossier = Self::open(id, first)?;
        rest.iter().for_each(|event| dossier.apply(event));
        Some(dossier)
    }

    /// Puts one more event into the state.
    pub fn apply(&mut self, event: &Event) {
        self.seq += 1;
        if event.by != Author::System {
            self.touched = (event.by.name().to_owned(), event.at);
        }
        match &event.body {
            // A second submission cannot be; it changes nothing.
            EventBody::Submitted(_) => {}
            EventBody::Entered {
                step,
                role,
                act,
                due,
                part,
                stops,
            } => {
                if let Some(procedure) = part {
                    let part = Part {
                        procedure: procedure.clone(),
                        since: event.at,
                        opened: None,
                        ended: None,
                    };
                    self.parts.insert(step.clone(), part);
                }
                let active = ActiveStep {
                    since: event.at,
                    role: role.clone(),
                    act: *act,
                    due: *due,
                    officer: None,
                    stops: *stops,
                };
                self.active.insert(step.clone(), active);
                if let Some(kind) = stops {
                    self.stop(*kind, event.at);
                }
            }
            EventBody::Taken { step } => {
                if let (Some(active), Author::Officer(officer)) = (self.active.get_mut(step), &event.by) {
                    active.officer = Some(officer.clone());
                }
            }
            EventBody::Checked { document, verdict } => {
                self.checks.insert(document.clone(), verdict.clone());
            }
            EventBody::Left { step, reason, .. } => self.left(step, reason.as_ref(), &event.by),
            EventBody::Accepted { limit, due } => {
                if let Author::Officer(officer) = &event.by {
                    self.received_by = Some(officer.clone());
                }
                // What is waited for already stops the new clock from its beginning.
                let open = self.answer_stops.iter().filter(|stop| stop.to.is_none());
                let stops = open.map(|stop| Stop::open(stop.kind, event.at)).collect();
                self.close_stops(|_| true, event.at);
                self.clock = Some(Clock {
                    accepted_at: event.at,
                    limit: *limit,
                    due: *due,
                    due_before: None,
                    stops,
                    extended: false,
                    lawful_due: *due,
                });
            }
            EventBody::SupplementRequested {
                items,
                reason,
                until,
                beyond_lawful,
            } => {
                self.supplements = self.supplements.saturating_add(1);
                self.beyond_lawful |= beyond_lawful;
                self.supplement = Some(Supplement {
                    items: items.clone(),
                    reason: reason.clone(),
                    asked_at: event.at,
                    asked_by: event.by.name().to_owned(),
                    until: *until,
                });
                self.stop(StopKind::Supplement, event.at);
            }
            EventBody::Supplemented {
                typed,
                disputes,
                changes,
                subject,
                fee,
                documents,
                dues,
            } => {
                self.supplement = None;
                for (input, value) in typed.iter() {
                    self.application.typed.set(input, value);
                }
                self.application.disputes.extend(disputes.clone());
                self.change(changes);
                self.application.fee = fee.unwrap_or(self.application.fee);
                if let Some(subject) = subject {
                    self.application.subject.clone_from(subject);
                }
                for (document, files) in documents {
                    // What came anew is looked at anew.
                    self.checks.remove(document);
                    self.application
                        .documents
                        .entry(document.clone())
                        .or_default()
                        .extend(files.clone());
                }
                self.resume(StopKind::Supplement, event.at, dues);
            }
            EventBody::Resumed { stop, dues } => self.resume(*stop, event.at, dues),
            EventBody::Replied { keep, .. } => self.application.answers.extend(keep.clone()),
            EventBody::Verified {
                fact,
                answer,
                changes,
                fee,
            } => {
                self.application.facts.set(fact, answer.clone());
                self.change(changes);
                self.application.fee = fee.unwrap_or(self.application.fee);
            }
            EventBody::WithdrawalRequested { reason } => {
                self.withdrawal = Some(Withdrawal {
                    asked_at: event.at,
                    reason: reason.clone(),
                });
            }
            EventBody::WithdrawalTakenBack => self.withdrawal = None,
            EventBody::Signed => {
                if let Author::Officer(officer) = &event.by {
                    self.signed = Some((officer.clone(), event.at));
                }
            }
            EventBody::Issued(content) => {
                self.issued.push(Issued {
                    at: event.at,
                    content: content.as_ref().clone(),
                });
            }
            EventBody::Extended { due, .. } => {
                if let Some(clock) = &mut self.clock {
                    clock.due_before = Some(clock.due);
                    clock.due = *due;
                    clock.extended = true;
                }
            }
            EventBody::PartAdded { typed, changes, .. } => {
                for (input, value) in typed.iter() {
                    self.application.typed.set(input, value);
                }
                self.change(changes);
            }
            EventBody::PartOpened { step, part, code } => {
                if let Some(known) = self.parts.get_mut(step) {
                    known.opened = Some(PartOpened {
                        id: *part,
                        code: code.clone(),
                        at: event.at,
                    });
                }
            }
            EventBody::PartEnded {
                step,
                outcome,
                keep,
                subject,
                reason,
                legal,
            } => {
                let end = PartEnd {
                    outcome: *outcome,
                    at: event.at,
                    reason: reason.clone(),
                    legal: legal.clone(),
                };
                if let Some(known) = self.parts.get_mut(step) {
                    known.ended = Some(end);
                }
                for field in keep.keys() {
                    let origin = Origin::Part {
                        step: step.clone(),
                        at: event.at,
                    };
                    self.application.origins.insert(field.clone(), origin);
                }
                self.application.answers.extend(keep.clone());
                if let Some(subject) = subject {
                    self.application.subject.clone_from(subject);
                }
            }
            EventBody::WithdrawalAsked { reason } => {
                self.withdrawing = Some(Withdrawing {
                    at: event.at,
                    reason: reason.clone(),
                });
            }
            EventBody::Ended { outcome, reason } => {
                if reason.is_some() {
                    self.last_reason = reason.clone();
                }
                self.outcome = Some(*outcome);
                self.ended_at = Some(event.at);
                self.active.clear();
                self.supplement = None;
                // Nobody waits any more.
                self.close_stops(|_| true, event.at);
            }
        }
    }

    fn change(&mut self, changes: &Changes) {
        self.application.answers.extend(changes.answers.clone());
        self.application.origins.extend(changes.origins.clone());
        for field in &changes.removed {
            self.application.answers.remove(field);
            if !changes.origins.contains_key(field) {
                self.application.origins.remove(field);
            }
        }
    }

    fn left(&mut self, step: &str, reason: Option<&String>, by: &Author) {
        let Some(active) = self.active.remove(step) else { return };
        self.last_reason = reason.cloned();
        if let (Some(Act::Handle), Author::Officer(officer)) = (active.act, by)
            && !self.drafters.contains(&officer.id)
        {
            self.drafters.push(officer.id);
        }
    }

    fn stop(&mut self, kind: StopKind, at: DateTime<Utc>) {
        let stops = self.stops();
        if !stops.iter().any(|stop| stop.kind == kind && stop.to.is_none()) {
            stops.push(Stop::open(kind, at));
        }
    }

    fn stops(&mut self) -> &mut Vec<Stop> {
        self.clock
            .as_mut()
            .map_or(&mut self.answer_stops, |clock| &mut clock.stops)
    }

    fn resume(&mut self, kind: StopKind, at: DateTime<Utc>, dues: &NewDues) {
        self.close_stops(|stop| stop.kind == kind, at);
        for (step, due) in &dues.step_dues {
            if let Some(active) = self.active.get_mut(step) {
                active.due = Some(*due);
            }
        }
        if let Some(clock) = &mut self.clock {
            if let Some(due) = dues.due {
                clock.due_before = Some(clock.due);
                clock.due = due;
                clock.lawful_due = dues.lawful_due.unwrap_or(due);
            }
        } else {
            self.answer_due = dues.answer_due.unwrap_or(self.answer_due);
        }
    }

    fn close_stops(&mut self, which: impl Fn(&Stop) -> bool, at: DateTime<Utc>) {
        for stop in self.stops() {
            if stop.to.is_none() && which(stop) {
                stop.to = Some(at);
            }
        }
    }
}
