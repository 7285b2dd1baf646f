//! `motcua audit verify` and `motcua rebuild`: the record of what happened, and what lists read of it.

use std::process::ExitCode;

use clap::Subcommand;
use motcua_casework::rebuild::{Rebuilt, rebuild as replay};

use super::due::say;
use crate::building;
use crate::settings::Settings;

/// Look at the record of what happened.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Prove that no event was changed or taken away, and that lists read what the events say.
    Verify,
}

/// Runs it: 1 if something is not as it should be.
pub async fn run(settings: &Settings, command: &Audit) -> anyhow::Result<ExitCode> {
    match command {
        Audit::Verify => report(settings, false).await,
    }
}

/// Replays every dossier; writes what was different if `repair`.
pub async fn rebuild(settings: &Settings, repair: bool) -> anyhow::Result<ExitCode> {
    report(settings, repair).await
}

async fn report(settings: &Settings, repair: bool) -> anyhow::Result<ExitCode> {
    let desk = building::desk(settings, building::open_store(settings).await?)?;
    let Rebuilt {
        dossiers,
        events,
        different,
        broken,
    } = replay(&desk, repair).await?;
    say(&format!(
        "{dossiers} dossiers, {events} events, {different} different from their events, {broken} broken chains"
    ));
    if broken > 0 {
        say(
            "Broken chains are left as they are: what is there may be the last trace of what was taken away. Compare with a backup.",
        );
    }
    let sound = broken == 0 && (repair || different == 0);
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
