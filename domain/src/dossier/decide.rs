//! Which events a command leads to. Pure: the clock, the calendar and the lists are given.

mod linked;
mod registers;
mod supplement;

pub use linked::submit_part;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Outcome;
use super::actor::{Actor, Citizen, OfficerRef};
use super::command::{CallReply, Command, Submission};
use super::event::{Author, Event, EventBody, PartOf, Submitted};
use super::offers::{Offer, OfferKind, is_untouched, offers};
use super::paper;
use super::refusal::{Refusal, Why};
use super::state::{Dossier, PartEnd, Withdrawal};
use crate::application::{Application, Review, review};
use crate::calendar::{WorkingCalendar, vietnam_date};
use crate::condition::Expr;
use crate::facts::{Fact, Reply};
use crate::form::Seen;
use crate::identifiers::AgencyCode;
use crate::procedure::{Act, Exit, Procedure, StepKind};
use crate::reference::{Lists, ServiceRules};
use crate::workflow::{Move, Position, StepNo, Steps};

/// What decisions rest on besides the dossier: the definition, the calendar, dated reference data, and the time.
#[derive(Clone, Copy)]
pub struct Given<'g> {
    /// The version of the procedure that applies to the dossier.
    pub procedure: &'g Procedure,
    /// The calendar of the agency.
    pub calendar: &'g WorkingCalendar,
    /// Code lists and places.
    pub lists: &'g dyn Lists,
    /// Dated rules of service.
    pub rules: &'g ServiceRules,
    /// The name of an agency on papers of today.
    pub agency_name: &'g dyn Fn(&AgencyCode) -> String,
    /// Now.
    pub now: DateTime<Utc>,
}

/// An application becomes a dossier.
///
/// # Errors
/// Why it cannot be submitted: everything the applicant must do first.
pub fn submit(given: Given<'_>, submission: Submission, citizen: &Citizen) -> Result<Vec<Event>, Refusal> {
    let application = Application {
        typed: &submission.typed,
        disputes: &submission.disputes,
        facts: &submission.facts,
        documents: &submission.documents,
        confirmations: &submission.confirmations,
    };
    let review = review(given.procedure, application, given.lists, vietnam_date(given.now));
    submit_reviewed(given, submission, review, citizen)
}

/// As [`submit`], with the review at hand: it must be that of this very application, today.
///
/// # Errors
/// As [`submit`].
pub fn submit_reviewed(
    given: Given<'_>,
    submission: Submission,
    review: Review<'_>,
    citizen: &Citizen,
) -> Result<Vec<Event>, Refusal> {
    if let Some(why) = citizen.held_back().or_else(|| review.hindrance()) {
        return Err(why.alone());
    }
    Ok(submitted(given, submission, review, citizen, None))
}

/// The events of a submission. Nothing is refused here any more.
fn submitted(
    given: Given<'_>,
    submission: Submission,
    review: Review<'_>,
    citizen: &Citizen,
    group: Option<PartOf>,
) -> Vec<Event> {
    let today = vietnam_date(given.now);
    // Files outside the published list have no business here (PRC-2).
    let mut documents = submission.documents.clone();
    documents
        .retain(|id, files| !files.is_empty() && given.procedure.documents.iter().any(|document| document.id == *id));
    let answers = review.resolved.answers;
    let fee = review.cost.total();
    let subject = subject(
        given.procedure,
        &Seen {
            answers: &answers,
            facts: &submission.facts,
            today,
        },
    )
    .unwrap_or_else(|| citizen.name.clone());
    let by = Author::Citizen {
        account: citizen.account,
        name: citizen.name.clone(),
        level: citizen.level,
    };
    let submitted = Submitted {
        code: submission.code,
        procedure: given.procedure.id.clone(),
        version: given.procedure.version,
        personal_id: citizen.personal_id.clone(),
        subject,
        receiving: submission.receiving,
        competent: submission.competent,
        channel: submission.channel,
        email: submission.email,
        typed: submission.typed,
        answers,
        origins: review.resolved.origins,
        disputes: submission.disputes,
        facts: submission.facts,
        documents,
        confirmations: submission.confirmations,
        answer_due: given.calendar.due_at(given.now, given.rules.answer_within, &[]),
        fee,
        group,
    };
    let seen = Seen {
        answers: &submitted.answers,
        facts: &submitted.facts,
        today,
    };
    let start = given
        .procedure
        .flow()
        .start(&|condition: &Expr| condition.evaluate(&seen).is_yes());
    let mut events = vec![];
    let mut record = |body| {
        events.push(Event {
            at: given.now,
            by: by.clone(),
            body,
        });
    };
    let moved = entered(given, &start);
    record(EventBody::Submitted(Box::new(submitted)));
    if !given.procedure.is_received() {
        // No desk accepts it, so its time runs from now (TIM-5).
        let limit = given.procedure.time_limit.limit;
        let due = given.calendar.due_at(given.now, limit, &[]);
        record(EventBody::Accepted { limit, due });
    }
    moved.into_iter().for_each(record);
    events
}

