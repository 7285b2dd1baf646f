//! The connections that only read. A connection to a file does not die, so nobody asks it whether it is alive when it
//! comes back, as a pool for servers does: that would be two changes of thread for nothing in every request.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::store::StoreError;

/// So many connections at the most, opened when they are first needed.
#[derive(Debug)]
pub(super) struct Readers {
    connect: SqliteConnectOptions,
    patience: Duration,
    shelf: Arc<Shelf>,
}

#[derive(Debug)]
struct Shelf {
    free: Mutex<Vec<SqliteConnection>>,
    turns: Arc<Semaphore>,
}

impl Shelf {
    fn take(&self) -> Option<SqliteConnection> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, conn: SqliteConnection) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
    }
}

/// A reading connection, lent; it goes back when this is dropped.
#[derive(Debug)]
pub struct Borrowed {
    conn: Option<SqliteConnection>,
    shelf: Arc<Shelf>,
    _turn: OwnedSemaphorePermit,
}

impl Readers {
    /// `most` connections at once; who waits longer than `patience` is told that the database is busy.
    pub(super) fn new(connect: SqliteConnectOptions, most: u32, patience: Duration) -> Self {
        let turns = Semaphore::new(usize::try_from(most).unwrap_or(1).max(1));
        Self {
            connect,
            patience,
            shelf: Arc::new(Shelf {
                free: Mutex::default(),
                turns: Arc::new(turns),
            }),
        }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// If none is free in time, the database is being closed, or the file cannot be opened.
    pub(super) async fn acquire(&self) -> Result<Borrowed, StoreError> {
        let turn = timeout(self.patience, self.shelf.turns.clone().acquire_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?
            .map_err(|_| sqlx::Error::PoolClosed)?;
        let conn = match self.shelf.take() {
            Some(conn) => conn,
            None => self.connect.connect().await?,
        };
        Ok(Borrowed {
            conn: Some(conn),
            shelf: self.shelf.clone(),
            _turn: turn,
        })
    }

    /// Lends no more, and closes what is not lent.
    pub(super) async fn close(&self) {
        self.shelf.turns.close();
        while let Some(conn) = self.shelf.take() {
            // Nothing is lost by a reader that cannot say good-bye.
            conn.close().await.ok();
        }
    }
}

impl Deref for Borrowed {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.conn.as_ref().expect("it is there until it is dropped")
    }
}

impl DerefMut for Borrowed {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.conn.as_mut().expect("it is there until it is dropped")
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            // After the end it is dropped, which closes it.
            if !self.shelf.turns.is_closed() {
                self.shelf.put(conn);
            }
        }
    }
}
