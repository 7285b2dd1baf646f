//! The shared pieces as the definitions use them.

use super::files::{FileFault, Texts, bases};
use crate::faults::What;
use crate::yaml::{Pieces, YamlFault};

/// The pieces of all files, with the names of the files for what is wrong in one.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub pieces: Pieces,
    names: Vec<String>,
}

impl Shared {
    /// Reads the files. What is wrong in one does not hide the pieces of the others. A definition that another begins from
    /// is a piece by the name of its file.
    pub fn read(files: &Texts) -> (Self, Vec<FileFault>) {
        let mut shared = Self::default();
        let mut faults = Vec::new();
        for (name, text) in &files.shared {
            match text {
                Err(fault) => faults.push(FileFault::new(name, 1, "", fault.clone())),
                Ok(text) => {
                    shared.names.push(name.clone());
                    if let Err((_, found)) = shared.pieces.add(text) {
                        faults.extend(found.into_iter().map(|it| FileFault::new(name, it.line, "", it.kind)));
                    }
                }
            }
        }
        for (name, (file, text)) in bases(files) {
            // What is wrong in it is told where it stands for itself.
            if let Ok(text) = text {
                shared.names.push(file.clone());
                let _ = shared.pieces.add_whole(name, text);
            }
        }
        (shared, faults)
    }

    /// The file a fault is in: that of a piece, or `file` itself.
    pub fn file<'n>(&'n self, source: u16, file: &'n str) -> &'n str {
        let piece = usize::from(source)
            .checked_sub(1)
            .and_then(|number| self.names.get(number));
        piece.map_or(file, String::as_str)
    }

    /// A fault of form, with its file. In a piece it is said which definition meets it.
    pub fn fault(&self, fault: YamlFault, file: &str) -> FileFault {
        self.at(fault.text, fault.line, file, "", fault.kind)
    }

    /// A fault at a place of the definition.
    pub fn at(&self, source: u16, line: u32, file: &str, path: &str, what: impl Into<What>) -> FileFault {
        let there = self.file(source, file);
        let what = what.into();
        let what = if source == 0 {
            what
        } else {
            What::Used {
                what: Box::new(what),
                by: file.rsplit('/').next().unwrap_or(file).to_owned(),
            }
        };
        FileFault::new(there, line, path, what)
    }
}
