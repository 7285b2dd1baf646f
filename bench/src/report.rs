//! The figures, as tables and as JSON, and whether the numbers to reach are reached.

use std::fmt::Write;

use motcua_domain::testing::speed::Speed;
use serde::Serialize;

use crate::pages::FirstPage;
use crate::scenarios::Kind;

/// One kind of request at one number of connections.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    /// What was asked for.
    pub(crate) kind: Kind,
    /// Over how many connections.
    pub(crate) connections: usize,
    /// Good answers a second.
    pub(crate) rate: f64,
    /// Microseconds within which half, 95 % and 99 % of the answers came.
    pub(crate) p50: u64,
    /// See `p50`.
    pub(crate) p95: u64,
    /// See `p50`.
    pub(crate) p99: u64,
    /// Good answers.
    pub(crate) requests: u64,
    /// Other answers.
    pub(crate) errors: u64,
    /// The first of them.
    pub(crate) first_error: Option<String>,
    /// CPU time of the server for each request, in microseconds; background work meanwhile included.
    pub(crate) cpu_micros: f64,
    /// The same with all the background work the requests led to.
    pub(crate) cpu_with_effects_micros: f64,
    /// What the machine can do in a second: durable commits of one row for what commits, else empty pages.
    pub(crate) machine: f64,
}

impl Row {
    fn ratio(&self) -> f64 {
        self.rate / self.machine.max(1e-9)
    }

    #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
    fn tail(&self) -> f64 {
        self.p99 as f64 / (self.p50 as f64).max(1.0)
    }
}

/// Everything measured on one database.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OnDatabase {
    /// Which.
    pub(crate) name: &'static str,
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// Durable commits of one row a second, by number of connections.
    pub(crate) commits: Vec<(usize, f64)>,
    /// From start to ready, in milliseconds, on a database with all the dossiers: the middle one of several.
    pub(crate) ready_millis: f64,
    /// The most memory of the server, in MiB.
    pub(crate) peak_memory_mib: f64,
    /// Tasks in the inbox, and microseconds for its first page and for one far behind.
    pub(crate) inbox: (usize, f64, f64),
    /// The same with the long inbox.
    pub(crate) long_inbox: (usize, f64, f64),
    /// What a browser fetches first.
    pub(crate) first_page: FirstPage,
}

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    /// Processors of this machine.
    pub(crate) processors: usize,
    /// Per database.
    pub(crate) databases: Vec<OnDatabase>,
    /// Steps a second of the engine alone, in memory, on one core: conditions known, conditions evaluated.
    pub(crate) engine: (f64, f64),
    /// Fields the parent types or chooses.
    pub(crate) typed_fields: usize,
    /// Definitions, and milliseconds in which all of them are read and checked.
    pub(crate) definitions: (usize, f64),
}

impl Report {
    pub(crate) fn new(
        databases: Vec<OnDatabase>,
        engine: Speed,
        typed_fields: usize,
        definitions: (usize, f64),
    ) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let engine = (engine.known_conditions, engine.evaluated_conditions);
        Self {
            processors,
            databases,
            engine,
            typed_fields,
            definitions,
        }
    }
}

/// The table of one database.
pub(crate) fn table(on: &OnDatabase) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "\n{}", on.name);
    let _ = writeln!(
        text,
        "{:<22}{:>6}{:>10}{:>9}{:>9}{:>9}{:>9}{:>8}{:>10}{:>12}{:>11}{:>8}",
        "request",
        "conns",
        "per s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "p99/p50",
        "errors",
        "CPU us",
        "+ effects us",
        "machine/s",
        "ratio"
    );
    for row in &on.rows {
        let _ = writeln!(
            text,
            "{:<22}{:>6}{:>10.0}{:>9.2}{:>9.2}{:>9.2}{:>9.1}{:>8}{:>10.0}{:>12.0}{:>11.0}{:>8.2}",
            row.kind.name(),
            row.connections,
            row.rate,
            millis(row.p50),
            millis(row.p95),
            millis(row.p99),
            row.tail(),
            row.errors,
            row.cpu_micros,
            row.cpu_with_effects_micros,
            row.machine,
            row.ratio(),
        );
    }
    for row in on.rows.iter().filter(|row| row.errors > 0) {
        let first = row.first_error.as_deref().unwrap_or("a connection was lost");
        let _ = writeln!(
            text,
            "  {} errors, {} at {} connections: {first}",
            row.errors,
            row.kind.name(),
            row.connections
        );
    }
    for (connections, rate) in &on.commits {
        let _ = writeln!(
            text,
            "durable commits of one row at {connections} connections: {rate:.0} per s"
        );
    }
    let _ = writeln!(
        text,
        "start to ready: {:.0} ms; peak memory of the server: {:.0} MiB",
        on.ready_millis, on.peak_memory_mib
    );
    for (tasks, first, far) in [on.inbox, on.long_inbox] {
        let _ = writeln!(
            text,
            "inbox query over {tasks} tasks: {first:.0} us the first page, {far:.0} us one far behind"
        );
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "a time for people")]
fn millis(micros: u64) -> f64 {
    micros as f64 / 1000.0
}

