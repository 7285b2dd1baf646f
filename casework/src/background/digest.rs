//! News of a linked group and its parts: what happens within a few minutes comes in one mail.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use motcua_domain::dossier::{DossierId, Effect, Event, Milestone, effects};
use serde::{Deserialize, Serialize};

use super::failed;
use super::mail::Mailer;
use super::notify::{notify, notify_of_all};
use crate::case::Case;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::outbox::{Job, JobError, NewJob};

/// The kind of these jobs.
pub(crate) const DIGEST: &str = "digest";
/// News of so long come together.
const WINDOW: TimeDelta = TimeDelta::minutes(2);

#[derive(Serialize, Deserialize)]
struct Body {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// The job that tells of everything in the minutes around an event: one, however much happens in them.
pub(crate) fn job(group: DossierId, at: DateTime<Utc>) -> NewJob {
    let from = at.duration_trunc(WINDOW).unwrap_or(at);
    let to = from + WINDOW;
    let body = serde_json::to_value(Body { from, to }).unwrap_or_default();
    NewJob::new(DIGEST, format!("{DIGEST}/{group}/{}", from.timestamp()), to, body)
        .about(group.0)
        .in_lane("mail")
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
    let told = rows.into_iter().flat_map(|row| {
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
