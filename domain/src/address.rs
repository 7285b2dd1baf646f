//! Addresses of the two-tier scheme in force since 2025-07-01 (COD-12).

use serde::{Deserialize, Serialize};

/// Province, commune and what stands before them (village, street, house).
///
/// The codes are checked for their shape here and against the dated list of units by [`crate::reference::Lists`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "RawAddress", into = "RawAddress")]
pub struct Address {
    province: String,
    commune: String,
    detail: String,
}

/// What is wrong with an address as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// No province was chosen, or not a two-digit code.
    #[error("the province is missing")]
    Province,
    /// No commune was chosen, or not a five-digit code.
    #[error("the commune is missing")]
    Commune,
    /// Longer than any form has room for.
    #[error("the address is longer than {} characters", Address::MAX_DETAIL)]
    TooLong,
}

// Nothing else beside: a record of a form that happens to name a province is no address.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAddress {
    province: String,
    commune: String,
    #[serde(default)]
    detail: String,
}

impl Address {
    /// The most characters the part before the commune may have.
    pub const MAX_DETAIL: usize = 250;

    /// An address from its parts.
    ///
    /// # Errors
    /// Which part is missing or malformed.
    pub fn new(province: &str, commune: &str, detail: &str) -> Result<Self, AddressError> {
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(province, 2) {
            return Err(AddressError::Province);
        }
        if !digits(commune, 5) {
            return Err(AddressError::Commune);
        }
        let detail = detail.split_whitespace().collect::<Vec<_>>().join(" ");
        if detail.chars().count() > Self::MAX_DETAIL {
            return Err(AddressError::TooLong);
        }
        Ok(Self {
            province: province.to_owned(),
            commune: commune.to_owned(),
            detail,
        })
    }

    /// Two-digit code of the province.
    #[must_use]
    pub fn province(&self) -> &str {
        &self.province
    }

    /// Five-digit code of the commune.
    #[must_use]
    pub fn commune(&self) -> &str {
        &self.commune
    }

    /// Village, street, house; may be empty.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl TryFrom<RawAddress> for Address {
    type Error = AddressError;

    fn try_from(raw: RawAddress) -> Result<Self, AddressError> {
        Self::new(&raw.province, &raw.commune, &raw.detail)
    }
}

impl From<Address> for RawAddress {
    fn from(address: Address) -> Self {
        Self {
            province: address.province,
            commune: address.commune,
            detail: address.detail,
        }
    }
}
