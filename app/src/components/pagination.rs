//! Going through a long list by key: to the page before and the page after, never to a number.

use super::Words;
use leptos::prelude::*;
use motcua_texts::common::paging;

/// Links to the pages around this one.
#[component]
pub fn Pagination(
    /// Address of the page before.
    #[prop(optional_no_strip, into)]
    previous: Option<String>,
    /// Address of the page after.
    #[prop(optional_no_strip, into)]
    next: Option<String>,
    /// What is shown, such as "1–25 of about 1,240".
    #[prop(optional, into)]
    shown: Words,
) -> impl IntoView {
    let lang = super::lang();
    let link = |href: Option<String>, rel: &'static str, text: &'static str| {
        href.map(|href| view! { <a class="govuk-link mc-paging__link" href=href rel=rel>{text}</a> })
    };
    view! {
        <nav class="mc-paging" aria-label=paging::label(lang)>
            {shown.into_option().map(|shown| view! { <span class="mc-paging__shown">{shown}</span> })}
            {link(previous, "prev", paging::previous(lang))}
            {link(next, "next", paging::next(lang))}
        </nav>
    }
}
