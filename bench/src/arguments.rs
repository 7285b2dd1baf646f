//! What is measured.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

/// Measure: load generators that drive a running server.
#[derive(Clone, Debug, Args)]
pub struct Bench {
    /// A few seconds in all for each kind of request; for a look, not for figures to keep.
    #[arg(long)]
    quick: bool,
    /// Seconds for each kind of request at each number of connections.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=120))]
    seconds: Option<u32>,
    /// How many connections at once.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64")]
    pub(crate) connections: Vec<usize>,
    /// The databases.
    #[arg(long, value_enum, default_value_t = Which::Both)]
    pub(crate) database: Which,
    /// Open dossiers in the inbox.
    #[arg(long, default_value_t = 10_000)]
    pub(crate) dossiers: usize,
    /// Also write the figures to this file.
    #[arg(long)]
    pub(crate) json: Option<PathBuf>,
    /// A PostgreSQL server, by the URL of somebody who may make databases there; without it only SQLite is measured.
    #[arg(long, env = "MOTCUA_TEST_POSTGRES", hide_env_values = true)]
    pub(crate) postgres: Option<String>,
}

/// Databases to measure on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    /// SQLite alone.
    Sqlite,
    /// PostgreSQL alone.
    Postgres,
    /// One after the other.
    Both,
}

impl Bench {
    /// How long each kind of request is asked for.
    pub(crate) fn time(&self) -> Duration {
        let usual = if self.quick { 2 } else { 6 };
        Duration::from_secs(u64::from(self.seconds.unwrap_or(usual)))
    }

    /// How many drafts are made ready for each number of connections: a bound on how much is written.
    pub(crate) fn drafts(&self) -> usize {
        let a_second = 1500;
        (usize::try_from(self.time().as_secs()).unwrap_or(1) * a_second).min(12_000)
    }

    /// How many tasks the long inbox holds.
    pub(crate) fn long_inbox(&self) -> usize {
        self.dossiers * 100
    }
}
