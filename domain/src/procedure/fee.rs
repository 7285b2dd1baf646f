//! Fees and charges as dated data (FEE-1).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fields::is_false;
use crate::condition::Expr;
use crate::dossier::Channel;
use crate::text::Text;

/// One fee or charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeDef {
    /// Names the fee within the procedure.
    pub id: String,
    /// What it is for.
    pub name: Text,
    /// What kind of payment it is.
    #[serde(default, skip_serializing_if = "FeeKind::is_charge")]
    pub kind: FeeKind,
    /// Amount of one unit in đồng: a number, or reckoned from the application (a rate of the value of a vehicle, the sum
    /// of a notice).
    pub amount: Amount,
    /// How many units; one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Expr>,
    /// What a unit is, for "8.000 đồng / bản": copy, person, kilometre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Text>,
    /// Due only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// Only an estimate: the sum that is paid comes by a notice or a decision.
    #[serde(default, skip_serializing_if = "is_false")]
    pub estimate: bool,
    /// Reductions and exemptions; the one that saves most applies (FEE-3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reductions: Vec<Reduction>,
    /// Document and article that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
}

/// What kind of payment it is: charges and fees have receipts of their own (FEE-6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// A fixed charge of the State for a registration or paper (lệ phí).
    #[default]
    Charge,
    /// Pays a service: appraisal, information (phí).
    Fee,
    /// The price of a supplier: electricity, the engraver of a seal (giá dịch vụ).
    Price,
    /// A tax, fine, contribution or deposit that is only collected here.
    Tax,
}

impl FeeKind {
    const fn is_charge(&self) -> bool {
        matches!(self, FeeKind::Charge)
    }
}

/// The amount of a unit in đồng.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// The same for everybody.
    Fixed(i64),
    /// Reckoned from the application.
    Reckoned(Expr),
}

impl Amount {
    /// The amount if it is the same for everybody.
    #[must_use]
    pub const fn fixed(&self) -> Option<i64> {
        match self {
            Amount::Fixed(amount) => Some(*amount),
            Amount::Reckoned(_) => None,
        }
    }
}

/// A reduction with its dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reduction {
    /// Why: online, poor household, first issue.
    pub name: Text,
    /// Percent taken off: 100 is an exemption.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub percent: u8,
    /// In place of a percentage: the reduced amount of one unit in đồng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// Applies only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// Applies only to applications that come this way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Applies only in these provinces (codes), by resolution of their People's Councils; everywhere if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provinces: Vec<String>,
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

const fn is_zero(percent: &u8) -> bool {
    *percent == 0
}
