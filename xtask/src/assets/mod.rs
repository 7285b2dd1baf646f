//! The asset pipeline: browser half, styles, fonts and pictures become `target/site`.
//!
//! ```text
//! target/site/
//!   manifest.json            {"pkg/motcua.js": "pkg/motcua-3f….js", "assets/motcua.css": "assets/motcua-9a….css", …}
//!   pkg/motcua-HASH.js       glue and program; one hash for both, as they only fit each other
//!   pkg/motcua-HASH.wasm
//!   assets/NAME-HASH.EXT     style sheet, fonts, pictures: whatever the style sheet asks for, and public/assets
//!   favicon.ico, …           the rest of public/, under its own name
//!   *.br, *.gz               (release only) compressed beforehand
//! ```
//!
//! Whatever lies in `pkg/` or `assets/` never changes under its name, so it may be cached for ever. To add a picture, put
//! it into `public/assets/` and ask the manifest for its address; to add a style, start at `style/main.scss`.

mod compress;
mod program;
mod site;
mod style;

use crate::workspace::root;
use anyhow::Result;
use site::Site;
use std::time::Instant;

/// For whom the assets are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Quick to build: for changing the product and for its tests.
    Dev,
    /// Small to fetch: for running the product.
    Release,
}

impl Kind {
    /// Name of the folder with intermediate results.
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }
}

/// Builds what changed and leaves `target/site` complete.
///
/// # Errors
/// When a tool is missing or fails, or a style sheet asks for a file that is nowhere.
pub fn build(kind: Kind) -> Result<()> {
    let start = Instant::now();
    let root = root();
    let work = root.join("target/site-work").join(kind.folder());
    std::fs::create_dir_all(&work)?;

    let mut site = Site::new(&root);
    site.add_public_files()?;
    site.add_style_sheet(&style::compile(&root, &work)?)?;
    let program = program::build(&root, &work, kind)?;
    site.add_program(&program);
    let written = site.write(&root.join("target/site"), kind)?;

    eprintln!(
        "assets: {} files in target/site, {written} written, program {} kB, {:.1} s",
        site.len(),
        program.wasm.len() / 1000,
        start.elapsed().as_secs_f32()
    );
    Ok(())
}
