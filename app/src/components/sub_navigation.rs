//! The pages of one thing, as links that look like tabs.

use leptos::prelude::*;

/// A page of the thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its name.
    pub text: String,
    /// Whether it is the page being read.
    pub current: bool,
}

impl Tab {
    /// A page.
    pub fn new(href: impl Into<String>, text: impl Into<String>, current: bool) -> Self {
        Self {
            href: href.into(),
            text: text.into(),
            current,
        }
    }
}

/// Links between the pages of one thing.
#[component]
pub fn SubNavigation(
    /// What they belong to, for those who cannot see it.
    #[prop(into)]
    label: String,
    /// The pages.
    items: Vec<Tab>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|Tab { href, text, current }| {
            view! {
                <li class="moj-sub-navigation__item">
                    <a class="moj-sub-navigation__link" href=href aria-current=current.then_some("page")>
                        {text}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="moj-sub-navigation" aria-label=label>
            <ul class="moj-sub-navigation__list">{items}</ul>
        </nav>
    }
}
