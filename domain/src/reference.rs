//! What forms need of the reference data: code lists and places. The data itself is read and dated by casework.

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::calendar::Limit;
use crate::text::{Lang, Text};

/// Dated rules of service that hold for every procedure; read from `reference/service_rules.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceRules {
    /// How long the desk may take to answer an online submission (PRC-4).
    pub answer_within: Limit,
    /// Document and article.
    pub legal: String,
    /// The words of the written reply to somebody who is not eligible (PRC-10).
    pub refusal: RefusalWords,
}

/// What stands on the written reply to somebody whose application was examined and refused (PRC-10). Papers are
/// Vietnamese; the law of complaints they quote is dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalWords {
    /// What citizens call the paper.
    pub name: Text,
    /// Its heading.
    pub title: String,
    /// Label of the applicant.
    pub applicant: String,
    /// Label of whom it is about.
    pub subject: String,
    /// Label of the procedure.
    pub procedure: String,
    /// Label of the day the application was accepted.
    pub accepted: String,
    /// Heading of the decision.
    pub decision: String,
    /// Label of the reason.
    pub reason: String,
    /// Label of the legal basis.
    pub legal: String,
    /// Heading over what can be done about it.
    pub remedy: String,
    /// The ways to complain and to sue, with their times; a paragraph each.
    pub remedies: Vec<String>,
}

/// Looks values up in dated code lists and in the directory of places.
pub trait Lists {
    /// The label of a value of a code list (`ethnic_groups`, `nationalities`, ...), `None` if the list or value is unknown.
    fn label(&self, list: &str, value: &str) -> Option<&Text>;

    /// All values of a code list in the order to show them; empty if there is no such list.
    fn options(&self, list: &str) -> Vec<(&str, &Text)>;

    /// The value of a code list that serves a commune, such as its health station; `None` if none is known to.
    fn serving(&self, list: &str, commune: &str) -> Option<&str> {
        let _ = (list, commune);
        None
    }

    /// Whether the commune exists and belongs to the province today.
    fn commune_in(&self, province: &str, commune: &str) -> bool;

    /// The code of the province a commune belongs to; `None` if the commune is unknown.
    fn province_of(&self, commune: &str) -> Option<&str> {
        let _ = commune;
        None
    }

    /// An address as one line.
    fn address_line(&self, address: &Address, lang: Lang) -> String;
}

/// No lists at all: every code is unknown, addresses are shown by their codes. For tests and for the browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLists;

impl Lists for NoLists {
    fn label(&self, _: &str, _: &str) -> Option<&Text> {
        None
    }

    fn options(&self, _: &str) -> Vec<(&str, &Text)> {
        Vec::new()
    }

    fn commune_in(&self, province: &str, commune: &str) -> bool {
        !province.is_empty() && !commune.is_empty()
    }

    fn address_line(&self, address: &Address, _: Lang) -> String {
        [address.detail(), address.commune(), address.province()].join(", ")
    }
}
