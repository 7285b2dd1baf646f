//! Definition files, inside the binary or in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use motcua_domain::text::Lang;
use rust_embed::RustEmbed;

use crate::faults::{NameFault, What};

#[derive(RustEmbed)]
#[folder = "../procedures"]
struct Embedded;

/// Where definitions are read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The files inside the binary.
    Embedded,
    /// A folder with one file per procedure and version.
    Folder(PathBuf),
}

/// Something wrong with a definition file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct FileFault {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// The place in the definition, empty if the file is no YAML: `form.sections[1].fields[0].show_if`.
    pub path: String,
    /// What is wrong and what to do.
    pub what: What,
}

impl FileFault {
    pub(crate) fn new(file: &str, line: u32, path: impl Into<String>, what: impl Into<What>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            path: path.into(),
            what: what.into(),
        }
    }

    /// What is wrong and what to do, in English: for logs and tests.
    #[must_use]
    pub fn message(&self) -> String {
        self.what.to_string()
    }

    /// The same in a language.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        self.what.sentence(lang)
    }
}

/// A file's name and text, or why it cannot be read.
pub(super) type TextFile = (String, Result<String, NameFault>);

/// The folder of shared pieces, within that of the definitions.
const SHARED: &str = "shared";

/// The folder of definitions whose wording is not finished: nobody is offered them.
const DRAFTS: &str = "drafts/";

/// Definitions, and the shared pieces they use.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub definitions: Vec<TextFile>,
    pub shared: Vec<TextFile>,
    /// Definitions beside a single file, which it begins from.
    pub beside: Vec<TextFile>,
}

/// The definition a text begins from, by the name of its file: what `use:` at the margin says.
fn base(text: &str) -> Option<&str> {
    let said = text.lines().find_map(|line| line.strip_prefix("use:"))?;
    let name = said.split(" #").next().unwrap_or(said).trim().trim_matches(['"', '\'']);
    (!name.is_empty() && !name.contains(['/', '[', '{'])).then_some(name)
}

/// The definitions that others begin from, each by the name of its file.
pub(super) fn bases(files: &Texts) -> BTreeMap<&str, &TextFile> {
    let all = || files.definitions.iter().chain(&files.beside);
    let named: BTreeSet<&str> = all().filter_map(|(_, text)| base(text.as_ref().ok()?)).collect();
    all()
        .filter_map(|file| {
            let name = file.0.rsplit('/').next()?.strip_suffix(".yaml")?;
            named.contains(name).then_some((name, file))
        })
        .collect()
}

pub(super) fn of_source(source: &Source) -> std::io::Result<Texts> {
    match source {
        Source::Embedded => Ok(embedded()),
        Source::Folder(folder) => of_path(folder),
    }
}

fn embedded() -> Texts {
    let mut names: Vec<_> = Embedded::iter().map(std::borrow::Cow::into_owned).collect();
    names.retain(|name| name.ends_with(".yaml") && !name.starts_with(DRAFTS));
    names.sort();
    let text = |name: &str| {
        let data = Embedded::get(name).ok_or(NameFault::Missing)?.data.into_owned();
        String::from_utf8(data).map_err(|_| NameFault::NotUtf8)
    };
    let files = names.into_iter().map(|name| (name.clone(), text(&name)));
    let (shared, definitions) = files.partition(|(name, _)| name.starts_with(SHARED));
    Texts {
        definitions,
        shared,
        beside: Vec::new(),
    }
}

/// A file, or all `*.yaml` of a folder, with the shared pieces beside them: those of the program if there are none.
pub(super) fn of_path(path: &Path) -> std::io::Result<Texts> {
    let is_folder = std::fs::metadata(path)?.is_dir();
    let folder = if is_folder { Some(path) } else { path.parent() };
    let definitions = if is_folder {
        of_folder(path)?
    } else {
        vec![(path.display().to_string(), read(path))]
    };
    let shared = folder
        .map(|folder| folder.join(SHARED))
        .filter(|folder| folder.is_dir());
    let shared = match shared {
        Some(folder) => of_folder(&folder)?,
        None => embedded().shared,
    };
    let beside = match folder {
        Some(folder) if !is_folder => beside(folder, &definitions),
        _ => Vec::new(),
    };
    Ok(Texts {
        definitions,
        shared,
        beside,
    })
}

/// What a file begins from, and what that begins from.
fn beside(folder: &Path, definitions: &[TextFile]) -> Vec<TextFile> {
    let mut found: Vec<TextFile> = Vec::new();
    loop {
        let last = found.last().or(definitions.first());
        let Some(name) = last.and_then(|(_, text)| base(text.as_ref().ok()?)) else {
            return found;
        };
        let path = folder.join(format!("{name}.yaml"));
        let file = path.display().to_string();
        if definitions.iter().chain(&found).any(|(known, _)| *known == file) || !path.is_file() {
            return found;
        }
        found.push((file, read(&path)));
    }
}

fn of_folder(folder: &Path) -> std::io::Result<Vec<TextFile>> {
    let mut paths = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml")
    });
    paths.sort();
    Ok(paths
        .iter()
        .map(|path| (path.display().to_string(), read(path)))
        .collect())
}

fn read(path: &Path) -> Result<String, NameFault> {
    let bytes = std::fs::read(path).map_err(|error| NameFault::Unreadable { why: error.to_string() })?;
    String::from_utf8(bytes).map_err(|_| NameFault::NotUtf8)
}
