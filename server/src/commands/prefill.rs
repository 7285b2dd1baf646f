//! `motcua procedures prefill`: what each form asks of a person the registers know, and what it does not.
//!
//! The real use case begins an application of every procedure, against the simulated systems in this process and a database
//! that is thrown away.

use std::io::Write as _;
use std::sync::Arc;

use anyhow::Context as _;
use motcua_casework::clock::Clock;
use motcua_casework::desk::Desk;
use motcua_casework::drafts::{self, Count, Draft};
use motcua_casework::seeding::{self, Resident};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{AssuranceLevel, Citizen};
use motcua_domain::identifiers::PersonalId;
use motcua_national::National;
use motcua_national::people::{Person, generate};

use crate::building;
use crate::demo;
use crate::settings::Settings;

/// Prints the table.
pub async fn run(personal_id: &str) -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("motcua-prefill-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let done = table(personal_id, &folder).await;
    std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    done
}

async fn table(personal_id: &str, folder: &std::path::Path) -> anyhow::Result<()> {
    let today = vietnam_date(Clock::system().now());
    let person = person(personal_id, today)?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let national = Arc::new(National::new(
        demo::SEED,
        today,
        &address,
        demo::clock_of(Clock::system()),
    ));
    tokio::spawn(async move { motcua_national::serve(listener, national).await });

    let database = format!("sqlite://{}", folder.join("prefill.db").display());
    let mut settings = Settings::load(&folder.join("none.toml"))?.with_database(database);
    settings.storage = folder.to_owned();
    settings.national_url = Some(address);
    let store = building::open_store(&settings).await?;
    store.migrate().await?;
    let desk = building::desk(&settings, store)?;
    let citizen = sign_in(&desk, &person).await?;

    match lines(&desk, &citizen, today).await {
        // Who reads has seen enough: `| head`.
        Err(error) if closed(&error) => Ok(()),
        done => done,
    }
}

async fn lines(desk: &Desk, citizen: &Citizen, today: chrono::NaiveDate) -> anyhow::Result<()> {
    writeln!(
        std::io::stdout(),
        "procedure\tasked\tprefilled\tderived\tproposed\tto type\t%"
    )?;
    let mut all = Count::default();
    for procedure in desk.catalogue.all_current(today) {
        let draft = drafts::start(desk, citizen, &procedure.id).await?;
        let count = Count::of(&Draft::open(desk, citizen, draft).await?, desk);
        line(procedure.id.as_str(), count)?;
        all.add(count);
    }
    line("all", all)?;
    Ok(())
}

fn closed(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Somebody of the demonstration by their number.
pub(super) fn person(personal_id: &str, today: chrono::NaiveDate) -> anyhow::Result<Person> {
    let mut people = generate(demo::SEED, today, 0).people.into_iter();
    people
        .find(|person| person.personal_id == personal_id)
        .with_context(|| format!("nobody of the demonstration has the number {personal_id}"))
}

/// Somebody of the demonstration, as if they had signed in.
pub(super) async fn sign_in(desk: &Desk, person: &Person) -> anyhow::Result<Citizen> {
    let resident = Resident {
        personal_id: person.personal_id.clone(),
        full_name: person.full_name.clone(),
        date_of_birth: person.born.iso(),
        phone: person.phone.clone(),
        email: person.email.clone(),
    };
    let accounts = seeding::accounts(desk, &[resident]).await?;
    Ok(Citizen {
        account: *accounts.first().context("an account")?,
        personal_id: PersonalId::parse(&person.personal_id).context("a personal number")?,
        name: person.full_name.clone(),
        level: AssuranceLevel::Two,
    })
}

fn line(name: &str, count: Count) -> std::io::Result<()> {
    let Count {
        asked,
        prefilled,
        derived,
        proposed,
        typed,
    } = count;
    writeln!(
        std::io::stdout(),
        "{name}\t{asked}\t{prefilled}\t{derived}\t{proposed}\t{typed}\t{}",
        count.share()
    )
}
