//! Uploads and papers, kept by the SHA-256 of their content: the same file is kept once, and what is read back is what
//! was written or an error. A folder by default; anything `object_store` speaks to (S3) behind the same functions.
//!
//! An upload is written under a passing name while it is hashed and its first bytes are looked at, and moved to its
//! place only when it is known to be whole, small enough and what it claims to be.

pub(crate) mod keeping;
mod kind;

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use sha2::{Digest, Sha256};

pub use kind::FileKind;

use crate::clock::Ids;

/// The name of a content: its SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl std::fmt::Display for ContentHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl std::str::FromStr for ContentHash {
    type Err = FileError;

    /// From 64 lower-case hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, FileError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(FileError::NoSuchFile),
        };
        let mut hash = [0; 32];
        if text.len() != 64 {
            return Err(FileError::NoSuchFile);
        }
        for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(hash))
    }
}

/// A file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name.
    pub hash: ContentHash,
    /// Bytes.
    pub size: u64,
    /// What its content is.
    pub kind: FileKind,
}

/// What an upload may be.
#[derive(Debug, Clone)]
pub struct Limits {
    /// At most so many bytes.
    pub most_bytes: u64,
    /// Only these kinds.
    pub kinds: Vec<FileKind>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            most_bytes: 10 * 1024 * 1024,
            kinds: vec![FileKind::Pdf, FileKind::Png, FileKind::Jpeg],
        }
    }
}

/// What the sender says an upload is. Believed only if the content agrees.
#[derive(Debug, Clone, Copy, Default)]
pub struct Claim<'a> {
    /// The name it had on the sender's machine.
    pub name: Option<&'a str>,
    /// The media type the browser gave.
    pub mime: Option<&'a str>,
}

/// Why a file is not kept or not found.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// More bytes than allowed.
    #[error("the file is larger than {most_bytes} bytes")]
    TooLarge {
        /// The limit.
        most_bytes: u64,
    },
    /// Not a byte.
    #[error("the file is empty")]
    Empty,
    /// Its content is none of the kinds allowed.
    #[error("the file's content is of no kind that is accepted")]
    KindNotAccepted {
        /// What it is, if that is known.
        found: Option<FileKind>,
    },
    /// Its name or media type says one thing, its content another.
    #[error("the file claims to be {claimed}, its content is something else")]
    Disguised {
        /// What it claims to be: an ending or a media type.
        claimed: String,
        /// What it is, if that is known.
        found: Option<FileKind>,
    },
    /// The document has as many files as it may have.
    #[error("the document has as many files as it may have")]
    TooMany,
    /// The sender stopped before the end.
    #[error("the upload broke off")]
    BrokeOff,
    /// There is no such file.
    #[error("there is no such file")]
    NoSuchFile,
    /// The content is not what was written: the storage is damaged.
    #[error("the stored file is damaged")]
    Damaged,
    /// The storage failed: ours.
    #[error("the file storage is not available")]
    Storage(#[source] Arc<object_store::Error>),
}

impl FileError {
    /// Whether the sender can do something about it (a refusal), as opposed to us (a failure).
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Damaged | Self::Storage(_))
    }
}

impl From<object_store::Error> for FileError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NoSuchFile,
            error => Self::Storage(Arc::new(error)),
        }
    }
}

/// How much of a file is looked at to tell its kind.
const HEAD: usize = 8192;

/// The files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    ids: Ids,
}

