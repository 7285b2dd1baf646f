//! Numbers in Vietnamese words, as receipts and civil-status papers want them.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// The words of a whole number: `2026` is `hai nghìn không trăm hai mươi sáu`.
pub(super) fn number(n: u64) -> String {
    if n == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    billions(n, false, &mut words);
    words.join(" ")
}

/// Tỷ repeats: a million of them is `triệu tỷ`, a milliard of them `tỷ tỷ`.
fn billions(n: u64, padded: bool, words: &mut Vec<&'static str>) {
    const BILLION: u64 = 1_000_000_000;
    let mut padded = padded;
    if n >= BILLION {
        billions(n / BILLION, padded, words);
        words.push("tỷ");
        padded = true;
    }
    for (unit, name) in [(1_000_000, Some("triệu")), (1_000, Some("nghìn")), (1, None)] {
        let group = n % BILLION / unit % 1_000;
        if group > 0 {
            hundreds(group, padded, words);
            words.extend(name);
            padded = true;
        }
    }
}

/// One group of three digits; behind other words the missing hundred is read out: `không trăm linh năm`.
fn hundreds(n: u64, padded: bool, words: &mut Vec<&'static str>) {
    let (hundred, ten, one) = (digit(n / 100), digit(n / 10), digit(n));
    let with_hundred = hundred > 0 || padded;
    if with_hundred {
        words.extend([DIGITS[hundred], "trăm"]);
    }
    match ten {
        0 if one > 0 && with_hundred => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[ten], "mươi"]),
    }
    match (ten, one) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[one]),
    }
}

fn digit(n: u64) -> usize {
    usize::try_from(n % 10).expect("a digit fits")
}

#[cfg(test)]
mod tests {
    use super::number;
    use rstest::rstest;

    #[rstest]
    #[case(0, "không")]
    #[case(5, "năm")]
    #[case(10, "mười")]
    #[case(11, "mười một")]
    #[case(14, "mười bốn")]
    #[case(15, "mười lăm")]
    #[case(20, "hai mươi")]
    #[case(21, "hai mươi mốt")]
    #[case(24, "hai mươi bốn")]
    #[case(55, "năm mươi lăm")]
    #[case(100, "một trăm")]
    #[case(101, "một trăm linh một")]
    #[case(105, "một trăm linh năm")]
    #[case(115, "một trăm mười lăm")]
    #[case(1_999, "một nghìn chín trăm chín mươi chín")]
    #[case(2_005, "hai nghìn không trăm linh năm")]
    #[case(2_026, "hai nghìn không trăm hai mươi sáu")]
    #[case(25_300_000, "hai mươi lăm triệu ba trăm nghìn")]
    #[case(1_000_005, "một triệu không trăm linh năm")]
    #[case(1_005_000, "một triệu không trăm linh năm nghìn")]
    #[case(1_000_000_000, "một tỷ")]
    #[case(1_000_000_000_000, "một nghìn tỷ")]
    #[case(2_000_000_015, "hai tỷ không trăm mười lăm")]
    #[case(1_000_000_000_000_000_000, "một tỷ tỷ")]
    fn reads_aloud(#[case] n: u64, #[case] words: &str) {
        assert_eq!(number(n), words);
    }
}
