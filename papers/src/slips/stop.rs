//! Form 05: notice of stopping.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::slip;
use crate::dates::{date_in_words, time_in_words};
use crate::parts::{Party, ProcedureName, Signer, SlipHead};
use crate::pdf::{PaperError, Pdf};
use crate::world::Template;

/// Form 05 "Thông báo dừng giải quyết hồ sơ" (form set 2025).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopNotice {
    /// Head.
    pub head: SlipHead,
    /// To whom.
    pub party: Party,
    /// Procedure.
    pub procedure: ProcedureName,
    /// When the dossier was received.
    pub received_at: DateTime<Utc>,
    /// Why it stops.
    pub ground: StopGround,
    /// How far the work had come.
    pub stage: String,
    /// Papers given back; empty when there are none.
    pub papers_returned: Vec<String>,
    /// What happens with fees.
    pub fees: Option<String>,
    /// Who signs.
    pub signer: Signer,
}

/// Why a dossier stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StopGround {
    /// The applicant asked for it.
    ApplicantRequest {
        /// Number of the request, if it has one.
        number: Option<String>,
        /// Its day.
        on: NaiveDate,
        /// The applicant's reason.
        reason: Option<String>,
    },
    /// The agency has a ground in law.
    Agency {
        /// The ground.
        reason: String,
        /// Legal basis.
        legal_basis: Option<String>,
    },
}

/// Makes form 05.
///
/// # Errors
/// See [`PaperError`].
pub fn stop_notice(notice: &StopNotice) -> Result<Pdf, PaperError> {
    let it = notice;
    let (ground, reason, legal_basis) = match &it.ground {
        StopGround::ApplicantRequest { number, on, reason } => {
            let number = number
                .as_ref()
                .map(|number| format!(" số {number}"))
                .unwrap_or_default();
            (
                format!("Theo đề nghị của người nộp hồ sơ{number}, {}", date_in_words(*on)),
                reason.clone(),
                None,
            )
        }
        StopGround::Agency { reason, legal_basis } => (reason.clone(), None, legal_basis.clone()),
    };
    let values = json!({
        "party": it.party,
        "procedure": it.procedure.line(),
        "received_at": time_in_words(it.received_at),
        "ground": ground,
        "reason": reason,
        "legal_basis": legal_basis,
        "stage": it.stage,
        "papers_returned": it.papers_returned,
        "fees": it.fees,
        "signer": it.signer.view(),
    });
    slip(Template::Stop, "Thông báo dừng giải quyết hồ sơ", &it.head, values)
}
