//! How each system is, what waits for it, and how long our certificates last: for a page and for the figures.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Officer;
use motcua_domain::text::Text;
use serde::Serialize;

use super::system_name;
use crate::connectors::{self, Certificate, System};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;

/// How a system is, as this node meets it, with what waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SystemView {
    /// Which.
    pub system: System,
    /// What people call it.
    pub name: Text,
    /// Up, slow or down.
    pub state: connectors::State,
    /// Since when it is so; nothing before the first call.
    pub since: Option<DateTime<Utc>>,
    /// How long the last answer took, in milliseconds.
    pub latency_ms: Option<i64>,
    /// The kind of the last error, if the last call failed.
    pub last_error: Option<&'static str>,
    /// Messages without a final answer.
    pub open: u64,
    /// Those of them that are overdue.
    pub overdue: u64,
    /// Since when the oldest of them waits.
    pub oldest: Option<DateTime<Utc>>,
    /// Our certificate there, where the system asks for one.
    pub certificate: Option<Certificate>,
}

/// How each system is, in the order of [`System::ALL`]. Holds no personal data: every officer may see it.
///
/// # Errors
/// [`Error::NotFound`] for somebody without a post.
pub async fn systems(desk: &Desk, officer: &Officer) -> Result<Vec<SystemView>, Error> {
    if officer.posts.is_empty() {
        return Err(Error::NotFound);
    }
    views(desk).await
}

async fn views(desk: &Desk) -> Result<Vec<SystemView>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, messages::open_by_system(desk.now()))?;
    let health = desk.connectors.health();
    let views = health.into_iter().map(|health| {
        let system = health.system;
        let row = rows.iter().find(|row| row.system == system.id());
        let count = |count: Option<i64>| count.and_then(|it| u64::try_from(it).ok()).unwrap_or(0);
        SystemView {
            system,
            name: system_name(system),
            state: health.state,
            since: health.since,
            latency_ms: health.latency_ms,
            last_error: health.last_error,
            open: count(row.map(|it| it.open)),
            overdue: count(row.map(|it| it.overdue)),
            oldest: row.and_then(|it| it.oldest),
            certificate: desk.connectors.certificate(system),
        }
    });
    Ok(views.collect())
}

/// Sets the figures of `/metrics`: `motcua_system_state` (0 up, 1 slow, 2 down), `motcua_exchange_open`,
/// `motcua_exchange_overdue`, `motcua_exchange_oldest_seconds`, `motcua_certificate_days_left`, by system.
///
/// # Errors
/// If the database fails.
pub async fn figures(desk: &Desk) -> Result<(), Error> {
    let now = desk.now();
    for view in views(desk).await? {
        let system = view.system.id();
        let state = match view.state {
            connectors::State::Up => 0.0,
            connectors::State::Slow => 1.0,
            connectors::State::Down => 2.0,
        };
        let oldest = view.oldest.map_or(0, |it| (now - it).num_seconds());
        metrics::gauge!("motcua_system_state", "system" => system).set(state);
        metrics::gauge!("motcua_exchange_open", "system" => system).set(figure(view.open));
        metrics::gauge!("motcua_exchange_overdue", "system" => system).set(figure(view.overdue));
        metrics::gauge!("motcua_exchange_oldest_seconds", "system" => system)
            .set(figure(u64::try_from(oldest).unwrap_or(0)));
        if let Some(certificate) = view.certificate {
            let days = i32::try_from(certificate.days_left).unwrap_or(i32::MAX);
            metrics::gauge!("motcua_certificate_days_left", "system" => system).set(f64::from(days));
        }
    }
    Ok(())
}

/// A count as a figure; beyond four thousand millions it stays there.
fn figure(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
