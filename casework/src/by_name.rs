//! The order of people in Vietnamese lists: by the given name, which stands last, then by the family name and the names
//! between, in the order of the Vietnamese alphabet (a, ă, â, ..., d, đ, ...; the tones last).

use std::cmp::Ordering;

use icu_collator::CollatorBorrowed;
use icu_locale_core::locale;

use crate::error::Error;

/// Puts a list of people in order.
pub(crate) fn sort_by_name<T>(people: &mut [T], name: impl Fn(&T) -> &str) -> Result<(), Error> {
    let alphabet = CollatorBorrowed::try_new(locale!("vi").into(), icu_collator::options::CollatorOptions::default())
        .map_err(|error| Error::Broken(error.to_string()))?;
    people.sort_by(|one, other| compare(&alphabet, name(one), name(other)));
    Ok(())
}

fn compare(alphabet: &CollatorBorrowed<'_>, one: &str, other: &str) -> Ordering {
    let ((one_before, one_given), (other_before, other_given)) = (parts(one), parts(other));
    alphabet
        .compare(one_given, other_given)
        .then_with(|| alphabet.compare(one_before, other_before))
}

/// What stands before the given name, and the given name.
fn parts(name: &str) -> (&str, &str) {
    let name = name.trim();
    name.rsplit_once(char::is_whitespace).unwrap_or(("", name))
}

#[cfg(test)]
mod tests {
    use super::sort_by_name;

    #[test]
    fn given_names_count_first() {
        let mut people = [
            "Nguyễn Văn Đức",
            "Trần Thị Ân",
            "Lê Dũng",
            "Đỗ Ăn",
            "Phạm Minh Anh",
            "Nguyễn Thị Hòa",
            "Bùi Thị Hoa",
            "Đinh Hoa",
            "An",
            "Vũ Uyên",
            "Vũ Ước",
        ];
        sort_by_name(&mut people, |name| name).unwrap();
        let expected = [
            "An",
            "Phạm Minh Anh",
            "Đỗ Ăn",
            "Trần Thị Ân",
            "Lê Dũng",
            "Nguyễn Văn Đức",
            "Bùi Thị Hoa",
            "Đinh Hoa",
            "Nguyễn Thị Hòa",
            "Vũ Uyên",
            "Vũ Ước",
        ];
        assert_eq!(people, expected);
    }
}
