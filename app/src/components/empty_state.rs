//! A list without entries.

use super::{Link, Words};
use leptos::prelude::*;

/// Says that there is nothing, why that is fine, and what can be done.
#[component]
pub fn EmptyState(
    /// That there is nothing.
    #[prop(into)]
    title: String,
    /// What that means.
    #[prop(optional, into)]
    text: Words,
    /// What can be done instead.
    #[prop(optional_no_strip)]
    action: Option<Link>,
) -> impl IntoView {
    view! {
        <div class="mc-empty">
            <p class="govuk-heading-s">{title}</p>
            {text.into_option().map(|text| view! { <p class="govuk-body">{text}</p> })}
            {action
                .map(|Link { href, text }| {
                    view! { <p class="govuk-body"><a class="govuk-link" href=href>{text}</a></p> }
                })}
        </div>
    }
}
