//! Registers: who keeps them, what people call them, and what a record may hold.
//!
//! To add one: a variant, a line in each `match`, its values in `values.rs`; then a line of the connectors. A register that
//! no line leads to yet holds nothing: what it would say is typed.

mod values;

use serde::{Deserialize, Serialize};

use crate::condition::Kind;
use crate::text::Lang;

/// A national register or the identity of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// The electronic identity of the person who signed in.
    Session,
    /// National Population Database (Cơ sở dữ liệu quốc gia về dân cư).
    Population,
    /// Hospital birth notices (giấy chứng sinh).
    BirthNotices,
    /// Death notices of health facilities and communes (giấy báo tử).
    DeathNotices,
    /// Marriages in the electronic civil-status database.
    Marriages,
    /// What the electronic civil-status database holds of a person: birth, marital status, death.
    CivilStatus,
    /// Residence database of the police (Cơ sở dữ liệu về cư trú).
    Residence,
    /// Social, health and unemployment insurance.
    SocialInsurance,
    /// Social assistance, poverty status and disability.
    SocialAssistance,
    /// People with merit to the revolution, and martyrs.
    Merit,
    /// Taxpayers.
    Tax,
    /// Notices and obligations of the tax authority: land, registration tax, others.
    TaxNotices,
    /// Land-use certificates.
    Land,
    /// Vehicles, also those known from the manufacturer or the customs before their first registration.
    Vehicles,
    /// Decisions on violations of traffic rules.
    TrafficFines,
    /// Driving licences.
    DrivingLicences,
    /// Health papers: of drivers, sick leave, maternity.
    Health,
    /// Pupils, schools and degrees.
    Education,
    /// Passports.
    Passports,
    /// Notices of courts on advances and fees.
    CourtNotices,
    /// Enterprises, cooperatives and household businesses.
    Businesses,
    /// Public bodies, associations and other organisations.
    Organisations,
    /// Contracts of the electricity company.
    Electricity,
    /// Notarised contracts.
    Notaries,
    /// Customs declarations.
    Customs,
    /// Whether there is a record at all; its content is for officers only.
    CriminalRecords,
}

impl Register {
    /// Every register that is asked over the network.
    pub const NATIONAL: [Register; 25] = [
        Register::Population,
        Register::BirthNotices,
        Register::DeathNotices,
        Register::Marriages,
        Register::CivilStatus,
        Register::Residence,
        Register::SocialInsurance,
        Register::SocialAssistance,
        Register::Merit,
        Register::Tax,
        Register::TaxNotices,
        Register::Land,
        Register::Vehicles,
        Register::TrafficFines,
        Register::DrivingLicences,
        Register::Health,
        Register::Education,
        Register::Passports,
        Register::CourtNotices,
        Register::Businesses,
        Register::Organisations,
        Register::Electricity,
        Register::Notaries,
        Register::Customs,
        Register::CriminalRecords,
    ];

