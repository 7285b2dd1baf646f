//! What a record of each register may hold, by our names.

use crate::condition::Kind;

type Values = &'static [(&'static str, Kind)];

/// The electronic identity of the person who signed in.
pub(super) const SESSION: Values = &[
    ("personal_id", Kind::Text),
    ("full_name", Kind::Text),
    ("date_of_birth", Kind::Date),
    ("phone", Kind::Text),
    ("email", Kind::Text),
];

/// National Population Database (Cơ sở dữ liệu quốc gia về dân cư).
pub(super) const POPULATION: Values = &[
    ("full_name", Kind::Text),
    ("other_name", Kind::Text),
    ("personal_id", Kind::Text),
    ("date_of_birth", Kind::Date),
    ("sex", Kind::Text),
    ("ethnicity", Kind::Text),
    ("religion", Kind::Text),
    ("nationality", Kind::Text),
    ("occupation", Kind::Text),
    ("hometown", Kind::Opaque),
    ("birth_place", Kind::Opaque),
    ("birth_registration_place", Kind::Text),
    ("permanent_residence", Kind::Opaque),
    ("current_residence", Kind::Opaque),
    ("temporary_residence", Kind::Opaque),
    ("marital_status", Kind::Text),
    ("spouse_personal_id", Kind::Text),
    ("spouse_full_name", Kind::Text),
    ("father_full_name", Kind::Text),
    ("father_personal_id", Kind::Text),
    ("father_date_of_birth", Kind::Date),
    ("mother_full_name", Kind::Text),
    ("mother_personal_id", Kind::Text),
    ("mother_date_of_birth", Kind::Date),
    ("household_head_full_name", Kind::Text),
    ("household_head_personal_id", Kind::Text),
    ("relation_to_head", Kind::Text),
    ("phone", Kind::Text),
    ("old_id_number", Kind::Text),
    ("old_id_issued_on", Kind::Date),
    ("old_id_issued_by", Kind::Text),
    ("card_issued_on", Kind::Date),
    ("card_valid_to", Kind::Date),
    ("deceased", Kind::Bool),
];

/// Hospital birth notices (giấy chứng sinh).
pub(super) const BIRTH_NOTICES: Values = &[
    ("number", Kind::Text),
    ("issued_on", Kind::Date),
    ("facility", Kind::Text),
    ("child_date_of_birth", Kind::Date),
    ("child_time_of_birth", Kind::Text),
    ("child_sex", Kind::Text),
    ("child_birth_place_type", Kind::Text),
    ("child_birth_place", Kind::Opaque),
    ("mother_full_name", Kind::Text),
    ("mother_personal_id", Kind::Text),
    ("mother_date_of_birth", Kind::Date),
    ("father_full_name", Kind::Text),
    ("father_personal_id", Kind::Text),
    ("father_date_of_birth", Kind::Date),
    ("registered", Kind::Bool),
];

/// Death notices of health facilities and communes (giấy báo tử).
pub(super) const DEATH_NOTICES: Values = &[
    ("number", Kind::Text),
    ("issued_on", Kind::Date),
    ("issuer", Kind::Text),
    ("kind", Kind::Text),
    ("deceased_full_name", Kind::Text),
    ("deceased_personal_id", Kind::Text),
    ("deceased_date_of_birth", Kind::Date),
    ("died_on", Kind::Date),
    ("died_at", Kind::Text),
    ("place", Kind::Opaque),
    ("cause", Kind::Text),
    ("registered", Kind::Bool),
];

/// Marriages in the electronic civil-status database.
pub(super) const MARRIAGES: Values = &[
    ("married", Kind::Text),
    ("number", Kind::Text),
    ("registered_on", Kind::Date),
    ("office", Kind::Text),
];

/// What the electronic civil-status database holds of a person: birth, marital status, death.
pub(super) const CIVIL_STATUS: Values = &[
    ("birth_number", Kind::Text),
    ("birth_book", Kind::Text),
    ("birth_registered_on", Kind::Date),
    ("birth_office", Kind::Text),
    ("birth_place", Kind::Opaque),
    ("marital_status", Kind::Text),
    ("marriages", Kind::Number),
    ("marriage_ended_by", Kind::Text),
    ("marriage_ended_number", Kind::Text),
    ("death_number", Kind::Text),
    ("died_on", Kind::Date),
];

/// Residence database of the police (Cơ sở dữ liệu về cư trú).
pub(super) const RESIDENCE: Values = &[
    ("permanent_residence", Kind::Opaque),
    ("temporary_residence", Kind::Opaque),
    ("current_residence", Kind::Opaque),
    ("registered_on", Kind::Date),
    ("household_head_full_name", Kind::Text),
    ("household_head_personal_id", Kind::Text),
    ("relation_to_head", Kind::Text),
    ("members", Kind::Table),
    ("history", Kind::Table),
];

