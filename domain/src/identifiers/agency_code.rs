//! Agency identification code (mã định danh điện tử), COD-4 and COD-5.

use super::macros::{field_error, shown_as_stored, text_identifier};

/// Code of an agency, in the old narrow-to-wide form (`000.00.15.H29`) or the new wide-to-narrow one (`H29.15`).
///
/// Always upper case. Old codes stay on old papers; [`to_new`](Self::to_new) and [`to_old`](Self::to_old) convert where the digits
/// alone allow it, otherwise a dated mapping table has to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgencyCode(String);

/// Which of the two generations a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgencyScheme {
    /// QCVN 102:2016, `ZZZ.YY.XX.MNN`.
    Old,
    /// Decision 20/2020/QĐ-TTg, `MNN.XX...`.
    New,
}

field_error! {
    /// Why a text is not an agency code.
    AgencyCodeError {
        /// Nothing was typed.
        Empty => "agency_code_empty", "the agency code is empty";
        /// More than 35 characters.
        TooLong => "agency_code_too_long", "the agency code has more than 35 characters";
        /// Neither the old nor the new pattern.
        Pattern => "agency_code_pattern", "the text is neither like H29.15 nor like 000.00.15.H29";
    }
}

/// Longest code of Decision 20/2020/QĐ-TTg, in characters.
const LONGEST: usize = 35;

