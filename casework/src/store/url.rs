//! Where the database is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// `sqlite://path/to/file` (`sqlite:///absolute/path`) or `postgres://..`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, made if it is not there; its folder must be.
    Sqlite(PathBuf),
    /// As libpq writes it.
    Postgres(String),
}

/// What is wrong with a database's address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    /// Neither scheme.
    #[error("the database URL must begin with sqlite:// or postgres://")]
    Scheme,
    /// `sqlite://` and nothing after it, or a database in memory, which only one connection would see.
    #[error("the database URL must name a file after sqlite://")]
    NoFile,
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            let path = path.split('?').next().unwrap_or(path);
            if path.is_empty() || path == ":memory:" {
                return Err(DatabaseUrlError::NoFile);
            }
            Ok(Self::Sqlite(PathBuf::from(path)))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else {
            Err(DatabaseUrlError::Scheme)
        }
    }
}

/// Without what may hold a password.
impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres://[redacted]"),
        }
    }
}

/// The address of another database of the same PostgreSQL server.
pub(crate) fn with_database(url: &str, name: &str) -> String {
    let (before, query) = url
        .split_once('?')
        .map_or((url, None), |(before, query)| (before, Some(query)));
    let authority = before.find("://").map_or(0, |at| at + 3);
    let end = before[authority..].find('/').map_or(before.len(), |at| authority + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &before[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_secrets_hidden() {
        assert_eq!(
            "sqlite://data/m.sqlite".parse(),
            Ok(DatabaseUrl::Sqlite("data/m.sqlite".into()))
        );
        assert_eq!(
            "sqlite:///var/m.sqlite?mode=rwc".parse(),
            Ok(DatabaseUrl::Sqlite("/var/m.sqlite".into()))
        );
        assert_eq!("sqlite://".parse::<DatabaseUrl>(), Err(DatabaseUrlError::NoFile));
        assert_eq!("mysql://x".parse::<DatabaseUrl>(), Err(DatabaseUrlError::Scheme));
        let url: DatabaseUrl = "postgres://u:secret@h/d".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
    }
}
