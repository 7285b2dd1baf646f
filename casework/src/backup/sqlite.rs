//! SQLite's part: `VACUUM INTO` writes out what was committed at one moment and holds up nobody who writes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection as _};

use super::BackupError;
use crate::store::StoreError;
use crate::store::sqlite::newest_migration;
use crate::store::sqlite::queries::{backup, migrations};

async fn connect(path: &Path) -> Result<SqliteConnection, BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    Ok(options.connect().await?)
}

/// Writes the database out into a new file. Gives back the newest migration in it.
pub async fn write_out(path: &Path, to: &Path) -> Result<i64, BackupError> {
    let mut conn = connect(path).await?;
    sqlx::query("vacuum into $1")
        .bind(to.to_string_lossy().into_owned())
        .execute(&mut conn)
        .await?;
    conn.close().await?;
    // Of the copy: the database itself may be migrated at this moment.
    let mut copy = connect(to).await?;
    let migration = migrations::newest(&mut copy).await?;
    copy.close().await?;
    let none = StoreError::NotMigrated {
        found: None,
        wanted: newest_migration(),
    };
    Ok(migration.ok_or(none)?)
}

/// Whether there is no database, or one in which nobody has an account and nothing happened.
pub async fn is_vacant(path: &Path) -> Result<bool, BackupError> {
    if !path.exists() {
        return Ok(true);
    }
    let mut conn = connect(path).await?;
    let vacant = match migrations::newest(&mut conn).await? {
        None => true,
        Some(_) => !backup::holds_anything(&mut conn).await?,
    };
    conn.close().await?;
    Ok(vacant)
}

/// Puts a file that was written out in the place of the database.
pub async fn put_back(from: &Path, path: &Path) -> Result<(), BackupError> {
    let mut new = connect(from).await?;
    let said: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut new).await?;
    new.close().await?;
    if said != "ok" {
        return Err(BackupError::Damaged(format!("the database is damaged: {said}")));
    }
    if path.exists() {
        let mut old = connect(path).await?;
        // Leaving WAL is possible only for one who is alone with the database, and takes its log away.
        let alone = sqlx::query("pragma journal_mode = delete").execute(&mut old).await;
        old.close().await?;
        alone.map_err(|error| match StoreError::from(error) {
            StoreError::Busy => BackupError::InUse,
            error => error.into(),
        })?;
    }
    std::fs::rename(from, path)?;
    for log in ["-wal", "-shm"] {
        let mut log_of = path.as_os_str().to_owned();
        log_of.push(log);
        match std::fs::remove_file(PathBuf::from(log_of)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    std::fs::File::open(super::archive::folder_of(path))?.sync_all()?;
    Ok(())
}
