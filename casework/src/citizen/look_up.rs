//! Following a dossier without an account: by code and look-up secret. Shows no personal data. A secret is short enough to
//! be read over the telephone, so guessing is held off: by code, and by the address it comes from.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Status;
use motcua_domain::identifiers::{DossierCode, LookupSecret};
use motcua_domain::procedure::Procedure;
use motcua_domain::text::Lang;
use subtle::ConstantTimeEq;

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;
use crate::linked::{self, PartLine};
use crate::sign_in::{Brake, BrakeLimits};
use crate::store::StoreError;

/// No code has more characters.
const MOST: usize = 40;

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

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum Unseen {
    /// Too many tries for that code or from that address.
    #[error("too many tries; again after {until}")]
    HeldOff {
        /// When the next try is looked at.
        until: DateTime<Utc>,
    },
    /// [`Error::NotFound`] alike for a wrong code and a wrong secret; or what else went wrong.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<StoreError> for Unseen {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// A code as it is written on the receipt, of a dossier or of a linked group: small letters, spaces and long dashes do not
/// matter.
fn written(code: &str) -> String {
    let typed: String = code.chars().filter(|it| !it.is_whitespace()).take(MOST).collect();
    DossierCode::parse(&typed).map_or_else(|_| typed.to_uppercase(), |code| code.to_string())
}

/// Looks a dossier up. `address` is where the question comes from, in part (/24, /48).
///
/// # Errors
/// [`Unseen`].
pub async fn look_up(desk: &Desk, code: &str, secret: &str, address: &str, lang: Lang) -> Result<Glimpse, Unseen> {
    let brake = |sort, limits| Brake::new(desk.store.clone(), desk.clock.clone(), sort, limits);
    let addresses = brake("look-up address", BrakeLimits::for_address());
    let codes = brake("look-up code", BrakeLimits::for_name());
    // Codes that do not exist are counted as those that do.
    let key = written(code);
    let held = match addresses.attempt(address).await? {
        None => codes.attempt(&key).await?,
        held => held,
    };
    if let Some(until) = held {
        return Err(Unseen::HeldOff { until });
    }
    let case = Case::by_code(desk, &key).await?;
    let given = LookupSecret::parse(secret).map_err(|_| Error::NotFound)?;
    if !bool::from(given.reveal().as_bytes().ct_eq(case.secret.as_bytes())) {
        return Err(Error::NotFound.into());
    }
    desk.store
        .write(async |tx| {
            addresses.take_back(tx, address).await?;
            codes.clear(tx, &key).await
        })
        .await?;
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
