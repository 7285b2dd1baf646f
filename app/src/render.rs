//! From components to an answer: one document, rendered at once, with everything a page needs around its content.
//!
//! Rendering is synchronous and pure: data are loaded before, so status and headers can follow from them, and what is
//! sent is complete without script. The page is rendered in the way of Leptos' islands: only what stands in an island
//! carries marks for the browser's half, and only pages with an island load it.

mod assets;
mod context;
mod policy;

pub use assets::Assets;
pub use context::{FLASH_COOKIE, Flash, PageContext, SignedIn, Site, UserKind};
pub use policy::content_security_policy;

use crate::{components::Words, shell};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use motcua_texts::Lang;
use std::sync::Arc;

/// Which dress a page wears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// For citizens: narrow, large.
    #[default]
    Citizen,
    /// For officers and administrators: wide, dense.
    Officer,
}

/// What a page says about itself.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) title: String,
    pub(crate) status: StatusCode,
    pub(crate) layout: Layout,
    /// Route of the entry of the navigation this page belongs to.
    pub(crate) section: Option<&'static str>,
    pub(crate) back: Option<(String, Words)>,
    pub(crate) before: bool,
    pub(crate) has_errors: bool,
}

impl Page {
    /// A page for citizens.
    pub fn citizen(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            status: StatusCode::OK,
            layout: Layout::Citizen,
            section: None,
            back: None,
            before: false,
            has_errors: false,
        }
    }

    /// A page for officers and administrators.
    pub fn officer(title: impl Into<String>) -> Self {
        Self {
            layout: Layout::Officer,
            ..Self::citizen(title)
        }
    }

    /// Another status than 200.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The entry of the navigation this page belongs to, by its route (`urls::MyDossiers::ROUTE`).
    #[must_use]
    pub fn section(mut self, route: &'static str) -> Self {
        self.section = Some(route);
        self
    }

    /// A way back above the heading.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>, text: impl Into<Words>) -> Self {
        self.back = Some((href.into(), text.into()));
        self
    }

    /// The content lays itself out over the whole width, from under the header: for the home page.
    #[must_use]
    pub fn full_width(mut self) -> Self {
        self.before = true;
        self
    }

    /// Says "Error" in the title when the page shows faults, so that it is heard first.
    #[must_use]
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }
}

/// Renders a page.
pub fn page<V: IntoView>(context: &PageContext, page: &Page, body: impl FnOnce() -> V) -> Response {
    let mut response = (page.status, document(context, page, body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(context.lang.as_str()),
    );
    // What is on a page depends on who asks, and may be personal.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if context.flash.is_some() {
        // Said now, so not again: neither on the next page nor when this one is opened anew.
        if let Ok(said) = HeaderValue::from_str(&format!("{FLASH_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"))
        {
            headers.append(header::SET_COOKIE, said);
        }
    }
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(&context.nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The document of a page, without status and headers.
pub fn document<V: IntoView>(context: &PageContext, page: &Page, body: impl FnOnce() -> V) -> String {
    in_owner(context.lang, || {
        let content = body().into_view().to_html();
        shell::document(context, page, &content)
    })
}

/// Renders a piece of a page, to be put into one by a script or into a mail.
pub fn fragment<V: IntoView>(lang: Lang, body: impl FnOnce() -> V) -> String {
    in_owner(lang, || body().into_view().to_html())
}

/// Runs the rendering under a reactive owner of its own, and takes everything it made away afterwards.
fn in_owner(lang: Lang, render: impl FnOnce() -> String) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(lang);
        render()
    });
    owner.unset_with_forced_cleanup();
    html
}
