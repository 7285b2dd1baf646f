//! `motcua due`: when something is due, and why.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use clap::Args;
use motcua_casework::reference::Reference;
use motcua_domain::calendar::{Limit, Stop, StopKind, local_time, vietnam_date, vietnam_time};
use motcua_domain::text::Lang;

/// When something is due, and why.
#[derive(Debug, Args)]
pub struct Due {
    /// From when on, in Vietnam's time: 2026-02-13T10:00
    #[arg(long)]
    from: String,
    /// How long: 3wd (working days), 8wh (working hours), 10d (days), 1m (months), same-day
    #[arg(long)]
    limit: String,
    /// When the clock stood: FROM..TO; may be given several times
    #[arg(long = "stop")]
    stops: Vec<String>,
    /// The language of the explanation: vi or en
    #[arg(long, default_value = "vi")]
    lang: String,
}

/// Prints the time, then the explanation line by line.
pub fn run(due: &Due) -> anyhow::Result<ExitCode> {
    let from = time(&due.from).context("--from")?;
    let limit: Limit = due.limit.parse().with_context(|| format!("--limit '{}'", due.limit))?;
    let lang = Lang::parse(&due.lang).context("--lang is vi or en")?;
    let stops = due
        .stops
        .iter()
        .map(|stop| {
            let (from, to) = stop
                .split_once("..")
                .with_context(|| format!("--stop '{stop}': write FROM..TO"))?;
            let (from, to) = (time(from).context("--stop")?, time(to).context("--stop")?);
            anyhow::ensure!(from <= to, "--stop '{stop}' ends before it begins");
            Ok(Stop::closed(StopKind::Other, from, to))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let calendar = Reference::embedded().calendar(None, vietnam_date(from));
    let found = calendar.due(from, limit, &stops);
    say(&vietnam_time(found.at).to_rfc3339());
    for line in &found.lines {
        say(&line.to_text(lang));
    }
    Ok(ExitCode::SUCCESS)
}

fn time(text: &str) -> anyhow::Result<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(zoned) = DateTime::parse_from_rfc3339(text) {
        return Ok(zoned.to_utc());
    }
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .map(local_time)
        .with_context(|| format!("'{text}' is no time; write it as 2026-02-13T10:00"))
}

/// A line of the answer, on the standard output. Who reads may have seen enough (`| head`): the rest is said to nobody.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
