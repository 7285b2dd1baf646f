//! The program for the browser: compiled, bound to JavaScript, and in a release made small.

use super::Kind;
use super::site::digest;
use crate::workspace::{npm_tool, output_of};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// What a browser runs.
pub struct Program {
    /// The glue that loads the program, an ECMAScript module.
    pub js: Vec<u8>,
    /// The program.
    pub wasm: Vec<u8>,
}

/// Builds the program, or takes it from `work` when the compiler's output has not changed.
pub fn build(root: &Path, work: &Path, kind: Kind) -> Result<Program> {
    let compiled = compile(kind)?;
    let input = std::fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let stamp = digest(&[
        &input,
        env!("CARGO_PKG_VERSION").as_bytes(),
        include_bytes!("program.rs"),
    ]);

    let (js, wasm, stamp_file) = (
        work.join("motcua.js"),
        work.join("motcua.wasm"),
        work.join("program.stamp"),
    );
    if std::fs::read_to_string(&stamp_file).is_ok_and(|known| known == stamp) && js.exists() && wasm.exists() {
        return Ok(Program {
            js: std::fs::read(js)?,
            wasm: std::fs::read(wasm)?,
        });
    }

    let mut output = Bindgen::new()
        .web(true)?
        .input_bytes("motcua", input)
        .typescript(false)
        // The page says where the program lies; its name carries a hash which the glue cannot know.
        .omit_default_module_path(true)
        .remove_name_section(kind == Kind::Release)
        .remove_producers_section(true)
        .generate_output()?;
    let brings_files =
        !output.local_modules().is_empty() || output.snippets().values().any(|inline| !inline.is_empty());
    if brings_files {
        bail!("a crate of the browser half brings JavaScript files of its own, which this pipeline does not serve");
    }
    let bound = output.wasm_mut().emit_wasm();
    std::fs::write(&js, output.js())?;
    match kind {
        Kind::Dev => std::fs::write(&wasm, bound)?,
        Kind::Release => optimise(root, work, &bound, &wasm)?,
    }
    std::fs::write(&stamp_file, stamp)?;
    Ok(Program {
        js: std::fs::read(js)?,
        wasm: std::fs::read(wasm)?,
    })
}

/// Compiles the crate `browser` and returns the path of the file it made.
fn compile(kind: Kind) -> Result<PathBuf> {
    let mut arguments = vec![
        "build",
        "--locked",
        "-p",
        "motcua-browser",
        "--target",
        "wasm32-unknown-unknown",
    ];
    arguments.extend(["--message-format", "json-render-diagnostics"]);
    if kind == Kind::Release {
        arguments.extend(["--profile", "browser"]);
    }
    let messages = output_of("cargo", &arguments)
        .context("the browser half does not build (if the wasm target is missing: `scripts/setup browser`)")?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| file.file_name().is_some_and(|name| name == "motcua_browser.wasm"))
        .context("cargo built no motcua_browser.wasm")
}

/// Shrinks the program with Binaryen.
fn optimise(root: &Path, work: &Path, bound: &[u8], to: &Path) -> Result<()> {
    let from = work.join("bound.wasm");
    std::fs::write(&from, bound)?;
    let (from, to) = (from.strip_prefix(root)?, to.strip_prefix(root)?);
    let (from, to) = (from.to_string_lossy(), to.to_string_lossy());
    let features = [
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
    ];
    let more = ["--enable-sign-ext", "--enable-mutable-globals", "--enable-multivalue"];
    let mut arguments = vec!["-Oz", from.as_ref(), "-o", to.as_ref()];
    arguments.extend(features);
    arguments.extend(more);
    output_of(npm_tool("wasm-opt")?, &arguments)?;
    Ok(())
}
