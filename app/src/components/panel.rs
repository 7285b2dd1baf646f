//! It is done: the last page of a journey.

use leptos::prelude::*;

/// A confirmation.
#[component]
pub fn Panel(
    /// What is done; the heading of the page.
    #[prop(into)]
    title: String,
    /// What to keep, such as the code of the dossier.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="govuk-panel govuk-panel--confirmation">
            <h1 class="govuk-panel__title">{title}</h1>
            <div class="govuk-panel__body">{children()}</div>
        </div>
    }
}
