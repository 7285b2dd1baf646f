//! Honest figures.

use leptos::prelude::*;

/// A figure with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is measured.
    pub name: String,
    /// The figure, with its unit.
    pub value: String,
}

impl Fact {
    /// A figure.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// A list of figures.
#[component]
pub fn Facts(
    /// The figures.
    items: Vec<Fact>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|Fact { name, value }| {
            view! {
                <div class="mc-facts__row">
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="mc-facts">{items}</dl> }
}
