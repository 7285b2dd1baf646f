//! All the typesetter can see: the embedded templates, the embedded fonts, one data file and one QR picture.
//! No file system, no network, no packages, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::FONTS;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static DATA: LazyLock<FileId> = LazyLock::new(|| id("/data.json"));
static QR: LazyLock<FileId> = LazyLock::new(|| id("/qr.svg"));
static TEMPLATES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    [
        ("/base.typ", include_str!("../templates/base.typ")),
        ("/ornament.typ", include_str!("../templates/ornament.typ")),
        ("/receipt.typ", include_str!("../templates/receipt.typ")),
        ("/supplement.typ", include_str!("../templates/supplement.typ")),
        ("/refusal.typ", include_str!("../templates/refusal.typ")),
        ("/apology.typ", include_str!("../templates/apology.typ")),
        ("/stop.typ", include_str!("../templates/stop.typ")),
        ("/control.typ", include_str!("../templates/control.typ")),
        ("/result.typ", include_str!("../templates/result.typ")),
    ]
    .into_iter()
    .map(|(path, text)| Source::new(id(path), text.to_owned()))
    .collect()
});

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths above are plain absolute paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Which embedded template to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    Receipt,
    Supplement,
    Refusal,
    Apology,
    Stop,
    Control,
    Result,
}

impl Template {
    fn path(self) -> &'static str {
        match self {
            Self::Receipt => "/receipt.typ",
            Self::Supplement => "/supplement.typ",
            Self::Refusal => "/refusal.typ",
            Self::Apology => "/apology.typ",
            Self::Stop => "/stop.typ",
            Self::Control => "/control.typ",
            Self::Result => "/result.typ",
        }
    }
}

/// One paper's world.
pub(crate) struct PaperWorld {
    main: FileId,
    data: Bytes,
    qr: Option<Bytes>,
    codes: Vec<(FileId, Bytes)>,
}

impl PaperWorld {
    pub(crate) fn new(template: Template, data: String, qr: Option<String>, codes: Vec<String>) -> Self {
        Self {
            main: id(template.path()),
            data: Bytes::from_string(data),
            qr: qr.map(Bytes::from_string),
            codes: (0..)
                .zip(codes)
                .map(|(number, code)| (id(&format!("/code-{number}.svg")), Bytes::from_string(code)))
                .collect(),
        }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        TEMPLATES
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            Ok(self.data.clone())
        } else if id == *QR {
            self.qr.clone().ok_or(FileError::AccessDenied)
        } else {
            let code = self.codes.iter().find(|(known, _)| *known == id);
            code.map(|(_, code)| code.clone()).ok_or(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.list.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
