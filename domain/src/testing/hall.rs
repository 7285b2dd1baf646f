//! The procedure, its reference data, and a complete application.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::people;
use crate::address::Address;
use crate::calendar::testing::calendar_2026;
use crate::calendar::{Limit, WorkingCalendar};
use crate::dossier::{Channel, Given, Submission, Upload};
use crate::facts::{Fact, Facts, Record, Reply};
use crate::form::{Answer, Typed};
use crate::identifiers::{AgencyCode, DossierCode};
use crate::procedure::{Definition, Procedure, Register};
use crate::reference::{Lists, RefusalWords, ServiceRules};
use crate::text::{Lang, Text};

/// The definition as a file would hold it.
#[must_use]
pub fn hall_definition() -> Definition {
    serde_json::from_str(include_str!("hall.json")).expect("the definition is written well")
}

/// The definition, checked.
#[must_use]
pub fn hall_procedure() -> Procedure {
    Procedure::new(hall_definition()).expect("the definition has no fault")
}

/// Rules of service: an answer within eight working hours.
#[must_use]
pub fn rules() -> ServiceRules {
    ServiceRules {
        answer_within: Limit::WorkingHours(8),
        legal: "test".to_owned(),
        refusal: RefusalWords {
            name: Text::new("Trả lời", "Reply"),
            title: "TRẢ LỜI".to_owned(),
            applicant: "Người nộp".to_owned(),
            subject: "Chủ hồ sơ".to_owned(),
            procedure: "Thủ tục".to_owned(),
            accepted: "Tiếp nhận".to_owned(),
            decision: "Quyết định".to_owned(),
            reason: "Lý do".to_owned(),
            legal: "Căn cứ".to_owned(),
            remedy: "Khiếu nại".to_owned(),
            remedies: vec!["Khiếu nại trong 90 ngày.".to_owned()],
        },
    }
}

/// A code list of drums, and one commune.
#[derive(Clone, Debug)]
pub struct HallLists {
    drums: Vec<(String, Text)>,
    commune: Text,
}

impl Default for HallLists {
    fn default() -> Self {
        let drum = |value: &str, vi: &str, en: &str| (value.to_owned(), Text::new(vi, en));
        Self {
            drums: vec![
                drum("big", "Trống cái", "Big drum"),
                drum("small", "Trống con", "Small drum"),
            ],
            commune: Text::same("Làng Vui"),
        }
    }
}

impl Lists for HallLists {
    fn label(&self, list: &str, value: &str) -> Option<&Text> {
        match list {
            "drums" => self.drums.iter().find(|(drum, _)| drum == value).map(|(_, name)| name),
            "communes" => (value == "00001").then_some(&self.commune),
            _ => None,
        }
    }

    fn options(&self, list: &str) -> Vec<(&str, &Text)> {
        let drums = self.drums.iter().map(|(drum, name)| (drum.as_str(), name));
        if list == "drums" { drums.collect() } else { Vec::new() }
    }

    fn serving(&self, list: &str, commune: &str) -> Option<&str> {
        (list == "drums" && commune == "00001").then_some("small")
    }

    fn commune_in(&self, province: &str, commune: &str) -> bool {
        (province, commune) == ("01", "00001")
    }

    fn address_line(&self, address: &Address, lang: Lang) -> String {
        format!("{}, {}", address.detail(), self.commune.get(lang))
    }
}

/// Everything a decision about the hall rests on.
pub struct Hall {
    /// The procedure.
    pub procedure: Procedure,
    /// The calendar of 2026.
    pub calendar: WorkingCalendar,
    /// Drums and communes.
    pub lists: HallLists,
    /// Rules of service.
    pub rules: ServiceRules,
}

impl std::fmt::Debug for Hall {
    /// The workflow alone: the rest is always the same.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let workflow = serde_json::to_string(&self.procedure.workflow).map_err(|_| std::fmt::Error)?;
        formatter.debug_tuple("Hall").field(&workflow).finish()
    }
}

impl Default for Hall {
    fn default() -> Self {
        Self::of(hall_definition())
    }
}

impl Hall {
    /// The same hall with another definition.
    ///
    /// # Panics
    /// When the definition has a fault.
    #[must_use]
    pub fn of(definition: Definition) -> Self {
        let procedure = Procedure::new(definition).expect("the definition has no fault");
        Self {
            procedure,
            calendar: calendar_2026(),
            lists: HallLists::default(),
            rules: rules(),
        }
    }

    /// What a decision at this time rests on.
    #[must_use]
    pub fn given(&self, now: DateTime<Utc>) -> Given<'_> {
        Given {
            procedure: &self.procedure,
            calendar: &self.calendar,
            lists: &self.lists,
            rules: &self.rules,
            agency_name: &agency_name,
            now,
        }
    }
}

fn agency_name(agency: &AgencyCode) -> String {
    format!("Ban quản lý {agency}")
}

/// What the population register says about the applicant, who has no spouse in it.
#[must_use]
pub fn facts(asked_at: DateTime<Utc>) -> Facts {
    let home = Address::new("01", "00001", "Xóm Đình").expect("the address is whole");
    let record = Record::from([
        ("full_name".to_owned(), Answer::from("Nguyễn Thị Hoa")),
        ("personal_id".to_owned(), Answer::from(people::PERSONAL_ID)),
        ("date_of_birth".to_owned(), Answer::from("1990-05-01")),
        ("permanent_residence".to_owned(), Answer::Address(home)),
        ("phone".to_owned(), Answer::from("+84912345678")),
    ]);
    let mut facts = Facts::default();
    let reply = Reply::Known {
        records: vec![record],
        chosen: Some(0),
    };
    facts.set(
        "person",
        Fact {
            register: Register::Population,
            asked_at,
            reply,
        },
    );
    facts
}

/// What the applicant types: a wedding of fifty people.
#[must_use]
pub fn typed() -> Typed {
    [
        ("purpose", "wedding"),
        ("day.day", "12"),
        ("day.month", "12"),
        ("day.year", "2026"),
        ("guests", "50"),
        ("hall.province", "01"),
        ("hall.commune", "00001"),
        ("promised", "yes"),
    ]
    .into_iter()
    .collect()
}

/// A file.
#[must_use]
pub fn upload(name: &str, at: DateTime<Utc>) -> Upload {
    Upload {
        sha256: "0".repeat(64),
        name: name.to_owned(),
        mime: "application/pdf".to_owned(),
        size: 1,
        at,
    }
}

/// A complete application: nothing is missing.
#[must_use]
pub fn submission(now: DateTime<Utc>) -> Submission {
    let receiving = people::receiving();
    Submission {
        typed: typed(),
        disputes: BTreeMap::new(),
        facts: facts(now),
        documents: BTreeMap::from([("photo".to_owned(), vec![upload("photo.pdf", now)])]),
        confirmations: BTreeMap::new(),
        code: DossierCode::new(&receiving, crate::calendar::vietnam_date(now), 1).expect("a day of this century"),
        receiving,
        competent: people::competent(),
        channel: Channel::Online,
        email: Some("hoa@example.org".to_owned()),
    }
}
