//! The file that lets registrations outlive a restart: one filing per line, the last line of a dossier counts.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::civil_status::Filing;

/// The ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be opened, read or written.
    #[error("the simulated registers' file cannot be used")]
    File(#[from] std::io::Error),
    /// A line is not a filing.
    #[error("line {line} of the simulated registers' file cannot be read")]
    Line {
        /// From 1.
        line: usize,
    },
}

#[derive(Debug)]
pub(crate) struct Ledger(File);

impl Ledger {
    /// Opens or makes the file and reads what is in it. A last line that was cut off by a crash is dropped: it was
    /// never acknowledged.
    pub fn open(path: &Path) -> Result<(Self, Vec<Filing>), LedgerError> {
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
        let filings = text[..whole].lines().enumerate().map(read).collect::<Result<_, _>>()?;
        Ok((Self(file), filings))
    }

    /// Writes a filing through to the disk.
    pub fn append(&mut self, filing: &Filing) -> Result<(), LedgerError> {
        let mut line = serde_json::to_vec(filing).map_err(std::io::Error::other)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.sync_data()?;
        Ok(())
    }
}
