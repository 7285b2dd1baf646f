//! The folder the server serves from: names with hashes, the list of them, and nothing left over.

use super::program::Program;
use super::{Kind, compress, style};
use crate::workspace::files_below;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Everything a browser may fetch besides pages.
pub struct Site {
    root: PathBuf,
    /// Served path → content.
    files: BTreeMap<String, Vec<u8>>,
    /// Plain path, as written in sources → served path.
    names: BTreeMap<String, String>,
}

impl Site {
    /// An empty site of the workspace at `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            files: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// How many files it has.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Takes in `public/`: `public/assets/` under hashed names, the rest (favicon) as it is.
    pub fn add_public_files(&mut self) -> Result<()> {
        let public = self.root.join("public");
        for file in files_below(&public)? {
            let name = file.strip_prefix(&public)?.to_string_lossy().replace('\\', "/");
            if name.starts_with('.') {
                continue;
            }
            let bytes = std::fs::read(&file)?;
            if name.starts_with("assets/") {
                self.add_hashed(&name, bytes);
            } else {
                self.names.insert(name.clone(), name.clone());
                self.files.insert(name, bytes);
            }
        }
        Ok(())
    }

    /// Takes in the style sheet and every font and picture it asks for.
    pub fn add_style_sheet(&mut self, css: &str) -> Result<()> {
        let css = style::with_urls(css, |address| {
            let name = address.split(['?', '#']).next().unwrap_or(address);
            let Some(name) = name.strip_prefix("/assets/") else {
                bail!("the style sheet asks for {address}; addresses begin with /assets/");
            };
            let plain = format!("assets/{name}");
            if !self.names.contains_key(&plain) {
                let file = self.find(name)?;
                self.add_hashed(&plain, std::fs::read(file)?);
            }
            Ok(format!("/{}", self.names[&plain]))
        })?;
        self.add_hashed("assets/motcua.css", css.into_bytes());
        Ok(())
    }

    /// Takes in the program and its glue under one hash.
    pub fn add_program(&mut self, program: &Program) {
        let hash = &digest(&[&program.js, &program.wasm])[..16];
        for (ending, bytes) in [("js", &program.js), ("wasm", &program.wasm)] {
            let served = format!("pkg/motcua-{hash}.{ending}");
            self.names.insert(format!("pkg/motcua.{ending}"), served.clone());
            self.files.insert(served, bytes.clone());
        }
    }

    /// Where an asset of that name comes from.
    fn find(&self, name: &str) -> Result<PathBuf> {
        let modules = self.root.join("node_modules");
        let last = name.rsplit('/').next().unwrap_or(name);
        let places = [
            modules.join("@fontsource/be-vietnam-pro/files").join(last),
            modules.join("@ministryofjustice/frontend/moj/assets").join(name),
            modules.join("govuk-frontend/dist/govuk/assets").join(name),
        ];
        places.into_iter().find(|place| place.is_file()).with_context(|| {
            format!("the style sheet asks for /assets/{name}, which is neither in public/assets nor in the packages")
        })
    }

    fn add_hashed(&mut self, plain: &str, bytes: Vec<u8>) {
        let hash = &digest(&[&bytes])[..16];
        let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, "bin"));
        let served = format!("{stem}-{hash}.{ending}");
        self.names.insert(plain.to_owned(), served.clone());
        self.files.insert(served, bytes);
    }

    /// Writes what differs, removes what no longer belongs, and returns how many files were written.
    pub fn write(&self, folder: &Path, kind: Kind) -> Result<usize> {
        let manifest = serde_json::to_string_pretty(&self.names)?;
        let mut written = 0;
        let mut belongs = BTreeSet::new();
        for (name, bytes) in self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())) {
            let path = folder.join(name);
            belongs.insert(path.clone());
            let fresh = write_if_new(&path, bytes)?;
            written += usize::from(fresh);
            if kind == Kind::Release && compress::gains(name, bytes.len()) {
                for (ending, squeeze) in [("br", compress::brotli as fn(&[u8]) -> _), ("gz", compress::gzip)] {
                    let small = folder.join(format!("{name}.{ending}"));
                    if fresh || !small.exists() {
                        std::fs::write(&small, squeeze(bytes)?)?;
                    }
                    belongs.insert(small);
                }
            }
        }
        // Last, so that the list never names a file that is not there yet.
        let list = folder.join("manifest.json");
        written += usize::from(write_if_new(&list, manifest.as_bytes())?);
        belongs.insert(list);
        for file in files_below(folder)? {
            if !belongs.contains(&file) {
                std::fs::remove_file(file)?;
            }
        }
        Ok(written)
    }
}

/// SHA-256 over several parts, in hexadecimal; where one part ends and the next begins counts.
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Leaves an equal file alone, so that nothing is rebuilt for its time stamp.
fn write_if_new(path: &Path, bytes: &[u8]) -> Result<bool> {
    if std::fs::read(path).is_ok_and(|known| known == bytes) {
        return Ok(false);
    }
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(true)
}
