//! E-mail addresses; optional everywhere, for many citizens have none (COD-11).

use super::macros::{field_error, masked_debug, shown_as_stored, text_identifier};

/// An address that mail can be sent to. Checked conservatively: quoted local parts, addresses in brackets and letters outside ASCII
/// are refused, because the mail systems of the administration refuse them too.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

field_error! {
    /// Why a text is not an e-mail address.
    EmailError {
        /// Nothing was typed.
        Empty => "email_empty", "the e-mail address is empty";
        /// More than 254 characters.
        TooLong => "email_too_long", "the e-mail address has more than 254 characters";
        /// Not exactly one @ sign.
        AtSign => "email_at_sign", "an e-mail address has exactly one @ sign";
        /// The part before the @ is missing, too long or has characters that cannot be there.
        Local => "email_local", "the part before the @ is not right";
        /// The part behind the @ is not a domain with a dot.
        Domain => "email_domain", "the part behind the @ is not right";
    }
}

impl Email {
    /// Reads an address; the domain becomes lower case.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.len() > 254 {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text
            .split_once('@')
            .filter(|(_, domain)| !domain.contains('@'))
            .ok_or(EmailError::AtSign)?;
        if local.len() > 64 || !local.split('.').all(is_atom) {
            return Err(EmailError::Local);
        }
        let domain = domain.to_ascii_lowercase();
        let labels: Vec<&str> = domain.split('.').collect();
        let last_is_a_name = labels
            .last()
            .is_some_and(|last| last.len() >= 2 && last.starts_with(|c: char| c.is_ascii_lowercase()));
        if labels.len() < 2 || !labels.iter().all(|label| is_label(label)) || !last_is_a_name {
            return Err(EmailError::Domain);
        }
        Ok(Self(format!("{local}@{domain}")))
    }

    /// For pages where it is to be recognised, not read: `la••••@example.vn`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}••••@{domain}", &local[..local.len().min(2)])
    }
}

/// A piece of the local part between dots (RFC 5321 `Atom`).
fn is_atom(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
}

fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

text_identifier!(Email, EmailError);
shown_as_stored!(Email);
masked_debug!(Email);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn keeps_the_local_part_as_typed() {
        let email = Email::parse(" Lan.Nguyen+mc@Example.VN ").unwrap();
        assert_eq!(email.as_str(), "Lan.Nguyen+mc@example.vn");
        assert_eq!(email.masked(), "La••••@example.vn");
    }

    #[rstest]
    #[case("", EmailError::Empty)]
    #[case("lan", EmailError::AtSign)]
    #[case("lan@a@b.vn", EmailError::AtSign)]
    #[case("@b.vn", EmailError::Local)]
    #[case("lan..n@b.vn", EmailError::Local)]
    #[case("lân@b.vn", EmailError::Local)]
    #[case("a\r\nBcc: x@b.vn", EmailError::Local)]
    #[case("lan@localhost", EmailError::Domain)]
    #[case("lan@b..vn", EmailError::Domain)]
    #[case("lan@-b.vn", EmailError::Domain)]
    #[case("lan@127.0.0.1", EmailError::Domain)]
    #[case("lan@b.vn\r\nX", EmailError::Domain)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: EmailError) {
        assert_eq!(Email::parse(text), Err(error));
    }

    #[test]
    fn two_hundred_and_fifty_four_at_most() {
        let domain = format!("{}.vn", ["a".repeat(60), "b".repeat(60), "c".repeat(60)].join("."));
        assert!(Email::parse(&format!("{}@{domain}", "l".repeat(64))).is_ok());
        assert_eq!(
            Email::parse(&format!("{}@{domain}", "l".repeat(80))),
            Err(EmailError::TooLong)
        );
    }

    proptest! {
        #[test]
        fn round_trips(text in "[a-zA-Z0-9_]{1,20}(\\.[a-z0-9]{1,8}){0,2}@[a-z0-9]{1,10}\\.[a-z]{2,6}") {
            prop_assert_eq!(Email::parse(&text).unwrap().to_string(), text);
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in "\\PC*@\\PC*|[\\s\\S]*") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert!(email.as_str().is_ascii() && !email.as_str().contains(char::is_control));
                let _ = email.masked();
            }
        }
    }
}
