//! The operations of other systems that a step may call, and what each answers.
//!
//! To add one: a line here, and its adapter in `connectors`. An operation without an adapter is refused when it is called, so a
//! dossier never waits for a system nobody has connected.

/// Name and answers.
const OPERATIONS: [(&str, &[&str]); 33] = [
    (
        "civil_status.register_birth",
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
    (
        "civil_status.register_death",
        &["number", "book", "page", "registered_on", "office", "document_code"],
    ),
    (
        "civil_status.register_marriage",
        &["number", "book", "page", "registered_on", "office", "document_code"],
    ),
    (
        "civil_status.certify_marital_status",
        &["number", "issued_on", "office"],
    ),
    (
        "civil_status.register_change",
        &["number", "book", "page", "registered_on", "office"],
    ),
    (
        "residence.register_permanent_residence",
        &["number", "registered_on", "office"],
    ),
    (
        "residence.issue_child_identity_card",
        &["card_number", "serial", "issued_on", "valid_to", "office"],
    ),
    (
        "social_insurance.issue_child_health_card",
        &["card_number", "insurance_number", "valid_from", "valid_to", "qr_text"],
    ),
    ("residence.register_permanent", &["reference", "registered_on"]),
    (
        "residence.register_temporary",
        &["reference", "registered_on", "valid_to"],
    ),
    ("residence.record_absence", &["reference", "recorded_on"]),
    ("residence.record_stay", &["reference", "recorded_on"]),
    ("residence.remove", &["reference", "removed_on"]),
    ("residence.update", &["reference", "updated_on"]),
    ("identity.issue_card", &["reference", "issued_on", "valid_to"]),
    ("passports.issue", &["number", "issued_on", "valid_to"]),
    ("vehicles.register", &["plate", "certificate_number", "registered_on"]),
    ("driving_licences.issue", &["number", "issued_on", "valid_to"]),
    ("criminal_records.search", &["reference", "searched_on"]),
    ("seals.register", &["number", "registered_on"]),
    ("payment.collect", &["receipt_number", "paid_on"]),
    ("treasury.confirm", &["receipt_number", "confirmed_on"]),
    ("tax.register", &["tax_code", "office", "registered_on"]),
    ("businesses.register", &["code", "registered_on"]),
    ("social_insurance.issue_card", &["number", "valid_from", "valid_to"]),
    ("social_insurance.record", &["reference", "recorded_on"]),
    ("social_insurance.settle", &["decision_number", "settled_on"]),
    ("benefits.pay", &["reference", "paid_on"]),
    ("land.update", &["certificate_number", "updated_on"]),
    ("education.register_candidate", &["candidate_number", "registered_on"]),
    ("education.results", &["reference", "published_on"]),
    ("electricity.order", &["reference", "ordered_on"]),
    ("merit.record", &["reference", "recorded_on"]),
];

/// All names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().map(|(name, _)| *name)
}

/// What an operation answers; `None` if there is no such operation.
pub(super) fn answers(operation: &str) -> Option<&'static [&'static str]> {
    OPERATIONS
        .iter()
        .find(|(name, _)| *name == operation)
        .map(|(_, answers)| *answers)
}
