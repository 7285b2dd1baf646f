//! The foot of every page: whom to call, what to know.

use crate::{
    render::{Layout, Page, PageContext},
    urls,
};
use leptos::prelude::*;
use motcua_texts::shell::footer as texts;

pub(super) fn footer(context: &PageContext, page: &Page) -> impl IntoView + use<> {
    let lang = context.lang;
    let width = match page.layout {
        Layout::Citizen => "govuk-width-container",
        Layout::Officer => "govuk-width-container mc-wide",
    };
    let line = context.site.support_line.get(lang);
    let support = (!line.is_empty()).then(|| view! { <li>{texts::support(lang, line)}</li> });
    let links = [
        (urls::Accessibility::ROUTE, texts::accessibility(lang)),
        (urls::DataProtection::ROUTE, texts::data_protection(lang)),
    ]
    .map(|(href, text)| view! { <li><a class="govuk-link mc-foot__link" href=href>{text}</a></li> })
    .into_iter()
    .collect_view();
    view! {
        <footer class="mc-foot" aria-label=texts::label(lang)>
            <div class=width>
                <ul class="mc-foot__list">{support} {links}</ul>
            </div>
        </footer>
    }
}
