//! The order of it all.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use motcua_casework::desk::Desk;
use motcua_casework::procedures::{Catalogue, Source};
use motcua_casework::reference::Reference;
use motcua_casework::store::DatabaseUrl;
use motcua_casework::store::measure::single_row_commits;
use motcua_casework::{outbox, seeding};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::testing::speed::engine_steps_per_second;

use crate::arguments::{Bench, Which};
use crate::child::{Server, Start, free_address};
use crate::database::Database;
use crate::load::{Measured, drive};
use crate::pages::first_page;
use crate::report::{OnDatabase, Report, Row, say, table, verdict};
use crate::scenarios::{self, Kind, Scenario};
use crate::seed::{AtDesk, AtWork, Ready, Seeds, typed_fields};
use crate::{desk, inbox};

/// Households that apply.
const HOUSEHOLDS: usize = 1000;
/// Officers at the desk.
const OFFICERS: usize = 16;
/// How often the server is started to see how long that takes.
const STARTS: usize = 5;
/// How often the definitions are loaded to see how long that takes.
const LOADS: usize = 21;

/// Measures and prints.
///
/// # Errors
/// If the server cannot be started or driven.
pub async fn run(bench: Bench) -> anyhow::Result<()> {
    let program = std::env::current_exe().context("the program cannot find itself")?;
    if cfg!(debug_assertions) {
        say("This is not a release build: the figures say nothing.");
    }
    let mut databases = Vec::new();
    if bench.database != Which::Postgres {
        databases.push(Database::sqlite()?);
    }
    if bench.database != Which::Sqlite {
        match &bench.postgres {
            Some(admin) => databases.push(Database::postgres(admin).await?),
            None if bench.database == Which::Postgres => bail!("--postgres or MOTCUA_TEST_POSTGRES must name a server"),
            None => say("No PostgreSQL server is named (MOTCUA_TEST_POSTGRES): SQLite alone is measured."),
        }
    }
    let mut measured = Vec::new();
    for database in databases {
        let on = on_database(&bench, &program, &database).await;
        database.remove().await?;
        let on = on?;
        say(&table(&on));
        measured.push(on);
    }
    let begun = Instant::now();
    let engine = engine_steps_per_second(|| begun.elapsed(), Duration::from_secs(1));
    let report = Report::new(measured, engine, typed_fields(), definitions_loaded());
    say(&verdict(&report));
    if let Some(path) = &bench.json {
        std::fs::write(path, serde_json::to_vec_pretty(&report)?)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// How many definitions the program holds, and the middle one of many times in milliseconds in which all of them are read and
/// checked.
fn definitions_loaded() -> (usize, f64) {
    let reference = Reference::embedded();
    let load = || {
        let begun = Instant::now();
        let count = Catalogue::load(&Source::Embedded, &reference).all().len();
        (begun.elapsed(), count)
    };
    let mut times: Vec<_> = (0..LOADS).map(|_| load()).collect();
    times.sort_unstable();
    let (middle, count) = times[LOADS / 2];
    (count, middle.as_secs_f64() * 1000.0)
}

/// What is in the database before the load.
struct Seeded {
    desk: Desk,
    dossiers: Vec<AtDesk>,
    officers: Vec<AtWork>,
    /// For each number of connections.
    ready: Vec<Vec<Ready>>,
}

async fn on_database(bench: &Bench, program: &Path, database: &Database) -> anyhow::Result<OnDatabase> {
    say(&format!(
        "\n{}: {} dossiers and their drafts are made ...",
        database.name, bench.dossiers
    ));
    let seeded = seed(bench, program, database).await?;
    let officer = seeded.officers.first().context("there are officers")?.id;
    let (first, far) = inbox::micros(&seeded.desk, officer).await?;
    let inbox = (bench.dossiers, first, far);
    let node = Node::new(program, database)?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = node.start().await?;
        starts.push(server.ready_after);
        server.stop().await?;
    }
    starts.sort_unstable();
    let server = node.start().await?;
    let first_page = first_page(server.address).await?;
    let mut rows = Vec::new();
    let mut commits = Vec::new();
    let url: DatabaseUrl = database.url.parse()?;
    for (&connections, ready) in bench.connections.iter().zip(&seeded.ready) {
        say(&format!("{}: {connections} connections ...", database.name));
        let rate = single_row_commits(&url, connections, bench.time().min(Duration::from_secs(4))).await?;
        commits.push((connections, rate));
        let level = Level {
            bench,
            server: &server,
            desk: &seeded.desk,
            connections,
            commits: rate,
        };
        rows.extend(level.measure(&seeded, ready).await?);
    }
    let peak_memory_kib = server.peak_memory_kib()?;
    server.stop().await?;
    say(&format!(
        "{}: the inbox is made {} long ...",
        database.name,
        bench.long_inbox()
    ));
    let times = bench.long_inbox() / bench.dossiers.max(1);
    let tasks = seeding::multiply_tasks(&seeded.desk.store, u32::try_from(times)?).await?;
    let (first, far) = inbox::micros(&seeded.desk, officer).await?;
    seeded.desk.store.close().await;
    Ok(OnDatabase {
        name: database.name,
        rows,
        commits,
        ready_millis: starts[STARTS / 2].as_secs_f64() * 1000.0,
        peak_memory_mib: f64::from(u32::try_from(peak_memory_kib).unwrap_or(u32::MAX)) / 1024.0,
        inbox,
        long_inbox: (usize::try_from(tasks)?, first, far),
        first_page,
    })
}

async fn seed(bench: &Bench, program: &Path, database: &Database) -> anyhow::Result<Seeded> {
    let address = free_address()?;
    let listen = address.to_string();
    let national = Server::start(Start {
        program,
        arguments: &["national", "--listen", &listen],
        settings: &[],
        folder: database.folder(),
        address,
        ready: "/identity/.well-known/openid-configuration",
    })
    .await
    .context("the simulated national systems")?;
    let desk = desk::open(
        &database.url,
        &format!("http://{address}"),
        &database.folder().join("files"),
    )
    .await?;
    let mut seeds = Seeds::plant(desk.clone(), HOUSEHOLDS).await?;
    let dossiers = seeds.dossiers(bench.dossiers).await?;
    let first = dossiers.first().context("--dossiers is at least 1")?;
    let officers = seeds.officers(OFFICERS, "reception_officer", &first.code).await?;
    let mut ready = Vec::new();
    for _ in &bench.connections {
        ready.push(seeds.ready(bench.drafts()).await?);
    }
    // From here on nobody asks the registers.
    national.kill().await?;
    Ok(Seeded {
        desk,
        dossiers,
        officers,
        ready,
    })
}

/// The server under load, as an operator would start it.
struct Node {
    program: PathBuf,
    folder: PathBuf,
    database: String,
}

impl Node {
    fn new(program: &Path, database: &Database) -> anyhow::Result<Self> {
        let folder = database.folder().to_owned();
        Ok(Self {
            program: program.to_owned(),
            folder,
            database: database.url.clone(),
        })
    }

    async fn start(&self) -> anyhow::Result<Server> {
        let address = free_address()?;
        let settings = [
            ("DATABASE_URL", self.database.clone()),
            ("MOTCUA_LISTEN", address.to_string()),
            ("MOTCUA_BASE_URL", format!("http://{address}")),
            ("MOTCUA_STORAGE", self.folder.join("files").display().to_string()),
        ];
        Server::start(Start {
            program: &self.program,
            arguments: &["serve"],
            settings: &settings,
            folder: &self.folder,
            address,
            ready: "/readyz",
        })
        .await
    }
}

/// One number of connections.
struct Level<'l> {
    bench: &'l Bench,
    server: &'l Server,
    desk: &'l Desk,
    connections: usize,
    commits: f64,
}