impl Files {
    /// In a folder, made if it is not there. What is acknowledged is on the disk.
    ///
    /// # Errors
    /// [`FileError::Storage`] if the folder cannot be made.
    pub fn in_folder(folder: &Path, ids: Ids) -> Result<Self, FileError> {
        std::fs::create_dir_all(folder).map_err(|source| {
            FileError::Storage(Arc::new(object_store::Error::Generic {
                store: "folder",
                source: Box::new(source),
            }))
        })?;
        Ok(Self::over(
            Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)),
            ids,
        ))
    }

    /// In any other storage.
    #[must_use]
    pub fn over(store: Arc<dyn ObjectStore>, ids: Ids) -> Self {
        Self { store, ids }
    }

    /// Keeps what a citizen or officer sends.
    ///
    /// # Errors
    /// [`FileError`]; nothing is kept then.
    pub async fn put<S, E>(&self, content: S, claim: Claim<'_>, limits: &Limits) -> Result<StoredFile, FileError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
    {
        let passing = self.passing_path();
        let mut upload = WriteMultipart::new(self.store.put_multipart(&passing).await?);
        let received = receive(content, claim, limits, &mut upload).await;
        let file = match received {
            Ok(file) => file,
            Err(error) => {
                // What is left behind is only a passing file; the refusal matters more.
                let _ = upload.abort().await;
                return Err(error);
            }
        };
        upload.finish().await?;
        // Also over the same content: it is as young as its last upload.
        self.store.rename(&passing, &place_of(file.hash)).await?;
        Ok(file)
    }

    /// Keeps what we made ourselves: a paper.
    ///
    /// # Errors
    /// [`FileError::Storage`], or [`FileError::KindNotAccepted`] if it is none of the known kinds.
    pub async fn put_own(&self, content: Bytes) -> Result<StoredFile, FileError> {
        let kind = FileKind::of(&content[..content.len().min(HEAD)]);
        let kind = kind.ok_or(FileError::KindNotAccepted { found: None })?;
        let hash = ContentHash(Sha256::digest(&content).into());
        let size = content.len() as u64;
        let place = place_of(hash);
        if self.store.head(&place).await.is_err() {
            self.store.put(&place, PutPayload::from(content)).await?;
        }
        Ok(StoredFile { hash, size, kind })
    }

    /// The content, piece by piece; and its size.
    ///
    /// # Errors
    /// [`FileError::NoSuchFile`], [`FileError::Storage`].
    pub async fn open(
        &self,
        hash: ContentHash,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, FileError>>), FileError> {
        let found = self.store.get(&place_of(hash)).await?;
        Ok((found.meta.size, found.into_stream().map_err(FileError::from).boxed()))
    }

    /// The whole content, compared with its hash.
    ///
    /// # Errors
    /// [`FileError::NoSuchFile`], [`FileError::Damaged`], [`FileError::Storage`].
    pub async fn read(&self, hash: ContentHash) -> Result<Bytes, FileError> {
        let content = self.store.get(&place_of(hash)).await?.bytes().await?;
        if Sha256::digest(&content)[..] == hash.0 {
            Ok(content)
        } else {
            Err(FileError::Damaged)
        }
    }

    /// Keeps a content that is known by its name, such as one from a backup.
    ///
    /// # Errors
    /// [`FileError::Damaged`] if the content is another; [`FileError::Storage`].
    pub async fn keep(&self, hash: ContentHash, content: Bytes) -> Result<(), FileError> {
        if Sha256::digest(&content)[..] != hash.0 {
            return Err(FileError::Damaged);
        }
        self.store.put(&place_of(hash), PutPayload::from(content)).await?;
        Ok(())
    }

    /// All files that are kept, in no order, and how large each is.
    ///
    /// # Errors
    /// [`FileError::Storage`].
    pub fn all(&self) -> BoxStream<'static, Result<(ContentHash, u64), FileError>> {
        self.store
            .list(Some(&object_store::path::Path::from("content")))
            .map_err(FileError::from)
            .try_filter_map(async |file| {
                // What else lies there is not ours.
                let hash = file.location.filename().and_then(|name| name.parse().ok());
                Ok(hash.map(|hash| (hash, file.size)))
            })
            .boxed()
    }

    /// When a content was written; none if it is not there.
    pub(crate) async fn age(&self, hash: ContentHash) -> Result<Option<DateTime<Utc>>, FileError> {
        match self.store.head(&place_of(hash)).await {
            Ok(found) => Ok(Some(found.last_modified)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The contents written before a time.
    pub(crate) fn older_than(&self, before: DateTime<Utc>) -> BoxStream<'static, Result<ContentHash, FileError>> {
        self.store
            .list(Some(&object_store::path::Path::from("content")))
            .map_err(FileError::from)
            .try_filter_map(move |file| {
                let hash = file.location.filename().and_then(|name| name.parse().ok());
                std::future::ready(Ok(hash.filter(|_| file.last_modified < before)))
            })
            .boxed()
    }

    /// Throws a content away for good.
    pub(crate) async fn throw_away(&self, hash: ContentHash) -> Result<(), FileError> {
        Ok(self.store.delete(&place_of(hash)).await?)
    }

    /// Forgets what uploads left behind that broke off with the server, before that time. Returns how many.
    ///
    /// # Errors
    /// [`FileError::Storage`].
    pub async fn sweep(&self, before: DateTime<Utc>) -> Result<usize, FileError> {
        let left: Vec<_> = self
            .store
            .list(Some(&object_store::path::Path::from("incoming")))
            .try_collect()
            .await?;
        let mut swept = 0;
        for file in left.into_iter().filter(|file| file.last_modified < before) {
            self.store.delete(&file.location).await?;
            swept += 1;
        }
        Ok(swept)
    }

    fn passing_path(&self) -> object_store::path::Path {
        let name = ContentHash(self.ids.bytes());
        object_store::path::Path::from(format!("incoming/{name}"))
    }
}

/// Two levels of folders, so that none grows large.
fn place_of(hash: ContentHash) -> object_store::path::Path {
    let name = hash.to_string();
    object_store::path::Path::from(format!("content/{}/{}/{name}", &name[..2], &name[2..4]))
}

async fn receive<S, E>(
    content: S,
    claim: Claim<'_>,
    limits: &Limits,
    upload: &mut WriteMultipart,
) -> Result<StoredFile, FileError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
{
    let mut content = std::pin::pin!(content);
    let mut head = Vec::with_capacity(HEAD);
    let mut kind = None;
    let mut hash = Sha256::new();
    let mut size = 0;
    while let Some(piece) = content.next().await {
        let piece = piece.map_err(|_| FileError::BrokeOff)?;
        size += piece.len() as u64;
        if size > limits.most_bytes {
            return Err(FileError::TooLarge {
                most_bytes: limits.most_bytes,
            });
        }
        if head.len() < HEAD {
            head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
            if head.len() == HEAD {
                kind = Some(kind::accepted(&head, claim, &limits.kinds)?);
            }
        }
        hash.update(&piece);
        upload.wait_for_capacity(4).await?;
        upload.put(piece);
    }
    if size == 0 {
        return Err(FileError::Empty);
    }
    let kind = match kind {
        Some(kind) => kind,
        None => kind::accepted(&head, claim, &limits.kinds)?,
    };
    Ok(StoredFile {
        hash: ContentHash(hash.finalize().into()),
        size,
        kind,
    })
}
