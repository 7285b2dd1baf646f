//! What can go wrong with the database, said so that a caller can act on it.

use std::sync::Arc;

/// A failure of the database. Cheap to clone: the units of one commit share its fate.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Someone else holds the database longer than we are ready to wait. Try again later.
    #[error("the database is busy")]
    Busy,
    /// There is no room on its disk.
    #[error("the database's disk is full")]
    Full,
    /// It does not answer, or its file cannot be read or written.
    #[error("the database is not available")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// This store was closed.
    #[error("the database is closed")]
    Closed,
    /// The connection went away before the commit was confirmed: whether it happened is not known.
    #[error("the commit was not confirmed")]
    NotConfirmed,
    /// A row with the same key is there already. `constraint` is `table_column_key`, or `table_pkey`.
    #[error("a row with the same {constraint} exists")]
    Conflict {
        /// The unique constraint.
        constraint: String,
    },
    /// A rule of the tables was broken (a missing reference, a null, a value out of range): a fault of ours.
    #[error("the tables refuse the row: {rule}")]
    Refused {
        /// The rule, as the database names it.
        rule: String,
    },
    /// What was read is not what this program writes there.
    #[error("{table}.{column} makes no sense: {reason}")]
    RowMakesNoSense {
        /// The table, or empty where it is not known.
        table: &'static str,
        /// The column.
        column: String,
        /// What is wrong with the value, without the value.
        reason: String,
    },
    /// The tables are not those of this program.
    #[error("the tables are at {found:?}, this program needs {wanted}")]
    NotMigrated {
        /// The newest migration applied.
        found: Option<i64>,
        /// The newest one known.
        wanted: i64,
    },
    /// A migration could not be applied.
    #[error("migration failed: {0}")]
    Migration(#[source] Arc<sqlx::migrate::MigrateError>),
    /// Anything else: a fault of ours.
    #[error("database error: {0}")]
    Other(#[source] Arc<sqlx::Error>),
}

impl StoreError {
    /// Whether it may work again later without anyone changing the program: the server answers 503.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::Full
                | Self::Unavailable(_)
                | Self::Closed
                | Self::NotConfirmed
                | Self::NotMigrated { .. }
        )
    }

    /// Whether this is a conflict on that constraint (`table_column_key`).
    #[must_use]
    pub fn is_conflict_on(&self, name: &str) -> bool {
        matches!(self, Self::Conflict { constraint } if constraint == name)
    }

    /// A column's value that this program cannot have written.
    pub fn nonsense(table: &'static str, column: &str, reason: impl std::fmt::Display) -> Self {
        Self::RowMakesNoSense {
            table,
            column: column.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            error => Self::Migration(Arc::new(error)),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error;
        match error {
            Error::Database(ref database) => {
                let code = database.code().unwrap_or_default().into_owned();
                let known = if let Ok(code) = code.parse::<u32>()
                    && database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
                {
                    sqlite(code, database.message())
                } else {
                    postgres(&code, database.constraint(), database.message())
                };
                match known {
                    Known::Is(known) => known,
                    Known::Unavailable => Self::Unavailable(Arc::new(error)),
                    Known::Not => Self::Other(Arc::new(error)),
                }
            }
            Error::PoolTimedOut => Self::Busy,
            Error::PoolClosed => Self::Closed,
            Error::Io(_) | Error::Tls(_) | Error::WorkerCrashed | Error::BeginFailed | Error::Protocol(_) => {
                Self::Unavailable(Arc::new(error))
            }
            Error::ColumnDecode { index, source } => Self::nonsense("", index.trim_matches('"'), source),
            Error::Decode(source) => Self::nonsense("", "", source),
            error => Self::Other(Arc::new(error)),
        }
    }
}

enum Known {
    Is(StoreError),
    Unavailable,
    Not,
}

