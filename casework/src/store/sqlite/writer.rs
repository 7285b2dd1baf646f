//! Group commit. All who write queue for the one writing connection. It begins a transaction, lends itself to one after
//! the other, commits once for all who were waiting, and only then tells each that what it wrote is on the disk. A disk
//! sync, which is what a commit costs, is thus shared by as many as came while the one before was under way; nobody is
//! made to wait for more to come.
//!
//! Each unit has a savepoint, so that one which fails is undone alone. If the common commit fails, all are told so.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot, watch};

use super::checkpoint;
use crate::store::{StoreError, Wakes};

/// The most units that share a commit: bounds how long the first of them waits.
const MOST_UNITS: usize = 128;

type Request = oneshot::Sender<Result<Lease, StoreError>>;

/// The queue in front of the writing connection.
#[derive(Debug)]
pub struct Writer {
    queue: mpsc::UnboundedSender<Request>,
    closed: watch::Receiver<bool>,
    close: watch::Sender<bool>,
    patience: Duration,
}

impl Writer {
    pub(super) async fn start(
        options: SqliteConnectOptions,
        path: &Path,
        patience: Duration,
        wakes: Wakes,
    ) -> Result<Self, StoreError> {
        let conn = options.connect().await?;
        let (queue, requests) = mpsc::unbounded_channel();
        let (close, closing) = watch::channel(false);
        let (ended, closed) = watch::channel(false);
        let checkpoints = checkpoint::start(&options, path);
        let task = Task {
            options,
            conn: Some(conn),
            requests,
            wakes,
            checkpoints,
        };
        tokio::spawn(async move {
            task.run(closing).await;
            ended.send_replace(true);
        });
        Ok(Self {
            queue,
            closed,
            close,
            patience,
        })
    }

    /// Waits for one's turn.
    pub(super) async fn begin(&self) -> Result<Lease, StoreError> {
        let (lend, lent) = oneshot::channel();
        if *self.close.borrow() || self.queue.send(lend).is_err() {
            return Err(StoreError::Closed);
        }
        match tokio::time::timeout(self.patience, lent).await {
            Ok(Ok(lease)) => lease,
            Ok(Err(_)) => Err(StoreError::Closed),
            Err(_) => Err(StoreError::Busy),
        }
    }

    pub(super) async fn close(&self) {
        self.close.send_replace(true);
        let _ = self.closed.clone().wait_for(|ended| *ended).await;
    }
}

/// The writing connection, lent to one unit. Given back by [`Lease::commit`], or undone when dropped.
#[derive(Debug)]
pub struct Lease {
    lent: Option<(SqliteConnection, oneshot::Sender<Back>)>,
}

#[derive(Debug)]
struct Back {
    conn: SqliteConnection,
    keep: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    told: oneshot::Sender<Result<(), StoreError>>,
    wakes: bool,
}

impl Lease {
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self
            .lent
            .as_mut()
            .expect("a lease holds its connection until it is given back")
            .0
    }

    /// Gives the connection back and waits for the common commit.
    pub(crate) async fn commit(mut self, wakes: bool) -> Result<(), StoreError> {
        let (told, answer) = oneshot::channel();
        if let Some((conn, back)) = self.lent.take()
            && back
                .send(Back {
                    conn,
                    keep: Some(Kept { told, wakes }),
                })
                .is_err()
        {
            return Err(StoreError::Closed);
        }
        answer.await.unwrap_or(Err(StoreError::NotConfirmed))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some((conn, back)) = self.lent.take() {
            // If the writer is gone, so is the transaction.
            let _ = back.send(Back { conn, keep: None });
        }
    }
}

struct Task {
    options: SqliteConnectOptions,
    /// None after a failure that leaves it in doubt: a fresh one is opened for the next batch.
    conn: Option<SqliteConnection>,
    requests: mpsc::UnboundedReceiver<Request>,
    wakes: Wakes,
    checkpoints: checkpoint::Checkpoints,
}

impl Task {
    async fn run(mut self, mut closing: watch::Receiver<bool>) {
        loop {
            let first = tokio::select! {
                biased;
                first = self.requests.recv() => first,
                // The store was dropped or closed; those who queued before are served first.
                _ = closing.wait_for(|close| *close) => None,
            };
            match first {
                Some(first) => self.batch(first).await,
                None => break,
            }
        }
        self.requests.close();
        if let Some(conn) = self.conn.take() {
            let _ = conn.close().await;
        }
        self.checkpoints.end().await;
    }

