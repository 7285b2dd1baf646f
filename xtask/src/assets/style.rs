//! The style sheet: Sass with the patterns of GOV.UK and MoJ Frontend.

use super::site::digest;
use crate::workspace::{files_below, npm_tool, output_of};
use anyhow::{Context, Result};
use std::path::Path;

/// Compiles `style/main.scss`, or takes the result from `work` when no source has changed.
pub fn compile(root: &Path, work: &Path) -> Result<String> {
    let mut parts = vec![std::fs::read(root.join("package-lock.json"))?];
    for file in files_below(&root.join("style"))? {
        parts.push(file.to_string_lossy().into_owned().into_bytes());
        parts.push(std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let stamp = digest(&parts);

    let (sheet, stamp_file) = (work.join("motcua.css"), work.join("style.stamp"));
    if std::fs::read_to_string(&stamp_file).is_ok_and(|known| known == stamp) && sheet.exists() {
        return Ok(std::fs::read_to_string(sheet)?);
    }
    let css = output_of(
        npm_tool("sass")?,
        &[
            "--load-path=.",
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            "style/main.scss",
        ],
    )?;
    std::fs::write(&sheet, &css)?;
    std::fs::write(&stamp_file, stamp)?;
    Ok(css)
}

/// Replaces the address in every `url(...)` of a style sheet; `data:` addresses stay.
pub fn with_urls(css: &str, mut new_address: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let mut result = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + "url(".len());
        let end = after.find(')').context("the style sheet has a url( without an end")?;
        let address = after[..end].trim().trim_matches(['"', '\'']);
        result.push_str(before);
        if address.starts_with("data:") || address.starts_with('#') {
            result.push_str(&after[..end]);
        } else {
            result.push_str(&new_address(address)?);
        }
        rest = &after[end..];
    }
    result.push_str(rest);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::with_urls;

    #[test]
    fn addresses_are_replaced_and_embedded_pictures_stay() {
        let css = r#"a{background:url("/assets/i.svg")}b{src:url(/assets/f.woff2) format("woff2")}c{x:url(data:image/png;base64,AA)}"#;
        let new = with_urls(css, |address| Ok(format!("{address}?1"))).unwrap();
        assert_eq!(
            new,
            r#"a{background:url(/assets/i.svg?1)}b{src:url(/assets/f.woff2?1) format("woff2")}c{x:url(data:image/png;base64,AA)}"#
        );
    }

    #[test]
    fn an_open_url_is_a_fault() {
        assert!(with_urls("a{b:url(x", |address| Ok(address.to_owned())).is_err());
    }
}
