//! The papers of a one-stop shop as PDF: the standard slips (Circular 03/2025, forms 01 to 06) and results of any procedure.
//!
//! Every function takes a plain struct, sets it with an embedded template and fonts, and answers a tagged PDF/A-2a. The same
//! input gives the same bytes; the clock is an argument. Values are data: whatever a person typed is set as text, never
//! read as template code.
//!
//! Setting a paper is blocking work of some tens of milliseconds: call it from a blocking thread, and bound how many run at once.

mod clean;
mod dates;
mod fonts;
mod frames;
mod hash;
mod parts;
mod pdf;
mod qr;
mod result;
mod slips;
mod world;

pub use hash::{ContentHash, content_hash};
pub use parts::{Party, ProcedureName, SignedNote, Signer, SlipHead};
pub use pdf::{PaperError, Pdf};
pub use qr::qr_svg;
pub use result::{Block, Pair, ResultPaper, Row, Style, result_paper};
pub use slips::apology::{ApologyLetter, apology_letter};
pub use slips::control::{ControlRow, ControlSlip, Timeliness, control_slip};
pub use slips::receipt::{
    Component, Copies, CopyKind, Delivery, FeeLine, ReceiptSlip, RegisterEntry, SlipCopy, receipt_slip,
};
pub use slips::refusal::{RefusalSlip, refusal_slip};
pub use slips::stop::{StopGround, StopNotice, stop_notice};
pub use slips::supplement::{SupplementItem, SupplementSlip, supplement_slip};
