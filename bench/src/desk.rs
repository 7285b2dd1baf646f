//! A desk in this process, over the same database as the server: for what must be there before it is measured.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use motcua_casework::clock::{Clock, Ids};
use motcua_casework::connectors::{ConnectorSettings, Connectors};
use motcua_casework::desk::{Desk, Inner};
use motcua_casework::files::Files;
use motcua_casework::procedures::{Catalogue, Source};
use motcua_casework::reference::Reference;
use motcua_casework::serials::Serials;
use motcua_casework::silence::Budget;
use motcua_casework::store::{DatabaseUrl, Store};
use secrecy::SecretString;

/// The client the simulated national systems know.
const CLIENT: (&str, &str) = ("motcua", "motcua-demo");

/// Opens the database, brings its tables up to date and sets a desk on it. `national` is the address of the simulated
/// national systems.
///
/// # Errors
/// If the database or the folder cannot be opened.
pub async fn open(database: &str, national: &str, files: &Path) -> anyhow::Result<Desk> {
    let url: DatabaseUrl = database.parse()?;
    let store = Store::open(&url).await?;
    store.migrate().await?;
    let (clock, ids) = (Clock::system(), Ids::system());
    let reference = Arc::new(Reference::embedded());
    let catalogue = Catalogue::load(&Source::Embedded, &reference);
    let settings = ConnectorSettings::simulated(national, CLIENT.0, &SecretString::from(CLIENT.1.to_owned()));
    let connectors = Connectors::new(&settings, &clock, &ids)?;
    let files = Files::in_folder(files, ids.clone())?;
    Ok(Desk::new(Inner {
        store,
        clock,
        ids,
        catalogue: Arc::new(catalogue),
        reference,
        connectors,
        files,
        register_patience: Duration::from_secs(5),
        base_url: "http://127.0.0.1".to_owned(),
        budget: Budget::default(),
        serials: Serials::default(),
    }))
}