/// Social, health and unemployment insurance.
pub(super) const SOCIAL_INSURANCE: Values = &[
    ("number", Kind::Text),
    ("group", Kind::Text),
    ("employer_name", Kind::Text),
    ("employer_code", Kind::Text),
    ("ended_on", Kind::Date),
    ("months", Kind::Number),
    ("unemployment_months", Kind::Number),
    ("compulsory", Kind::Bool),
    ("pensioner", Kind::Bool),
    ("first_facility", Kind::Text),
    ("card_number", Kind::Text),
    ("card_valid_to", Kind::Date),
    ("last_benefit_on", Kind::Date),
    ("monthly_income", Kind::Number),
    ("members", Kind::Table),
    ("account", Kind::Opaque),
];

/// Social assistance, poverty status and disability.
pub(super) const SOCIAL_ASSISTANCE: Values = &[
    ("household_group", Kind::Text),
    ("disability_kind", Kind::Text),
    ("disability_level", Kind::Text),
    ("decision_number", Kind::Text),
    ("decided_on", Kind::Date),
    ("monthly_amount", Kind::Number),
    ("account", Kind::Opaque),
];

/// People with merit to the revolution, and martyrs.
pub(super) const MERIT: Values = &[
    ("file_number", Kind::Text),
    ("group", Kind::Text),
    ("relationship", Kind::Text),
    ("martyr_full_name", Kind::Text),
    ("martyr_hometown", Kind::Opaque),
    ("martyr_unit", Kind::Text),
    ("martyr_rank", Kind::Text),
    ("martyr_died_on", Kind::Date),
    ("martyr_died_at", Kind::Text),
    ("certificate_number", Kind::Text),
    ("grave", Kind::Text),
    ("monthly_amount", Kind::Number),
];

/// Taxpayers.
pub(super) const TAX: Values = &[
    ("tax_code", Kind::Text),
    ("payer_name", Kind::Text),
    ("office", Kind::Text),
    ("address", Kind::Opaque),
    ("registered_on", Kind::Date),
    ("status", Kind::Text),
    ("registration_tax_reference", Kind::Text),
];

/// Notices and obligations of the tax authority: land, registration tax, others.
pub(super) const TAX_NOTICES: Values = &[
    ("number", Kind::Text),
    ("kind", Kind::Text),
    ("issued_on", Kind::Date),
    ("due_on", Kind::Date),
    ("amount", Kind::Number),
    ("late_amount", Kind::Number),
    ("payer_name", Kind::Text),
    ("payer_tax_code", Kind::Text),
    ("treasury", Kind::Text),
    ("account", Kind::Text),
    ("chapter", Kind::Text),
    ("dossier_code", Kind::Text),
    ("place", Kind::Opaque),
    ("paid", Kind::Bool),
    ("items", Kind::Table),
];

/// Land-use certificates.
pub(super) const LAND: Values = &[
    ("certificate_number", Kind::Text),
    ("book_number", Kind::Text),
    ("issued_on", Kind::Date),
    ("issued_by", Kind::Text),
    ("parcel", Kind::Opaque),
    ("address", Kind::Opaque),
    ("owner_full_name", Kind::Text),
    ("owner_personal_id", Kind::Text),
    ("owner_address", Kind::Opaque),
    ("area", Kind::Number),
    ("mortgaged", Kind::Bool),
    ("disputed", Kind::Bool),
    ("parcels", Kind::Table),
];

/// Vehicles, also those known from the manufacturer or the customs before their first registration.
pub(super) const VEHICLES: Values = &[
    ("plate", Kind::Text),
    ("kind", Kind::Text),
    ("brand", Kind::Text),
    ("model", Kind::Text),
    ("color", Kind::Text),
    ("engine_number", Kind::Text),
    ("chassis_number", Kind::Text),
    ("capacity", Kind::Number),
    ("seats", Kind::Number),
    ("year", Kind::Number),
    ("vehicle", Kind::Opaque),
    ("owner_full_name", Kind::Text),
    ("owner_personal_id", Kind::Text),
    ("value", Kind::Number),
    ("registration_tax_reference", Kind::Text),
];

/// Decisions on violations of traffic rules.
pub(super) const TRAFFIC_FINES: Values = &[
    ("number", Kind::Text),
    ("issued_on", Kind::Date),
    ("violator", Kind::Text),
    ("plate", Kind::Text),
    ("content", Kind::Text),
    ("unit", Kind::Text),
    ("amount", Kind::Number),
    ("late_amount", Kind::Number),
    ("due_on", Kind::Date),
    ("treasury", Kind::Text),
    ("account", Kind::Text),
    ("kept_papers", Kind::Text),
    ("paid", Kind::Bool),
];

