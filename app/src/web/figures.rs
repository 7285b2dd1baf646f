//! Figures counted once in a while, however many ask for them.

use chrono::{DateTime, TimeDelta, Utc};
use motcua_casework::citizen::{Figures, figures};
use motcua_casework::desk::Desk;
use tokio::sync::Mutex;

/// How old they may be.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// The figures as last counted. Each node counts for itself.
#[derive(Default)]
pub(super) struct FiguresCache(Mutex<Option<(DateTime<Utc>, Option<Figures>)>>);

impl FiguresCache {
    /// The figures. One request counts, the others wait for it: a count goes over the whole month.
    pub async fn get(&self, desk: &Desk) -> Option<Figures> {
        let mut kept = self.0.lock().await;
        let now = desk.now();
        if let Some((counted_at, figures)) = *kept
            && (counted_at..counted_at + FRESH).contains(&now)
        {
            return figures;
        }
        // A page does not fail for want of a figure; it is counted again in a while.
        let counted = figures(desk)
            .await
            .inspect_err(|error| tracing::warn!(%error, "The figures of the home page were not counted"))
            .ok();
        *kept = Some((now, counted));
        counted
    }
}
