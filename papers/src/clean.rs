//! Makes any text safe to set: nothing invisible, nothing the fonts cannot draw, nothing too wide to break.

use std::collections::BTreeSet;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fonts::{can_draw, width_em};

/// Stands for a character the fonts cannot draw.
const STAND_IN: char = '□';
/// Lets a line break inside a word without showing anything. No paper holds it: it is taken out once the lines are broken.
pub(crate) const BREAK_HERE: char = '\u{200B}';
/// Words up to this width (em) are left whole; the narrowest text column of the papers holds one.
const WIDEST_WHOLE_WORD_EM: f64 = 10.5;
/// Wider words may break after pieces of this width (em).
const PIECE_EM: f64 = 3.0;
/// More marks than this over one letter would run into the neighbouring lines.
const MARKS_PER_LETTER: usize = 2;

/// Cleans every string in `value`; characters that had to be replaced are added to `replaced`.
pub(crate) fn clean_all(value: &mut Value, replaced: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => *text = breakable(&clean(text, replaced)),
        Value::Array(items) => items.iter_mut().for_each(|item| clean_all(item, replaced)),
        Value::Object(fields) => fields.values_mut().for_each(|item| clean_all(item, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Normal form C, without controls, invisible and direction-changing characters.
pub(crate) fn clean(text: &str, replaced: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut marks, mut newlines) = (0, 0);
    for character in text.trim().replace("\r\n", "\n").nfc() {
        let character = match character {
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            hidden if is_hidden(hidden) => continue,
            other => other,
        };
        newlines = if character == '\n' { newlines + 1 } else { 0 };
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        if newlines > 2 || marks > MARKS_PER_LETTER {
            continue;
        }
        if character == '\n' || (!is_private(character) && can_draw(character)) {
            out.push(character);
        } else {
            replaced.insert(character);
            out.push(STAND_IN);
        }
    }
    // What stood at the edges may have been invisible.
    out.trim().to_owned()
}

/// Controls, and the characters that show nothing or turn the direction of what follows (a name must read as it is stored).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xE0000..=0xE0FFF)
}

/// Private use and non-characters: an archived paper may not hold them.
fn is_private(character: char) -> bool {
    let code = u32::from(character);
    matches!(code, 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF0000..) || code & 0xFFFE == 0xFFFE
}

/// Puts invisible break points into words too wide for a line, first after joining signs, then anywhere.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if width(word) <= WIDEST_WHOLE_WORD_EM {
            out.push_str(word);
        } else {
            break_word(word, &mut out);
        }
    }
    out
}

fn break_word(word: &str, out: &mut String) {
    for part in word.split_inclusive(['@', '/', '?', '&', '=', '\n']) {
        if width(part) <= WIDEST_WHOLE_WORD_EM {
            out.push_str(part);
            out.push(BREAK_HERE);
            continue;
        }
        for piece in part.split_inclusive(['.', '_']) {
            break_piece(piece, out);
            out.push(BREAK_HERE);
        }
    }
    if out.ends_with(BREAK_HERE) {
        out.pop();
    }
}

fn break_piece(text: &str, out: &mut String) {
    let anywhere = width(text) > WIDEST_WHOLE_WORD_EM;
    let mut piece = 0.0;
    for character in text.chars() {
        let step = width_em(character);
        if anywhere && piece + step > PIECE_EM && !is_combining_mark(character) {
            out.push(BREAK_HERE);
            piece = 0.0;
        }
        piece += step;
        out.push(character);
    }
}

fn width(text: &str) -> f64 {
    text.chars().map(width_em).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (String, BTreeSet<char>) {
        let mut replaced = BTreeSet::new();
        let text = clean(text, &mut replaced);
        (text, replaced)
    }

    #[test]
    fn ordinary_names_are_left_alone() {
        let name = "Nguyễn Thị Thuỳ Dương (Ánh)";
        assert_eq!(cleaned(name), (name.to_owned(), BTreeSet::new()));
        assert_eq!(breakable(name), name);
    }

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(cleaned("Nguye\u{302}\u{303}n").0, "Nguyễn");
    }

    #[test]
    fn direction_and_control_characters_vanish() {
        assert_eq!(cleaned("A\u{202E}B\u{0}C\u{200F}D\u{FEFF}").0, "ABCD");
    }

    #[test]
    fn what_cannot_be_drawn_is_shown_and_told() {
        let (text, replaced) = cleaned("Lan 😀 \u{E000}");
        assert_eq!(text, "Lan □ □");
        assert_eq!(replaced, BTreeSet::from(['😀', '\u{E000}']));
    }

    #[test]
    fn piled_marks_and_blank_lines_are_limited() {
        assert!(cleaned(&format!("x{}", "\u{323}\u{30A}".repeat(40))).0.chars().count() <= 3);
        assert_eq!(cleaned("a\r\n\r\n\n\n\nb").0, "a\n\nb");
    }

    #[test]
    fn only_wide_words_get_break_points() {
        let wide = "W".repeat(200);
        let broken = breakable(&wide);
        assert!(broken.split(BREAK_HERE).all(|piece| width(piece) <= PIECE_EM + 0.01));
        assert_eq!(broken.replace(BREAK_HERE, ""), wide);
        let mail = breakable("nguyen.van.mot.hai.ba.bon@vi.du.example.vn");
        assert!(mail.contains("@\u{200B}"), "{mail}");
        assert!(!mail.ends_with(BREAK_HERE));
    }
}
