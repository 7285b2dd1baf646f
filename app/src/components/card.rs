//! A box beside or between the content.

use super::Words;
use leptos::prelude::*;

/// A box with a heading.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(optional, into)]
    title: Words,
    /// On the soft ground of asides.
    #[prop(optional)]
    soft: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=if soft { "mc-card mc-card--soft" } else { "mc-card" }>
            {title.into_option().map(|title| view! { <h2 class="govuk-heading-s">{title}</h2> })}
            {children()}
        </div>
    }
}
