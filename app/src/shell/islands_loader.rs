//! Loads the browser's half and wakes the islands, one by one, in the order of the page.

use crate::render::PageContext;
use leptos::prelude::*;

/// The loader. `JS` and `WASM` are replaced by their addresses.
const LOADER: &str = include_str!("islands.js");

/// What a page with islands has in its head.
pub(super) fn scripts(context: &PageContext) -> impl IntoView + use<> {
    let js = context.assets.url("pkg/motcua.js");
    let wasm = context.assets.url("pkg/motcua.wasm");
    // Addresses come from our own build; as JSON they are safe in a script whatever they hold.
    let text = |address: &str| serde_json::Value::from(address).to_string().replace('<', "\\u003c");
    let script = LOADER.replace("$JS", &text(&js)).replace("$WASM", &text(&wasm));
    let nonce = context.nonce.clone();
    view! {
        <link rel="modulepreload" href=js nonce=nonce.clone() />
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
        <script type="module" nonce=nonce inner_html=script></script>
    }
}
