//! The names officers type at sign-in.

/// The fewest letters of a user name.
const FEWEST: usize = 3;
/// The most letters of a user name.
const MOST: usize = 40;

/// Whether somebody can be called so at sign-in: small letters without marks, digits, dots, hyphens and underscores, so that
/// it can be typed on any keyboard and read out on the telephone.
#[must_use]
pub fn is_user_name(text: &str) -> bool {
    (FEWEST..=MOST).contains(&text.len())
        && text
            .bytes()
            .all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::is_user_name;
    use rstest::rstest;

    #[rstest]
    #[case("hoa", true)]
    #[case("nguyen.thi-hoa_2", true)]
    #[case("ho", false)]
    #[case("", false)]
    #[case("hòa", false)]
    #[case("Hoa", false)]
    #[case("thi hoa", false)]
    #[case("hoa@hanoi", false)]
    fn can_be_typed_anywhere(#[case] text: &str, #[case] fits: bool) {
        assert_eq!(is_user_name(text), fits);
    }

    #[test]
    fn has_an_end() {
        assert!(is_user_name(&"a".repeat(40)) && !is_user_name(&"a".repeat(41)));
    }
}
