//! The table of what was done, a row per procedure.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use motcua_casework::drafts::Count;
use motcua_domain::procedure::Procedure;

use crate::papers::Papers;

/// One procedure.
#[derive(Clone)]
pub struct Row {
    id: String,
    name: String,
    listed: bool,
    branches: usize,
    known: Count,
    papers: Papers,
    parts: usize,
    limit: String,
    fee: i64,
}

impl Row {
    /// What is known of it after it was driven along all its branches.
    pub fn new(procedure: &Procedure, branches: usize, known: Count, papers: Papers, fee: i64) -> Self {
        Self {
            id: procedure.id.to_string(),
            name: procedure.short_name().en.clone(),
            listed: procedure.national_list.is_some(),
            branches,
            known,
            papers,
            parts: procedure.linked_parts().len(),
            limit: procedure.time_limit.limit.to_string(),
            fee,
        }
    }
}

static ROWS: Mutex<BTreeMap<String, Row>> = Mutex::new(BTreeMap::new());

/// Adds a row; with the last of them the table is written, if somebody wants it.
pub fn add(row: Row, all: usize) {
    let mut rows = ROWS.lock().unwrap();
    rows.insert(row.id.clone(), row);
    if let Some(path) = std::env::var_os("MOTCUA_TABLE").filter(|_| rows.len() == all) {
        std::fs::write(path, text(&rows)).unwrap();
    }
}

fn text(rows: &BTreeMap<String, Row>) -> String {
    let mut text = String::from(INTRODUCTION);
    let (listed, others): (Vec<_>, Vec<_>) = rows.values().partition(|row| row.listed);
    section(
        &mut text,
        &format!("The {} essential procedures", listed.len()),
        &listed,
    );
    section(&mut text, "Parts of linked groups and examples", &others);
    text
}

fn section(text: &mut String, title: &str, rows: &[&Row]) {
    let _ = write!(text, "\n## {title}\n\n{HEAD}");
    let mut sum = Count::default();
    for row in rows {
        sum.add(row.known);
        let known = row.known.prefilled + row.known.derived;
        let _ = writeln!(
            text,
            "| {} (`{}`) | {n}/{n} | {} | {} | {} | {} | {}% | {} | {} + {} | {} | {} |",
            row.name,
            row.id,
            row.known.asked,
            known,
            row.known.proposed,
            row.known.typed,
            row.known.share(),
            if row.parts == 0 {
                "–".to_owned()
            } else {
                row.parts.to_string()
            },
            row.papers.receipts,
            row.papers.results,
            row.limit,
            if row.fee == 0 {
                "0".to_owned()
            } else {
                row.fee.to_string()
            },
            n = row.branches,
        );
    }
    let known = sum.prefilled + sum.derived;
    let _ = writeln!(
        text,
        "| **All** | | {} | {known} | {} | {} | {}% | | | | |",
        sum.asked,
        sum.proposed,
        sum.typed,
        sum.share()
    );
}

const INTRODUCTION: &str = "\
# Every procedure, driven

Written by `make table`: a driver in the tests takes each procedure through the real use cases, against the simulated national
systems, from application to result. Every way out of every step was taken and every branch gone both ways, on SQLite and on
PostgreSQL; beside that each was supplemented, withdrawn before and after acceptance, and finished late after an apology, where
the procedure has that.

Fields are those a form shows at the beginning to one person of the demonstration whom the registers know (Nguyễn Thị Lan):
filled in from registers or following from others; proposed, the usual choice, to be looked at; and left to type. Known are the
first of a hundred. Papers are the receipt (form 01) and the results of the plain way, each set as PDF in the same run; a linked
group has those of its parts. The limit is the ordinary one, `wd` working days and `wh` working hours. The fee in đồng is that
of the plainest application made online.
";

const HEAD: &str = "\
| Procedure | Branches gone | Fields | Filled in | Proposed | Typed | Known | Parts | Papers | Limit | Fee (đ) |
|---|---|---|---|---|---|---|---|---|---|---|
";
