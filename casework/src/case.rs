//! A dossier opened to work on: read, decide, write, all or nothing.
//!
//! Events, the state, the tasks of the queues, the effects and issued papers are written in one transaction. Whoever
//! comes second to the same sequence number is told by whom and when ([`Why::ChangedMeanwhile`]).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_domain::calendar::StopKind;
use motcua_domain::dossier::Why;
use motcua_domain::dossier::{
    ActiveStep, Actor, Citizen, Command, Dossier, DossierId, Effect, Event, EventBody, Offer, decide, effects, offers,
};
use motcua_domain::identifiers::LookupSecret;
use motcua_domain::procedure::{Act, Procedure, StepKind};
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

use crate::background::digest;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::outbox::{self, NewJob};
use crate::store::Tx;
use crate::store::rows::dossiers::{DossierRow, EventRow, HistoryRow, NewDossier, TaskRow};

/// The kind of jobs that carry out effects of dossiers.
pub const EFFECT: &str = "effect";

/// A dossier with its procedure.
#[derive(Clone)]
pub struct Case {
    /// The dossier.
    pub dossier: Dossier,
    /// The version of the procedure it keeps.
    pub procedure: Arc<Procedure>,
    /// The short secret by which people without an account look it up.
    pub secret: String,
    head: Vec<u8>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Nothing of what stands in it: neither the secret nor the person.
        write!(formatter, "Case({}, {} events)", self.dossier.id, self.dossier.seq)
    }
}

impl Case {
    /// Opens a dossier by its code.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none.
    pub async fn by_code(desk: &Desk, code: &str) -> Result<Self, Error> {
        let mut reader = desk.store.reader().await?;
        let row = db!(reader, dossiers::by_code(code))?.ok_or(Error::NotFound)?;
        drop(reader);
        Self::of_now(desk, row).await
    }

    /// Opens a dossier of the citizen by its code.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none of that code, or it is somebody else's, which is logged.
    pub async fn of_citizen(desk: &Desk, citizen: &Citizen, code: &str) -> Result<Self, Error> {
        let case = Self::by_code(desk, code).await?;
        let (own, asks) = (case.dossier.account, citizen.account);
        if own != asks {
            tracing::warn!(dossier.code = %code, account = %asks, "Account {asks} asked for dossier {code}, which is not theirs");
            return Err(Error::NotFound);
        }
        Ok(case)
    }

    /// Opens a dossier by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none.
    pub async fn by_id(desk: &Desk, id: DossierId) -> Result<Self, Error> {
        let mut reader = desk.store.reader().await?;
        let row = db!(reader, dossiers::by_id(id.0))?.ok_or(Error::NotFound)?;
        drop(reader);
        Self::of_now(desk, row).await
    }

    /// As [`Case::of`], also if its version was published on another node a moment ago.
    async fn of_now(desk: &Desk, row: DossierRow) -> Result<Self, Error> {
        let application = &row.state.0.application;
        desk.procedure_or_refresh(&application.procedure, application.version)
            .await?;
        Self::of(desk, row)
    }

    pub(crate) fn of(desk: &Desk, row: DossierRow) -> Result<Self, Error> {
        let procedure = desk.procedure_of(&row.state.0)?;
        Ok(Self {
            dossier: row.state.0,
            procedure,
            secret: row.secret,
            head: row.head,
        })
    }

    /// What the actor may do now.
    #[must_use]
    pub fn offers(&self, desk: &Desk, actor: &Actor) -> Vec<Offer> {
        offers(&self.procedure, &self.dossier, actor, desk.now())
    }

