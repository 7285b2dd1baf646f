//! The queues of an officer: what waits for the roles they hold, the next legal breach first.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveTime, Utc};
use motcua_domain::calendar::{local_time, vietnam_date};
use motcua_domain::dossier::{Channel, Officer, Post};
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Text;
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::dossiers::{TaskFilter, TaskRow};

/// The queues, in the order of a dossier's life.
pub const QUEUES: [&str; 9] = [
    "reception",
    "handling",
    "withdrawal",
    "signature",
    "seal",
    "return",
    "supplement",
    "payment",
    "calling",
];

/// How many tasks of a queue are counted at the most.
pub const COUNTED: u16 = 100;

/// How many tasks a page shows.
const PAGE: u16 = 25;

/// A queue with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its name.
    pub name: &'static str,
    /// How many tasks, at most [`COUNTED`].
    pub tasks: i64,
    /// How many of them are past their time, at most [`COUNTED`]; none where the applicant is waited for.
    pub overdue: i64,
}

/// What of a queue is wanted; everything by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Dossiers of this procedure only.
    pub procedure: Option<ProcedureId>,
    /// Dossiers that came this way only.
    pub channel: Option<Channel>,
    /// Only what is due by then.
    pub due: Option<DueBy>,
    /// Only what the officer has taken.
    pub mine: bool,
}

/// By when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBy {
    /// Its time is over.
    Overdue,
    /// Its time ends today at the latest.
    Today,
}

impl Filter {
    /// Whether it leaves anything out.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        *self != Self::default()
    }
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
    /// The step, to act on it.
    pub step_id: String,
    /// The name of the step.
    pub step: Text,
    /// When the next breach is; since when the result is ready.
    pub due: DateTime<Utc>,
    /// Who took it.
    pub officer: Option<String>,
    /// Whether a call to a national system has failed so often that nobody tries it any more.
    pub stuck: bool,
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

/// A page of one of the officer's queues; of the first that holds something if none is named. However long the queue,
/// the same few index ranges are read.
///
/// # Errors
/// If the database fails.
pub async fn inbox(
    desk: &Desk,
    officer: &Officer,
    queue: Option<&str>,
    filter: &Filter,
    after: Option<Place>,
) -> Result<Inbox, Error> {
    let mut reader = desk.store.reader().await?;
    let mut queues: Vec<Queue> = Vec::new();
    let now = desk.now();
    for Post { agency, role } in &officer.posts {
        let post = (agency.as_str(), role.as_str());
        for count in db!(reader, tasks::counts(post, &QUEUES, now, COUNTED))? {
            let Some(name) = QUEUES.into_iter().find(|name| *name == count.queue) else {
                continue;
            };
            // Nobody here is late with what waits for the applicant: their papers, their payment, or that they fetch the result.
            let waits = matches!(name, "supplement" | "payment" | "return");
            let overdue = if waits { 0 } else { count.overdue };
            match queues.iter_mut().find(|queue| queue.name == name) {
                Some(queue) => {
                    queue.tasks = (queue.tasks + count.tasks).min(i64::from(COUNTED));
                    queue.overdue = (queue.overdue + overdue).min(i64::from(COUNTED));
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
        for wanted in filters(filter, officer, now) {
            rows.extend(db!(
                reader,
                tasks::page(agency.as_str(), role.as_str(), queue, &wanted, after, PAGE + 1)
            )?);
        }
    }
    rows.sort_by_key(|row| (row.sort_at, row.dossier));
    rows.dedup_by_key(|row| (row.dossier, row.step.clone()));
    let more = rows.len() > usize::from(PAGE);
    rows.truncate(usize::from(PAGE));
    let next = rows.last().filter(|_| more).map(|row| Place(row.sort_at, row.dossier));
    let stuck: BTreeSet<Uuid> = if queue == "calling" {
        let shown: Vec<Uuid> = rows.iter().map(|row| row.dossier).collect();
        db!(reader, outbox::with_parked(&shown))?.into_iter().collect()
    } else {
        BTreeSet::new()
    };
    let lines = rows
        .into_iter()
        .map(|row| {
            let stuck = stuck.contains(&row.dossier);
            line(desk, row, stuck)
        })
        .collect();
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

/// The index ranges that together hold what a filter wants: the index by procedure is ordered within a channel.
fn filters<'f>(filter: &'f Filter, officer: &Officer, now: DateTime<Utc>) -> Vec<TaskFilter<'f>> {
    let before = filter.due.map(|due| match due {
        DueBy::Overdue => now,
        DueBy::Today => local_time((vietnam_date(now) + Days::new(1)).and_time(NaiveTime::MIN)),
    });
    let channels: Vec<Option<&'static str>> = match (filter.channel, &filter.procedure, filter.mine) {
        (Some(channel), ..) => vec![Some(channel_name(channel))],
        (None, Some(_), false) => [Channel::Direct, Channel::Online, Channel::Postal]
            .map(|channel| Some(channel_name(channel)))
            .into(),
        (None, ..) => vec![None],
    };
    channels
        .into_iter()
        .map(|channel| TaskFilter {
            procedure: filter.procedure.as_ref().map(ProcedureId::as_str),
            channel,
            before,
            officer: filter.mine.then_some(officer.who.id),
        })
        .collect()
}

const fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Direct => "direct",
        Channel::Online => "online",
        Channel::Postal => "postal",
    }
}

fn line(desk: &Desk, row: TaskRow, stuck: bool) -> Line {
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
        step_id: row.step,
        stuck,
        code: row.code,
        subject: row.subject,
        channel: row.channel,
        due: row.sort_at,
        officer: row.officer_name,
        submitted_at: row.submitted_at,
    }
}
