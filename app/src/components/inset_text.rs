//! Words set apart.

use leptos::prelude::*;

/// Words the reader should not miss.
#[component]
pub fn InsetText(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <div class="govuk-inset-text">{children()}</div> }
}
