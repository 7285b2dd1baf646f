//! Files of reference data: agencies, roles, days off, office hours. What is past is never rewritten, and what is in use is
//! not taken away.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Officer;

use super::check::line_of;
use super::{Draft, Kind, ROLE, allowed, refresh};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::faults::NameFault;
use crate::procedures::FileFault;
use crate::reference::{Reference, ReferenceFault};
use crate::store::rows::admin::StaffPostRow;

/// A file of reference data.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its version; 1 came with the program.
    pub version: u32,
    /// Who approved the version, and when.
    pub published: Option<(String, DateTime<Utc>)>,
    /// What is being changed.
    pub draft: Option<Draft>,
}

/// The files that can be changed.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn files(desk: &Desk, officer: &Officer) -> Result<Vec<File>, Error> {
    allowed(officer)?;
    refresh(desk).await?;
    let mut reader = desk.store.reader().await?;
    let mut files = Vec::new();
    for name in Reference::FILES {
        let rows = db!(reader, admin_texts::versions_of(Kind::Reference.name(), name))?;
        let draft = db!(reader, admin_texts::draft(Kind::Reference.name(), name))?;
        let newest = rows.into_iter().next();
        files.push(File {
            name,
            version: newest.as_ref().map_or(1, |row| u32::try_from(row.version).unwrap_or(1)),
            published: newest.map(|row| (row.approved_by_name, row.published_at)),
            draft: draft.and_then(Draft::of),
        });
    }
    Ok(files)
}

/// What is wrong with a file that is to take the place of the one that holds.
pub(super) async fn faults_of_file(desk: &Desk, name: &str, text: &str) -> Result<Vec<FileFault>, Error> {
    if !Reference::FILES.contains(&name) {
        return Err(Error::NotFound);
    }
    let own = |fault: ReferenceFault| FileFault::new(&fault.file, fault.line, "", fault.what);
    // The other files as they hold, this one as it will be.
    let mut texts = BTreeMap::new();
    for other in Reference::FILES {
        match desk.reference.text(other) {
            Ok(text) => texts.insert(other.to_owned(), text),
            Err(faults) => return Ok(faults.into_iter().map(own).collect()),
        };
    }
    texts.insert(name.to_owned(), text.to_owned());
    let new = match desk.reference.with(texts) {
        Ok(new) => new,
        Err(faults) => return Ok(faults.into_iter().map(own).collect()),
    };
    let mut reader = desk.store.reader().await?;
    let posts = db!(reader, admin_staff::posts())?;
    let mut found: Vec<(String, NameFault)> = Vec::new();
    match name {
        "agencies.yaml" => {
            for (code, fault) in agencies(&desk.reference, &new, &posts, desk.now()) {
                found.push((format!("code: {code}"), fault));
            }
            for code in ending(&desk.reference, &new) {
                if db!(reader, admin_texts::agency_has_dossiers(&code))? {
                    found.push((format!("code: {code}"), NameFault::AgencyHasDossiers { code }));
                }
            }
        }
        "roles.yaml" => roles(&desk.reference, &new, &posts, &mut found),
        _ => past_days(desk, &new, &mut found),
    }
    drop(reader);
    let mut faults: Vec<FileFault> = found
        .into_iter()
        .map(|(at, what)| FileFault::new(name, line_of(text, &at), "", what))
        .collect();
    // What the procedures name must still be there.
    faults.extend(desk.catalogue.faults_under(&new, vietnam_date(desk.now())));
    Ok(faults)
}

/// Agencies that are gone, or are something else than they were (succession, never renamed history).
fn agencies(old: &Reference, new: &Reference, posts: &[StaffPostRow], now: DateTime<Utc>) -> Vec<(String, NameFault)> {
    let mut found = Vec::new();
    let later: BTreeMap<&str, _> = new.agencies().iter().map(|it| (it.code.as_str(), it)).collect();
    for was in old.agencies() {
        let code = was.code.as_str().to_owned();
        let Some(is) = later.get(code.as_str()) else {
            let name = was.name.vi.clone();
            found.push((code.clone(), NameFault::AgencyGone { code, name }));
            continue;
        };
        if is.name != was.name || is.valid_from != was.valid_from || is.kind != was.kind {
            let name = was.name.vi.clone();
            found.push((code.clone(), NameFault::AgencyHistory { code, name }));
        } else if was.valid_to.is_none() && is.valid_to.is_some() {
            let staff = posts
                .iter()
                .filter(|post| post.agency_code == code && post.valid_to.is_none_or(|to| to > now))
                .count();
            if staff > 0 {
                let count = staff;
                found.push((code.clone(), NameFault::AgencyHasStaff { code, count }));
            }
        }
    }
    for is in new.agencies() {
        let successor = is.successor.as_ref();
        if let Some(next) = successor.filter(|next| new.agency(next).is_none()) {
            let code = next.to_string();
            found.push((is.code.to_string(), NameFault::NoSuccessor { code }));
        }
    }
    found
}

/// Agencies that end by the new file, without a successor.
fn ending(old: &Reference, new: &Reference) -> Vec<String> {
    let ended = |code: &str| {
        let was = old.agencies().iter().find(|it| it.code.as_str() == code);
        was.is_some_and(|was| was.valid_to.is_none())
    };
    new.agencies()
        .iter()
        .filter(|is| is.valid_to.is_some() && is.successor.is_none() && ended(is.code.as_str()))
        .map(|is| is.code.to_string())
        .collect()
}

fn roles(old: &Reference, new: &Reference, posts: &[StaffPostRow], found: &mut Vec<(String, NameFault)>) {
    let used: BTreeSet<&str> = posts.iter().map(|post| post.role.as_str()).collect();
    for role in old.roles() {
        let stays = new.role(&role.code);
        if stays.is_none() && used.contains(role.code.as_str()) {
            let held = role.code.clone();
            found.push((format!("code: {held}"), NameFault::RoleHeld { role: held }));
        }
    }
    if new.role(ROLE).is_none_or(|role| role.reads_dossiers) {
        let role = ROLE.to_owned();
        found.push((format!("code: {ROLE}"), NameFault::RoleNeeded { role }));
    }
}

/// How far back days off are compared: dossiers of these years may still be looked at.
const FIRST_DAY: (i32, u32, u32) = (2024, 1, 1);

/// Days that were working days and are none any more, or the other way round, before today.
fn past_days(desk: &Desk, new: &Reference, found: &mut Vec<(String, NameFault)>) {
    let today = vietnam_date(desk.now());
    let (year, month, day) = FIRST_DAY;
    let first = NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let (was, is) = (desk.reference.calendar(None, today), new.calendar(None, today));
    for date in first.iter_days().take_while(|date| *date < today) {
        if was.is_working_day(date) != is.is_working_day(date) {
            let day = date.to_string();
            found.push((day.clone(), NameFault::DayPast { day }));
        }
    }
}