/// Decides a command on a dossier.
///
/// # Errors
/// Why not, and what the actor may do instead.
pub fn decide(given: Given<'_>, dossier: &Dossier, command: Command, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let allowed = offers(given.procedure, dossier, actor, given.now);
    let case = Case { given, dossier };
    let bodies = case.bodies(command, actor, &allowed).map_err(|why| Refusal {
        why,
        instead: allowed.into_iter().filter(|offer| offer.blocked.is_none()).collect(),
    })?;
    let by = match actor {
        Actor::Citizen(citizen) => Author::Citizen {
            account: citizen.account,
            name: citizen.name.clone(),
            level: citizen.level,
        },
        Actor::Officer(officer) => Author::Officer(officer.who.clone()),
        Actor::System => Author::System,
    };
    Ok(bodies
        .into_iter()
        .map(|body| Event {
            at: given.now,
            by: by.clone(),
            body,
        })
        .collect())
}

struct Case<'c> {
    given: Given<'c>,
    dossier: &'c Dossier,
}

type Bodies = Result<Vec<EventBody>, Why>;

impl Case<'_> {
    fn bodies(&self, command: Command, actor: &Actor, allowed: &[Offer]) -> Bodies {
        self.known_to(actor)?;
        if self.dossier.outcome.is_some() {
            return Err(Why::Ended);
        }
        let need = |kind: &OfferKind, step: Option<&str>| {
            let offer = allowed
                .iter()
                .find(|offer| offer.kind == *kind && offer.step.as_deref() == step);
            match offer {
                Some(Offer { blocked: None, .. }) => Ok(()),
                Some(Offer { blocked: Some(why), .. }) => Err(why.clone()),
                // Somebody who may do something at the step asked for a way out it does not have.
                None if step.is_some() && allowed.iter().any(|offer| offer.step.as_deref() == step) => Err(Why::NotNow),
                None => Err(self.why_not(step)),
            }
        };
        match command {
            Command::Take { step } => {
                need(&OfferKind::Take, Some(&step))?;
                Ok(vec![EventBody::Taken { step }])
            }
            Command::Check { document, verdict } => {
                let offer = allowed.iter().find(|offer| offer.kind == OfferKind::Check);
                need(&OfferKind::Check, offer.and_then(|offer| offer.step.as_deref()))?;
                if !self.dossier.application.documents.contains_key(&document) {
                    return Err(Why::NotNow);
                }
                if matches!(&verdict, super::Verdict::Faulty { reason } if reason.trim().is_empty()) {
                    return Err(Why::ReasonMissing);
                }
                Ok(vec![EventBody::Checked { document, verdict }])
            }
            Command::Leave {
                step,
                exit,
                reason,
                legal,
            } => {
                need(&OfferKind::Leave { exit: exit.clone() }, Some(&step))?;
                self.leave(&step, &exit, reason, legal, actor)
            }
            Command::RequestSupplement {
                step,
                items,
                reason,
                leader_override,
            } => {
                need(&OfferKind::RequestSupplement, Some(&step))?;
                self.request_supplement(items, reason, leader_override)
            }
            Command::Supplement { typed, documents } => {
                if self.dossier.supplement.is_none() {
                    return Err(Why::NoSupplementOpen);
                }
                need(&OfferKind::Supplement, None)?;
                self.supplement(&typed, documents)
            }
            Command::Withdraw { .. } if self.dossier.withdrawing.is_some() => Err(Why::NotNow),
            Command::Withdraw { reason } => {
                if self.dossier.withdrawal.is_some() && matches!(actor, Actor::Citizen(_)) {
                    return Err(Why::WithdrawalAsked);
                }
                need(&OfferKind::Withdraw, None)?;
                let reason = reason.filter(|reason| !reason.trim().is_empty());
                if self.dossier.parts.values().any(|part| part.ended.is_none()) {
                    return Ok(vec![EventBody::WithdrawalAsked { reason }]);
                }
                // What no desk has accepted is the applicant's own; afterwards an officer confirms (PRC-16).
                Ok(vec![if is_untouched(self.given.procedure, self.dossier) {
                    EventBody::Ended {
                        outcome: Outcome::Withdrawn,
                        reason,
                    }
                } else {
                    EventBody::WithdrawalRequested { reason }
                }])
            }
            Command::TakeBackWithdrawal => {
                self.withdrawal()?;
                need(&OfferKind::TakeBackWithdrawal, None)?;
                Ok(vec![EventBody::WithdrawalTakenBack])
            }
            Command::ConfirmWithdrawal => {
                let reason = self.withdrawal()?.reason.clone();
                need(&OfferKind::ConfirmWithdrawal, None)?;
                Ok(vec![EventBody::Ended {
                    outcome: Outcome::Withdrawn,
                    reason,
                }])
            }
            Command::ChooseRecord { fact, record } => {
                let kind = OfferKind::ChooseRecord { fact: fact.clone() };
                let offer = allowed.iter().find(|offer| offer.kind == kind);
                need(&kind, offer.and_then(|offer| offer.step.as_deref()))?;
                self.choose(fact, record)
            }
            Command::Extend { until, reason } => {
                need(&OfferKind::Extend, None)?;
                self.extend(until, reason)
            }
            Command::Reply { step, reply } => self.system(actor).and_then(|()| self.reply(&step, reply)),
            Command::AddPart { step, typed } => {
                need(&OfferKind::AddPart, Some(&step))?;
                self.add_part(step, &typed)
            }
            Command::PartOpened { step, part, code } => {
                self.system(actor)?;
                self.part_opened(step, part, code)
            }
            Command::PartEnded {
                step,
                outcome,
                answers,
                reason,
                legal,
            } => {
                self.system(actor)?;
                let end = PartEnd {
                    outcome,
                    at: self.given.now,
                    reason,
                    legal,
                };
                self.part_ended(&step, end, &answers)
            }
            Command::Verify { fact, answer } => self.system(actor).and_then(|()| self.verify(fact, answer)),
            Command::GiveUpWaiting => {
                self.system(actor)?;
                match &self.dossier.supplement {
                    Some(supplement) if supplement.until < self.given.now => Ok(vec![EventBody::Ended {
                        outcome: Outcome::Stopped,
                        reason: None,
                    }]),
                    // A timer of an earlier request, or one that looks too early: there is nothing to give up yet.
                    Some(_) => Err(Why::NotNow),
                    None => Err(Why::NoSupplementOpen),
                }
            }
        }
    }

    /// Outwards, a dossier that is none of the actor's business does not exist.
    fn known_to(&self, actor: &Actor) -> Result<(), Why> {
        let application = &self.dossier.application;
        let known = match actor {
            Actor::Citizen(citizen) => citizen.account == self.dossier.account,
            Actor::Officer(officer) => {
                officer.works_in(&application.receiving) || officer.works_in(&application.competent)
            }
            Actor::System => true,
        };
        if known { Ok(()) } else { Err(Why::NotTheirs) }
    }

    fn system(&self, actor: &Actor) -> Result<(), Why> {
        if *actor == Actor::System {
            Ok(())
        } else {
            Err(Why::NotTheirRole)
        }
    }

    fn why_not(&self, step: Option<&str>) -> Why {
        let active = step.is_none_or(|step| self.dossier.active.contains_key(step));
        if active { Why::NotTheirRole } else { Why::NotNow }
    }

    fn withdrawal(&self) -> Result<&Withdrawal, Why> {
        self.dossier.withdrawal.as_ref().ok_or(Why::NotNow)
    }

    fn leave(&self, step: &str, exit: &str, reason: Option<String>, legal: Option<String>, actor: &Actor) -> Bodies {
        let flow = self.given.procedure.flow();
        let number = flow.number(step).ok_or(Why::NotNow)?;
        let definition = flow.step(number);
        let way = definition.exits.iter().find(|way| way.id == exit).ok_or(Why::NotNow)?;
        let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        if way.reason && !said(&reason) {
            return Err(Why::ReasonMissing);
        }
        if way.reason && matches!(way.to, Exit::End(_)) && !said(&legal) {
            return Err(Why::LegalBasisMissing);
        }
        let mut bodies = vec![EventBody::Left {
            step: step.to_owned(),
            exit: exit.to_owned(),
            reason: reason.clone(),
            legal: legal.clone(),
        }];
        if let StepKind::Task { act, .. } = &definition.does {
            bodies.extend(self.consequences(*act, &way.to)?);
            if let (Exit::End(Outcome::NotEligible), Actor::Officer(officer)) = (&way.to, actor) {
                let said = (reason.unwrap_or_default(), legal.unwrap_or_default());
                bodies.push(self.refusal(said, &officer.who));
            }
        }
        bodies.extend(self.moved(number, exit)?);
        Ok(bodies)
    }

    /// What an act means besides the move: acceptance starts the clock, a decision is signed, a seal fixes the result.
    fn consequences(&self, act: Act, to: &Exit) -> Bodies {
        let Given {
            procedure,
            calendar,
            now,
            ..
        } = self.given;
        Ok(match (act, to) {
            (Act::Receive, Exit::Onward) if self.dossier.clock.is_none() => {
                let application = &self.dossier.application;
                let own = procedure.time_limit.in_case(&Seen {
                    answers: &application.answers,
                    facts: &application.facts,
                    today: vietnam_date(now),
                });
                // A linked group may give its part less time than the procedure has alone (LNK-3), unless the law gives
                // this case more.
                let usual = own == procedure.time_limit.limit;
                let of_group = application.group.as_ref().filter(|_| usual).and_then(|of| of.limit);
                let limits = std::iter::once(own).chain(of_group);
                limits
                    .map(|limit| (limit, calendar.due_at(now, limit, &[])))
                    .min_by_key(|(_, due)| *due)
                    .map(|(limit, due)| EventBody::Accepted { limit, due })
                    .into_iter()
                    .collect()
            }
            (Act::Decide, Exit::Onward | Exit::End(Outcome::NotEligible)) => vec![EventBody::Signed],
            (Act::Seal, Exit::Onward) => {
                let signed = self.dossier.signed.as_ref().ok_or(Why::NotSigned)?;
                self.issued(signed)
            }
            _ => Vec::new(),
        })
    }

    /// The results of the procedure, made now.
    fn issued(&self, signed: &(OfficerRef, DateTime<Utc>)) -> Vec<EventBody> {
        let Given {
            procedure, lists, now, ..
        } = self.given;
        let application = &self.dossier.application;
        let seen = Seen {
            answers: &application.answers,
            facts: &application.facts,
            today: vietnam_date(now),
        };
        let name = (self.given.agency_name)(&application.competent);
        procedure
            .results
            .iter()
            .filter(|result| result.when.as_ref().is_none_or(|when| when.evaluate(&seen).is_yes()))
            .map(|result| {
                let content = paper::content(procedure, result, self.dossier, name.clone(), lists, signed, now);
                EventBody::Issued(Box::new(content))
            })
            .collect()
    }

    /// The written reply that goes with a refusal after examination (PRC-10).
    fn refusal(&self, said: (String, String), signer: &OfficerRef) -> EventBody {
        let Given {
            procedure, rules, now, ..
        } = self.given;
        let name = (self.given.agency_name)(&self.dossier.application.competent);
        let content = paper::refusal(procedure, &rules.refusal, self.dossier, name, said, (signer, now));
        EventBody::Issued(Box::new(content))
    }

    fn moved(&self, number: StepNo, exit: &str) -> Bodies {
        let flow = self.given.procedure.flow();
        let place = flow
            .step(number)
            .exits
            .iter()
            .position(|way| way.id == exit)
            .ok_or(Why::NotNow)?;
        let application = &self.dossier.application;
        let seen = Seen {
            answers: &application.answers,
            facts: &application.facts,
            today: vietnam_date(self.given.now),
        };
        let holds = |condition: &Expr| condition.evaluate(&seen).is_yes();
        let moved = flow
            .leave(position(self.given.procedure, self.dossier), number, place, &holds)
            .ok_or(Why::NotNow)?;
        let mut bodies = entered(self.given, &moved);
        if let Some(EventBody::Ended { outcome, .. }) = bodies.last_mut()
            && *outcome == Outcome::Completed
            && !self.dossier.parts_completed().0
        {
            *outcome = Outcome::PartiallyCompleted;
        }
        Ok(bodies)
    }

    fn extend(&self, until: DateTime<Utc>, reason: String) -> Bodies {
        if reason.trim().is_empty() {
            return Err(Why::ReasonMissing);
        }
        let clock = self.dossier.clock.as_ref().ok_or(Why::NotNow)?;
        // Not longer than the original limit (PRC-15).
        let furthest = self.given.calendar.due_at(clock.due, clock.limit, &[]);
        if until <= clock.due.max(self.given.now) || until > furthest {
            return Err(Why::BadDate);
        }
        Ok(vec![EventBody::Extended { due: until, reason }])
    }

    fn application(&self) -> Application<'_> {
        let application = &self.dossier.application;
        Application {
            typed: &application.typed,
            disputes: &application.disputes,
            facts: &application.facts,
            documents: &application.documents,
            confirmations: &application.confirmations,
        }
    }
}

