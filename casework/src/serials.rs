//! Serial numbers of dossier codes (COD-1): each node borrows a block a day, so that submissions do not wait for one
//! another's commit. Numbers of a block that is not used up are left out; a code is never given twice (COD-3).

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;
use motcua_domain::identifiers::{AgencyCode, DossierCode};
use tokio::sync::Mutex;

use crate::db;
use crate::error::Error;
use crate::store::Store;

/// How many numbers are borrowed at once.
const BLOCK: i64 = 50;

/// The blocks this node has borrowed.
#[derive(Debug, Default)]
pub struct Serials(Mutex<HashMap<(String, NaiveDate), Range<i64>>>);

impl Serials {
    /// The next code of an agency on a day.
    ///
    /// # Errors
    /// If the database fails when a block must be borrowed.
    pub async fn next(&self, store: &Store, agency: &AgencyCode, day: NaiveDate) -> Result<DossierCode, Error> {
        let mut blocks = self.0.lock().await;
        // Blocks of other days are of no use any more.
        blocks.retain(|(_, of), _| *of == day);
        let block = blocks.entry((agency.as_str().to_owned(), day)).or_default();
        let serial = match block.next() {
            Some(serial) => serial,
            None => {
                let first = store
                    .write(async |tx| db!(tx, serials::lend(agency.as_str(), &day.to_string(), BLOCK)))
                    .await?;
                *block = first..first + BLOCK;
                block.next().unwrap_or(first)
            }
        };
        let serial = u32::try_from(serial).map_err(|_| Error::Broken("a serial number is out of range".to_owned()))?;
        DossierCode::new(agency, day, serial).map_err(|error| Error::Broken(error.to_string()))
    }
}
