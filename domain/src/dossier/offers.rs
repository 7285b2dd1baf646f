//! What may be done now: one function for the buttons of the pages, the list of the API, and the refusals of `decide`.

use chrono::{DateTime, Utc};

use super::Outcome;
use super::actor::{Actor, Officer};
use super::decide::position;
use super::event::Verdict;
use super::refusal::Why;
use super::state::{ActiveStep, Dossier};
use crate::calendar::vietnam_date;
use crate::condition::Expr;
use crate::facts::Reply;
use crate::form::Seen;
use crate::procedure::{Act, Exit, Procedure, StepKind};

/// Something that may be done, or that might be done if something else were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What.
    pub kind: OfferKind,
    /// At which step; none for acts on the whole dossier.
    pub step: Option<String>,
    /// Why it cannot be done yet; `None` if it can.
    pub blocked: Option<Why>,
}

/// What may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// Take the step upon oneself.
    Take,
    /// Leave the step by this way out.
    Leave {
        /// The way out.
        exit: String,
    },
    /// Judge the documents.
    Check,
    /// Ask the applicant to supplement.
    RequestSupplement,
    /// Apologise and set a new date.
    Extend,
    /// Supplement what was asked for.
    Supplement,
    /// Withdraw.
    Withdraw,
    /// Add this part of the linked group, which was not chosen at the start.
    AddPart,
    /// Go on after all, before the withdrawal is confirmed.
    TakeBackWithdrawal,
    /// Confirm that the applicant withdraws.
    ConfirmWithdrawal,
    /// Say which of several records of a register is meant.
    ChooseRecord {
        /// The name of the fact.
        fact: String,
    },
}

/// All that the actor may do with the dossier now. Empty if it is none of their business.
#[must_use]
pub fn offers(procedure: &Procedure, dossier: &Dossier, actor: &Actor, now: DateTime<Utc>) -> Vec<Offer> {
    if dossier.outcome.is_some() {
        return Vec::new();
    }
    match actor {
        Actor::Citizen(citizen) if citizen.account == dossier.account => {
            let too_low = citizen.held_back();
            let mut offers = Vec::new();
            if dossier.supplement.is_some() {
                offers.push(Offer {
                    kind: OfferKind::Supplement,
                    step: None,
                    blocked: too_low.clone(),
                });
            }
            if dossier.withdrawing.is_some() {
                return offers;
            }
            for step in addable(procedure, dossier, now) {
                offers.push(Offer {
                    kind: OfferKind::AddPart,
                    step: Some(step),
                    blocked: too_low.clone(),
                });
            }
            let (kind, blocked) = if dossier.withdrawal.is_some() {
                (OfferKind::TakeBackWithdrawal, too_low)
            } else {
                (
                    OfferKind::Withdraw,
                    too_low.or_else(|| against_withdrawal(procedure, dossier)),
                )
            };
            offers.push(Offer {
                kind,
                step: None,
                blocked,
            });
            offers
        }
        Actor::Officer(officer) => officer_offers(procedure, dossier, officer, now),
        Actor::Citizen(_) | Actor::System => Vec::new(),
    }
}

/// Why a dossier cannot be withdrawn any more (PRC-16): it is decided, or no office is there that could confirm it.
fn against_withdrawal(procedure: &Procedure, dossier: &Dossier) -> Option<Why> {
    if dossier.signed.is_some() || !dossier.issued.is_empty() {
        return Some(Why::SignedAlready);
    }
    if dossier.awaiting_payment().is_some() {
        return Some(Why::AwaitingPayment);
    }
    let confirmed = || procedure.has_act(Act::Handle) || procedure.has_act(Act::Decide);
    (!is_untouched(procedure, dossier) && !confirmed()).then_some(Why::NotNow)
}

/// Whether no office has done anything about it yet: no desk accepted it; where there is none, it stands where it began.
/// The offices of a group work on its parts.
pub(super) fn is_untouched(procedure: &Procedure, dossier: &Dossier) -> bool {
    if procedure.is_received() {
        return dossier.clock.is_none();
    }
    let application = &dossier.application;
    let seen = Seen {
        answers: &application.answers,
        facts: &application.facts,
        today: vietnam_date(dossier.submitted_at),
    };
    let holds = |condition: &Expr| condition.evaluate(&seen).is_yes();
    procedure.is_group()
        || (position(procedure, dossier) == procedure.flow().start(&holds).position
            && dossier.active.values().all(|step| step.officer.is_none()))
}