/// A number to reach.
struct Goal {
    what: String,
    aim: String,
    reached: String,
    good: bool,
}

fn at_most(what: String, value: f64, most: f64, unit: &str) -> Goal {
    Goal {
        what,
        aim: format!("<= {most} {unit}"),
        reached: format!("{value:.2} {unit}"),
        good: value <= most,
    }
}

fn at_least(what: String, value: f64, least: f64, unit: &str) -> Goal {
    Goal {
        what,
        aim: format!(">= {least} {unit}"),
        reached: format!("{value:.2} {unit}"),
        good: value >= least,
    }
}

fn goals(report: &Report) -> Vec<Goal> {
    let mut goals = Vec::new();
    for on in &report.databases {
        goals.extend(goals_of(on));
    }
    if let Some(first) = report.databases.first() {
        let kib = |bytes: usize| f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1024.0;
        goals.push(at_most(
            "first page before its code".to_owned(),
            kib(first.first_page.before_code()),
            100.0,
            "KiB",
        ));
        goals.push(at_most(
            "browser code, compressed".to_owned(),
            kib(first.first_page.code),
            350.0,
            "KiB",
        ));
    }
    goals.push(at_least(
        "engine, conditions known".to_owned(),
        report.engine.0 / 1e6,
        5.0,
        "M steps/s",
    ));
    goals.push(at_least(
        "engine, conditions evaluated".to_owned(),
        report.engine.1 / 1e6,
        5.0,
        "M steps/s",
    ));
    let fields = u32::try_from(report.typed_fields).unwrap_or(u32::MAX);
    goals.push(at_most(
        "fields the parent types or chooses".to_owned(),
        f64::from(fields),
        5.0,
        "",
    ));
    let (count, millis) = report.definitions;
    goals.push(at_most(
        format!("{count} definitions read and checked"),
        millis,
        50.0,
        "ms",
    ));
    goals
}

fn goals_of(on: &OnDatabase) -> Vec<Goal> {
    let mut goals = Vec::new();
    let at = |kind: Kind| on.rows.iter().find(|row| row.kind == kind && row.connections == 16);
    if let Some(submit) = at(Kind::Submit) {
        let share = if on.name == "SQLite" { 0.5 } else { 0.2 };
        goals.push(at_least(
            format!("{}: submissions at 16", on.name),
            submit.ratio(),
            share,
            "x commits/s",
        ));
    }
    let cpu = [
        (Kind::Procedure, 1.0),
        (Kind::Search, 1.0),
        (Kind::SearchApi, 1.0),
        (Kind::Submit, 1.0),
        (Kind::CitizenDossier, 1.0),
        (Kind::OfficerDossier, 1.0),
        (Kind::Inbox, 1.5),
        (Kind::Advance, 1.0),
    ];
    for (kind, most) in cpu {
        if let Some(row) = at(kind) {
            goals.push(at_most(
                format!("{}: CPU, {}", on.name, kind.name()),
                row.cpu_micros / 1000.0,
                most,
                "ms",
            ));
        }
    }
    let at_16 = on
        .rows
        .iter()
        .filter(|row| row.connections == 16 && row.kind != Kind::Empty);
    if let Some(worst) = at_16.max_by(|one, other| one.tail().total_cmp(&other.tail())) {
        let what = format!("{}: p99/p50 at 16, worst ({})", on.name, worst.kind.name());
        goals.push(at_most(what, worst.tail(), 10.0, "x"));
    }
    let (tasks, first, far) = on.inbox;
    let (many, first_of_many, far_of_many) = on.long_inbox;
    let slower = (first_of_many / first).max(far_of_many / far);
    goals.push(at_most(
        format!("{}: inbox query, {many} to {tasks}", on.name),
        slower,
        1.5,
        "x",
    ));
    goals.push(at_most(
        format!("{}: start to ready", on.name),
        on.ready_millis / 1000.0,
        0.3,
        "s",
    ));
    goals.push(at_most(
        format!("{}: peak memory", on.name),
        on.peak_memory_mib,
        150.0,
        "MiB",
    ));
    let errors: u64 = on.rows.iter().map(|row| row.errors).sum();
    let errors = f64::from(u32::try_from(errors).unwrap_or(u32::MAX));
    goals.push(at_most(format!("{}: errors", on.name), errors, 0.0, ""));
    goals
}

/// The numbers to reach, and whether they are.
pub(crate) fn verdict(report: &Report) -> String {
    let mut text = format!("\n{:<52}{:>22}{:>24}  reached\n", "number", "to reach", "measured");
    for goal in goals(report) {
        let word = if goal.good { "yes" } else { "NO" };
        let _ = writeln!(text, "{:<52}{:>22}{:>24}  {word}", goal.what, goal.aim, goal.reached);
    }
    text
}

/// A line for who waits.
#[expect(clippy::print_stdout, reason = "the figures are what this is for")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
