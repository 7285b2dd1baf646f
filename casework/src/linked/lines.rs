//! The parts of a group in a few words each: where each stands, and no personal data. For the officer of one part, for the
//! list of a citizen's dossiers, and for whoever follows the group by its codes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Officer, Status};
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::text::Text;

use super::view::{PartStanding, PartView, part_views};
use crate::case::Case;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::may_read;
use crate::silence::Level;

/// A part of a group, without the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartLine {
    /// The step of the group that opens it.
    pub step: String,
    /// What it is.
    pub name: Text,
    /// Whether it is the dossier it was asked from.
    pub own: bool,
    /// Where it stands.
    pub standing: PartStanding,
    /// The code of its dossier, once there is one.
    pub code: Option<String>,
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
    /// Since when it should have moved, if the citizen was told that it has not.
    pub silent_since: Option<DateTime<Utc>>,
}

/// The parts of the group that a dossier is a part of, or is; empty if it belongs to none.
///
/// # Errors
/// [`Error::NotFound`] if the dossier is none of the officer's business.
pub async fn others(desk: &Desk, officer: &Officer, code: &str) -> Result<Vec<PartLine>, Error> {
    let own = Case::by_code(desk, code).await?;
    if !may_read(desk, officer, &own.dossier.application) {
        return Err(Error::NotFound);
    }
    around(desk, &own).await
}

/// The parts of the group a dossier belongs to, its own among them.
pub(crate) async fn around(desk: &Desk, own: &Case) -> Result<Vec<PartLine>, Error> {
    let Some(of) = &own.dossier.application.group else {
        return lines(desk, own).await;
    };
    let group = Case::by_id(desk, of.group).await?;
    let mut lines = lines(desk, &group).await?;
    for line in &mut lines {
        line.own = line.step == of.step;
    }
    Ok(lines)
}

/// The parts of a group in the order of its procedure; none of what is no group.
pub(crate) async fn lines(desk: &Desk, group: &Case) -> Result<Vec<PartLine>, Error> {
    if !group.procedure.is_group() {
        return Ok(Vec::new());
    }
    let views = part_views(desk, std::slice::from_ref(group)).await?;
    Ok(views.into_iter().flat_map(in_lines).collect())
}

/// The same of several groups, by their codes.
pub(crate) async fn lines_of(desk: &Desk, codes: &[String]) -> Result<BTreeMap<String, Vec<PartLine>>, Error> {
    let rows = {
        let mut reader = desk.store.reader().await?;
        db!(reader, dossiers::by_codes(codes))?
    };
    let groups = rows
        .into_iter()
        .map(|row| Case::of(desk, row))
        .collect::<Result<Vec<_>, _>>()?;
    let views = part_views(desk, &groups).await?;
    let code = |group: &Case| group.dossier.application.code.to_string();
    Ok(groups.iter().map(code).zip(views.into_iter().map(in_lines)).collect())
}

fn in_lines(views: Vec<PartView>) -> Vec<PartLine> {
    views
        .into_iter()
        .map(|view| {
            let dossier = view.case.as_ref().map(|case| &case.dossier);
            // What has its result may still wait to be fetched: that is no silence.
            let going = view.standing == PartStanding::Going;
            let told = view.reminded.filter(|notice| going && notice.level == Level::Citizen);
            PartLine {
                own: false,
                step: view.step,
                name: view.name,
                standing: view.standing,
                code: dossier.map(|dossier| dossier.application.code.to_string()),
                status: dossier.map(motcua_domain::dossier::Dossier::status),
                agency_name: view.agency_name,
                agency: dossier.map(|dossier| dossier.application.competent.clone()),
                due: dossier.and_then(motcua_domain::dossier::Dossier::next_due),
                since: view.since,
                silent_since: told.map(|notice| notice.deadline),
            }
        })
        .collect()
}
