//! Reading typed numbers: people put spaces, dots and hyphens where they like.

/// No identifier is longer than this; longer input is not worth looking at.
pub(super) const LONGEST_INPUT: usize = 400;

/// What is between the digits of a typed number and means nothing.
pub(super) fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}')
}

/// Why a text is not a number of so many digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotDigits {
    /// Nothing was typed.
    Empty,
    /// Something else than a digit.
    Other(char),
    /// So many digits, which is the wrong number of them.
    Count(usize),
}

/// Exactly `wanted` digits, with whatever `skip` accepts between them taken out.
pub(super) fn exactly(text: &str, wanted: usize, skip: fn(char) -> bool) -> Result<String, NotDigits> {
    if text.len() > LONGEST_INPUT {
        return Err(NotDigits::Count(text.len()));
    }
    let mut digits = String::with_capacity(wanted);
    for c in text.chars().filter(|c| !skip(*c)) {
        if !c.is_ascii_digit() {
            return Err(NotDigits::Other(c));
        }
        digits.push(c);
    }
    match digits.len() {
        0 => Err(NotDigits::Empty),
        n if n == wanted => Ok(digits),
        n => Err(NotDigits::Count(n)),
    }
}

/// The last `n` characters of a text.
pub(super) fn tail(text: &str, n: usize) -> &str {
    match text.char_indices().rev().nth(n.saturating_sub(1)) {
        Some((at, _)) if n > 0 => &text[at..],
        _ => "",
    }
}