    /// Everything that happened, oldest first. The first event, the submission, carries the application as it stands now:
    /// what it was then is read by replay alone.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn history(&self, desk: &Desk) -> Result<Vec<Event>, Error> {
        let mut reader = desk.store.reader().await?;
        let rows = db!(reader, events::history(&[self.dossier.id.0]))?;
        Ok(rows.into_iter().map(|row| self.event(row)).collect())
    }

    fn event(&self, row: HistoryRow) -> Event {
        let submitted = || EventBody::Submitted(Box::new(self.dossier.application.clone()));
        Event {
            at: row.at,
            by: row.author.0,
            body: row.body.map_or_else(submitted, |body| body.0),
        }
    }

    /// Carries out a command: decides it and writes everything it leads to.
    ///
    /// # Errors
    /// The refusal, or that the database failed; then nothing was written.
    pub async fn perform(&mut self, desk: &Desk, command: Command, actor: &Actor) -> Result<(), Error> {
        self.perform_with(desk, command, actor, async |_| Ok(())).await
    }

    /// As [`Case::perform`], with something more in the same transaction.
    ///
    /// # Errors
    /// As [`Case::perform`].
    pub async fn perform_with(
        &mut self,
        desk: &Desk,
        command: Command,
        actor: &Actor,
        also: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let signed_at = self.dossier.signed.as_ref().map_or_else(|| desk.now(), |(_, at)| *at);
        let events = desk
            .decide_signed(
                &self.procedure,
                &self.dossier.application.competent,
                signed_at,
                |given| decide(given, &self.dossier, command, actor),
            )
            .map_err(|refusal| match refusal.why {
                Why::NotTheirs => Error::NotFound,
                _ => Error::Refused(refusal),
            })?;
        let mut after = self.dossier.clone();
        let mut jobs = Vec::new();
        for event in &events {
            after.apply(event);
            jobs.extend(jobs_of(&self.procedure, &after, event));
        }
        let rows = chain(&self.dossier.id, self.dossier.seq, &self.head, &events);
        let head = rows.last().map_or_else(|| self.head.clone(), |row| row.hash.clone());
        let now = desk.now();
        let seen = self.dossier.seq;
        let quicker = desk
            .store
            .write(async |tx| {
                if !db!(tx, dossiers::update(&after, &head, seen, now))? {
                    // Looked up here, not by a reader: who was quicker may share a commit that is still to come.
                    let winner = db!(tx, dossiers::by_id(after.id.0))?.ok_or(Error::NotFound)?;
                    return Ok(Some(winner.state.0.touched));
                }
                db!(tx, events::append(&rows))?;
                write_tasks(tx, &self.procedure, Some(&self.dossier), &after).await?;
                write_papers(tx, &events, &after).await?;
                outbox::enqueue(tx, now, &jobs).await?;
                also(tx).await?;
                Ok::<_, Error>(None)
            })
            .await?;
        if let Some((by, at)) = quicker {
            return Err(Why::ChangedMeanwhile { by, at }.into());
        }
        self.dossier = after;
        self.head = head;
        Ok(())
    }
}

/// As [`Case::history`], of several at once: each event with the place of its dossier among them.
pub(crate) async fn histories(desk: &Desk, cases: &[&Case]) -> Result<Vec<(usize, Event)>, Error> {
    let ids: Vec<Uuid> = cases.iter().map(|case| case.dossier.id.0).collect();
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, events::history(&ids))?;
    let placed = rows.into_iter().filter_map(|row| {
        let place = ids.iter().position(|id| *id == row.dossier)?;
        Some((place, cases[place].event(row)))
    });
    Ok(placed.collect())
}

/// Events as rows, each with the hash over itself and the one before.
pub(crate) fn chain(dossier: &DossierId, seq: u32, head: &[u8], events: &[Event]) -> Vec<EventRow> {
    let mut before = head.to_vec();
    let numbered = events.iter().zip(i64::from(seq) + 1..);
    numbered
        .map(|(event, seq)| {
            let row = EventRow {
                dossier: dossier.0,
                seq,
                at: event.at,
                author: Json(event.by.clone()),
                body: Json(event.body.clone()),
                hash: Vec::new(),
            };
            before = hash(&before, &row);
            EventRow {
                hash: before.clone(),
                ..row
            }
        })
        .collect()
}

/// SHA-256 over the hash of the event before and the canonical JSON of this one.
pub(crate) fn hash(before: &[u8], row: &EventRow) -> Vec<u8> {
    let content = serde_json::to_vec(&(
        row.dossier,
        row.seq,
        row.at.timestamp_micros(),
        &row.author.0,
        &row.body.0,
    ))
    .unwrap_or_default();
    Sha256::new()
        .chain_update(before)
        .chain_update(content)
        .finalize()
        .to_vec()
}

