//! `motcua backup` and `motcua restore`.

use std::path::Path;
use std::process::ExitCode;

use motcua_casework::backup::{Manifest, Parts, back_up as write, restore as put_back};
use motcua_casework::clock::{Clock, Ids};

use super::audit;
use super::due::say;
use crate::settings::Settings;
use crate::{building, secret_key};

fn parts(settings: &Settings) -> anyhow::Result<Parts> {
    Ok(Parts {
        database: settings.database()?,
        files: building::files(settings, &Ids::system())?,
    })
}

/// Writes an archive.
pub async fn back_up(settings: &Settings, file: &Path) -> anyhow::Result<ExitCode> {
    let manifest = write(
        &parts(settings)?,
        env!("CARGO_PKG_VERSION"),
        Clock::system().now(),
        file,
    )
    .await?;
    say(&format!("{}: {}", file.display(), holds(&manifest)));
    let key = match &settings.secret_key {
        Some(_) => "MOTCUA_SECRET_KEY".to_owned(),
        None => secret_key::file(settings)?.display().to_string(),
    };
    say(&format!(
        "The secret key is not in it. Keep a copy of {key} somewhere else"
    ));
    Ok(ExitCode::SUCCESS)
}

/// Puts an archive back, brings its tables up to date and proves that its events are whole: 1 if they are not.
pub async fn restore(settings: &Settings, file: &Path, force: bool) -> anyhow::Result<ExitCode> {
    let manifest = put_back(&parts(settings)?, file, force).await?;
    say(&format!("restored {}", holds(&manifest)));
    let store = building::open_store(settings).await?;
    store.migrate().await?;
    if let Err(error) = secret_key::vault(settings, &store, &Ids::system()).await {
        say(&format!("The site does not start yet: {error:#}"));
    }
    store.close().await;
    audit::run(settings, &audit::Audit::Verify).await
}

fn holds(manifest: &Manifest) -> String {
    format!(
        "{} database of {} bytes as of {}, {} files of {} bytes, made by version {}",
        manifest.database,
        manifest.database_bytes,
        manifest.made_at.to_rfc3339(),
        manifest.files,
        manifest.files_bytes,
        manifest.program,
    )
}
