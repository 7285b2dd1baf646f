//! A database of the bench's own, and a folder beside it. Both are gone afterwards.

use std::path::Path;

use motcua_casework::clock::Ids;
use motcua_casework::store::measure::Scratch;
use tempfile::TempDir;

/// Where it is.
#[derive(Debug)]
pub(crate) struct Database {
    /// `SQLite` or `PostgreSQL`.
    pub(crate) name: &'static str,
    /// Its URL.
    pub(crate) url: String,
    folder: TempDir,
    scratch: Option<Scratch>,
}

impl Database {
    /// A file in a temporary folder.
    pub(crate) fn sqlite() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("motcua.sqlite").display());
        Ok(Self {
            name: "SQLite",
            url,
            folder,
            scratch: None,
        })
    }

    /// A database of the server at this URL.
    pub(crate) async fn postgres(admin: &str) -> anyhow::Result<Self> {
        let name = format!("motcua_bench_{:016x}", u64::from_be_bytes(Ids::system().bytes()));
        let scratch = Scratch::create(admin, &name).await?;
        Ok(Self {
            name: "PostgreSQL",
            url: scratch.url(),
            folder: tempfile::tempdir()?,
            scratch: Some(scratch),
        })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Takes it away.
    pub(crate) async fn remove(self) -> anyhow::Result<()> {
        if let Some(scratch) = self.scratch {
            scratch.drop_it().await?;
        }
        Ok(())
    }
}
