//! The windows of the one-stop shop: pages for citizens and officers.
//!
//! A page is an axum handler that loads its data through a use case and renders Leptos components on the server, with
//! plain properties ([`render`]). Forms are plain forms: post, draft, redirect. So every page works without script; the
//! few [`islands`] that the browser wakes only make it quicker.
//!
//! Features: `ssr` is the server's half, `hydrate` the browser's, `html` the server's half without storage.

pub mod islands;

#[cfg(feature = "ssr")]
mod admin;
#[cfg(feature = "ssr")]
mod citizen;
#[cfg(feature = "html")]
pub mod components;
#[cfg(feature = "html")]
pub mod format;
#[cfg(feature = "ssr")]
mod officer;
#[cfg(feature = "ssr")]
mod papers;
#[cfg(feature = "html")]
pub mod render;
#[cfg(feature = "html")]
pub mod shell;
#[cfg(feature = "ssr")]
mod sign_in;
#[cfg(feature = "html")]
pub mod urls;
#[cfg(feature = "ssr")]
pub mod web;

/// All pages, to be given their state.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<web::App> {
    citizen::routes()
        .merge(officer::routes())
        .merge(admin::routes())
        .merge(sign_in::routes())
        // An address that leads nowhere says so in words.
        .fallback(async || web::Halt::from(motcua_casework::error::Error::NotFound))
}