impl Level<'_> {
    async fn measure(&self, seeded: &Seeded, ready: &[Ready]) -> anyhow::Result<Vec<Row>> {
        let (empty, _) = self.scenario(&scenarios::empty(), self.commits).await?;
        let pages = empty.rate;
        let mut rows = vec![Row {
            machine: pages,
            ..empty
        }];
        // What reads first, the inbox while it is as long as was promised; then what writes.
        let today = vietnam_date(seeded.desk.now());
        let offered = seeded.desk.catalogue.all_current(today);
        let ids: Vec<String> = offered.iter().map(|procedure| procedure.id.to_string()).collect();
        for scenario in [
            scenarios::procedures(&ids),
            scenarios::search(),
            scenarios::search_api(),
            scenarios::inbox(&seeded.officers),
            scenarios::citizen_dossier(&seeded.dossiers),
            scenarios::officer_dossier(&seeded.dossiers, &seeded.officers),
        ] {
            rows.push(self.scenario(&scenario, pages).await?.0);
        }
        let (row, submitted) = self.scenario(&scenarios::submit(ready), pages).await?;
        rows.push(row);
        if !submitted.locations.is_empty() {
            let after = scenarios::submitted(&submitted.locations, ready);
            rows.push(self.scenario(&after, pages).await?.0);
        }
        // Each dossier can be accepted once: every number of connections has its share of them.
        let share = seeded.dossiers.len() / self.bench.connections.len().max(1);
        let which = self
            .bench
            .connections
            .iter()
            .position(|&one| one == self.connections)
            .unwrap_or(0);
        let mine = seeded
            .dossiers
            .get(which * share..(which + 1) * share)
            .unwrap_or_default();
        rows.push(
            self.scenario(&scenarios::advance(mine, &seeded.officers), pages)
                .await?
                .0,
        );
        Ok(rows)
    }

    async fn scenario(&self, scenario: &Scenario, pages: f64) -> anyhow::Result<(Row, Measured)> {
        let &Scenario { kind, status, ref asks } = scenario;
        let drive = |time| drive(self.server.address, self.connections, time, status, asks.clone());
        if kind.only_reads() {
            drive(Duration::from_millis(300)).await;
        }
        self.quiet().await?;
        let before = self.server.cpu_micros()?;
        let measured = drive(self.bench.time()).await;
        let after = self.server.cpu_micros()?;
        self.quiet().await?;
        let in_the_end = self.server.cpu_micros()?;
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let each = |micros: u64| micros as f64 / (measured.good + measured.errors).max(1) as f64;
        let row = Row {
            kind,
            connections: self.connections,
            rate: measured.rate(),
            p50: measured.within(500),
            p95: measured.within(950),
            p99: measured.within(990),
            requests: measured.good,
            errors: measured.errors,
            first_error: measured.first_error.clone(),
            cpu_micros: each(after - before),
            cpu_with_effects_micros: each(in_the_end - before),
            machine: if kind.commits() && kind != Kind::Empty {
                self.commits
            } else {
                pages
            },
        };
        Ok((row, measured))
    }

    /// Waits until the background work is done, so that it does not count for the next requests.
    async fn quiet(&self) -> anyhow::Result<()> {
        let begun = Instant::now();
        loop {
            let backlog = outbox::backlog(&self.desk.store, self.desk.now()).await?;
            if backlog.waiting == 0 {
                return Ok(());
            }
            if begun.elapsed() > Duration::from_secs(120) {
                bail!(
                    "{} effects are still not carried out after two minutes",
                    backlog.waiting
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
