//! Form 01: receipt and appointment.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::slip;
use crate::dates::{dong, time_in_words};
use crate::parts::{Party, ProcedureName, Signer, SlipHead};
use crate::pdf::{PaperError, Pdf};
use crate::world::Template;

/// Form 01 "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" (form set 2025).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptSlip {
    /// Head.
    pub head: SlipHead,
    /// Which of the two copies this is.
    pub copy: Option<SlipCopy>,
    /// Who submitted.
    pub party: Party,
    /// Procedure.
    pub procedure: ProcedureName,
    /// What was handed in.
    pub components: Vec<Component>,
    /// Number of sets.
    pub sets: u32,
    /// Time limit by law, in words ("03 ngày làm việc").
    pub time_limit: String,
    /// When the dossier was received.
    pub received_at: DateTime<Utc>,
    /// When the result is due; none for procedures settled in the silence of the law.
    pub due_at: Option<DateTime<Utc>>,
    /// How the result is wanted.
    pub delivery: Delivery,
    /// Fees and charges; empty means none are due.
    pub fees: Vec<FeeLine>,
    /// Entry in the register.
    pub register: Option<RegisterEntry>,
    /// Who signs as submitter (name only; on the citizen's copy there may be no signature).
    pub submitter: String,
    /// Who received.
    pub receiver: Signer,
}

/// The copies of a slip ("liên").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlipCopy {
    /// Kept with the dossier.
    Archive,
    /// Given to the submitter.
    Submitter,
}

/// One line of what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Name.
    pub name: String,
    /// Kinds of copy and how many of each.
    pub copies: Vec<Copies>,
}

/// So many copies of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// Kind.
    pub kind: CopyKind,
    /// How many.
    pub count: u32,
}

/// Kind of copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyKind {
    /// Bản chính.
    Original,
    /// Bản chứng thực.
    Certified,
    /// Bản sao (photo).
    Plain,
    /// Bản điện tử.
    Electronic,
    /// Taken from a database instead of being handed in.
    Database,
}

impl CopyKind {
    fn words(self) -> &'static str {
        match self {
            Self::Original => "Bản chính",
            Self::Certified => "Bản chứng thực",
            Self::Plain => "Bản sao (photo)",
            Self::Electronic => "Bản điện tử",
            Self::Database => "Khai thác CSDL",
        }
    }
}

/// How the result is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// At a counter, which is named.
    Counter(String),
    /// By post to an address.
    Post(String),
    /// Online, at the named place (account, digital store).
    Online(String),
}

impl Delivery {
    fn line(&self) -> String {
        match self {
            Self::Counter(place) => format!("Quầy trả kết quả, {place}"),
            Self::Post(address) => format!("Qua bưu chính công ích, địa chỉ: {address}"),
            Self::Online(place) => format!("Trực tuyến: {place}"),
        }
    }
}

/// A fee or charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// Name ("Lệ phí hộ tịch"); none for all that is due in one sum.
    pub name: Option<String>,
    /// Amount in đồng.
    pub amount: u64,
    /// Whether it is paid.
    pub paid: bool,
}

/// Where the dossier stands in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Book ("Quyển số").
    pub book: String,
    /// Number in order ("Số thứ tự").
    pub number: String,
}

/// Makes form 01.
///
/// # Errors
/// See [`PaperError`].
pub fn receipt_slip(slip_data: &ReceiptSlip) -> Result<Pdf, PaperError> {
    let it = slip_data;
    let components: Vec<_> = it
        .components
        .iter()
        .map(|component| {
            let copies: Vec<_> = component
                .copies
                .iter()
                .map(|copy| json!({ "kind": copy.kind.words(), "count": two_digits(copy.count) }))
                .collect();
            json!({ "name": component.name, "copies": copies })
        })
        .collect();
    let fees: Vec<_> = it
        .fees
        .iter()
        .map(|fee| {
            let state = if fee.amount == 0 {
                None
            } else if fee.paid {
                Some("đã nộp")
            } else {
                Some("chưa nộp")
            };
            json!({ "name": fee.name, "amount": dong(fee.amount), "state": state })
        })
        .collect();
    let values = json!({
        "copy": it.copy.map(|copy| match copy {
            SlipCopy::Archive => "Liên: Lưu hồ sơ",
            SlipCopy::Submitter => "Liên: Giao người nộp hồ sơ",
        }),
        "party": it.party,
        "procedure": it.procedure.line(),
        "components": components,
        "sets": two_digits(it.sets),
        "time_limit": it.time_limit,
        "received_at": time_in_words(it.received_at),
        "due_at": it.due_at.map(time_in_words),
        "delivery": it.delivery.line(),
        "fees": fees,
        "register": it.register,
        "submitter": it.submitter,
        "receiver": it.receiver.view(),
    });
    slip(
        Template::Receipt,
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        &it.head,
        values,
    )
}

fn two_digits(count: u32) -> String {
    format!("{count:02}")
}
