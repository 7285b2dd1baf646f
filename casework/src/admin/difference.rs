//! What is different between two texts, word for word.

use similar::{ChangeTag, TextDiff};

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It stands in both.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Whether they are what changed in the line.
    pub changed: bool,
}

/// A line of either text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    /// What became of it.
    pub mark: Mark,
    /// Its number in the old text, from 1.
    pub old: Option<usize>,
    /// Its number in the new text, from 1.
    pub new: Option<usize>,
    /// Its words.
    pub parts: Vec<Part>,
}

/// Lines around a change.
const AROUND: usize = 3;

/// The places that changed, each with some lines around it.
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<Vec<DiffLine>> {
    let diff = TextDiff::from_lines(old, new);
    diff.grouped_ops(AROUND)
        .iter()
        .map(|group| {
            let changes = group.iter().flat_map(|op| diff.iter_inline_changes(op));
            changes
                .map(|change| DiffLine {
                    mark: match change.tag() {
                        ChangeTag::Equal => Mark::Same,
                        ChangeTag::Insert => Mark::Added,
                        ChangeTag::Delete => Mark::Removed,
                    },
                    old: change.old_index().map(|at| at + 1),
                    new: change.new_index().map(|at| at + 1),
                    parts: change
                        .iter_strings_lossy()
                        .map(|(changed, text)| Part {
                            text: text.trim_end_matches('\n').to_owned(),
                            changed,
                        })
                        .filter(|part| !part.text.is_empty())
                        .collect(),
                })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Mark, difference};

    #[test]
    fn the_word_that_changed_is_marked() {
        let old = "a: 1\nname: {vi: Đăng ký khai sinh, en: Birth}\nz: 9\n";
        let new = "a: 1\nname: {vi: Đăng ký khai tử, en: Birth}\nz: 9\n";
        let found = difference(old, new);
        assert_eq!(found.len(), 1);
        let marks: Vec<Mark> = found[0].iter().map(|line| line.mark).collect();
        assert_eq!(marks, [Mark::Same, Mark::Removed, Mark::Added, Mark::Same]);
        let changed: Vec<&str> = found[0]
            .iter()
            .flat_map(|line| &line.parts)
            .filter(|part| part.changed)
            .map(|part| part.text.as_str())
            .collect();
        assert_eq!(changed, ["sinh,", "tử,"]);
        assert_eq!((found[0][2].old, found[0][2].new), (None, Some(2)));
        assert!(difference(old, old).is_empty());
    }
}
