//! Fees and charges as dated data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::condition::Expr;
use crate::text::Text;

/// One fee or charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeDef {
    /// Names the fee within the procedure.
    pub id: String,
    /// What it is for.
    pub name: Text,
    /// Amount of one unit in đồng.
    pub amount: i64,
    /// How many units; one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Expr>,
    /// Due only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// Reductions and exemptions; the one that saves most applies.
    #[serde(default)]
    pub reductions: Vec<Reduction>,
    /// Document and article that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
}

/// A reduction with its dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reduction {
    /// Why: online, poor household, first issue.
    pub name: Text,
    /// Percent taken off: 100 is an exemption.
    pub percent: u8,
    /// Applies only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Document and article that grant it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
}