/// Driving licences.
pub(super) const DRIVING_LICENCES: Values = &[
    ("number", Kind::Text),
    ("classes", Kind::Text),
    ("issued_on", Kind::Date),
    ("valid_to", Kind::Date),
    ("issued_by", Kind::Text),
    ("points", Kind::Number),
    ("passed_in", Kind::Number),
    ("revoked", Kind::Bool),
];

/// Health papers: of drivers, sick leave, maternity.
pub(super) const HEALTH: Values = &[
    ("driver_number", Kind::Text),
    ("driver_issued_on", Kind::Date),
    ("driver_facility", Kind::Text),
    ("sick_leave_number", Kind::Text),
    ("sick_from", Kind::Date),
    ("sick_to", Kind::Date),
    ("sick_facility", Kind::Text),
];

/// Pupils, schools and degrees.
pub(super) const EDUCATION: Values = &[
    ("school", Kind::Text),
    ("school_code", Kind::Text),
    ("class", Kind::Text),
    ("grade", Kind::Number),
    ("student_code", Kind::Text),
    ("priority_group", Kind::Text),
    ("priority_area", Kind::Text),
    ("graduation_year", Kind::Number),
    ("degree_number", Kind::Text),
];

/// Passports.
pub(super) const PASSPORTS: Values = &[
    ("number", Kind::Text),
    ("issued_on", Kind::Date),
    ("valid_to", Kind::Date),
    ("kind", Kind::Text),
];

/// Notices of courts on advances and fees.
pub(super) const COURT_NOTICES: Values = &[
    ("number", Kind::Text),
    ("issued_on", Kind::Date),
    ("due_on", Kind::Date),
    ("court", Kind::Text),
    ("case", Kind::Text),
    ("kind", Kind::Text),
    ("amount", Kind::Number),
    ("payer_name", Kind::Text),
    ("treasury", Kind::Text),
    ("account", Kind::Text),
    ("enforcement_office", Kind::Text),
    ("paid", Kind::Bool),
];

/// Enterprises, cooperatives and household businesses.
pub(super) const BUSINESSES: Values = &[
    ("name", Kind::Text),
    ("code", Kind::Text),
    ("tax_code", Kind::Text),
    ("kind", Kind::Text),
    ("address", Kind::Opaque),
    ("registered_on", Kind::Date),
    ("representative_full_name", Kind::Text),
    ("representative_personal_id", Kind::Text),
    ("representative_title", Kind::Text),
    ("phone", Kind::Text),
    ("email", Kind::Text),
    ("charter_capital", Kind::Number),
    ("lodging_code", Kind::Text),
    ("employer_code", Kind::Text),
    ("licence_number", Kind::Text),
    ("account", Kind::Opaque),
];

/// Public bodies, associations and other organisations.
pub(super) const ORGANISATIONS: Values = &[
    ("name", Kind::Text),
    ("code", Kind::Text),
    ("address", Kind::Opaque),
    ("tax_code", Kind::Text),
    ("founded_number", Kind::Text),
    ("founded_on", Kind::Date),
    ("representative_full_name", Kind::Text),
    ("representative_title", Kind::Text),
    ("seal_number", Kind::Text),
];

/// Contracts of the electricity company.
pub(super) const ELECTRICITY: Values = &[
    ("customer_code", Kind::Text),
    ("holder", Kind::Text),
    ("holder_id", Kind::Text),
    ("address", Kind::Opaque),
    ("purpose", Kind::Text),
    ("capacity", Kind::Number),
    ("phases", Kind::Text),
    ("contract_number", Kind::Text),
    ("debt", Kind::Number),
];

/// Notarised contracts.
pub(super) const NOTARIES: Values = &[
    ("number", Kind::Text),
    ("signed_on", Kind::Date),
    ("office", Kind::Text),
    ("kind", Kind::Text),
    ("price", Kind::Number),
    ("from_full_name", Kind::Text),
    ("from_personal_id", Kind::Text),
    ("to_full_name", Kind::Text),
    ("to_personal_id", Kind::Text),
];

/// Customs declarations.
pub(super) const CUSTOMS: Values = &[
    ("number", Kind::Text),
    ("declared_on", Kind::Date),
    ("goods", Kind::Table),
    ("importer", Kind::Text),
    ("port", Kind::Text),
    ("value", Kind::Number),
];

/// Whether there is a record at all; its content is for officers only.
pub(super) const CRIMINAL_RECORDS: Values = &[("reference", Kind::Text), ("last_certificate", Kind::Text)];
