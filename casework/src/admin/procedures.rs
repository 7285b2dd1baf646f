//! The procedures as administrators see them: state, review marks, versions, what is being changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Officer;
use motcua_domain::fold::fold;
use motcua_domain::procedure::{Procedure, ProcedureId};

use super::retire::end_of;
use super::{Draft, End, Kind, allowed, refresh};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::faults::What;
use crate::procedures::FileFault;

/// Where a procedure stands for those who apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can be applied for today.
    Published,
    /// Its first day is still to come.
    Upcoming,
    /// It has ended.
    Retired,
}

/// A procedure in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The version of today, or the newest.
    pub procedure: Arc<Procedure>,
    /// Where it stands.
    pub state: State,
    /// The first day of a version that is published and still to come.
    pub next: Option<NaiveDate>,
    /// What is being changed.
    pub draft: Option<Draft>,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the name, the id or the national code.
    pub words: String,
    /// Name of the ministry in Vietnamese.
    pub ministry: Option<String>,
    /// `published`, `upcoming`, `retired`, `draft`, `waiting` or `review`.
    pub state: Option<String>,
}

/// The procedures that fit, by id.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn procedures(desk: &Desk, officer: &Officer, filter: &Filter) -> Result<Vec<Listed>, Error> {
    allowed(officer)?;
    refresh(desk).await?;
    let today = vietnam_date(desk.now());
    let mut reader = desk.store.reader().await?;
    let mut drafts: BTreeMap<String, Draft> = db!(reader, admin_texts::drafts())?
        .into_iter()
        .filter_map(Draft::of)
        .filter(|draft| draft.kind == Kind::Procedure)
        .map(|draft| (draft.name.clone(), draft))
        .collect();
    drop(reader);
    let mut ids: Vec<ProcedureId> = desk.catalogue.all().iter().map(|it| it.id.clone()).collect();
    ids.dedup();
    let listed = ids.iter().filter_map(|id| {
        let newest = desk.catalogue.newest(id)?;
        let procedure = desk.catalogue.current(id, today).unwrap_or_else(|| Arc::clone(&newest));
        Some(Listed {
            state: state(desk, id, today),
            next: (newest.valid_from > today).then_some(newest.valid_from),
            draft: drafts.remove(id.as_str()),
            procedure,
        })
    });
    let words = fold(&filter.words);
    Ok(listed.filter(|it| fits(it, filter, &words)).collect())
}

fn fits(listed: &Listed, filter: &Filter, words: &str) -> bool {
    let procedure = &listed.procedure;
    let code = procedure.national_code.as_deref().unwrap_or_default();
    let all = format!("{} {} {} {code}", procedure.id, procedure.name.vi, procedure.name.en);
    let found = words.split_whitespace().all(|word| fold(&all).contains(word));
    let ministry = filter.ministry.as_ref().is_none_or(|it| *it == procedure.ministry.vi);
    let waiting = listed.draft.as_ref().map(|draft| draft.waiting);
    let state = match filter.state.as_deref() {
        None => true,
        Some("published") => listed.state == State::Published,
        Some("upcoming") => listed.state == State::Upcoming || listed.next.is_some(),
        Some("retired") => listed.state == State::Retired,
        Some("draft") => waiting == Some(false),
        Some("waiting") => waiting == Some(true),
        Some("review") => !procedure.review.is_empty(),
        Some(_) => false,
    };
    found && ministry && state
}

fn state(desk: &Desk, id: &ProcedureId, today: NaiveDate) -> State {
    if desk.catalogue.current(id, today).is_some() {
        return State::Published;
    }
    match desk.catalogue.newest(id) {
        Some(newest) if newest.valid_from > today && desk.catalogue.ends(id).is_none() => State::Upcoming,
        _ => State::Retired,
    }
}

/// A version of a procedure.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// The version.
    pub procedure: Arc<Procedure>,
    /// Its last day: its own, or the one before the next version begins.
    pub last_day: Option<NaiveDate>,
    /// How many dossiers have it.
    pub dossiers: u64,
    /// Who wrote it, who approved it, and when; `None` if it came with the program.
    pub published: Option<(Vec<String>, String, DateTime<Utc>)>,
}

/// A procedure with everything an administrator must know.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The version of today, or the newest.
    pub procedure: Arc<Procedure>,
    /// Where it stands.
    pub state: State,
    /// Its versions, the newest first.
    pub versions: Vec<VersionLine>,
    /// What is being changed.
    pub draft: Option<Draft>,
    /// Its end, if it is asked for or confirmed.
    pub end: Option<End>,
    /// What is wrong with its files.
    pub faults: Vec<FileFault>,
}

/// A procedure.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or the officer is no administrator.
pub async fn procedure(desk: &Desk, officer: &Officer, id: &ProcedureId) -> Result<Overview, Error> {
    allowed(officer)?;
    refresh(desk).await?;
    let today = vietnam_date(desk.now());
    let newest = desk.catalogue.newest(id).ok_or(Error::NotFound)?;
    let mut reader = desk.store.reader().await?;
    let counts = db!(reader, admin_texts::dossiers_by_version(id.as_str()))?;
    let rows = db!(reader, admin_texts::versions_of(Kind::Procedure.name(), id.as_str()))?;
    let draft = db!(reader, admin_texts::draft(Kind::Procedure.name(), id.as_str()))?;
    drop(reader);
    let all = desk.catalogue.versions(id);
    let begins: Vec<NaiveDate> = all.iter().map(|version| version.valid_from).collect();
    let mut versions: Vec<VersionLine> = all
        .into_iter()
        .map(|procedure| {
            let number = i64::from(procedure.version);
            let count = counts.iter().find(|row| row.key == number).map_or(0, |row| row.count);
            let row = rows.iter().find(|row| row.version == number);
            let next = begins.iter().filter(|begin| **begin > procedure.valid_from).min();
            let before_next = next.and_then(NaiveDate::pred_opt);
            VersionLine {
                last_day: [procedure.valid_to, before_next].into_iter().flatten().min(),
                procedure,
                dossiers: u64::try_from(count).unwrap_or_default(),
                published: row.map(|row| {
                    let authors = row.authors.0.iter().map(|author| author.name.clone());
                    (authors.collect(), row.approved_by_name.clone(), row.published_at)
                }),
            }
        })
        .collect();
    versions.reverse();
    let named = |fault: &&FileFault| {
        let file = fault.file.rsplit('/').next().unwrap_or_default();
        let used = matches!(&fault.what, What::Used { by, .. } if *by == format!("{id}.yaml"));
        file.trim_end_matches(".yaml").starts_with(id.as_str()) || used
    };
    Ok(Overview {
        procedure: desk.catalogue.current(id, today).unwrap_or(newest),
        state: state(desk, id, today),
        versions,
        draft: draft.and_then(Draft::of),
        end: end_of(desk, id).await?,
        faults: desk.catalogue.faults().iter().filter(named).cloned().collect(),
    })
}
