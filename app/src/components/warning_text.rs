//! A warning before something that has consequences.

use leptos::prelude::*;
use motcua_texts::shell::banner;

/// A warning.
#[component]
pub fn WarningText(
    /// What may happen.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">{banner::important(super::lang())}" "</span>
                {text}
            </strong>
        </div>
    }
}
