//! `motcua procedures fill`: made-up valid answers for drafts, for the journeys in a browser.

use std::io::{BufRead as _, Write as _};

use motcua_casework::clock::Clock;
use motcua_domain::calendar::vietnam_date;

use super::prefill::{person, sign_in};
use crate::building;
use crate::settings::Settings;

/// Reads the ids of drafts of somebody of the demonstration, a line each, and answers each with a line: what is to be done
/// next, as JSON. The drafts are looked at in the database of the settings, beside the server that made them.
pub async fn run(settings: &Settings, personal_id: &str) -> anyhow::Result<()> {
    let person = person(personal_id, vietnam_date(Clock::system().now()))?;
    let desk = building::desk(settings, building::open_store(settings).await?)?;
    let citizen = sign_in(&desk, &person).await?;
    for line in std::io::stdin().lock().lines() {
        let next = motcua_bench::filling::next(&desk, &citizen, line?.trim().parse()?).await?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", serde_json::to_string(&next)?)?;
        out.flush()?;
    }
    Ok(())
}
