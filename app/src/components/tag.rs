//! The state of a thing in one or two words.

use super::Tone;
use leptos::prelude::*;

/// A tag.
#[component]
pub fn Tag(
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    /// One or two words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <strong class=tone.tag_class()>{text}</strong> }
}
