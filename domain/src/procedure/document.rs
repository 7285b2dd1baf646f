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
    #[serde(default)]
    pub substitutable_by: Vec<String>,
    /// Kinds of file that are accepted.
    #[serde(default = "usual_files")]
    pub accept: Vec<FileKind>,
    /// The most megabytes a file may have.
    #[serde(default = "usual_size")]
    pub max_mb: u8,
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

fn usual_files() -> Vec<FileKind> {
    vec![FileKind::Pdf, FileKind::Jpeg, FileKind::Png]
}

const fn usual_size() -> u8 {
    10
}
