//! How people type: one letter beside the right one, as it sounds, or with a keyboard that did not turn keys into marks.

/// The letters of a Vietnamese word that sound alike, made one: `tru` and `chu`, `sinh` and `xinh`, `kí` and `ký`.
///
/// For words already folded. Two words with the same sound may still be different words: a sound is a hint.
pub(super) fn sound(word: &str) -> String {
    const STARTS: [(&str, &str); 13] = [
        ("ngh", "ng"),
        ("gh", "g"),
        ("gi", "z"),
        ("tr", "ch"),
        ("ph", "f"),
        ("qu", "kw"),
        ("c", "k"),
        ("d", "z"),
        ("r", "z"),
        ("j", "z"),
        ("x", "s"),
        ("l", "n"),
        ("w", "kw"),
    ];
    const ENDS: [(&str, &str); 5] = [("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"), ("k", "t")];
    if word == "gi" {
        return "zi".to_owned();
    }
    // "ch" is not the "c" of "cá".
    let (start, rest) = if let Some(rest) = word.strip_prefix("ch") {
        ("ch", rest)
    } else if word.starts_with("ng") && !word.starts_with("ngh") || word.starts_with("nh") {
        word.split_at(2)
    } else {
        STARTS
            .iter()
            .find_map(|(from, to)| Some((*to, word.strip_prefix(from)?)))
            .unwrap_or(("", word))
    };
    let (middle, end) = ENDS
        .iter()
        .find_map(|(from, to)| Some((rest.strip_suffix(from)?, *to)))
        .unwrap_or((rest, ""));
    let mut sound = String::with_capacity(word.len());
    sound.push_str(start);
    let mut last = '\0';
    for letter in middle.chars().map(|letter| if letter == 'y' { 'i' } else { letter }) {
        // A key held too long.
        if letter != last {
            sound.push(letter);
        }
        last = letter;
    }
    sound.push_str(end);
    sound
}

/// What was meant by keys of the Telex or VNI way of typing that did not become marks: `giaays` and `giay61` are `giay`.
pub(super) fn without_keys(typed: &str) -> Option<String> {
    if !typed.is_ascii() || typed.len() < 2 {
        return None;
    }
    let mut plain = String::with_capacity(typed.len());
    let mut vowel = false;
    let mut has_letter = false;
    for key in typed.chars() {
        let is_vowel = matches!(key, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        has_letter |= key.is_ascii_alphabetic();
        let double = plain.ends_with(key) && matches!(key, 'a' | 'e' | 'o' | 'd');
        let mark = key == 'w' || vowel && matches!(key, 's' | 'f' | 'r' | 'x' | 'j' | 'z');
        // Marks may also be typed when the word is complete: `dangd`, `nguyene`.
        let late = vowel
            && (key == 'd' && plain.starts_with('d')
                || matches!(key, 'a' | 'e' | 'o') && plain.contains(key) && !plain.ends_with(['i', 'u', 'o', 'y']));
        if !(double || mark || late || has_letter && key.is_ascii_digit()) {
            plain.push(key);
        }
        vowel |= is_vowel;
    }
    (plain != typed && !plain.is_empty()).then_some(plain)
}

/// How many slips of the finger lie between two words, if not more than `most`: a letter left out, put in or exchanged,
/// or two neighbours swapped.
pub(super) fn slips(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let width = other.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for row in 1..=one.len() {
        let mut now = vec![row; width];
        for column in 1..width {
            let same = one[row - 1] == other[column - 1];
            let mut best = (last[column - 1] + usize::from(!same))
                .min(last[column] + 1)
                .min(now[column - 1] + 1);
            let swapped =
                row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1];
            if swapped {
                best = best.min(before_last[column - 2] + 1);
            }
            now[column] = best;
        }
        if now.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
        before_last = std::mem::replace(&mut last, now);
    }
    last.last().copied().filter(|count| *count <= most)
}

#[cfg(test)]
mod tests {
    use super::{slips, sound, without_keys};
    use rstest::rstest;

    #[rstest]
    #[case("tru", "chu")]
    #[case("sinh", "xin")]
    #[case("ky", "ki")]
    #[case("lai", "lay")]
    #[case("phap", "fap")]
    #[case("giay", "day")]
    #[case("cuoc", "cuot")]
    #[case("nghiep", "ngiep")]
    fn these_sound_alike(#[case] one: &str, #[case] other: &str) {
        assert_eq!(sound(one), sound(other));
    }

    #[rstest]
    #[case("khai", "khat")]
    #[case("cha", "ca")]
    #[case("nha", "na")]
    #[case("", "a")]
    fn these_do_not(#[case] one: &str, #[case] other: &str) {
        assert_ne!(sound(one), sound(other));
    }

    #[rstest]
    #[case("giaays", Some("giay"))]
    #[case("laamf", Some("lam"))]
    #[case("ddawng", Some("dang"))]
    #[case("dangd", Some("dang"))]
    #[case("cuwowcs", Some("cuoc"))]
    #[case("giay61", Some("giay"))]
    #[case("khai", None)]
    #[case("giấy", None)]
    #[case("2026", None)]
    fn keys_are_taken_away(#[case] typed: &str, #[case] meant: Option<&str>) {
        assert_eq!(without_keys(typed).as_deref(), meant);
    }

    #[rstest]
    #[case("khai", "kahi", Some(1))]
    #[case("khai", "kha", Some(1))]
    #[case("khai", "khaii", Some(1))]
    #[case("khai", "khei", Some(1))]
    #[case("khai", "khai", Some(0))]
    #[case("a", "", Some(1))]
    #[case("passport", "pasprt", Some(2))]
    #[case("khai", "sinh", None)]
    #[case("abcd", "badcx", None)]
    fn slips_are_counted_both_ways(#[case] one: &str, #[case] other: &str, #[case] count: Option<usize>) {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        assert_eq!(slips(&one, &other, 2), count);
        assert_eq!(slips(&other, &one, 2), count);
    }
}
