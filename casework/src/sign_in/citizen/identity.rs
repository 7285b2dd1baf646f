//! Who somebody is, as the provider says it: in the ID token, or, as providers that keep to the letter of OpenID Connect
//! Core 5.4 do, only when asked at its userinfo endpoint.

use motcua_domain::identifiers::{Email, PersonalId, Phone};
use openidconnect::core::CoreGenderClaim;
use openidconnect::{
    AdditionalClaims, EndUserBirthday, EndUserEmail, EndUserName, EndUserPhoneNumber, LocalizedClaim, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SignInError;
use crate::store::rows::drafts::AccountRow;

/// What the identity provider says besides the standard claims.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct IdentityClaims {
    personal_id: Option<String>,
}

impl AdditionalClaims for IdentityClaims {}

/// The answer of the userinfo endpoint.
pub(super) type Info = UserInfoClaims<IdentityClaims, CoreGenderClaim>;

/// What was said of somebody; nothing of it is known to be valid yet.
#[derive(Default)]
pub(super) struct Identity {
    personal_id: Option<String>,
    name: Option<String>,
    date_of_birth: Option<String>,
    phone: Option<String>,
    email: Option<String>,
}

impl Identity {
    pub(super) fn said(
        name: Option<&LocalizedClaim<EndUserName>>,
        birthdate: Option<&EndUserBirthday>,
        phone: Option<&EndUserPhoneNumber>,
        email: Option<&EndUserEmail>,
        more: &IdentityClaims,
    ) -> Self {
        let name = name
            .and_then(|names| names.get(None))
            .map(|name| name.as_str().trim().to_owned());
        Self {
            personal_id: more.personal_id.clone(),
            name: name.filter(|name| !name.is_empty()),
            date_of_birth: birthdate.map(|date| date.as_str().to_owned()),
            phone: phone.map(|phone| phone.as_str().to_owned()),
            email: email.map(|email| email.as_str().to_owned()),
        }
    }

    /// Whether nobody can be signed in without asking for more.
    pub(super) fn is_short(&self) -> bool {
        self.personal_id.is_none() || self.name.is_none()
    }

    /// What the token said goes before what was asked for afterwards.
    pub(super) fn or(self, more: &Info) -> Self {
        let more = Self::said(
            more.name(),
            more.birthdate(),
            more.phone_number(),
            more.email(),
            more.additional_claims(),
        );
        Self {
            personal_id: self.personal_id.or(more.personal_id),
            name: self.name.or(more.name),
            date_of_birth: self.date_of_birth.or(more.date_of_birth),
            phone: self.phone.or(more.phone),
            email: self.email.or(more.email),
        }
    }

    /// The account of the person, if it is certain who it is (COD-6: the personal number is valid).
    pub(super) fn account(self, id: Uuid) -> Result<AccountRow, SignInError> {
        let missing = |what: &str| SignInError::NotProven(format!("the {what} is missing or wrong"));
        let personal_id = PersonalId::parse(&self.personal_id.unwrap_or_default());
        Ok(AccountRow {
            id,
            personal_id: personal_id.map_err(|_| missing("personal number"))?.to_string(),
            full_name: self.name.ok_or_else(|| missing("name"))?,
            date_of_birth: self.date_of_birth,
            phone: self
                .phone
                .and_then(|phone| Phone::parse(&phone).ok())
                .map(|phone| phone.to_string()),
            email: self
                .email
                .and_then(|email| Email::parse(&email).ok())
                .map(|email| email.to_string()),
        })
    }
}

/// 1 or 2: nothing but a clear "2" is level 2.
pub(super) fn assurance(acr: Option<&str>) -> u8 {
    match acr {
        Some("2") => 2,
        _ => 1,
    }
}
