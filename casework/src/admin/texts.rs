//! The texts that administrators may change, as they hold now.

use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;

use super::allowed;
use super::edit::find;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::reference::Reference;

/// What a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A procedure, by its id.
    Procedure,
    /// A file of reference data, by its name.
    Reference,
}

impl Kind {
    /// As in addresses and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Procedure => "procedures",
            Kind::Reference => "reference",
        }
    }

    /// From an address.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Kind::Procedure, Kind::Reference]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A text as it was published, with its version: what a draft was begun from, or else what begins last. A file that came
/// with the program is version 1.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or the officer is no administrator.
pub async fn text(desk: &Desk, officer: &Officer, kind: Kind, name: &str) -> Result<(u32, String), Error> {
    allowed(officer)?;
    let base = find(desk, kind, name).await?.map(|draft| draft.base);
    published(desk, kind, name, base).await
}

/// What stands in a version; without one, in the version that begins last.
pub(super) async fn published(
    desk: &Desk,
    kind: Kind,
    name: &str,
    version: Option<u32>,
) -> Result<(u32, String), Error> {
    match kind {
        Kind::Procedure => {
            let id = ProcedureId::from(name);
            let version = match version {
                Some(version) => version,
                None => desk.catalogue.newest(&id).ok_or(Error::NotFound)?.version,
            };
            let text = desk.catalogue.text(&id, version).ok_or(Error::NotFound)?;
            Ok((version, text.to_string()))
        }
        Kind::Reference => {
            if !Reference::FILES.contains(&name) {
                return Err(Error::NotFound);
            }
            let mut reader = desk.store.reader().await?;
            let newest = db!(reader, admin_texts::versions_of(kind.name(), name))?;
            let version = newest.first().map_or(1, |row| u32::try_from(row.version).unwrap_or(1));
            let text = desk
                .reference
                .text(name)
                .map_err(|_| Error::Broken(format!("the text of {name} cannot be read")))?;
            Ok((version, text))
        }
    }
}

/// A text with other line ends, and one at its end.
pub(super) fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    format!("{}\n", text.trim_end())
}

/// A definition with another value of a key of the first level; put below `version` if it is not there yet.
pub(super) fn with_key(text: &str, key: &str, value: &str) -> String {
    let begins = |line: &&str, key: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    let line = format!("{key}: {value}");
    let mut lines: Vec<&str> = text.lines().collect();
    if let Some(at) = lines.iter().position(|line| begins(line, key)) {
        lines[at] = &line;
    } else {
        let below = lines.iter().position(|line| begins(line, "version"));
        lines.insert(below.map_or(lines.len(), |at| at + 1), &line);
    }
    format!("{}\n", lines.join("\n"))
}

/// A definition without what the administration of versions writes: to see whether anything else changed.
pub(super) fn without_version(text: &str) -> String {
    let ours = |line: &&str| !line.starts_with("version:") && !line.starts_with("valid_from:");
    text.lines()
        .filter(ours)
        .collect::<Vec<_>>()
        .join("\n")
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{tidy, with_key, without_version};

    #[test]
    fn version_and_day_are_written_where_they_stand() {
        let text = "id: a\nversion: 1\nname: {vi: B, en: C}\n";
        let second = with_key(text, "version", "2");
        assert_eq!(second, "id: a\nversion: 2\nname: {vi: B, en: C}\n");
        let dated = with_key(&second, "valid_from", "\"2026-12-01\"");
        assert_eq!(
            dated,
            "id: a\nversion: 2\nvalid_from: \"2026-12-01\"\nname: {vi: B, en: C}\n"
        );
        assert_eq!(without_version(&dated), without_version(text));
    }

    #[test]
    fn browsers_send_other_line_ends() {
        assert_eq!(tidy("a\r\nb\r\n\r\n"), "a\nb\n");
    }
}