/// The hash by which a paper is known: over the canonical JSON of what stands on it.
#[must_use]
pub fn paper_hash(content: &motcua_domain::dossier::ResultContent) -> String {
    let json = serde_json::to_vec(content).unwrap_or_default();
    Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The effects of an event as jobs. The key names dossier and event, so that no effect is written twice.
pub(crate) fn jobs_of(procedure: &Procedure, after: &Dossier, event: &Event) -> Vec<NewJob> {
    let found = effects(procedure, after, event);
    let numbered = found.into_iter().enumerate();
    numbered
        .map(|(index, effect)| {
            // What happens to the parts of a group comes in one mail.
            if let (Effect::Notify { .. }, Some(group)) = (&effect, group_of(procedure, after)) {
                return digest::job(group, after, event.at);
            }
            let key = format!("{}/{}/{index}", after.id, after.seq);
            let due = match &effect {
                Effect::AwaitSupplement { at } | Effect::Watch { at, .. } => *at,
                _ => event.at,
            };
            let lane = match &effect {
                Effect::Notify { .. } => "mail".to_owned(),
                Effect::Call { .. } => "call".to_owned(),
                // Each question for itself: the one that holds the keys of another must never stand behind it.
                Effect::Verify { fact } => format!("verify/{fact}"),
                Effect::AwaitSupplement { .. } => "timer".to_owned(),
                // One that looks late holds back no other.
                Effect::Watch { step, .. } => format!("watch/{step}/{}", after.seq),
                // A part is withdrawn after it was opened, never before.
                Effect::OpenPart { step } | Effect::WithdrawPart { step } => format!("part/{step}"),
                Effect::AnswerGroup => "group".to_owned(),
            };
            let body = serde_json::to_value(&effect).unwrap_or_default();
            NewJob::new(EFFECT, key, due, body).about(after.id.0).in_lane(&lane)
        })
        .collect()
}

/// The linked group a dossier belongs to, or is.
fn group_of(procedure: &Procedure, dossier: &Dossier) -> Option<DossierId> {
    match &dossier.application.group {
        Some(of) => Some(of.group),
        None => procedure.is_group().then_some(dossier.id),
    }
}

/// The queue a step stands in.
fn queue_of(dossier: &Dossier, active: &ActiveStep) -> &'static str {
    if dossier.withdrawal.is_some() {
        return "withdrawal";
    }
    if dossier.supplement.is_some() {
        return "supplement";
    }
    match active.act {
        Some(Act::Receive) => "reception",
        Some(Act::Handle) => "handling",
        Some(Act::Decide) => "signature",
        Some(Act::Seal) => "seal",
        Some(Act::Return) => "return",
        None if active.stops == Some(StopKind::Payment) => "payment",
        None => "calling",
    }
}

/// The tasks of a dossier, as they stand in the queues.
pub(crate) fn tasks(procedure: &Procedure, dossier: &Dossier) -> Vec<TaskRow> {
    let application = &dossier.application;
    // A call to a national system is watched over by those who handle; they also confirm a withdrawal.
    let handlers = procedure.flow().steps().iter().find_map(|step| match &step.does {
        StepKind::Task { role, act: Act::Handle } => Some(role),
        _ => None,
    });
    let active = dossier.active.iter().filter_map(|(step, active)| {
        let role = match (&dossier.withdrawal, active.role.as_ref()) {
            (Some(_), role) => handlers.or(role)?,
            (None, role) => role.or(handlers)?,
        };
        let holder = active.officer.as_ref().filter(|_| dossier.withdrawal.is_none());
        let agency = match active.act {
            Some(Act::Receive | Act::Return) => &application.receiving,
            _ => &application.competent,
        };
        let waiting = dossier.supplement.as_ref().map(|supplement| supplement.until);
        // What the clock stands for may take its time, but is looked at when the promised time would have been over.
        let stopped = dossier.clock.as_ref().filter(|_| active.stops.is_some());
        let next = [dossier.next_due(), active.due, stopped.map(|clock| clock.due)];
        let next = next.into_iter().flatten().min();
        Some(TaskRow {
            dossier: dossier.id.0,
            step: step.clone(),
            agency: agency.to_string(),
            role: role.as_str().to_owned(),
            queue: queue_of(dossier, active).to_owned(),
            sort_at: waiting.or(next).unwrap_or(active.since),
            officer: holder.map(|officer| officer.id),
            officer_name: holder.map(|officer| officer.name.clone()),
            code: application.code.to_string(),
            procedure_id: application.procedure.as_str().to_owned(),
            subject: application.subject.clone(),
            channel: serde_json::to_value(application.channel)
                .ok()
                .and_then(|channel| channel.as_str().map(str::to_owned))
                .unwrap_or_default(),
            submitted_at: dossier.submitted_at,
        })
    });
    // One confirmation is enough, whatever goes on at once.
    let most = if dossier.withdrawal.is_some() { 1 } else { usize::MAX };
    active.take(most).collect()
}

