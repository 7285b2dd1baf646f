//! The second factor: time-based one-time codes (RFC 6238), six digits, 30 seconds, SHA-1 as the usual apps expect.

use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::clock::Ids;

const STEP_SECONDS: u64 = 30;

/// The secret an officer's app shares with us.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Vec<u8>);

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret([redacted])")
    }
}

impl TotpSecret {
    /// A new one of 160 bits.
    #[must_use]
    pub fn new(ids: &Ids) -> Self {
        Self(ids.bytes::<20>().to_vec())
    }

    /// One that was stored.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// To be stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// To be typed into an app by hand.
    #[must_use]
    pub fn base32(&self) -> String {
        Secret::from(self.0.clone()).to_base32()
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP_SECONDS)
            // A clock that is half a minute off, and the time it takes to type.
            .with_skew(1)
            .with_secret(self.0.clone())
            .build_noncompliant()
    }

    /// The code of that moment, for the demo and tests.
    #[must_use]
    pub fn code_at(&self, time: DateTime<Utc>) -> String {
        self.totp().generate(seconds(time)).to_string()
    }

    /// The number of the step a code belongs to, if it is good now (or half a minute off). Compared in constant time.
    #[must_use]
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        self.totp()
            .check(&code, seconds(now))
            .and_then(|step| i64::try_from(step).ok())
    }
}

fn seconds(time: DateTime<Utc>) -> u64 {
    u64::try_from(time.timestamp()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890".to_vec());
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        // Appendix B, cut to six digits.
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(secret.code_at(at(seconds)), code);
            assert_eq!(secret.step_of(code, at(seconds)), Some(seconds / 30));
        }
        assert_eq!(secret.step_of("287 082", at(59 + 30)), Some(1));
        assert_eq!(secret.step_of("287082", at(59 + 61)), None);
        assert_eq!(secret.step_of("287082\n0", at(59)), None);
        assert_eq!(secret.step_of("２８７０８２", at(59)), None);
    }
}
