//! The desks of an application: the agency that decides follows from the form; the desk that receives the dossier and
//! hands back paper results is the applicant's choice within the province (Decree 118/2025/NĐ-CP: reception does not
//! depend on where one lives).

use motcua_domain::application::Review;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Citizen;
use motcua_domain::form::{Answer, Seen};
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::procedure::Procedure;
use uuid::Uuid;

use super::Draft;
use crate::desk::Desk;
use crate::error::Error;

/// Who decides and who receives, as the draft stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desks {
    /// The agency that decides.
    pub competent: AgencyCode,
    /// The desk that receives: the one chosen, else that of the agency that decides.
    pub receiving: AgencyCode,
    /// Code of the province in which the desk may be chosen.
    pub province: String,
    /// Code of the commune whose desk was chosen, if that is another than the one that decides.
    pub chosen: Option<String>,
}

impl Draft {
    /// The desks as things stand; `None` while it is not known yet who decides.
    #[must_use]
    pub fn desks(&self, desk: &Desk, review: &Review<'_>) -> Option<Desks> {
        let seen = Seen {
            answers: &review.resolved.answers,
            facts: &self.body.facts,
            today: vietnam_date(desk.now()),
        };
        let code = commune_that_decides(&self.procedure, &seen)?;
        let commune = desk.reference.commune(&code)?;
        let competent = decider(desk, &self.procedure, &code)?;
        // Somebody who moved to another province meanwhile has chosen nothing there yet.
        let chosen = self
            .body
            .receiving
            .as_deref()
            .and_then(|chosen| desk.reference.commune(chosen))
            .filter(|chosen| chosen.province == commune.province && chosen.code != commune.code);
        let receiving = chosen
            .and_then(|chosen| desk.reference.agency_of_commune(&chosen.code))
            .unwrap_or_else(|| competent.clone());
        Some(Desks {
            competent,
            receiving,
            province: commune.province.clone(),
            chosen: chosen.map(|chosen| chosen.code.clone()),
        })
    }
}

/// The agency that decides; `None` while its place is not known.
pub(crate) fn competent(desk: &Desk, procedure: &Procedure, seen: &Seen<'_>) -> Option<AgencyCode> {
    let commune = commune_that_decides(procedure, seen)?;
    decider(desk, procedure, &commune)
}

fn decider(desk: &Desk, procedure: &Procedure, commune: &str) -> Option<AgencyCode> {
    let reference = &desk.reference;
    reference.agency_that_decides(&procedure.agency, procedure.level, commune)
}

fn commune_that_decides(procedure: &Procedure, seen: &Seen<'_>) -> Option<String> {
    match procedure.competent.answer(seen)? {
        Answer::Address(address) => Some(address.commune().to_owned()),
        Answer::Text(commune) => Some(commune),
        _ => None,
    }
}

/// The citizen chooses the desk that receives the dossier; `None` for that of the agency that decides.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft, nobody knows yet who decides, or the commune lies in another province.
pub async fn choose_desk(desk: &Desk, citizen: &Citizen, id: Uuid, commune: Option<&str>) -> Result<(), Error> {
    Draft::change(desk, citizen, id, |draft| {
        if let Some(code) = commune {
            let desks = draft.desks(desk, &draft.review(desk)).ok_or(Error::NotFound)?;
            let chosen = desk.reference.commune(code).ok_or(Error::NotFound)?;
            if chosen.province != desks.province {
                return Err(Error::NotFound);
            }
        }
        draft.body.receiving = commune.map(str::to_owned);
        Ok(())
    })
    .await?;
    Ok(())
}
