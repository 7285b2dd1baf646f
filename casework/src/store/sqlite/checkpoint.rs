//! Moves what was committed from the log to the database file beside the writer, so that no commit has to wait for it.

use std::path::Path;
use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection as _};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// A checkpoint is due when so many pages wait in the log (4 MB); SQLite itself would begin at 16,000.
const PAGES: u64 = 1_000;
/// The size of the log is looked at after so many commits.
const COMMITS: u32 = 32;
const PAGE_BYTES: u64 = 4_096;

/// The writer's side of the checkpointer.
#[derive(Debug)]
pub(super) struct Checkpoints {
    log: std::path::PathBuf,
    due: Arc<Notify>,
    task: JoinHandle<()>,
    commits: u32,
}

pub(super) fn start(options: &SqliteConnectOptions, path: &Path) -> Checkpoints {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let due = Arc::new(Notify::new());
    let task = tokio::spawn(run(options.clone(), Arc::clone(&due)));
    Checkpoints {
        log: log.into(),
        due,
        task,
        commits: 0,
    }
}

impl Checkpoints {
    /// Called after each commit.
    pub(super) fn committed(&mut self) {
        self.commits += 1;
        if self.commits >= COMMITS {
            self.commits = 0;
            // The file never shrinks while in use, so this errs on the side of too many, cheap checkpoints.
            if std::fs::metadata(&self.log).is_ok_and(|log| log.len() > PAGES * PAGE_BYTES) {
                self.due.notify_one();
            }
        }
    }

    pub(super) async fn end(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

async fn run(options: SqliteConnectOptions, due: Arc<Notify>) {
    loop {
        due.notified().await;
        // Opened for the occasion: most installations are idle most of the time.
        match options.clone().connect().await {
            Ok(mut conn) => {
                if let Err(error) = sqlx::query("pragma wal_checkpoint(passive)").execute(&mut conn).await {
                    tracing::warn!(%error, "A checkpoint failed: {error}");
                }
                let _ = conn.close().await;
            }
            Err(error) => tracing::warn!(%error, "No connection for a checkpoint: {error}"),
        }
    }
}
