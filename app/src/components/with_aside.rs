//! Content with something beside it.

use leptos::prelude::*;

/// Two columns; on a narrow screen the aside follows the content.
#[component]
pub fn WithAside(
    /// What stands beside.
    #[prop(into)]
    aside: ViewFnOnce,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="mc-columns">
            <div class="mc-columns__main">{children()}</div>
            <aside class="mc-columns__aside">{aside.run()}</aside>
        </div>
    }
}
