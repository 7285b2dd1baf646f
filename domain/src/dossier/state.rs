//! The state of a dossier: always equal to the fold of its events.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::{Submitted, SupplementItem, Verdict};
use super::paper::ResultContent;
use super::{OfficerRef, Outcome, Status};
use crate::application::Cost;
use crate::calendar::{Limit, Stop, StopKind, vietnam_date};
use crate::facts::Facts;
use crate::form::{Answers, Seen};
use crate::identifiers::DossierCode;
use crate::procedure::{Act, Procedure, ProcedureId, Role};
use crate::reference::Lists;

/// Names a dossier within the system; people use its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DossierId(pub Uuid);

impl std::fmt::Display for DossierId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A dossier after all its events so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its name within the system.
    pub id: DossierId,
    /// How many events it has; the next one gets this number.
    pub seq: u32,
    /// The application, with everything that was added or verified since.
    pub application: Submitted,
    /// The account that submitted it.
    pub account: Uuid,
    /// The name of the applicant.
    pub applicant: String,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Until when the desk must answer; moved by a supplement at reception.
    pub answer_due: DateTime<Utc>,
    /// The stops of the answer clock.
    pub answer_stops: Vec<Stop>,
    /// The steps that are going on.
    pub active: BTreeMap<String, ActiveStep>,
    /// The legal clock, from acceptance on (TIM-5).
    pub clock: Option<Clock>,
    /// The supplement that is awaited.
    pub supplement: Option<Supplement>,
    /// The applicant's wish to withdraw, if there is or was one (PRC-16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// How many supplements were asked for.
    pub supplements: u8,
    /// Whether more were asked for than the law allows (KPI-2.1).
    pub beyond_lawful: bool,
    /// The judgement of each document that was looked at.
    pub checks: BTreeMap<String, Verdict>,
    /// Who received it at the desk: the name on Form 01.
    pub received_by: Option<OfficerRef>,
    /// Officers who drafted; they cannot decide (STA-1).
    pub drafters: Vec<Uuid>,
    /// Who signed, and when.
    pub signed: Option<(OfficerRef, DateTime<Utc>)>,
    /// The results so far.
    pub issued: Vec<Issued>,
    /// The words of an officer who sent it back or refused it, for the next page that shows it.
    pub last_reason: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who changed it last, and when.
    pub touched: (String, DateTime<Utc>),
    /// The parts of a linked group that have begun, by the step that opened each.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, Part>,
    /// That a linked group is being withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawing: Option<Withdrawing>,
}

/// A part of a linked group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its procedure.
    pub procedure: ProcedureId,
    /// Since when it is wanted.
    pub since: DateTime<Utc>,
    /// Its dossier, once there is one.
    pub opened: Option<PartOpened>,
    /// How it ended for the group: with its result, or without.
    pub ended: Option<PartEnd>,
}

/// The dossier of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOpened {
    /// The dossier.
    pub id: DossierId,
    /// Its code.
    pub code: DossierCode,
    /// When it was opened.
    pub at: DateTime<Utc>,
}

/// How a part ended for its group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartEnd {
    /// How.
    pub outcome: Outcome,
    /// When the group learned it.
    pub at: DateTime<Utc>,
    /// Why, if it was not completed.
    pub reason: Option<String>,
    /// Document and article.
    pub legal: Option<String>,
}

/// A wish to withdraw a linked group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawing {
    /// Since when.
    pub at: DateTime<Utc>,
    /// Why, if the applicant said so.
    pub reason: Option<String>,
}

/// A step that is going on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveStep {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who has to do it; nobody if a system has.
    pub role: Option<Role>,
    /// The kind of act.
    pub act: Option<Act>,
    /// Its own limit, as a time.
    pub due: Option<DateTime<Utc>>,
    /// The officer who took it.
    pub officer: Option<OfficerRef>,
    /// What for the clock stands while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stops: Option<StopKind>,
}

/// The legal clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// When it was started by acceptance.
    pub accepted_at: DateTime<Utc>,
    /// The limit.
    pub limit: Limit,
    /// The promised time.
    pub due: DateTime<Utc>,
    /// The promised time before it was moved last (`NgayHenTraTruoc`).
    pub due_before: Option<DateTime<Utc>>,
    /// When it stood (TIM-6).
    pub stops: Vec<Stop>,
    /// Whether the one extension was used (PRC-14).
    pub extended: bool,
    /// The promised time without the extension: reports compare with this one (PRC-14).
    pub lawful_due: DateTime<Utc>,
}

/// What the applicant was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// What.
    pub items: Vec<SupplementItem>,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Who asked.
    pub asked_by: String,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// The applicant's wish to withdraw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When they said so.
    pub asked_at: DateTime<Utc>,
    /// Why, if they said so.
    pub reason: Option<String>,
}

/// A result that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// When.
    pub at: DateTime<Utc>,
    /// What stands on it.
    pub content: ResultContent,
}

impl Dossier {
    /// Until when something must happen next: the desk's answer, or the promised time; `None` while it waits for the
    /// applicant, once the result is ready (TIM-8: that finishes it in time), and after the end.
    #[must_use]
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        let waits = self.supplement.is_some() || self.active.values().any(|step| step.stops.is_some());
        if self.outcome.is_some() || waits || self.status() == Status::ResultReady {
            return None;
        }
        Some(self.clock.as_ref().map_or(self.answer_due, |clock| clock.due))
    }

    /// The step that waits for the applicant to pay, if one does.
    #[must_use]
    pub fn awaiting_payment(&self) -> Option<&str> {
        let mut steps = self.active.iter();
        let found = steps.find(|(_, step)| step.stops == Some(StopKind::Payment));
        found.map(|(id, _)| id.as_str())
    }

    /// Whether it ended because the applicant did not supplement it in time.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        let stops = self.clock.as_ref().map_or(&self.answer_stops, |clock| &clock.stops);
        let asked = stops.last().filter(|stop| stop.kind == StopKind::Supplement);
        self.outcome == Some(Outcome::Stopped) && asked.is_some_and(|stop| stop.to == self.ended_at)
    }

    /// What it costs. By the day of submission: nobody pays more because the office took its time.
    #[must_use]
    pub fn cost<'p>(&self, procedure: &'p Procedure, lists: &dyn Lists) -> Cost<'p> {
        let Submitted { answers, facts, .. } = &self.application;
        self.cost_with(procedure, answers, facts, lists)
    }

    /// The same by other values, which a supplement brings.
    pub(super) fn cost_with<'p>(
        &self,
        procedure: &'p Procedure,
        answers: &Answers,
        facts: &Facts,
        lists: &dyn Lists,
    ) -> Cost<'p> {
        let seen = Seen {
            answers,
            facts,
            today: vietnam_date(self.submitted_at),
        };
        Cost::of(procedure, &seen, lists)
    }

    /// Whether every part that has begun was completed, and whether any was: what a group ends with (LNK-5).
    #[must_use]
    pub fn parts_completed(&self) -> (bool, bool) {
        let completed = |part: &Part| {
            let end = part.ended.as_ref();
            end.is_some_and(|end| end.outcome == Outcome::Completed)
        };
        (self.parts.values().all(completed), self.parts.values().any(completed))
    }

    /// The facts that are still to be settled: the register was not heard, or named several records.
    #[must_use]
    pub fn unverified(&self) -> Vec<String> {
        let open = self.application.facts.iter().filter(|(_, fact)| fact.is_open());
        open.map(|(name, _)| name.to_owned()).collect()
    }
}
