//! The heading of a page.

use super::Words;
use leptos::prelude::*;

/// More letters than this are set smaller: official names of procedures fill half a page otherwise.
const LONG: usize = 60;

/// The one `<h1>` of a page, with what it belongs to above it.
#[component]
pub fn PageHeading(
    /// The heading.
    #[prop(into)]
    text: String,
    /// What it belongs to, such as code and time of a dossier.
    #[prop(optional, into)]
    caption: Words,
    /// The largest size, for the home page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let (caption_class, class) = if large {
        ("govuk-caption-xl", "govuk-heading-xl")
    } else if text.chars().count() > LONG {
        ("govuk-caption-l", "govuk-heading-l mc-heading-long")
    } else {
        ("govuk-caption-l", "govuk-heading-l")
    };
    view! {
        {caption.into_option().map(|caption| view! { <span class=caption_class>{caption}</span> })}
        <h1 class=class>{text}</h1>
    }
}
