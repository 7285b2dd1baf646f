//! The archive as a file: written beside its place and moved there when it is whole.
//!
//! Read and written without giving the thread away: making a backup is a command of its own, and nobody else waits for it.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tar::{Archive, Builder, Header};

use super::BackupError;
use crate::files::ContentHash;

/// The name of the manifest in the archive.
pub const MANIFEST: &str = "manifest.json";
/// The name of the database in the archive.
pub const DATABASE: &str = "database";
/// The folder of files in the archive.
pub const FILES: &str = "files/";
/// No manifest is longer.
pub const MOST_MANIFEST: u64 = 64 * 1024;

/// An archive that is being written. Gone if it is not finished.
pub struct Writing {
    tar: Builder<GzEncoder<BufWriter<File>>>,
    passing: tempfile::TempPath,
    place: PathBuf,
    time: u64,
}

impl Writing {
    /// Begins one. Only this user can read it.
    pub fn begin(place: &Path, time: u64) -> Result<Self, BackupError> {
        if place.exists() {
            return Err(BackupError::Exists(place.to_owned()));
        }
        let passing = tempfile::NamedTempFile::new_in(folder_of(place))?;
        let (file, passing) = passing.into_parts();
        // Uploads are compressed already; databases gain most at once.
        let packed = GzEncoder::new(BufWriter::new(file), Compression::fast());
        Ok(Self {
            tar: Builder::new(packed),
            passing,
            place: place.to_owned(),
            time,
        })
    }

    /// Adds a file.
    pub fn add(&mut self, name: &str, size: u64, content: impl Read) -> Result<(), BackupError> {
        let mut header = Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.time);
        // Whoever gave more or fewer bytes than it said would shift all that follows.
        let mut counted = Counted { content, read: 0 };
        self.tar.append_data(&mut header, name, &mut counted)?;
        if counted.read != size {
            return Err(BackupError::Damaged(format!("{name} changed while it was read")));
        }
        Ok(())
    }

    /// Brings it to its place; then it is on the disk.
    pub fn finish(self) -> Result<(), BackupError> {
        let file = self.tar.into_inner()?.finish()?;
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        match self.passing.persist_noclobber(&self.place) {
            Ok(()) => Ok(()),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(BackupError::Exists(self.place))
            }
            Err(error) => Err(error.error.into()),
        }
    }
}

struct Counted<R> {
    content: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

/// Opens an archive.
pub fn open(place: &Path) -> Result<Archive<GzDecoder<BufReader<File>>>, BackupError> {
    Ok(Archive::new(GzDecoder::new(BufReader::new(File::open(place)?))))
}

/// The folder a file lies in.
pub fn folder_of(place: &Path) -> &Path {
    place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Bytes and SHA-256 of a file.
pub fn measure(path: &Path) -> Result<(u64, String), BackupError> {
    copy(&mut File::open(path)?, &mut std::io::sink())
}

/// Writes a new file that only this user can read; gives back its bytes and SHA-256.
pub fn unpack(content: &mut impl Read, place: &Path) -> Result<(u64, String), BackupError> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(place)?;
    let measured = copy(content, &mut file)?;
    file.sync_all()?;
    Ok(measured)
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> Result<(u64, String), BackupError> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut piece = vec![0; 1 << 16];
    loop {
        match from.read(&mut piece)? {
            0 => return Ok((bytes, ContentHash(hash.finalize().into()).to_string())),
            read => {
                hash.update(&piece[..read]);
                to.write_all(&piece[..read])?;
                bytes += read as u64;
            }
        }
    }
}
