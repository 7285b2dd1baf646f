//! The queues of an officer: what waits for the roles they hold, the next legal breach first.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Officer, Post};
use motcua_domain::fold::fold;
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Text;
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::{may_read, reads};
use crate::store::rows::dossiers::TaskRow;

/// The queues, in the order of a dossier's life.
pub const QUEUES: [&str; 7] = [
    "reception",
    "handling",
    "signature",
    "seal",
    "return",
    "supplement",
    "calling",
];

/// How many tasks of a queue are counted at the most.
pub const COUNTED: i64 = 100;

/// How many tasks a page shows.
const PAGE: usize = 25;

/// A queue with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its name.
    pub name: &'static str,
    /// How many tasks, at most [`COUNTED`].
    pub tasks: i64,
    /// How many of them are past their time, at most [`COUNTED`]; none while the applicant is waited for.
    pub overdue: i64,
}

/// A task in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The dossier's code.
    pub code: String,
    /// The name of the procedure.
    pub procedure: Text,
    /// Whom it is about.
    pub subject: String,
    /// How it came: `online`.
    pub channel: String,
    /// The name of the step.
    pub step: Text,
    /// When the next breach is.
    pub due: DateTime<Utc>,
    /// Who took it.
    pub officer: Option<String>,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Its place in the queue.
    pub place: Place,
}

/// A place in a queue, to go on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub DateTime<Utc>, pub Uuid);

/// A page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// The queues of this officer with their counts.
    pub queues: Vec<Queue>,
    /// How many tasks of the queue shown are past their time, at most [`COUNTED`].
    pub overdue: i64,
    /// The queue shown.
    pub queue: &'static str,
    /// Its tasks, the next breach first.
    pub lines: Vec<Line>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// A page of one of the officer's queues; of the first that holds something if none is named.
///
/// # Errors
/// If the database fails.
pub async fn inbox(desk: &Desk, officer: &Officer, queue: Option<&str>, after: Option<Place>) -> Result<Inbox, Error> {
    let mut reader = desk.store.reader().await?;
    let mut queues: Vec<Queue> = Vec::new();
    let now = desk.now();
    for Post { agency, role } in &officer.posts {
        for count in db!(reader, tasks::counts(agency.as_str(), role.as_str(), &QUEUES, COUNTED))? {
            let Some(name) = QUEUES.into_iter().find(|name| *name == count.queue) else {
                continue;
            };
            let overdue = match name {
                "supplement" => 0,
                _ if count.tasks == 0 => 0,
                name => db!(
                    reader,
                    tasks::overdue(agency.as_str(), role.as_str(), name, now, COUNTED)
                )?,
            };
            match queues.iter_mut().find(|queue| queue.name == name) {
                Some(queue) => {
                    queue.tasks = (queue.tasks + count.tasks).min(COUNTED);
                    queue.overdue = (queue.overdue + overdue).min(COUNTED);
                }
                None => queues.push(Queue {
                    name,
                    tasks: count.tasks,
                    overdue,
                }),
            }
        }
    }
    queues.sort_by_key(|queue| QUEUES.into_iter().position(|name| name == queue.name));
    let named = queue.and_then(|wanted| QUEUES.into_iter().find(|name| *name == wanted));
    let fullest = queues.iter().find(|queue| queue.tasks > 0).map(|queue| queue.name);
    let queue = named.or(fullest).unwrap_or(QUEUES[0]);
    let after = after.map_or((DateTime::<Utc>::UNIX_EPOCH, Uuid::nil()), |Place(at, id)| (at, id));
    let mut rows: Vec<TaskRow> = Vec::new();
    for Post { agency, role } in &officer.posts {
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        rows.extend(db!(
            reader,
            tasks::page(agency.as_str(), role.as_str(), queue, after, limit)
        )?);
    }
    rows.sort_by_key(|row| (row.sort_at, row.dossier));
    rows.dedup_by_key(|row| (row.dossier, row.step.clone()));
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| Place(row.sort_at, row.dossier));
    let lines = rows.into_iter().map(|row| line(desk, row)).collect();
    let overdue = queues
        .iter()
        .find(|shown| shown.name == queue)
        .map_or(0, |shown| shown.overdue);
    Ok(Inbox {
        queues,
        overdue,
        queue,
        lines,
        next,
    })
}

fn line(desk: &Desk, row: TaskRow) -> Line {
    let id = ProcedureId::from(row.procedure_id.as_str());
    let procedure = desk.catalogue.newest(&id);
    let step = procedure.as_ref().and_then(|procedure| {
        let number = procedure.flow().number(&row.step)?;
        Some(procedure.flow().step(number).name.clone())
    });
    Line {
        procedure: procedure.map_or_else(|| Text::same(&row.procedure_id), |found| found.short_name().clone()),
        step: step.unwrap_or_else(|| Text::same(&row.step)),
        place: Place(row.sort_at, row.dossier),
        code: row.code,
        subject: row.subject,
        channel: row.channel,
        due: row.sort_at,
        officer: row.officer_name,
        submitted_at: row.submitted_at,
    }
}

/// A dossier found by code or by the beginning of a name, within the agencies the officer works in: codes and subjects.
///
/// # Errors
/// If the database fails.
pub async fn search(desk: &Desk, officer: &Officer, words: &str) -> Result<Vec<(String, String)>, Error> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut reader = desk.store.reader().await?;
    if let Some(row) = db!(reader, dossiers::by_code(&words.to_uppercase()))? {
        let application = &row.state.0.application;
        if may_read(desk, officer, application) {
            return Ok(vec![(application.code.to_string(), application.subject.clone())]);
        }
    }
    let from = fold(words);
    let to = format!("{from}\u{10ffff}");
    let mut found = Vec::new();
    let agencies: BTreeSet<_> = officer
        .posts
        .iter()
        .filter(|post| reads(desk, post))
        .map(|post| post.agency.as_str())
        .collect();
    for agency in agencies {
        let lines = db!(reader, dossiers::search(agency, &from, &to, 25))?;
        found.extend(lines.into_iter().map(|line| (line.code, line.subject)));
    }
    Ok(found)
}
