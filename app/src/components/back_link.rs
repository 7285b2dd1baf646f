//! The way back, above the heading.

use super::Words;
use leptos::prelude::*;
use motcua_texts::common::action;

/// A link to the page before; it says where it leads when a text is given.
#[component]
pub fn BackLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The name of that page.
    #[prop(optional, into)]
    text: Words,
) -> impl IntoView {
    let text = text.into_option().unwrap_or_else(|| action::back(super::lang()).into());
    view! { <a class="govuk-back-link" href=href>{text}</a> }
}