pub(crate) async fn write_tasks(
    tx: &mut Tx,
    procedure: &Procedure,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), Error> {
    let old = before.map(|before| tasks(procedure, before)).unwrap_or_default();
    let new = tasks(procedure, after);
    for gone in old
        .iter()
        .filter(|task| new.iter().all(|other| other.step != task.step))
    {
        db!(tx, tasks::remove(after.id.0, &gone.step))?;
    }
    let changed: Vec<_> = new.into_iter().filter(|task| !old.contains(task)).collect();
    db!(tx, tasks::put(&changed))?;
    Ok(())
}

async fn write_papers(tx: &mut Tx, events: &[Event], dossier: &Dossier) -> Result<(), Error> {
    // An extension with apologies leaves it overdue (PRC-14), as does a further supplement beyond what the law allows
    // (KPI-2.1).
    let due = dossier.clock.as_ref().map(|clock| clock.lawful_due);
    for event in events {
        if let EventBody::Issued(content) = &event.body {
            let in_time = !dossier.beyond_lawful && due.is_none_or(|due| event.at <= due);
            db!(tx, papers::insert(&paper_hash(content), dossier.id.0, content, in_time))?;
        }
    }
    Ok(())
}

/// A dossier about to be written for the first time, with everything its submission leads to.
#[derive(Debug)]
pub(crate) struct Filing {
    pub dossier: Dossier,
    procedure: Arc<Procedure>,
    rows: Vec<EventRow>,
    jobs: Vec<NewJob>,
    secret: LookupSecret,
}

impl Filing {
    /// From the events of a submission.
    pub fn new(desk: &Desk, procedure: Arc<Procedure>, events: &[Event]) -> Result<Self, Error> {
        let broken = || Error::Broken("a submission does not begin with its event".to_owned());
        let id = DossierId(desk.ids.uuid(desk.now()));
        let (first, rest) = events.split_first().ok_or_else(broken)?;
        let mut dossier = Dossier::open(id, first).ok_or_else(broken)?;
        let mut jobs = jobs_of(&procedure, &dossier, first);
        for event in rest {
            dossier.apply(event);
            jobs.extend(jobs_of(&procedure, &dossier, event));
        }
        Ok(Self {
            rows: chain(&id, 0, &[], events),
            dossier,
            procedure,
            jobs,
            secret: LookupSecret::from_random(desk.ids.bytes()),
        })
    }

    /// Writes it. `draft` is the draft it came from; a part of a group came from none and gives its own id.
    pub async fn write(&self, tx: &mut Tx, draft: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
        let head = self.rows.last().map(|row| row.hash.clone()).unwrap_or_default();
        let new = NewDossier {
            draft,
            secret: self.secret.reveal(),
            head: &head,
        };
        db!(tx, dossiers::insert(&self.dossier, &new))?;
        db!(tx, events::append(&self.rows))?;
        write_tasks(tx, &self.procedure, None, &self.dossier).await?;
        outbox::enqueue(tx, now, &self.jobs).await?;
        Ok(())
    }
}
