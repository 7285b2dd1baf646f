//! Compression beforehand, so that no request pays for it.

use anyhow::Result;
use std::io::Write;

/// Below this a response fits one packet and compression gains nothing.
const SMALLEST: usize = 1000;

/// Whether a file of this name gains from compression (fonts and photographs are compressed already).
pub fn gains(name: &str, length: usize) -> bool {
    let kinds = [
        ".js",
        ".wasm",
        ".css",
        ".svg",
        ".json",
        ".txt",
        ".html",
        ".ico",
        ".webmanifest",
    ];
    length >= SMALLEST && kinds.iter().any(|kind| name.ends_with(kind))
}

/// Brotli at its best quality.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters)?;
    Ok(small)
}

/// Gzip at its best quality, for what does not know Brotli.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