/// The steps whose parts were not chosen at the start and can still be added.
fn addable(procedure: &Procedure, dossier: &Dossier, now: DateTime<Utc>) -> Vec<String> {
    let flow = procedure.flow();
    let here = position(procedure, dossier);
    let application = &dossier.application;
    let seen = Seen {
        answers: &application.answers,
        facts: &application.facts,
        today: vietnam_date(now),
    };
    let holds = |condition: &Expr| condition.evaluate(&seen).is_yes();
    let open = flow.steps().iter().filter(|step| {
        let StepKind::Linked {
            section: Some(section), ..
        } = &step.does
        else {
            return false;
        };
        let Some(number) = flow
            .number(&step.id)
            .filter(|_| procedure.form.section(section).is_some())
        else {
            return false;
        };
        let chosen = flow.condition_of(number).is_none_or(holds);
        !chosen && !dossier.parts.contains_key(&step.id) && flow.late(here, number, &|_: &Expr| true).is_some()
    });
    open.map(|step| step.id.clone()).collect()
}

/// Whether the officer holds the role of the step in the agency whose turn it is: the receiving desk receives and hands
/// back, the competent agency does the rest.
pub(super) fn may_do(dossier: &Dossier, step: &ActiveStep, officer: &Officer) -> bool {
    let agency = match step.act {
        Some(Act::Receive | Act::Return) => &dossier.application.receiving,
        Some(Act::Handle | Act::Decide | Act::Seal) | None => &dossier.application.competent,
    };
    step.role.as_ref().is_some_and(|role| officer.holds(agency, role))
}

/// Whether the officer may allow what needs a leader: holds the role of a deciding step in the competent agency.
fn leads(procedure: &Procedure, dossier: &Dossier, officer: &Officer) -> bool {
    procedure.flow().steps().iter().any(|step| match &step.does {
        StepKind::Task { role, act: Act::Decide } => officer.holds(&dossier.application.competent, role),
        _ => false,
    })
}

/// Whether the officer watches over what a dossier waits for: has a step that is going on, or holds a role of the
/// competent agency that handles or decides. They confirm a withdrawal, and let a call that failed be tried again.
#[must_use]
pub fn watches(procedure: &Procedure, dossier: &Dossier, officer: &Officer) -> bool {
    let competent = &dossier.application.competent;
    let works_on = procedure.flow().steps().iter().any(|step| match &step.does {
        StepKind::Task {
            role,
            act: Act::Handle | Act::Decide,
        } => officer.holds(competent, role),
        _ => false,
    });
    works_on || dossier.active.values().any(|step| may_do(dossier, step, officer))
}

