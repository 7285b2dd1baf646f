//! `motcua procedures fill`: made-up valid answers for drafts, for the journeys in a browser.

use std::io::{BufRead as _, Write as _};

use chrono::NaiveDate;
use motcua_casework::clock::Clock;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::form::Typed;
use motcua_national::people::demo::KHAI;

use super::prefill::{person, sign_in};
use crate::building;
use crate::settings::Settings;

/// Reads the ids of drafts of somebody of the demonstration, a line each, and answers each with a line: what is to be done
/// next, as JSON. The drafts are looked at in the database of the settings, beside the server that made them.
pub async fn run(settings: &Settings, personal_id: &str) -> anyhow::Result<()> {
    let person = person(personal_id, vietnam_date(Clock::system().now()))?;
    let desk = building::desk(settings, building::open_store(settings).await?)?;
    let citizen = sign_in(&desk, &person).await?;
    let others = groom(vietnam_date(Clock::system().now()))?;
    for line in std::io::stdin().lock().lines() {
        let next = motcua_bench::filling::next(&desk, &citizen, line?.trim().parse()?, &others).await?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", serde_json::to_string(&next)?)?;
        out.flush()?;
    }
    Ok(())
}

/// Somebody of the demonstration whom a woman of it may marry: he must have an account to agree.
fn groom(today: NaiveDate) -> anyhow::Result<Typed> {
    let groom = person(KHAI, today)?;
    let mut typed = Typed::default();
    typed.set("groom_full_name", &groom.full_name);
    typed.set("groom_personal_id", &groom.personal_id);
    let born = groom.born.iso();
    for (part, value) in ["year", "month", "day"].into_iter().zip(born.split('-')) {
        typed.set(&format!("groom_date_of_birth.{part}"), value);
    }
    Ok(typed)
}