impl AgencyCode {
    /// Reads a code of either generation; small letters become capitals.
    ///
    /// # Errors
    /// When the text follows neither pattern.
    pub fn parse(text: &str) -> Result<Self, AgencyCodeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AgencyCodeError::Empty);
        }
        if text.len() > LONGEST {
            return Err(AgencyCodeError::TooLong);
        }
        let code = text.to_ascii_uppercase();
        if is_old(&code) || is_new(&code) {
            Ok(Self(code))
        } else {
            Err(AgencyCodeError::Pattern)
        }
    }

    /// The generation of this code.
    #[must_use]
    pub fn scheme(&self) -> AgencyScheme {
        if is_old(&self.0) {
            AgencyScheme::Old
        } else {
            AgencyScheme::New
        }
    }

    /// The ministry or province at the top: `H29`.
    #[must_use]
    pub fn top(&self) -> &str {
        let group = match self.scheme() {
            AgencyScheme::Old => self.0.rsplit('.').next(),
            AgencyScheme::New => self.0.split('.').next(),
        };
        group.unwrap_or(&self.0)
    }

    /// The same agency in the new form, if the old digits say it.
    #[must_use]
    pub fn to_new(&self) -> Option<Self> {
        if self.scheme() == AgencyScheme::New {
            return Some(self.clone());
        }
        let mut groups: Vec<&str> = self.0.split('.').rev().collect();
        while groups.len() > 1 && groups.last().is_some_and(|group| is_zero(group)) {
            groups.pop();
        }
        // A gap in the middle has no counterpart in the new form.
        (!groups.iter().any(|group| is_zero(group))).then(|| Self(groups.join(".")))
    }

    /// The same agency in the old form, if its groups fit there.
    #[must_use]
    pub fn to_old(&self) -> Option<Self> {
        if self.scheme() == AgencyScheme::Old {
            return Some(self.clone());
        }
        let groups: Vec<&str> = self.0.split('.').collect();
        let place = |at: usize, width: usize| match groups.get(at) {
            None => Some("0".repeat(width)),
            Some(group) => (group.len() == width && !is_zero(group)).then(|| (*group).to_owned()),
        };
        (groups.len() <= 4).then_some(())?;
        Some(Self(format!(
            "{}.{}.{}.{}",
            place(3, 3)?,
            place(2, 2)?,
            place(1, 2)?,
            groups[0]
        )))
    }

    /// The agency directly above, for codes of the new form.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        (self.scheme() == AgencyScheme::New).then_some(())?;
        self.0.rsplit_once('.').map(|(above, _)| Self(above.to_owned()))
    }

    /// Whether this agency is the other one or stands below it. Old codes are compared in their new form.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let (Some(low), Some(high)) = (self.to_new(), other.to_new()) else {
            return self == other;
        };
        low.0
            .strip_prefix(&high.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

fn is_zero(group: &str) -> bool {
    group.bytes().all(|b| b == b'0')
}

fn is_top(group: &str) -> bool {
    matches!(group.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

fn is_group(group: &str) -> bool {
    group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_old(code: &str) -> bool {
    let groups: Vec<&str> = code.split('.').collect();
    matches!(groups.as_slice(), [z, y, x, top] if z.len() == 3 && y.len() == 2 && x.len() == 2 && is_top(top))
        && groups.iter().all(|group| is_group(group))
}

fn is_new(code: &str) -> bool {
    let mut groups = code.split('.');
    groups.next().is_some_and(is_top)
        && groups.clone().count() <= 6
        && groups.all(|group| (1..=5).contains(&group.len()) && is_group(group))
}

text_identifier!(AgencyCode, AgencyCodeError);
shown_as_stored!(AgencyCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn code(text: &str) -> AgencyCode {
        AgencyCode::parse(text).unwrap()
    }

    #[rstest]
    #[case("000.00.00.H29", Some("H29"))]
    #[case("000.00.15.H29", Some("H29.15"))]
    #[case("001.02.15.h29", Some("H29.15.02.001"))]
    #[case("001.00.15.H29", None)]
    fn old_becomes_new(#[case] old: &str, #[case] new: Option<&str>) {
        assert_eq!(code(old).scheme(), AgencyScheme::Old);
        assert_eq!(code(old).top(), "H29");
        assert_eq!(code(old).to_new().as_ref().map(AgencyCode::as_str), new);
        if let Some(new) = new {
            assert_eq!(code(new).to_old().unwrap().as_str(), old.to_uppercase());
        }
    }

    #[rstest]
    #[case("G22")]
    #[case("H55.242")]
    #[case("G09.20")]
    fn new_codes_are_read(#[case] text: &str) {
        assert_eq!(code(text).scheme(), AgencyScheme::New);
        assert_eq!(code(text).to_string(), text);
    }

    #[test]
    fn three_digit_groups_have_no_old_form() {
        assert_eq!(code("H55.242").to_old(), None);
    }

    #[test]
    fn knows_who_stands_above() {
        assert!(code("H29.15").is_within(&code("H29")));
        assert!(code("000.00.15.H29").is_within(&code("H29.15")));
        assert!(!code("H29.150").is_within(&code("H29.15")));
        assert!(!code("H29").is_within(&code("H29.15")));
        assert_eq!(code("H29.15").parent(), Some(code("H29")));
        assert_eq!(code("H29").parent(), None);
    }

    #[rstest]
    #[case("", AgencyCodeError::Empty)]
    #[case("29H", AgencyCodeError::Pattern)]
    #[case("H29.", AgencyCodeError::Pattern)]
    #[case("H29.123456", AgencyCodeError::Pattern)]
    #[case("H29.1.2.3.4.5.6.7", AgencyCodeError::Pattern)]
    #[case("Đ29.1", AgencyCodeError::Pattern)]
    #[case("H29.11111.22222.33333.44444.55555.66666", AgencyCodeError::TooLong)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: AgencyCodeError) {
        assert_eq!(AgencyCode::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn round_trips(text in "[A-Z][0-9]{2}(\\.[A-Z0-9]{1,5}){0,5}") {
            prop_assert_eq!(code(&text).to_string(), text);
        }

        #[test]
        fn old_and_back(text in "[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2}") {
            if let Some(new) = code(&text).to_new() {
                prop_assert_eq!(new.to_old(), Some(code(&text)));
            }
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            if let Ok(code) = AgencyCode::parse(&text) {
                let _ = (code.to_new(), code.to_old(), code.parent());
            }
        }
    }
}
