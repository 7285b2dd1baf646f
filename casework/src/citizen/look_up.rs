//! Following a dossier without an account: by code and look-up secret. Shows no personal data.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Status;
use motcua_domain::procedure::Procedure;
use motcua_domain::text::Lang;
use subtle::ConstantTimeEq;

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;
use crate::linked::{self, PartLine};

/// What anybody with code and secret may know.
#[derive(Clone, Debug)]
pub struct Glimpse {
    /// The code.
    pub code: String,
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// Where it stands.
    pub status: Status,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// The promised time.
    pub due: Option<DateTime<Utc>>,
    /// The desk.
    pub agency: String,
    /// The parts of a linked group; empty for what is none.
    pub parts: Vec<PartLine>,
}

/// Looks a dossier up.
///
/// # Errors
/// [`Error::NotFound`] alike for a wrong code and a wrong secret.
pub async fn look_up(desk: &Desk, code: &str, secret: &str, lang: Lang) -> Result<Glimpse, Error> {
    let case = Case::by_code(desk, code.trim()).await?;
    let given = secret.trim().to_uppercase();
    if !bool::from(given.as_bytes().ct_eq(case.secret.as_bytes())) {
        return Err(Error::NotFound);
    }
    let parts = linked::lines(desk, &case).await?;
    let dossier = &case.dossier;
    Ok(Glimpse {
        parts,
        code: dossier.application.code.to_string(),
        status: dossier.status(),
        submitted_at: dossier.submitted_at,
        due: dossier.next_due(),
        agency: desk.reference.agency_name(&dossier.application.competent, lang),
        procedure: case.procedure,
    })
}
