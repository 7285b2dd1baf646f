//! Form 03: refusal to receive.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::slip;
use crate::parts::{Party, ProcedureName, Signer, SlipHead};
use crate::pdf::{PaperError, Pdf};
use crate::world::Template;

/// Form 03 "Phiếu từ chối tiếp nhận giải quyết hồ sơ" (form set 2025).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalSlip {
    /// Head.
    pub head: SlipHead,
    /// Whose dossier.
    pub party: Party,
    /// Procedure.
    pub procedure: ProcedureName,
    /// Concrete reason.
    pub reason: String,
    /// Legal bases.
    pub legal_bases: Vec<String>,
    /// Where the person should go instead.
    pub go_instead: Option<String>,
    /// How to complain; without it the general sentence of the Law on Complaints stands.
    pub complaint: Option<String>,
    /// Name of the submitter.
    pub submitter: String,
    /// Receiving officer.
    pub receiver: Signer,
}

/// Makes form 03.
///
/// # Errors
/// See [`PaperError`].
pub fn refusal_slip(slip_data: &RefusalSlip) -> Result<Pdf, PaperError> {
    let it = slip_data;
    let values = json!({
        "party": it.party,
        "procedure": it.procedure.line(),
        "reason": it.reason,
        "legal_bases": it.legal_bases,
        "go_instead": it.go_instead,
        "complaint": it.complaint.as_deref().unwrap_or(
            "Nếu không đồng ý với việc từ chối này, Ông/Bà có quyền khiếu nại hoặc khởi kiện theo quy định của pháp luật.",
        ),
        "submitter": it.submitter,
        "receiver": it.receiver.view(),
    });
    slip(
        Template::Refusal,
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        &it.head,
        values,
    )
}
