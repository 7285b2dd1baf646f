//! The query behind an officer's inbox, without pages around it: it must not care how long the queue is.

use std::time::{Duration, Instant};

use anyhow::Context;
use motcua_casework::desk::Desk;
use motcua_casework::officer::{Filter, Place, inbox};
use motcua_casework::people;
use motcua_domain::dossier::Officer;
use uuid::Uuid;

/// The queue that is long.
pub(crate) const QUEUE: &str = "reception";

/// How long the use case takes, in microseconds: the middle one of many times, of the first page and of one far behind.
pub(crate) async fn micros(desk: &Desk, officer: Uuid) -> anyhow::Result<(f64, f64)> {
    let officer = people::officer(desk, officer)
        .await?
        .context("the officer was just made")?;
    let mut far = None;
    for _ in 0..40 {
        let page = inbox(desk, &officer, Some(QUEUE), &Filter::default(), far).await?;
        match page.next {
            Some(next) => far = Some(next),
            None => break,
        }
    }
    Ok((middle(desk, &officer, None).await?, middle(desk, &officer, far).await?))
}

async fn middle(desk: &Desk, officer: &Officer, after: Option<Place>) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(1500) && times.len() < 4000 {
        let one = Instant::now();
        inbox(desk, officer, Some(QUEUE), &Filter::default(), after).await?;
        times.push(one.elapsed());
    }
    times.sort_unstable();
    let middle = times.get(times.len() / 2).context("nothing was measured")?;
    Ok(middle.as_secs_f64() * 1e6)
}
