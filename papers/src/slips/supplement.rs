//! Form 02: request to supplement.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::slip;
use crate::dates::time_in_words;
use crate::parts::{Party, ProcedureName, Signer, SlipHead};
use crate::pdf::{PaperError, Pdf};
use crate::world::Template;

/// Form 02 "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ" (form set 2025).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementSlip {
    /// Head.
    pub head: SlipHead,
    /// Whose dossier.
    pub party: Party,
    /// Procedure.
    pub procedure: ProcedureName,
    /// What is to be added or put right.
    pub items: Vec<SupplementItem>,
    /// Why.
    pub reason: String,
    /// Until when.
    pub deadline: Option<DateTime<Utc>>,
    /// Ways to send ("Trực tuyến tại …", "Tại quầy số 3").
    pub ways: Vec<String>,
    /// Who helps: name, counter, telephone.
    pub contact: Option<String>,
    /// Guiding officer.
    pub officer: Signer,
}

/// One thing to add or put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementItem {
    /// Component.
    pub name: String,
    /// What is wrong now.
    pub defect: Option<String>,
    /// What exactly is needed.
    pub needed: String,
    /// Form and number ("01 bản chính").
    pub copies: Option<String>,
    /// Legal basis.
    pub legal_basis: Option<String>,
}

/// Makes form 02.
///
/// # Errors
/// See [`PaperError`].
pub fn supplement_slip(slip_data: &SupplementSlip) -> Result<Pdf, PaperError> {
    let it = slip_data;
    let values = json!({
        "party": it.party,
        "procedure": it.procedure.line(),
        "items": it.items,
        "reason": it.reason,
        "deadline": it.deadline.map(time_in_words),
        "ways": it.ways,
        "contact": it.contact,
        "officer": it.officer.view(),
    });
    slip(
        Template::Supplement,
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        &it.head,
        values,
    )
}
