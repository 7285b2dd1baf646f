//! Folding for search: what people type without marks finds what is written with them (COD-13).
//!
//! `nguyen thi hoa` finds `Nguyễn Thị Hòa`, `NGUYỄN THỊ HOÀ` and `Nguyễn Thị Hoa`. Both sides of a comparison are folded:
//! the stored column when it is written, the question when it is asked.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The search form of a text: no marks, đ as d, lower case, one space between words, none at the ends.
///
/// Folding twice changes nothing. Both tone placements (`hòa`, `hoà`) fold alike because the tone goes away.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text
        .nfd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c) && !is_unseen(*c))
    {
        if letter.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        folded.push(base(letter));
    }
    folded
}

/// Letters whose bar or stroke is part of the letter, so that decomposition leaves it.
const fn base(letter: char) -> char {
    match letter {
        'đ' | 'ð' => 'd',
        'ƀ' => 'b',
        _ => letter,
    }
}

/// Characters that take no room: pasted texts bring them along and nobody can type them again.
fn is_unseen(letter: char) -> bool {
    (letter.is_control() && !letter.is_whitespace())
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Nguyễn Thị Hòa", "nguyen thi hoa")]
    #[case("NGUYỄN THỊ HOÀ", "nguyen thi hoa")]
    #[case("  Đặng \t Ứng\u{a0}Đức ", "dang ung duc")]
    #[case("Thue\u{302}\u{301} thu nhập", "thue thu nhap")]
    #[case("đăng\u{200b} ký", "dang ky")]
    #[case("H'Hen Niê", "h'hen nie")]
    #[case("", "")]
    fn folds(#[case] typed: &str, #[case] folded: &str) {
        assert_eq!(fold(typed), folded);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn composed_and_decomposed_fold_alike(text in "[a-zA-ZăâđêôơưÀ-ỹ ]{0,40}") {
            use unicode_normalization::UnicodeNormalization;
            prop_assert_eq!(fold(&text.nfc().collect::<String>()), fold(&text.nfd().collect::<String>()));
        }
    }
}
