//! Tells other nodes that the outbox has work.
//!
//! Not by a NOTIFY inside the transactions: PostgreSQL lets only one transaction with a notification commit at a time,
//! which would end the sharing of disk syncs. So it is sent after the commit, at most a few times a second, by a task
//! beside; should the node die in between, the others find the work when they next look by themselves.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::watch;

use crate::store::Wakes;

const CHANNEL: &str = "motcua_outbox";
/// Between two announcements.
const PAUSE: Duration = Duration::from_millis(100);
/// Between two tries to listen, when the database is away.
const RETRY: Duration = Duration::from_secs(2);

/// Sends announcements while any clone of it lives.
#[derive(Clone, Debug)]
pub(super) struct Announcer(Arc<watch::Sender<u64>>);

impl Announcer {
    pub(super) fn start(pool: PgPool) -> Self {
        let (due, mut heard) = watch::channel(0);
        tokio::spawn(async move {
            while heard.changed().await.is_ok() && !pool.is_closed() {
                // A failure is no loss: the others look by themselves.
                let _ = sqlx::query("select pg_notify($1, '')")
                    .bind(CHANNEL)
                    .execute(&pool)
                    .await;
                tokio::time::sleep(PAUSE).await;
            }
        });
        Self(Arc::new(due))
    }

    pub(super) fn announce(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Rings the bell whenever any node announces work. Never ends while the pool is open.
pub(super) async fn listen(pool: &PgPool, wakes: &Wakes) {
    while !pool.is_closed() {
        if let Err(error) = hear(pool, wakes).await {
            tracing::warn!(%error, "Not listening to other nodes: {error}");
        }
        tokio::time::sleep(RETRY).await;
    }
}

async fn hear(pool: &PgPool, wakes: &Wakes) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // Something may have been announced before we listened.
    wakes.ring();
    loop {
        // None: the connection was lost and made again; something may have been missed.
        listener.try_recv().await?;
        wakes.ring();
    }
}
