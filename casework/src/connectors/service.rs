//! The operations of other systems that a step may call, and what each answers.
//!
//! To add one: a line here. What has an adapter of its own is marked; everything else speaks the one message of the
//! data-sharing platform.

use serde::{Serialize, Serializer};

use super::System;

/// An operation as definitions know it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Service {
    /// Its name in procedure files: `vehicles.register`.
    pub name: &'static str,
    /// The system that does it.
    pub system: System,
    /// What it answers, the first always; what ends in `_on`, `valid_from` and `valid_to` are days.
    pub answers: &'static [&'static str],
    /// Whether it has no adapter of its own.
    pub(super) is_general: bool,
    /// Whether the applicant is the one to act there, on a page of the system: until they have, nobody is silent.
    pub by_applicant: bool,
}

impl Serialize for Service {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name.serialize(serializer)
    }
}

const fn general(name: &'static str, system: System, answers: &'static [&'static str]) -> Service {
    Service {
        name,
        system,
        answers,
        is_general: true,
        by_applicant: false,
    }
}

const fn own(name: &'static str, system: System, answers: &'static [&'static str]) -> Service {
    Service {
        is_general: false,
        ..general(name, system, answers)
    }
}

/// One that the applicant sees to on a page of the system.
const fn by_applicant(name: &'static str, system: System, answers: &'static [&'static str]) -> Service {
    Service {
        by_applicant: true,
        ..general(name, system, answers)
    }
}

static SERVICES: [Service; 33] = [
    own(
        "civil_status.register_birth",
        System::CivilStatus,
        &[
            "personal_id",
            "number",
            "book",
            "page",
            "registered_on",
            "registered_office",
            "office",
            "child_full_name",
            "child_sex",
            "child_date_of_birth",
            "document_code",
        ],
    ),
    general(
        "civil_status.register_death",
        System::CivilStatus,
        &["number", "book", "page", "registered_on", "office", "document_code"],
    ),
    general(
        "civil_status.register_marriage",
        System::CivilStatus,
        &["number", "book", "page", "registered_on", "office", "document_code"],
    ),
    general(
        "civil_status.certify_marital_status",
        System::CivilStatus,
        &["number", "issued_on", "office"],
    ),
    general(
        "civil_status.register_change",
        System::CivilStatus,
        &["number", "book", "page", "registered_on", "office"],
    ),
    own(
        "residence.register_permanent_residence",
        System::Residence,
        &["number", "registered_on", "office"],
    ),
    own(
        "residence.issue_child_identity_card",
        System::Residence,
        &["card_number", "serial", "issued_on", "valid_to", "office"],
    ),
    own(
        "social_insurance.issue_child_health_card",
        System::SocialInsurance,
        &["card_number", "insurance_number", "valid_from", "valid_to", "qr_text"],
    ),
    general(
        "residence.register_permanent",
        System::Residence,
        &["reference", "registered_on"],
    ),
    general(
        "residence.register_temporary",
        System::Residence,
        &["reference", "registered_on", "valid_to"],
    ),
    general(
        "residence.record_absence",
        System::Residence,
        &["reference", "recorded_on"],
    ),
    general(
        "residence.record_stay",
        System::Residence,
        &["reference", "recorded_on"],
    ),
    general("residence.remove", System::Residence, &["reference", "removed_on"]),
    general("residence.update", System::Residence, &["reference", "updated_on"]),
    general(
        "identity.issue_card",
        System::Residence,
        &["reference", "issued_on", "valid_to"],
    ),
    general(
        "passports.issue",
        System::Immigration,
        &["number", "issued_on", "valid_to"],
    ),
    general(
        "vehicles.register",
        System::Traffic,
        &["plate", "certificate_number", "registered_on"],
    ),
    general(
        "driving_licences.issue",
        System::Traffic,
        &["number", "issued_on", "valid_to"],
    ),
    general(
        "criminal_records.search",
        System::CriminalRecords,
        &["reference", "searched_on"],
    ),
    general("seals.register", System::Seals, &["number", "registered_on"]),
    by_applicant("payment.collect", System::Payments, &["receipt_number", "paid_on"]),
    general(
        "treasury.confirm",
        System::Payments,
        &["receipt_number", "confirmed_on"],
    ),
    general("tax.register", System::Tax, &["tax_code", "office", "registered_on"]),
    general("businesses.register", System::Businesses, &["code", "registered_on"]),
    general(
        "social_insurance.issue_card",
        System::SocialInsurance,
        &["number", "valid_from", "valid_to"],
    ),
    general(
        "social_insurance.record",
        System::SocialInsurance,
        &["reference", "recorded_on"],
    ),
    general(
        "social_insurance.settle",
        System::SocialInsurance,
        &["decision_number", "settled_on"],
    ),
    general("benefits.pay", System::SocialAssistance, &["reference", "paid_on"]),
    general("land.update", System::Land, &["certificate_number", "updated_on"]),
    general(
        "education.register_candidate",
        System::Education,
        &["candidate_number", "registered_on"],
    ),
    general("education.results", System::Education, &["reference", "published_on"]),
    general("electricity.order", System::Electricity, &["reference", "ordered_on"]),
    general("merit.record", System::Merit, &["reference", "recorded_on"]),
];

/// All operations.
pub(crate) fn services() -> impl Iterator<Item = &'static Service> {
    SERVICES.iter()
}