/// Whom an application is about, as the procedure says it.
fn subject(procedure: &Procedure, seen: &Seen<'_>) -> Option<String> {
    let answer = procedure.subject.answer(seen)?;
    answer.as_text().map(str::to_owned)
}

/// Where a dossier stands in its workflow.
pub(super) fn position(procedure: &Procedure, dossier: &Dossier) -> Position {
    let numbers = dossier.active.keys().filter_map(|step| procedure.flow().number(step));
    numbers.fold(Steps::NONE, |position, step| position.with(Steps::one(step)))
}

fn entered(given: Given<'_>, moved: &Move) -> Vec<EventBody> {
    let flow = given.procedure.flow();
    let mut bodies: Vec<_> = moved
        .entered
        .iter()
        .map(|number| {
            let step = flow.step(number);
            let (mut role, mut act, mut part, mut stop) = (None, None, None, None);
            match &step.does {
                StepKind::Task { role: whose, act: what } => (role, act) = (Some(whose.clone()), Some(*what)),
                StepKind::Call { stops, .. } => stop = *stops,
                StepKind::Linked { procedure, .. } => part = Some(procedure.clone()),
            }
            let due = step.limit.map(|limit| given.calendar.due_at(given.now, limit, &[]));
            EventBody::Entered {
                step: step.id.clone(),
                role,
                act,
                due,
                part,
                stops: stop,
            }
        })
        .collect();
    bodies.extend(moved.ended.map(|outcome| EventBody::Ended { outcome, reason: None }));
    bodies
}