    /// The name in files, tables and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Register::Session => "session",
            Register::Population => "population",
            Register::BirthNotices => "birth_notices",
            Register::DeathNotices => "death_notices",
            Register::Marriages => "marriages",
            Register::CivilStatus => "civil_status",
            Register::Residence => "residence",
            Register::SocialInsurance => "social_insurance",
            Register::SocialAssistance => "social_assistance",
            Register::Merit => "merit",
            Register::Tax => "tax",
            Register::TaxNotices => "tax_notices",
            Register::Land => "land",
            Register::Vehicles => "vehicles",
            Register::TrafficFines => "traffic_fines",
            Register::DrivingLicences => "driving_licences",
            Register::Health => "health",
            Register::Education => "education",
            Register::Passports => "passports",
            Register::CourtNotices => "court_notices",
            Register::Businesses => "businesses",
            Register::Organisations => "organisations",
            Register::Electricity => "electricity",
            Register::Notaries => "notaries",
            Register::Customs => "customs",
            Register::CriminalRecords => "criminal_records",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        let (vi, en) = self.names();
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Register::Session => ("Tài khoản định danh điện tử", "Electronic identity account"),
            Register::Population => ("Cơ sở dữ liệu quốc gia về dân cư", "National Population Database"),
            Register::BirthNotices => ("Giấy chứng sinh điện tử", "Electronic birth notice"),
            Register::DeathNotices => ("Giấy báo tử điện tử", "Electronic death notice"),
            Register::Marriages | Register::CivilStatus => {
                ("Cơ sở dữ liệu hộ tịch điện tử", "Electronic civil-status database")
            }
            Register::Residence => ("Cơ sở dữ liệu về cư trú", "Residence database"),
            Register::SocialInsurance => ("Cơ sở dữ liệu quốc gia về bảo hiểm", "National insurance database"),
            Register::SocialAssistance => ("Cơ sở dữ liệu an sinh xã hội", "Social protection database"),
            Register::Merit => ("Cơ sở dữ liệu người có công", "People-with-merit database"),
            Register::Tax => ("Cơ sở dữ liệu về thuế", "Tax database"),
            Register::TaxNotices => ("Thông báo nộp thuế", "Tax notices"),
            Register::Land => ("Cơ sở dữ liệu quốc gia về đất đai", "National land database"),
            Register::Vehicles => ("Cơ sở dữ liệu đăng ký xe", "Vehicle registration database"),
            Register::TrafficFines => ("Hệ thống xử lý vi phạm giao thông", "Traffic violation system"),
            Register::DrivingLicences => ("Cơ sở dữ liệu giấy phép lái xe", "Driving licence database"),
            Register::Health => ("Cơ sở dữ liệu y tế", "Health database"),
            Register::Education => ("Cơ sở dữ liệu ngành giáo dục", "Education database"),
            Register::Passports => ("Cơ sở dữ liệu xuất nhập cảnh", "Immigration database"),
            Register::CourtNotices => ("Thông báo của Tòa án, thi hành án", "Court notices"),
            Register::Businesses => (
                "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp",
                "National business register",
            ),
            Register::Organisations => ("Danh mục cơ quan, tổ chức", "Directory of organisations"),
            Register::Electricity => ("Hệ thống thông tin khách hàng dùng điện", "Electricity customer system"),
            Register::Notaries => ("Cơ sở dữ liệu công chứng", "Notarial database"),
            Register::Customs => ("Hệ thống thông tin hải quan", "Customs system"),
            Register::CriminalRecords => ("Cơ sở dữ liệu lý lịch tư pháp", "Criminal record database"),
        }
    }

    /// The values a record of the register may have, by our names, for the check of definitions.
    #[must_use]
    pub const fn values(self) -> &'static [(&'static str, Kind)] {
        match self {
            Register::Session => values::SESSION,
            Register::Population => values::POPULATION,
            Register::BirthNotices => values::BIRTH_NOTICES,
            Register::DeathNotices => values::DEATH_NOTICES,
            Register::Marriages => values::MARRIAGES,
            Register::CivilStatus => values::CIVIL_STATUS,
            Register::Residence => values::RESIDENCE,
            Register::SocialInsurance => values::SOCIAL_INSURANCE,
            Register::SocialAssistance => values::SOCIAL_ASSISTANCE,
            Register::Merit => values::MERIT,
            Register::Tax => values::TAX,
            Register::TaxNotices => values::TAX_NOTICES,
            Register::Land => values::LAND,
            Register::Vehicles => values::VEHICLES,
            Register::TrafficFines => values::TRAFFIC_FINES,
            Register::DrivingLicences => values::DRIVING_LICENCES,
            Register::Health => values::HEALTH,
            Register::Education => values::EDUCATION,
            Register::Passports => values::PASSPORTS,
            Register::CourtNotices => values::COURT_NOTICES,
            Register::Businesses => values::BUSINESSES,
            Register::Organisations => values::ORGANISATIONS,
            Register::Electricity => values::ELECTRICITY,
            Register::Notaries => values::NOTARIES,
            Register::Customs => values::CUSTOMS,
            Register::CriminalRecords => values::CRIMINAL_RECORDS,
        }
    }
}