/// SQLite tells columns where PostgreSQL tells names; the tables are written so that one follows from the other.
fn sqlite(code: u32, message: &str) -> Known {
    const PRIMARY_KEY: u32 = 1555;
    const UNIQUE: u32 = 2067;
    const ROW_ID: u32 = 2579;
    let failed = message.rsplit(": ").next().unwrap_or(message).trim();
    match code {
        UNIQUE if failed.starts_with("index ") => Known::Is(StoreError::Conflict {
            constraint: failed.trim_start_matches("index ").trim_matches('\'').to_owned(),
        }),
        UNIQUE | PRIMARY_KEY | ROW_ID => Known::Is(StoreError::Conflict {
            constraint: conflict(code, failed),
        }),
        _ => match code & 0xFF {
            5 | 6 => Known::Is(StoreError::Busy),
            13 => Known::Is(StoreError::Full),
            // Constraint; out of range for the column.
            19 | 20 => Known::Is(StoreError::Refused {
                rule: failed.to_owned(),
            }),
            // Read-only, interrupted, disk error, corrupt, cannot open, locking, permission, not a database.
            8 | 9 | 10 | 11 | 14 | 15 | 3 | 26 => Known::Unavailable,
            _ => Known::Not,
        },
    }
}

/// `dossiers.agency, dossiers.number` becomes `dossiers_agency_number_key`, a primary key `dossiers_pkey`.
fn conflict(code: u32, columns: &str) -> String {
    let mut table = "";
    let mut name = String::new();
    for column in columns.split(", ") {
        let (of, column) = column.split_once('.').unwrap_or((table, column));
        table = of;
        name.push('_');
        name.push_str(column);
    }
    if code == 2067 {
        format!("{table}{name}_key")
    } else {
        format!("{table}_pkey")
    }
}

fn postgres(code: &str, constraint: Option<&str>, message: &str) -> Known {
    let constraint = constraint.unwrap_or(message).to_owned();
    match code {
        "23505" => Known::Is(StoreError::Conflict { constraint }),
        // Serialization, deadlock, a lock not to be had, cancelled by a time limit.
        "40001" | "40P01" | "55P03" | "57014" => Known::Is(StoreError::Busy),
        "53100" => Known::Is(StoreError::Full),
        _ if code.starts_with("23") || code.starts_with("22") => Known::Is(StoreError::Refused { rule: constraint }),
        // Connection, out of memory or connections, shutting down or starting, disk, sign-in, read-only standby; a
        // database that lets nobody in, or is not there (yet, while it is being restored).
        _ if ["08", "53", "57", "58", "28"]
            .iter()
            .any(|class| code.starts_with(class))
            || ["25006", "55000", "3D000"].contains(&code) =>
        {
            Known::Unavailable
        }
        _ => Known::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_conflicts_have_the_names_postgresql_gives() {
        for (code, message, name) in [
            (2067, "UNIQUE constraint failed: outbox.key", "outbox_key_key"),
            (2067, "UNIQUE constraint failed: a.b, a.c_d", "a_b_c_d_key"),
            (2067, "UNIQUE constraint failed: index 'a_lower_key'", "a_lower_key"),
            (
                1555,
                "UNIQUE constraint failed: events.dossier, events.number",
                "events_pkey",
            ),
        ] {
            let Known::Is(error) = sqlite(code, message) else {
                panic!("{message} is known")
            };
            assert!(error.is_conflict_on(name), "{error}");
        }
    }

    #[test]
    fn what_may_pass_is_told_from_what_is_our_fault() {
        assert!(matches!(sqlite(517, "database is locked"), Known::Is(StoreError::Busy)));
        assert!(matches!(sqlite(13, "full"), Known::Is(StoreError::Full)));
        assert!(matches!(
            sqlite(787, "FOREIGN KEY constraint failed"),
            Known::Is(StoreError::Refused { .. })
        ));
        assert!(matches!(sqlite(2570, "disk I/O error"), Known::Unavailable));
        assert!(matches!(postgres("57P01", None, "shutting down"), Known::Unavailable));
        assert!(matches!(postgres("42P01", None, "no such table"), Known::Not));
    }
}
