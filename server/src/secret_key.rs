//! The key of sealed secrets: from the settings, or from a file beside the data that the first start makes.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use motcua_casework::clock::Ids;
use motcua_casework::store::{DatabaseUrl, Store};
use motcua_casework::vault::{SecretKey, Vault};

use crate::settings::Settings;

/// The file's name.
const NAME: &str = "motcua.key";

/// Where the key is kept when the settings hold none: beside the database, or, where that is elsewhere, beside the files.
pub fn file(settings: &Settings) -> anyhow::Result<PathBuf> {
    let beside = match settings.database()? {
        DatabaseUrl::Sqlite(path) => path,
        DatabaseUrl::Postgres(_) => settings.storage.clone(),
    };
    Ok(beside.parent().unwrap_or(Path::new("")).join(NAME))
}

/// The vault with this node's key, which is proved to be that of the database.
pub async fn vault(settings: &Settings, store: &Store, ids: &Ids) -> anyhow::Result<Vault> {
    let key = match &settings.secret_key {
        Some(key) => key.clone(),
        None => {
            let path = file(settings)?;
            let may_make = !Vault::is_begun(store).await?;
            from_file(&path, ids, may_make).with_context(|| format!("the secret key {}", path.display()))?
        }
    };
    let vault = Vault::new(&key, ids.clone());
    vault.prove(store).await?;
    Ok(vault)
}

/// Reads the key, or makes one that only this user can read. None is made where secrets were sealed with another: it must
/// be brought back.
fn from_file(path: &Path, ids: &Ids, may_make: bool) -> anyhow::Result<SecretKey> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let mode = std::fs::metadata(path)?.permissions().mode();
            if mode & 0o077 != 0 {
                tracing::warn!("Others on this machine can read {}; chmod 600 it", path.display());
            }
            return SecretKey::from_base64(&text).context("it is not 32 bytes in base64");
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    anyhow::ensure!(
        may_make,
        "it is missing; bring it back, or set MOTCUA_SECRET_KEY to what it was"
    );
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let key = SecretKey::new(ids);
    // Written whole under another name first: a second process that starts now reads a whole key or none.
    let passing = path.with_extension(format!("{:016x}", u64::from_be_bytes(ids.bytes())));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&passing)?;
    file.write_all(key.to_base64().as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&passing, path);
    std::fs::remove_file(&passing)?;
    match linked {
        Ok(()) => {
            tracing::info!(
                "A secret key was made: {}. Keep a copy of it apart from the backups",
                path.display()
            );
            Ok(key)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => from_file(path, ids, false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_start_makes_a_key_for_this_user_alone_and_the_next_finds_it() {
        let ids = Ids::system();
        let folder = std::env::temp_dir().join(format!("motcua-key-{:016x}", u64::from_be_bytes(ids.bytes())));
        let path = folder.join(NAME);
        assert!(
            from_file(&path, &ids, false).is_err(),
            "none is made where there was another"
        );
        let key = from_file(&path, &ids, true).expect("a key");
        assert_eq!(
            std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(
            std::fs::read_dir(&folder).expect("a folder").count(),
            1,
            "nothing is left behind"
        );
        assert!(from_file(&path, &ids, true).expect("a key") == key);
        std::fs::write(&path, "not a key").expect("it can be written");
        assert!(from_file(&path, &ids, true).is_err());
        std::fs::remove_dir_all(&folder).expect("it can be removed");
    }
}
