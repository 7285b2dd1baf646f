//! The part of the pages that runs in the browser.
//!
//! A crate of its own, because only here the product is linked as a program for the browser; the pages and their islands
//! live in `app`. A page is complete without it: the islands only make it quicker.

// Links the islands in: the page calls each by its name.
use motcua_app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page, when the program is loaded; the islands of the page are woken one by one after it.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
