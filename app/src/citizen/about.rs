//! What everybody may know about the site: how accessible it is, how data are protected.

use axum::response::Response;
use leptos::prelude::*;
use motcua_texts::about as texts;

use crate::components::PageHeading;
use crate::render::{Page, page};
use crate::urls;
use crate::web::Visitor;

/// How accessible the site is.
pub(super) async fn accessibility(visitor: Visitor) -> Response {
    let lang = visitor.lang;
    let title = texts::accessibility::title(lang);
    page(visitor.context(), &Page::citizen(title), || {
        view! {
            <div class="mc-measure">
                <PageHeading text=title />
                <p class="govuk-body">{texts::accessibility::p1(lang)}</p>
                <p class="govuk-body">{texts::accessibility::p2(lang)}</p>
            </div>
        }
    })
}

/// How personal data are protected.
pub(super) async fn data_protection(visitor: Visitor) -> Response {
    let lang = visitor.lang;
    let title = texts::data::title(lang);
    page(visitor.context(), &Page::citizen(title), || {
        view! {
            <div class="mc-measure">
                <PageHeading text=title />
                <p class="govuk-body">{texts::data::p1(lang)}</p>
                <p class="govuk-body">{texts::data::p2(lang)}</p>
                <p class="govuk-body">{texts::data::p3(lang)}</p>
                <p class="govuk-body">
                    <a class="govuk-link" href=urls::AccessLog::ROUTE>{texts::data::log(lang)}</a>
                </p>
            </div>
        }
    })
}
