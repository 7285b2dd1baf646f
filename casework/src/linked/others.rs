//! The other parts of a group, as the officer of one part sees them: where each stands, and no personal data.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Officer, Status};
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::text::Text;

use super::view::{PartStanding, part_views};
use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::may_read;

/// A part of the group, without the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPart {
    /// The step of the group that opens it.
    pub step: String,
    /// What it is.
    pub name: Text,
    /// Whether it is the officer's own.
    pub own: bool,
    /// Where it stands.
    pub standing: PartStanding,
    /// The finer state of its dossier, once there is one.
    pub status: Option<Status>,
    /// Who has it.
    pub agency: Option<AgencyCode>,
    /// The name of who has it.
    pub agency_name: Option<Text>,
    /// Until when something must happen next.
    pub due: Option<DateTime<Utc>>,
    /// Since when it stands as it does.
    pub since: Option<DateTime<Utc>>,
}

/// The parts of the group that a dossier is a part of, or is; empty if it belongs to none.
///
/// # Errors
/// [`Error::NotFound`] if the dossier is none of the officer's business.
pub async fn others(desk: &Desk, officer: &Officer, code: &str) -> Result<Vec<OtherPart>, Error> {
    let own = Case::by_code(desk, code).await?;
    if !may_read(desk, officer, &own.dossier.application) {
        return Err(Error::NotFound);
    }
    let (group, step) = match &own.dossier.application.group {
        Some(of) => (Case::by_id(desk, of.group).await?, Some(of.step.clone())),
        None if own.procedure.is_group() => (own, None),
        None => return Ok(Vec::new()),
    };
    let views = part_views(desk, &group).await?;
    Ok(views
        .into_iter()
        .map(|view| {
            let dossier = view.case.as_ref().map(|case| &case.dossier);
            let agency = dossier.map(|dossier| dossier.application.competent.clone());
            OtherPart {
                own: step.as_deref() == Some(view.step.as_str()),
                step: view.step,
                name: view.name,
                standing: view.standing,
                status: dossier.map(motcua_domain::dossier::Dossier::status),
                agency_name: agency.as_ref().map(|agency| desk.reference.agency_text(agency)),
                agency,
                due: dossier.and_then(motcua_domain::dossier::Dossier::next_due),
                since: view.since,
            }
        })
        .collect())
}
