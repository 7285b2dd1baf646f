//! Form 06: control slip.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::slip;
use crate::dates::{clock_in_words, date_short, time_in_words};
use crate::parts::{Party, ProcedureName, SlipHead};
use crate::pdf::{PaperError, Pdf};
use crate::world::Template;

/// Form 06 "Phiếu kiểm soát quá trình giải quyết hồ sơ" (form set 2025); its rows come from the dossier's events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlSlip {
    /// Head.
    pub head: SlipHead,
    /// Whose dossier.
    pub party: Party,
    /// Procedure.
    pub procedure: ProcedureName,
    /// Agency (unit) that settles.
    pub settling: String,
    /// Agencies that cooperate.
    pub cooperating: Vec<String>,
    /// When the dossier was received.
    pub received_at: DateTime<Utc>,
    /// When the result is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Hand-overs, oldest first.
    pub rows: Vec<ControlRow>,
}

/// One hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlRow {
    /// Agency or unit that hands over, and who.
    pub from: String,
    /// Agency or unit that receives, and who.
    pub to: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the part that ended here was in time; none while it has no limit.
    pub timeliness: Option<Timeliness>,
    /// Note.
    pub note: Option<String>,
}

/// Whether a part was done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timeliness {
    /// Trước hạn.
    Before,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Over,
}

/// Makes form 06.
///
/// # Errors
/// See [`PaperError`].
pub fn control_slip(slip_data: &ControlSlip) -> Result<Pdf, PaperError> {
    let it = slip_data;
    let rows: Vec<_> = it
        .rows
        .iter()
        .map(|row| {
            json!({
                "from": row.from,
                "to": row.to,
                "time": clock_in_words(row.at),
                "day": date_short(row.at),
                "timeliness": row.timeliness.map(|timeliness| match timeliness {
                    Timeliness::Before => "Trước hạn",
                    Timeliness::OnTime => "Đúng hạn",
                    Timeliness::Over => "Quá hạn",
                }),
                "over": row.timeliness == Some(Timeliness::Over),
                "note": row.note,
            })
        })
        .collect();
    let values = json!({
        "party": it.party,
        "procedure": it.procedure.line(),
        "settling": it.settling,
        "cooperating": it.cooperating,
        "received_at": time_in_words(it.received_at),
        "due_at": it.due_at.map(time_in_words),
        "rows": rows,
    });
    slip(
        Template::Control,
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        &it.head,
        values,
    )
}
