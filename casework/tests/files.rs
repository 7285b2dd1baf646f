//! Files are what they claim to be, small enough, kept once and read back whole.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytes::Bytes;
use motcua_casework::clock::Ids;
use motcua_casework::files::{Claim, ContentHash, FileError, FileKind, Files, Limits, StoredFile};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0";
const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0";
const HTML: &[u8] = b"<!DOCTYPE html><script>alert(1)</script>";

struct Cabinet {
    files: Files,
    folder: TempDir,
}

impl Cabinet {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            files: Files::in_folder(folder.path(), Ids::seeded(1)).unwrap(),
            folder,
        }
    }

    async fn put(&self, content: &[u8], name: Option<&str>, mime: Option<&str>) -> Result<StoredFile, FileError> {
        // In small pieces, as from a slow line.
        let pieces: Vec<Result<Bytes, FileError>> = content.chunks(7).map(|c| Ok(Bytes::copy_from_slice(c))).collect();
        let limits = Limits {
            most_bytes: 20_000,
            ..Limits::default()
        };
        self.files
            .put(futures::stream::iter(pieces), Claim { name, mime }, &limits)
            .await
    }

    /// Names of all files on the disk.
    fn on_disk(&self) -> Vec<String> {
        fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else {
                    found.push(path.file_name().unwrap().to_string_lossy().into_owned());
                }
            }
        }
        let mut found = Vec::new();
        walk(self.folder.path(), &mut found);
        found
    }
}

#[tokio::test]
async fn what_is_what_it_claims_is_kept_once_and_read_back() {
    let cabinet = Cabinet::new();
    for (content, name, mime, kind) in [
        (PDF, Some("Giấy chứng sinh.PDF"), Some("application/pdf"), FileKind::Pdf),
        (PNG, Some("ảnh.png"), None, FileKind::Png),
        (
            JPEG,
            Some("scan.jpeg"),
            Some("application/octet-stream"),
            FileKind::Jpeg,
        ),
        (JPEG, None, Some("image/jpeg; x=y"), FileKind::Jpeg),
    ] {
        let file = cabinet.put(content, name, mime).await.unwrap();
        assert_eq!((file.kind, file.size), (kind, content.len() as u64));
        assert_eq!(file.hash.0, <[u8; 32]>::from(Sha256::digest(content)));
        assert_eq!(cabinet.files.read(file.hash).await.unwrap(), content);
        assert_eq!(file.hash.to_string().parse::<ContentHash>().unwrap(), file.hash);
    }
    assert_eq!(cabinet.on_disk().len(), 3);
    let own = cabinet.files.put_own(Bytes::from_static(PDF)).await.unwrap();
    assert_eq!(own.kind, FileKind::Pdf);
    assert_eq!(cabinet.on_disk().len(), 3);
}

#[tokio::test]
async fn a_disguise_is_seen_through() {
    let cabinet = Cabinet::new();
    for (content, name, mime) in [
        (PNG, Some("scan.pdf"), None),
        (PDF, Some("scan.pdf"), Some("image/png")),
        (EXE, Some("scan.pdf"), Some("application/pdf")),
        (HTML, Some("ảnh.jpg"), None),
        (PDF, Some("scan.pdf.exe"), None),
        (PDF, None, Some("text/html")),
    ] {
        let refused = cabinet.put(content, name, mime).await.unwrap_err();
        assert!(
            matches!(refused, FileError::Disguised { .. }) && refused.is_refusal(),
            "{name:?} {mime:?} {refused}"
        );
    }
    for (content, name) in [(EXE, Some("setup.exe")), (HTML, None), (WEBP, Some("ảnh.webp"))] {
        let refused = cabinet.put(content, name, None).await.unwrap_err();
        assert!(
            matches!(refused, FileError::KindNotAccepted { .. }),
            "{name:?} {refused}"
        );
    }
    assert!(cabinet.on_disk().is_empty(), "{:?}", cabinet.on_disk());
}

#[tokio::test]
async fn too_large_empty_and_broken_uploads_leave_nothing() {
    let cabinet = Cabinet::new();
    let mut large = PDF.to_vec();
    large.resize(20_000, b' ');
    cabinet.put(&large, None, None).await.unwrap();
    large.push(b' ');
    assert!(matches!(
        cabinet.put(&large, None, None).await,
        Err(FileError::TooLarge { most_bytes: 20_000 })
    ));
    assert!(matches!(
        cabinet.put(b"", Some("a.pdf"), None).await,
        Err(FileError::Empty)
    ));
    let broken = futures::stream::iter([Ok(Bytes::from_static(PDF)), Err(())]);
    let refused = cabinet.files.put(broken, Claim::default(), &Limits::default()).await;
    assert!(matches!(refused, Err(FileError::BrokeOff)));
    assert_eq!(cabinet.on_disk().len(), 1);
}

#[tokio::test]
async fn a_file_that_is_not_there_or_was_changed_is_told() {
    let cabinet = Cabinet::new();
    assert!(matches!(
        cabinet.files.read(ContentHash([7; 32])).await,
        Err(FileError::NoSuchFile)
    ));
    assert!(matches!(
        "../../etc/passwd".parse::<ContentHash>(),
        Err(FileError::NoSuchFile)
    ));
    let file = cabinet.put(PDF, None, None).await.unwrap();
    let name = file.hash.to_string();
    let path = cabinet
        .folder
        .path()
        .join("content")
        .join(&name[..2])
        .join(&name[2..4])
        .join(&name);
    std::fs::write(path, b"%PDF-1.7 something else").unwrap();
    let damaged = cabinet.files.read(file.hash).await.unwrap_err();
    assert!(matches!(damaged, FileError::Damaged) && !damaged.is_refusal());
}
