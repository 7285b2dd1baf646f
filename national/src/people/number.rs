//! Personal numbers (số định danh cá nhân).

use super::Sex;

/// The six digits a number starts with: province, century and sex, year (COD-6).
pub fn prefix(province: &str, sex: Sex, year: i32) -> String {
    let century = (year.div_euclid(100) - 19).clamp(0, 4);
    let digit = century * 2 + i32::from(sex == Sex::Female);
    format!("0{province}{digit}{:02}", year.rem_euclid(100))
}

/// A number not `taken` yet: the prefix and six digits drawn by `draw`, which gives any number.
pub fn mint(prefix: &str, mut draw: impl FnMut() -> u64, taken: impl Fn(&str) -> bool) -> String {
    loop {
        let number = format!("{prefix}{:06}", draw() % 1_000_000);
        if !taken(&number) {
            return number;
        }
    }
}

/// Whether the number has the form of one: twelve digits (COD-7 a).
pub fn is_well_formed(number: &str) -> bool {
    number.len() == 12 && number.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_tells_province_century_sex_and_year() {
        assert_eq!(prefix("01", Sex::Female, 2026), "001326");
        assert_eq!(prefix("01", Sex::Male, 1994), "001094");
        assert_eq!(prefix("79", Sex::Male, 2000), "079200");
    }

    #[test]
    fn a_taken_number_is_not_given_again() {
        let mut draws = [5, 5, 6].into_iter();
        let number = mint("001326", || draws.next().unwrap(), |it| it.ends_with("000005"));
        assert_eq!(number, "001326000006");
    }
}
