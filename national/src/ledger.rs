//! The file that lets registrations outlive a restart: one filing or order per line, the last line of each counts.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::civil_status::Filing;
use crate::general;
use crate::orders::Order;

/// The ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be opened, read or written.
    #[error("the simulated registers' file cannot be used")]
    File(#[from] std::io::Error),
    /// A line is neither a filing nor an order.
    #[error("line {line} of the simulated registers' file cannot be read")]
    Line {
        /// From 1.
        line: usize,
    },
}

/// A line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Entry {
    Order(Box<Order>),
    Filing(Box<Filing>),
    Service(Box<general::Order>),
}

#[derive(Debug)]
pub(crate) struct Ledger(File);

impl Ledger {
    /// Opens or makes the file and reads what is in it. A last line that was cut off by a crash is dropped: it was
    /// never acknowledged.
    pub fn open(path: &Path) -> Result<(Self, Vec<Entry>), LedgerError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let read = |(index, line)| serde_json::from_str(line).map_err(|_| LedgerError::Line { line: index + 1 });
        let entries = text[..whole].lines().enumerate().map(read).collect::<Result<_, _>>()?;
        Ok((Self(file), entries))
    }

    /// Writes a filing or an order through to the disk.
    pub fn append(&mut self, entry: &impl Serialize) -> Result<(), LedgerError> {
        let mut line = serde_json::to_vec(entry).map_err(std::io::Error::other)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.sync_data()?;
        Ok(())
    }
}
