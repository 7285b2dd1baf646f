//! Dates, times and money as administrative papers write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};

/// Vietnam's time, UTC+7 all year (COD-14).
fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let vietnam = FixedOffset::east_opt(7 * 3600).expect("seven hours is a valid offset");
    at.with_timezone(&vietnam)
}

/// The day of an instant in Vietnam.
pub(crate) fn day_of(at: DateTime<Utc>) -> NaiveDate {
    local(at).date_naive()
}

/// "ngày 05 tháng 01 năm 2026". Days below 10 and the months 1 and 2 get a leading zero (Decree 30/2020/NĐ-CP).
pub(crate) fn date_in_words(day: NaiveDate) -> String {
    let month = if day.month() < 3 {
        format!("0{}", day.month())
    } else {
        day.month().to_string()
    };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// "09 giờ 30 phút, ngày 12 tháng 11 năm 2026".
pub(crate) fn time_in_words(at: DateTime<Utc>) -> String {
    format!("{}, {}", clock_in_words(at), date_in_words(day_of(at)))
}

/// "09 giờ 30 phút".
pub(crate) fn clock_in_words(at: DateTime<Utc>) -> String {
    let at = local(at);
    format!("{:02} giờ {:02} phút", at.hour(), at.minute())
}

/// "12/11/2026" (COD-14).
pub(crate) fn date_short(at: DateTime<Utc>) -> String {
    local(at).format("%d/%m/%Y").to_string()
}

/// "09:30, 12/11/2026" (COD-14).
pub(crate) fn time_short(at: DateTime<Utc>) -> String {
    local(at).format("%H:%M, %d/%m/%Y").to_string()
}

/// "1.234.567 đồng" (COD-15).
pub(crate) fn dong(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out + " đồng"
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn times_are_those_of_vietnam() {
        let at = Utc.with_ymd_and_hms(2026, 1, 4, 18, 5, 0).single().expect("valid");
        assert_eq!(time_in_words(at), "01 giờ 05 phút, ngày 05 tháng 01 năm 2026");
        assert_eq!(time_short(at), "01:05, 05/01/2026");
        assert_eq!(date_in_words(day_of(at)), "ngày 05 tháng 01 năm 2026");
    }

    #[test]
    fn only_january_and_february_get_a_zero() {
        let march = NaiveDate::from_ymd_opt(2026, 3, 9).expect("valid");
        assert_eq!(date_in_words(march), "ngày 09 tháng 3 năm 2026");
    }

    #[test]
    fn money_has_dots() {
        assert_eq!(dong(0), "0 đồng");
        assert_eq!(dong(8_000), "8.000 đồng");
        assert_eq!(dong(1_234_567), "1.234.567 đồng");
    }
}
