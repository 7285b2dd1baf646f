//! When our certificate at a system ends, and how soon that has to be said.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;

/// How urgent the renewal of a certificate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// More than 60 days are left.
    None,
    /// At most 60 days are left: renew it.
    Within60Days,
    /// At most 30 days are left.
    Within30Days,
    /// At most 7 days are left.
    Within7Days,
    /// It has ended: the system no longer answers.
    Expired,
}

/// A certificate with its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Its last moment.
    pub ends_at: DateTime<Utc>,
    /// Whole days left, less than 0 when it has ended.
    pub days_left: i64,
    /// How urgent its renewal is.
    pub urgency: Urgency,
}

impl Certificate {
    /// As seen at a time.
    #[must_use]
    pub fn seen(ends_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let left = ends_at - now;
        let days_left = left.num_seconds().div_euclid(86_400);
        let urgency = match days_left {
            ..0 => Urgency::Expired,
            0..=7 => Urgency::Within7Days,
            8..=30 => Urgency::Within30Days,
            31..=60 => Urgency::Within60Days,
            _ => Urgency::None,
        };
        Self {
            ends_at,
            days_left,
            urgency,
        }
    }
}

/// The end of the first certificate in a PEM file; none when there is none that can be read.
pub(super) fn end_of_file(path: &Path) -> Option<DateTime<Utc>> {
    end(&std::fs::read_to_string(path).ok()?)
}

fn end(pem: &str) -> Option<DateTime<Utc>> {
    let begin = "-----BEGIN CERTIFICATE-----";
    let text = &pem[pem.find(begin)? + begin.len()..];
    let text = &text[..text.find("-----END CERTIFICATE-----")?];
    let base64: String = text.split_whitespace().collect();
    end_of_der(&STANDARD.decode(base64).ok()?)
}

/// Certificate ::= { { [0] version?, serial, algorithm, issuer, { notBefore, notAfter }, .. }, .. } (RFC 5280, 4.1).
fn end_of_der(der: &[u8]) -> Option<DateTime<Utc>> {
    const SEQUENCE: u8 = 0x30;
    let (tag, certificate, _) = piece(der)?;
    let (inner, body, _) = piece(certificate)?;
    if tag != SEQUENCE || inner != SEQUENCE {
        return None;
    }
    let mut rest = body;
    if rest.first() == Some(&0xa0) {
        rest = piece(rest)?.2;
    }
    for _serial_algorithm_issuer in 0..3 {
        rest = piece(rest)?.2;
    }
    let (_, validity, _) = piece(rest)?;
    let (_, _begin, rest) = piece(validity)?;
    let (tag, end, _) = piece(rest)?;
    let text = std::str::from_utf8(end).ok()?;
    let text = match tag {
        // UTCTime has two digits of the year: 50 to 99 are of the last century.
        0x17 if text.get(..2)? < "50" => format!("20{text}"),
        0x17 => format!("19{text}"),
        0x18 => text.to_owned(),
        _ => return None,
    };
    let time = NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%SZ").ok()?;
    Some(time.and_utc())
}

/// Tag and content of the first piece, and what follows it.
fn piece(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let count = usize::from(first & 0x7f);
        if count == 0 || count > 4 || rest.len() < count {
            return None;
        }
        let length = rest[..count]
            .iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte));
        (length, &rest[count..])
    };
    (rest.len() >= length).then(|| (tag, &rest[..length], &rest[length..]))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    /// Made for this test; its key was thrown away.
    const PEM: &str = "\
-----BEGIN CERTIFICATE-----\n\
MIIBdDCCARmgAwIBAgIUHPOkBFPddlBkDGc/4S/imnEk9WEwCgYIKoZIzj0EAwIw\n\
DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjIyMjIwMzdaFw0yNzEyMjcyMjIwMzda\n\
MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARp/A9h\n\
mIddiUfyzzP86BkmzH+OEjZXsFAtYwWyqSs0QINxFHgbink2bg+M6oCWwnWSQPuH\n\
Vkm5yQgB54Lv+jyko1MwUTAdBgNVHQ4EFgQUtWxuqa8IrTxGbIpiqyv5Wr9IZ4Aw\n\
HwYDVR0jBBgwFoAUtWxuqa8IrTxGbIpiqyv5Wr9IZ4AwDwYDVR0TAQH/BAUwAwEB\n\
/zAKBggqhkjOPQQDAgNJADBGAiEAo3yDztjC/9u82mvXNaeDdUJ2aqvQSXoCippe\n\
IDR5nbgCIQDYnoiWJajJo7grBeKRx2un638BJeXrXMRhrdA/IJ0cug==\n\
-----END CERTIFICATE-----";

    #[test]
    fn the_end_stands_in_the_certificate() {
        assert_eq!(end(PEM), Some("2027-12-27T22:20:37Z".parse().unwrap()));
        for cut in 1..PEM.len() - 30 {
            assert_eq!(end(&format!("{}-----END CERTIFICATE-----", &PEM[..cut])), None);
        }
        assert_eq!(end("no certificate"), None);
    }

    #[test]
    fn it_is_said_sixty_thirty_and_seven_days_before() {
        let end: DateTime<Utc> = "2027-01-31T00:00:00Z".parse().unwrap();
        let urgency = |days| Certificate::seen(end, end - TimeDelta::days(days)).urgency;
        assert_eq!(urgency(61), Urgency::None);
        assert_eq!(urgency(60), Urgency::Within60Days);
        assert_eq!(urgency(30), Urgency::Within30Days);
        assert_eq!(urgency(7), Urgency::Within7Days);
        assert_eq!(urgency(0), Urgency::Within7Days);
        let after = Certificate::seen(end, end + TimeDelta::seconds(1));
        assert_eq!((after.urgency, after.days_left), (Urgency::Expired, -1));
    }
}
