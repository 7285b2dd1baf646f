//! The queues of an officer, with counts.

use super::Link;
use leptos::prelude::*;
use motcua_texts::{common::queue as texts, number};

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its address.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many dossiers wait in it; from 100 on it says "99+", since queues are counted no further.
    pub count: u64,
    /// Whether something in it is late or soon will be.
    pub urgent: bool,
    /// Whether it is the one being read.
    pub current: bool,
}

/// Queues and saved filters.
#[component]
pub fn SideQueues(
    /// The queues.
    queues: Vec<Queue>,
    /// Heading of the saved filters.
    #[prop(optional, into)]
    filters_heading: super::Words,
    /// Saved filters.
    #[prop(optional)]
    filters: Vec<Link>,
) -> impl IntoView {
    let lang = super::lang();
    let items = queues
        .into_iter()
        .map(|queue| {
            let class = if queue.urgent {
                "mc-count mc-count--urgent"
            } else {
                "mc-count"
            };
            let count = if queue.count > 99 {
                "99+".to_owned()
            } else {
                number(lang, queue.count)
            };
            let urgent = queue.urgent.then(|| {
                view! { <span class="govuk-visually-hidden">{format!(", {}", texts::urgent(lang))}</span> }
            });
            view! {
                <li class="mc-side__item">
                    <a class="mc-side__link" href=queue.href aria-current=queue.current.then_some("page")>
                        <span>{queue.name}</span>
                        <span class=class>{count} {urgent}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let filters = (!filters.is_empty()).then(|| {
        let links = filters
            .into_iter()
            .map(|Link { href, text }| {
                view! { <li class="mc-side__item"><a class="mc-side__link" href=href>{text}</a></li> }
            })
            .collect_view();
        view! {
            <h2 class="govuk-heading-s govuk-!-margin-top-6">{filters_heading.into_option()}</h2>
            <ul class="mc-side__list">{links}</ul>
        }
    });
    view! {
        <nav class="mc-side" aria-labelledby="queues-heading">
            <h2 class="govuk-heading-s" id="queues-heading">{texts::heading(lang)}</h2>
            <ul class="mc-side__list">{items}</ul>
            {filters}
        </nav>
    }
}
