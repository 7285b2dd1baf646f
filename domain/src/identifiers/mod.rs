//! Numbers, codes, names, dates and money as people write them in Vietnam (COD-1 to COD-16).
//!
//! Each type is made by `parse` alone and cannot hold a wrong value; its error says what is wrong and has a stable `key()` for
//! the message at the form field. All are strings in JSON (money is a number) and are checked again when read back. Numbers that
//! belong to people show only their end in `Debug`. To add a type: a file like `social_insurance.rs` and two lines here.

mod agency_code;
mod birth_notice;
mod digits;
mod dossier_code;
mod driving_licence;
mod email;
mod health_card;
mod lookup_secret;
mod macros;
mod money;
mod partial_date;
mod person_name;
mod personal_id;
mod phone;
mod plate;
mod sex;
mod social_insurance;
mod tax_code;
mod user_name;
mod words;

pub use agency_code::{AgencyCode, AgencyCodeError, AgencyScheme};
pub use birth_notice::{BirthNoticeNumber, BirthNoticeNumberError};
pub use dossier_code::{DossierCode, DossierCodeError};
pub use driving_licence::{DrivingLicenceNumber, DrivingLicenceNumberError};
pub use email::{Email, EmailError};
pub use health_card::{HealthCardNumber, HealthCardNumberError};
pub use lookup_secret::{LookupSecret, LookupSecretError};
pub use money::{Vnd, VndError};
pub use partial_date::{PartialDate, PartialDateError, Precision};
pub use person_name::{ChildNameError, PersonName, PersonNameError};
pub use personal_id::{PersonalId, PersonalIdError, PersonalIdWarning};
pub use phone::{Phone, PhoneError};
pub use plate::{PlateNumber, PlateNumberError};
pub use sex::{Sex, SexError};
pub use social_insurance::{SocialInsuranceNumber, SocialInsuranceNumberError};
pub use tax_code::{TaxCode, TaxCodeError};
pub use user_name::is_user_name;
