//! Who looked up what about me, when, and why.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Citizen;
use motcua_domain::text::{Lang, Text};

use crate::db;
use crate::desk::Desk;
use crate::error::Error;

/// A look-up, as the person concerned may read it: no officer's private data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// When.
    pub at: DateTime<Utc>,
    /// Which register: `population`.
    pub register: String,
    /// Who: `citizen` (by themselves or the other parent), `officer`, `system`.
    pub by_kind: String,
    /// Whether the person looked it up by their own application.
    pub by_me: bool,
    /// The agency, if an officer asked.
    pub agency: Option<String>,
    /// What for.
    pub purpose: Text,
    /// What came of it: `known`, `nothing`, `mismatch`, `unavailable`.
    pub outcome: String,
}

/// The look-ups of the citizen's data, newest first.
///
/// # Errors
/// If the database fails.
pub async fn data_log(desk: &Desk, citizen: &Citizen, lang: Lang) -> Result<Vec<LookUp>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, register_log::about(citizen.personal_id.as_str(), 200))?;
    Ok(rows
        .into_iter()
        .map(|row| LookUp {
            at: row.at,
            register: row.register,
            by_me: row.by_account == Some(citizen.account),
            by_kind: row.by_kind,
            agency: row
                .by_agency
                .and_then(|code| code.parse().ok())
                .map(|code| desk.reference.agency_name(&code, lang)),
            purpose: Text {
                vi: row.purpose_vi,
                en: row.purpose_en,
            },
            outcome: row.outcome,
        })
        .collect())
}
