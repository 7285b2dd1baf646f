//! Where this page stands.

use super::Link;
use leptos::prelude::*;
use motcua_texts::shell::nav;

/// The pages above this one, the highest first.
#[component]
pub fn Breadcrumbs(
    /// The pages above.
    items: Vec<Link>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|Link { href, text }| {
            view! {
                <li class="govuk-breadcrumbs__list-item">
                    <a class="govuk-breadcrumbs__link" href=href>{text}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="govuk-breadcrumbs" aria-label=nav::breadcrumbs(super::lang())>
            <ol class="govuk-breadcrumbs__list">{items}</ol>
        </nav>
    }
}