    async fn batch(&mut self, first: Request) {
        let mut conn = match self.open_transaction().await {
            Ok(conn) => conn,
            Err(error) => {
                tracing::warn!(%error, "No transaction can be begun: {error}");
                // The others would only wait as long for the same answer.
                let _ = first.send(Err(error.clone()));
                while let Ok(request) = self.requests.try_recv() {
                    let _ = request.send(Err(error.clone()));
                }
                return;
            }
        };
        let mut kept = Vec::new();
        let mut request = Some(first);
        let mut units = 0;
        while let Some(asked) = request.take() {
            match unit(conn, asked, kept.is_empty()).await {
                Ended::Kept(back, unit) => {
                    conn = back;
                    kept.push(unit);
                }
                Ended::Undone(back) => conn = back,
                Ended::Broken(error) => {
                    tracing::error!(%error, "A transaction of {} units is lost: {error}", kept.len());
                    tell(kept, &Err(error));
                    return;
                }
            }
            units += 1;
            if units < MOST_UNITS {
                request = self.requests.try_recv().ok();
            }
        }
        let ended = if kept.is_empty() { "rollback" } else { "commit" };
        match sqlx::query(ended).execute(&mut conn).await {
            Ok(_) => {
                self.conn = Some(conn);
                if kept.iter().any(|unit| unit.wakes) {
                    self.wakes.ring();
                }
                tell(kept, &Ok(()));
                self.checkpoints.committed();
            }
            Err(error) => {
                let error = gone(error);
                tracing::error!(%error, "A commit of {} units failed: {error}", kept.len());
                // Undo for certain before anyone is told: closing the connection rolls back what is left of it.
                let _ = conn.close().await;
                tell(kept, &Err(error));
            }
        }
    }

    async fn open_transaction(&mut self) -> Result<SqliteConnection, StoreError> {
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => self.options.connect().await?,
        };
        match sqlx::query("begin immediate").execute(&mut conn).await {
            Ok(_) => Ok(conn),
            Err(error) => {
                let error = StoreError::from(error);
                // Locked by another process: the connection itself is sound.
                if matches!(error, StoreError::Busy) {
                    self.conn = Some(conn);
                }
                Err(error)
            }
        }
    }
}

enum Ended {
    Kept(SqliteConnection, Kept),
    Undone(SqliteConnection),
    /// The transaction is not what it was: nothing of it may be acknowledged.
    Broken(StoreError),
}

/// Lends the connection for one unit. The first of a transaction needs no savepoint: while nothing else is kept, undoing
/// it is undoing the transaction.
async fn unit(mut conn: SqliteConnection, asked: Request, alone: bool) -> Ended {
    if asked.is_closed() {
        return Ended::Undone(conn);
    }
    if !alone && let Err(error) = sqlx::query("savepoint unit").execute(&mut conn).await {
        return Ended::Broken(gone(error));
    }
    let (back, returned) = oneshot::channel();
    // If the asker has gone, the lease comes back by being dropped.
    let _ = asked.send(Ok(Lease {
        lent: Some((conn, back)),
    }));
    let Ok(Back { mut conn, keep }) = returned.await else {
        return Ended::Broken(StoreError::NotConfirmed);
    };
    let steps: &[&'static str] = match (alone, keep.is_some()) {
        (true, true) => &[],
        // Begun anew, so that those who wait need not wait for another turn.
        (true, false) => &["rollback", "begin immediate"],
        (false, true) => &["release unit"],
        (false, false) => &["rollback to unit", "release unit"],
    };
    for &step in steps {
        // SQLite ends the whole transaction by itself after some faults (disk full, input or output): then the
        // savepoint is gone, and with it what the others wrote.
        if let Err(error) = sqlx::query(step).execute(&mut conn).await {
            return broken(gone(error), keep);
        }
    }
    match keep {
        Some(keep) => Ended::Kept(conn, keep),
        None => Ended::Undone(conn),
    }
}

/// What those are told whose transaction is no longer there. SQLite ends it by itself when the disk is full: the step that
/// comes next then misses its savepoint, which is no fault of ours and says nothing to anybody.
fn gone(error: sqlx::Error) -> StoreError {
    match StoreError::from(error) {
        StoreError::Other(error) => {
            tracing::warn!(%error, "The database ended a transaction by itself: {error}");
            StoreError::NotConfirmed
        }
        error => error,
    }
}

fn broken(error: StoreError, keep: Option<Kept>) -> Ended {
    if let Some(keep) = keep {
        let _ = keep.told.send(Err(error.clone()));
    }
    Ended::Broken(error)
}

fn tell(kept: Vec<Kept>, answer: &Result<(), StoreError>) {
    for unit in kept {
        // Who has gone away needs no answer.
        let _ = unit.told.send(answer.clone());
    }
}
