//! Every sentence the product says, in Vietnamese and English.
//!
//! The texts are in `locales/vi` and `locales/en`, one file per area; the build makes a function of each:
//! `texts::<area>::<group>::<key>(lang)`. A text with placeholders takes them as arguments, in alphabetical order, and a
//! text with plural forms takes the count first. A key that exists in one language only does not build.

#![expect(
    clippy::uninlined_format_args,
    reason = "the functions are generated, argument by argument"
)]

pub use motcua_domain::text::Lang;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A whole number with the thousands of its language: 1.240 in Vietnamese, 1,240 in English.
#[must_use]
pub fn number(lang: Lang, number: u64) -> String {
    let digits = number.to_string();
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{Lang, common, number};

    #[test]
    fn a_text_is_found_by_its_key() {
        assert_eq!(common::product::name(Lang::Vi), "Một Cửa");
        assert_eq!(common::action::back(Lang::En), "Back");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(number(Lang::Vi, 1_240), "1.240");
        assert_eq!(number(Lang::En, 12_345_678), "12,345,678");
        assert_eq!(number(Lang::Vi, 999), "999");
        assert_eq!(number(Lang::Vi, 0), "0");
    }

    #[test]
    fn plurals_follow_the_count() {
        assert_eq!(common::time::days(Lang::En, 1), "1 day");
        assert_eq!(common::time::days(Lang::En, 4), "4 days");
        assert_eq!(common::time::days(Lang::Vi, 1_000), "1.000 ngày");
    }
}
