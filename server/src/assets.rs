//! What a browser fetches besides pages, inside the program.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use motcua_app::render::Assets;
use rust_embed::RustEmbed;

// A checkout is checked and tested before its assets are built; `names` says so at start.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// The names of scripts and style sheets.
pub fn names() -> anyhow::Result<Arc<Assets>> {
    let manifest = Site::get("manifest.json").ok_or_else(|| {
        anyhow::anyhow!("the scripts and styles are missing; run `cargo xtask assets` before building")
    })?;
    Ok(Arc::new(Assets::from_json(std::str::from_utf8(&manifest.data)?)?))
}

/// An asset by its path, in the smallest form the browser takes.
pub async fn asset(uri: axum::http::Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/').to_owned();
    let accepts = |coding: &str| {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        accepted
            .split(',')
            .any(|one| one.split(';').next().is_some_and(|name| name.trim() == coding))
    };
    let small = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Some((Some(coding), Site::get(&format!("{path}{ending}"))?)));
    let Some((coding, file)) = small.or_else(|| Some((None, Site::get(&path)?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Names that carry a hash of the content never change what they mean.
    let hashed = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.split('.').count() > 2 || name.contains('-'));
    let cache = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let mime = mime_guess::from_path(&path).first_or_octet_stream();
    let mut response = (
        [
            (header::CONTENT_TYPE, mime.as_ref()),
            (header::CACHE_CONTROL, cache),
            (header::VARY, "accept-encoding"),
        ],
        file.data.into_owned(),
    )
        .into_response();
    if let Some(coding) = coding {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(coding));
    }
    response
}
