//! What is around every page of the administration.

use leptos::prelude::*;
use motcua_texts::Lang;
use motcua_texts::admin::nav as texts;

use crate::components::{SubNavigation, Tab};
use crate::render::Page;
use crate::urls::{AdminLog, AdminReference, AdminStaff, Configuration};

/// A page of the administration.
pub(super) fn about(title: impl Into<String>) -> Page {
    Page::officer(title).section(Configuration::ROUTE)
}

/// The parts of the administration, the one with that route marked.
pub(super) fn tabs(lang: Lang, here: &'static str) -> AnyView {
    let items = [
        (Configuration::ROUTE, texts::procedures(lang)),
        (AdminReference::ROUTE, texts::reference(lang)),
        (AdminStaff::ROUTE, texts::staff(lang)),
        (AdminLog::ROUTE, texts::log(lang)),
    ];
    let items = items.map(|(route, text)| Tab::new(route, text, route == here)).to_vec();
    view! { <SubNavigation label=texts::label(lang) items=items /> }.into_any()
}
