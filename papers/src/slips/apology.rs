//! Form 04: apology and extension.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::slip;
use crate::dates::{date_in_words, time_in_words};
use crate::parts::{Party, ProcedureName, Signer, SlipHead};
use crate::pdf::{PaperError, Pdf};
use crate::world::Template;

/// Form 04 "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết" (form set 2025). An agency may extend once only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApologyLetter {
    /// Head; the unit is the agency that settles.
    pub head: SlipHead,
    /// To whom.
    pub party: Party,
    /// Procedure.
    pub procedure: ProcedureName,
    /// When the dossier was received.
    pub received_on: NaiveDate,
    /// Original limit in words ("03 ngày làm việc").
    pub time_limit: String,
    /// The promise that is not kept.
    pub first_due: DateTime<Utc>,
    /// Why it is not kept.
    pub reason: String,
    /// Legal basis of the extension.
    pub legal_basis: Option<String>,
    /// Length of the extension in words ("02 ngày làm việc").
    pub extension: String,
    /// The new promise.
    pub new_due: DateTime<Utc>,
    /// Head of the agency.
    pub signer: Signer,
}

/// Makes form 04.
///
/// # Errors
/// See [`PaperError`].
pub fn apology_letter(letter: &ApologyLetter) -> Result<Pdf, PaperError> {
    let it = letter;
    let values = json!({
        "party": it.party,
        "procedure": it.procedure.line(),
        "received_on": date_in_words(it.received_on),
        "time_limit": it.time_limit,
        "first_due": time_in_words(it.first_due),
        "reason": it.reason,
        "legal_basis": it.legal_basis,
        "extension": it.extension,
        "new_due": time_in_words(it.new_due),
        "signer": it.signer.view(),
    });
    slip(
        Template::Apology,
        "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        &it.head,
        values,
    )
}