fn officer_offers(procedure: &Procedure, dossier: &Dossier, officer: &Officer, now: DateTime<Utc>) -> Vec<Offer> {
    let mut offers = Vec::new();
    let leader = leads(procedure, dossier, officer);
    for (id, active) in &dossier.active {
        let Some(number) = procedure.flow().number(id) else {
            continue;
        };
        let mine = may_do(dossier, active, officer);
        let offer = |kind, blocked| Offer {
            kind,
            step: Some(id.clone()),
            blocked,
        };
        if mine {
            for exit in &procedure.flow().step(number).exits {
                let blocked = hindrance(procedure, dossier, active, (&exit.to, officer, now));
                offers.push(offer(OfferKind::Leave { exit: exit.id.clone() }, blocked));
            }
            if active.officer.as_ref().is_none_or(|taken| taken.id != officer.who.id) {
                offers.push(offer(OfferKind::Take, None));
            }
        }
        if mine && matches!(active.act, Some(Act::Receive | Act::Handle | Act::Decide)) {
            for (fact, known) in dossier.application.facts.iter() {
                if matches!(known.reply, Reply::Several { .. }) {
                    let fact = fact.to_owned();
                    offers.push(offer(OfferKind::ChooseRecord { fact }, None));
                }
            }
        }
        if let Some(Act::Receive | Act::Handle) = active.act {
            if mine {
                offers.push(offer(OfferKind::Check, None));
            }
            if mine || leader {
                let used = dossier.supplements >= procedure.time_limit.supplements;
                let blocked = if dossier.withdrawal.is_some() {
                    Some(Why::WithdrawalAsked)
                } else if dossier.supplement.is_some() {
                    Some(Why::AwaitingSupplement)
                } else {
                    (used && !leader).then_some(Why::SupplementUsed)
                };
                offers.push(offer(OfferKind::RequestSupplement, blocked));
            }
        }
    }
    if dossier.withdrawal.is_some() && watches(procedure, dossier, officer) {
        offers.push(Offer {
            kind: OfferKind::ConfirmWithdrawal,
            step: None,
            blocked: None,
        });
    }
    if leader && let Some(clock) = &dossier.clock {
        let blocked = if clock.extended {
            Some(Why::ExtendedAlready)
        } else if dossier.supplement.is_some() {
            // The clock stands, nobody knows yet until when.
            Some(Why::AwaitingSupplement)
        } else {
            // Before or on the due date, never after it (PRC-14).
            (vietnam_date(now) > vietnam_date(clock.due)).then_some(Why::TooLateToExtend)
        };
        offers.push(Offer {
            kind: OfferKind::Extend,
            step: None,
            blocked,
        });
    }
    offers
}

/// Whether a way out decides the matter. Where no leader does, whoever handles it does; where nobody handles it, whoever
/// receives it.
fn decides(procedure: &Procedure, step: &ActiveStep, to: &Exit) -> bool {
    let last = [Act::Decide, Act::Handle, Act::Receive]
        .into_iter()
        .find(|act| procedure.has_act(*act));
    match to {
        Exit::Onward => step.act.is_some() && step.act == last,
        Exit::End(Outcome::NotEligible | Outcome::Completed) => {
            matches!(step.act, Some(Act::Receive | Act::Handle | Act::Decide))
        }
        _ => false,
    }
}

/// Why a way out cannot be taken yet.
fn hindrance(
    procedure: &Procedure,
    dossier: &Dossier,
    step: &ActiveStep,
    (to, officer, now): (&Exit, &Officer, DateTime<Utc>),
) -> Option<Why> {
    if dossier.withdrawal.is_some() {
        return Some(Why::WithdrawalAsked);
    }
    if let Some(supplement) = &dossier.supplement {
        // Past its time the desk may end the matter (LNK-4), but nothing else.
        let over = supplement.until < now && matches!(to, Exit::End(_));
        return (!over).then_some(Why::AwaitingSupplement);
    }
    if step.act == Some(Act::Decide)
        && matches!(to, Exit::Onward | Exit::End(_))
        && dossier.drafters.contains(&officer.who.id)
    {
        return Some(Why::SamePerson);
    }
    if decides(procedure, step, to) {
        let open = dossier.unverified();
        if !open.is_empty() {
            return Some(Why::Unverified(open));
        }
    }
    if step.act == Some(Act::Seal) && matches!(to, Exit::Onward) && dossier.signed.is_none() {
        return Some(Why::NotSigned);
    }
    if matches!(to, Exit::Onward) && matches!(step.act, Some(Act::Receive | Act::Handle)) {
        let judged = |document: &&String| dossier.checks.get(*document);
        let files = || {
            dossier
                .application
                .documents
                .iter()
                .filter(|(_, files)| !files.is_empty())
                .map(|(id, _)| id)
        };
        let faulty: Vec<_> = files()
            .filter(|id| matches!(judged(id), Some(Verdict::Faulty { .. })))
            .cloned()
            .collect();
        if !faulty.is_empty() {
            return Some(Why::DocumentsFaulty(faulty));
        }
        if step.act == Some(Act::Handle) {
            let unseen: Vec<_> = files().filter(|id| judged(id).is_none()).cloned().collect();
            if !unseen.is_empty() {
                return Some(Why::DocumentsUnchecked(unseen));
            }
        }
    }
    None
}
