//! Ways in, by what happens in a life.

use leptos::prelude::*;

/// A way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Where it leads.
    pub href: String,
    /// What happens, in everyday words.
    pub title: String,
    /// What can be done there.
    pub text: String,
}

impl Tile {
    /// A way in.
    pub fn new(href: impl Into<String>, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            title: title.into(),
            text: text.into(),
        }
    }
}

/// A grid of ways in.
#[component]
pub fn Tiles(
    /// The ways in.
    items: Vec<Tile>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|Tile { href, title, text }| {
            view! {
                <li class="mc-tile">
                    <a class="govuk-link mc-tile__link" href=href>{title}</a>
                    <p class="mc-tile__text">{text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="mc-tiles">{items}</ul> }
}
