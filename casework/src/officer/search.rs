//! Finding a dossier by its code or by the beginning of a name. What is found is somebody's data: each hit is logged for
//! the person it is about.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Officer, Status};
use motcua_domain::fold::fold;
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Text;

use super::look::{self, Look, Seen};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::{may_read, reads};

/// How many are shown of each agency; more means that the words say too little.
const MOST: i64 = 25;

/// A dossier that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its code.
    pub code: String,
    /// Whom it is about.
    pub subject: String,
    /// The name of the procedure.
    pub procedure: Text,
    /// Where it stands.
    pub status: Status,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
}

/// Finds dossiers by code or by the beginning of a name, within the agencies the officer works in.
///
/// # Errors
/// If the database fails; then nothing is shown either.
pub async fn search(desk: &Desk, officer: &Officer, words: &str) -> Result<Vec<Hit>, Error> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let found = match by_code(desk, officer, words).await? {
        Some(found) => vec![found],
        None => by_name(desk, officer, words).await?,
    };
    let (hits, seen): (Vec<Hit>, Vec<Seen>) = found.into_iter().unzip();
    look::write(desk, officer, Look::Search, &seen).await?;
    Ok(hits)
}

async fn by_code(desk: &Desk, officer: &Officer, words: &str) -> Result<Option<(Hit, Seen)>, Error> {
    let mut reader = desk.store.reader().await?;
    let Some(row) = db!(reader, dossiers::by_code(&words.to_uppercase()))? else {
        return Ok(None);
    };
    let dossier = row.state.0;
    let application = &dossier.application;
    if !may_read(desk, officer, application) {
        return Ok(None);
    }
    let agency = [&application.competent, &application.receiving]
        .into_iter()
        .find(|agency| officer.works_in(agency));
    let seen = Seen {
        personal_id: application.personal_id.as_str().to_owned(),
        code: application.code.to_string(),
        agency: agency.unwrap_or(&application.receiving).to_string(),
        procedure: procedure_name(desk, &application.procedure),
    };
    let hit = Hit {
        code: application.code.to_string(),
        subject: application.subject.clone(),
        procedure: procedure_name(desk, &application.procedure),
        status: dossier.status(),
        submitted_at: dossier.submitted_at,
    };
    Ok(Some((hit, seen)))
}

async fn by_name(desk: &Desk, officer: &Officer, words: &str) -> Result<Vec<(Hit, Seen)>, Error> {
    let from = fold(words);
    if from.is_empty() {
        return Ok(Vec::new());
    }
    let to = format!("{from}\u{10ffff}");
    let agencies: BTreeSet<_> = officer
        .posts
        .iter()
        .filter(|post| reads(desk, post))
        .map(|post| post.agency.as_str())
        .collect();
    let mut reader = desk.store.reader().await?;
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for agency in agencies {
        for row in db!(reader, dossiers::search(agency, &from, &to, MOST))? {
            if !known.insert(row.code.clone()) {
                continue;
            }
            let procedure = procedure_name(desk, &ProcedureId::from(row.procedure_id.as_str()));
            let seen = Seen {
                personal_id: row.personal_id,
                code: row.code.clone(),
                agency: agency.to_owned(),
                procedure: procedure.clone(),
            };
            let hit = Hit {
                code: row.code,
                subject: row.subject,
                procedure,
                status: Status::parse(&row.status).unwrap_or(Status::Handling),
                submitted_at: row.submitted_at,
            };
            found.push((hit, seen));
        }
    }
    Ok(found)
}

fn procedure_name(desk: &Desk, id: &ProcedureId) -> Text {
    let newest = desk.catalogue.newest(id);
    newest.map_or_else(|| Text::same(id.as_str()), |procedure| procedure.short_name().clone())
}
