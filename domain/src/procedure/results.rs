//! What the applicant gets: the layout of a result paper, filled with values of the dossier.

use serde::{Deserialize, Serialize};

use super::fields::is_false;
use crate::condition::Expr;
use crate::text::Text;

/// One result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultDef {
    /// Names the result within the procedure.
    pub id: String,
    /// Name, as citizens read it.
    pub name: Text,
    /// The heading of the paper: `GIẤY KHAI SINH`.
    pub title: String,
    /// A line below the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// National code of the result paper (`KQ.G15.000031`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the signer is called on the paper: `CHỦ TỊCH`.
    pub signer: String,
    /// Number of the paper, if it is not the number the clerk gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Expr>,
    /// The body, group by group.
    pub groups: Vec<ResultGroup>,
    /// Small print.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Given only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
}

/// Some rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultGroup {
    /// Heading of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Rows.
    pub rows: Vec<ResultRow>,
}

/// One or two labelled values on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultRow {
    /// Label, Vietnamese as the paper is.
    pub label: String,
    /// Field or expression.
    pub value: Expr,
    /// Whether it stands on the same line as the one before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub beside: bool,
    /// Whether it is drawn as a QR code.
    #[serde(default, skip_serializing_if = "is_false")]
    pub qr: bool,
}
