//! PostgreSQL's part: its own programs, `pg_dump` and `pg_restore`, which know best. The dump is what was committed at one
//! moment; it is put back in one transaction.

use std::path::Path;
use std::process::Stdio;
use std::str::FromStr;

use reqwest::Url;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection as _};
use tokio::process::Command;

use super::BackupError;
use crate::store::StoreError;
use crate::store::postgres::queries::{backup, migrations};
use crate::store::postgres::{is_in_use, newest_migration};

async fn connect(url: &str) -> Result<PgConnection, BackupError> {
    let options = PgConnectOptions::from_str(url)?.application_name("motcua-backup");
    Ok(options.disable_statement_logging().connect().await?)
}

/// Writes the database out into a new file. Gives back the newest migration in it.
pub async fn write_out(url: &str, to: &Path) -> Result<i64, BackupError> {
    let mut conn = connect(url).await?;
    let migration = migrations::newest(&mut conn).await?;
    conn.close().await?;
    let migration = migration.ok_or(StoreError::NotMigrated {
        found: None,
        wanted: newest_migration(),
    })?;
    let mut file = std::ffi::OsString::from("--file=");
    file.push(to);
    run("pg_dump", url, &["--format=custom".into(), file]).await?;
    Ok(migration)
}

/// Whether there are no tables, or nobody has an account and nothing happened. An error if a server works with them.
pub async fn is_vacant(url: &str) -> Result<bool, BackupError> {
    let mut conn = connect(url).await?;
    let vacant = match migrations::newest(&mut conn).await? {
        None => true,
        Some(_) => !backup::holds_anything(&mut conn).await?,
    };
    let in_use = is_in_use(&mut conn).await?;
    conn.close().await?;
    if in_use && !vacant {
        Err(BackupError::InUse)
    } else {
        Ok(vacant)
    }
}

/// Puts back what was written out, in the place of what is there.
pub async fn put_back(from: &Path, url: &str) -> Result<(), BackupError> {
    let words = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"];
    let mut arguments: Vec<std::ffi::OsString> = words.iter().map(Into::into).collect();
    arguments.push(from.into());
    run("pg_restore", url, &arguments).await
}

/// Runs a program of PostgreSQL on the database. Passwords go by the environment: arguments can be seen by all who share
/// the machine.
async fn run(program: &'static str, url: &str, arguments: &[std::ffi::OsString]) -> Result<(), BackupError> {
    let (address, password) = without_password(url);
    let mut command = Command::new(program);
    command
        .args(["--no-owner", "--no-privileges", "--no-password"])
        .arg(format!("--dbname={address}"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let ended = command.output().await.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => BackupError::NoProgram(program),
        _ => error.into(),
    })?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(BackupError::Program {
        program,
        said: said.trim().chars().take(2000).collect(),
    })
}

/// An address without its password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let Ok(mut address) = Url::parse(url) else {
        return (url.to_owned(), None);
    };
    let Some(password) = address.password().map(decoded) else {
        return (url.to_owned(), None);
    };
    // Fails for addresses without a host only, and those hold no password.
    let _ = address.set_password(None);
    (address.into(), Some(password))
}

/// What is written `%41` in an address.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let hex = (*byte == b'%').then(|| after.get(..2)).flatten();
        let code = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_leaves_the_address() {
        let (address, password) = without_password("postgres://u:a%40b%25@h:5433/d?sslmode=require");
        assert_eq!(address, "postgres://u@h:5433/d?sslmode=require");
        assert_eq!(password.as_deref(), Some("a@b%"));
        let socket = "postgres://app@localhost/postgres?host=/tmp/x";
        assert_eq!(without_password(socket), (socket.to_owned(), None));
    }
}
