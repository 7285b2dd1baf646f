//! News of a linked group and its parts: what happens within a few minutes comes in one mail.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use motcua_domain::dossier::{Dossier, DossierId, Effect, Event, Milestone, effects};
use serde::{Deserialize, Serialize};

use super::failed;
use super::mail::Mailer;
use super::notify::{notify, notify_of_all};
use crate::case::Case;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::outbox::{Job, JobError, NewJob};
use crate::store::rows::dossiers::EventRow;

/// The kind of these jobs.
pub(crate) const DIGEST: &str = "digest";
/// News of so long come together.
const WINDOW: TimeDelta = TimeDelta::minutes(2);

#[derive(Serialize, Deserialize)]
struct Body {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// Of what happened in the window, this alone: it was written when the rest had been told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    only: Option<Latecomer>,
}

/// An event by its place.
#[derive(Serialize, Deserialize)]
struct Latecomer {
    dossier: DossierId,
    seq: u32,
}

/// The job that tells of everything in the minutes around an event: one, however much happens in them. Should that have
/// begun before the event is written (its time is taken before its transaction ends), another tells of it alone.
pub(crate) fn job(group: DossierId, after: &Dossier, at: DateTime<Utc>) -> NewJob {
    let from = at.duration_trunc(WINDOW).unwrap_or(at);
    let to = from + WINDOW;
    let window = format!("{DIGEST}/{group}/{}", from.timestamp());
    let alone = Latecomer {
        dossier: after.id,
        seq: after.seq,
    };
    let telling = |key, only| {
        let body = serde_json::to_value(Body { from, to, only }).unwrap_or_default();
        NewJob::new(DIGEST, key, to, body).about(group.0).in_lane("mail")
    };
    let late = telling(format!("{window}/{}/{}", after.id, after.seq), Some(alone));
    telling(window, None).or_if_begun(late)
}

/// Writes the mail of a window: what happened is read from the events.
pub(super) async fn tell(desk: &Desk, mailer: &Mailer, job: &Job) -> Result<(), JobError> {
    let window: Body = job.read()?;
    let id = job
        .subject
        .map(DossierId)
        .ok_or_else(|| JobError::Permanent("the job names no dossier".to_owned()))?;
    let group = Case::by_id(desk, id).await.map_err(failed)?;
    let mut cases = vec![group.clone()];
    cases.extend(parts(desk, id).await.map_err(failed)?);
    let mut news: Vec<(DateTime<Utc>, &Case, Milestone)> = Vec::new();
    for case in &cases {
        let told = milestones(desk, case, &window).await.map_err(failed)?;
        news.extend(told.into_iter().map(|(at, milestone)| (at, case, milestone)));
    }
    news.sort_by_key(|(at, ..)| *at);
    let news: Vec<(&Case, Milestone)> = news.into_iter().map(|(_, case, milestone)| (case, milestone)).collect();
    match news.as_slice() {
        [] => Ok(()),
        [(case, milestone)] => notify(desk, mailer, case, *milestone, job).await,
        several => notify_of_all(desk, mailer, &group, several, job).await,
    }
}

async fn parts(desk: &Desk, group: DossierId) -> Result<Vec<Case>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, dossiers::parts_of(&[group.0]))?;
    rows.into_iter().map(|row| Case::of(desk, row)).collect()
}

/// What of a dossier is to be told in the window.
async fn milestones(desk: &Desk, case: &Case, window: &Body) -> Result<Vec<(DateTime<Utc>, Milestone)>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, events::between(case.dossier.id.0, window.from, window.to))?;
    let wanted = |row: &EventRow| match &window.only {
        Some(only) => only.dossier.0 == row.dossier && i64::from(only.seq) == row.seq,
        None => true,
    };
    let told = rows.into_iter().filter(wanted).flat_map(|row| {
        let event = Event {
            at: row.at,
            by: row.author.0,
            body: row.body.0,
        };
        let found = effects(&case.procedure, &case.dossier, &event).into_iter();
        found.filter_map(move |effect| match effect {
            Effect::Notify { milestone } => Some((event.at, milestone)),
            _ => None,
        })
    });
    Ok(told.collect())
}
