//! Documents an application may need, and what takes their place (PRC-2, PRC-3).

use serde::{Deserialize, Serialize};

use super::fields::Required;
use crate::text::Text;

/// A document of the published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentDef {
    /// Names the document within the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What exactly is needed, and where one gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Whether, or when, it is needed.
    pub required: Required,
    /// Facts of registers that stand for it: when one of them has answered, the document is not asked for (PRC-3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substitutable_by: Vec<String>,
    /// What must be handed in or shown when the application is made on paper.
    #[serde(default, skip_serializing_if = "DocumentForm::is_copy")]
    pub form: DocumentForm,
    /// How many of them, when the application is made on paper.
    #[serde(default = "one_copy", skip_serializing_if = "is_one")]
    pub copies: u8,
    /// Kinds of file that are accepted.
    #[serde(default = "usual_files", skip_serializing_if = "are_usual_files")]
    pub accept: Vec<FileKind>,
    /// The most megabytes a file may have.
    #[serde(default = "usual_size", skip_serializing_if = "is_usual_size")]
    pub max_mb: u8,
    /// The most files.
    #[serde(default = "usual_number", skip_serializing_if = "is_usual_number")]
    pub max_files: u8,
    /// Document and article that ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
}

/// A kind of file, known by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
}

impl FileKind {
    /// The media type.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
        }
    }
}

/// In which form a document is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentForm {
    /// A copy or scan; the original is shown at most.
    #[default]
    Copy,
    /// The original is handed in.
    Original,
    /// Electronic data or a signed electronic file.
    Electronic,
}

mod usual {
    use super::{DocumentForm, FileKind};

    impl DocumentForm {
        pub(super) const fn is_copy(&self) -> bool {
            matches!(self, DocumentForm::Copy)
        }
    }

    pub(super) const fn is_one(copies: &u8) -> bool {
        *copies == 1
    }

    pub(super) const fn is_usual_size(megabytes: &u8) -> bool {
        *megabytes == super::usual_size()
    }

    pub(super) const fn is_usual_number(files: &u8) -> bool {
        *files == super::usual_number()
    }

    pub(super) fn are_usual_files(files: &[FileKind]) -> bool {
        files == super::usual_files()
    }
}
use usual::{are_usual_files, is_one, is_usual_number, is_usual_size};

const fn one_copy() -> u8 {
    1
}

const fn usual_number() -> u8 {
    10
}

fn usual_files() -> Vec<FileKind> {
    vec![FileKind::Pdf, FileKind::Jpeg, FileKind::Png]
}

const fn usual_size() -> u8 {
    10
}
