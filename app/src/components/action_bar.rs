//! What can be done with the chosen rows, at the foot of a list.

use leptos::prelude::*;

/// A bar that stays in sight while the list is longer than the window.
#[component]
pub fn ActionBar(
    /// Buttons and paging.
    children: Children,
) -> impl IntoView {
    view! { <div class="mc-bar">{children()}</div> }
}
