//! What a file's content is, told from its first bytes, whatever its name says.

use super::{Claim, FileError};

/// The kinds of files that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A WebP picture.
    Webp,
}

impl FileKind {
    const ALL: [Self; 4] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Webp];

    /// What the first bytes (a few hundred at least) say.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        match infer::get(head)?.mime_type() {
            "application/pdf" => Some(Self::Pdf),
            "image/png" => Some(Self::Png),
            "image/jpeg" => Some(Self::Jpeg),
            "image/webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// The media type to serve it with.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// The ending of a name to serve it under.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.extensions()[0]
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Webp => &["webp"],
        }
    }

    /// What the claim says, where it says anything; `Err` with the words if they are of no kind kept here.
    fn claimed(claim: Claim<'_>) -> Vec<Result<Self, String>> {
        let extension = claim
            .name
            .and_then(|name| name.rsplit_once('.'))
            .map(|(_, end)| end.to_lowercase());
        // A browser that does not know the type says so; that is no claim.
        let mime = claim
            .mime
            .map(|mime| mime.split(';').next().unwrap_or(mime).trim().to_lowercase());
        let mime = mime.filter(|mime| !mime.is_empty() && mime != "application/octet-stream");
        let by_extension = |end: String| {
            Self::ALL
                .into_iter()
                .find(|kind| kind.extensions().contains(&end.as_str()))
                .ok_or(end)
        };
        let by_mime = |mime: String| match mime.as_str() {
            "image/jpg" | "image/pjpeg" => Ok(Self::Jpeg),
            "application/x-pdf" => Ok(Self::Pdf),
            _ => Self::ALL.into_iter().find(|kind| kind.mime() == mime).ok_or(mime),
        };
        extension
            .map(by_extension)
            .into_iter()
            .chain(mime.map(by_mime))
            .collect()
    }
}

/// The kind of an upload, if it is one of those allowed and what it claims to be.
pub(super) fn accepted(head: &[u8], claim: Claim<'_>, kinds: &[FileKind]) -> Result<FileKind, FileError> {
    let found = FileKind::of(head);
    let claimed = FileKind::claimed(claim);
    let other = claimed.iter().find(|claimed| claimed.as_ref().ok() != found.as_ref());
    match (found, other) {
        (Some(kind), None) if kinds.contains(&kind) => Ok(kind),
        // A picture called .pdf, or a program called .pdf; but a document honestly called .docx is just not accepted.
        (found, Some(Ok(claimed))) => Err(FileError::Disguised {
            claimed: claimed.extension().to_owned(),
            found,
        }),
        (Some(kind), Some(Err(claimed))) => Err(FileError::Disguised {
            claimed: claimed.chars().take(60).collect(),
            found: Some(kind),
        }),
        (found, _) => Err(FileError::KindNotAccepted { found }),
    }
}
