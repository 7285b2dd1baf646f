//! All faults of a form, above it.

use leptos::prelude::*;
use motcua_texts::errors::summary;

/// A fault and the field it is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The `id` of the control (its name), where the link leads.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldError {
    /// A fault at a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// The summary; nothing when there is no fault.
#[component]
pub fn ErrorSummary(
    /// The faults, in the order of the fields.
    errors: Vec<FieldError>,
) -> impl IntoView {
    let count = errors.len() as u64;
    let items = errors
        .into_iter()
        .map(|FieldError { field, message }| view! { <li><a href=format!("#{field}")>{message}</a></li> })
        .collect_view();
    (count > 0).then(|| {
        view! {
            // Focus goes here on load: the fault is the first thing to be read.
            <div class="govuk-error-summary" tabindex="-1" autofocus id="error-summary">
                <div role="alert">
                    <h2 class="govuk-error-summary__title">{summary::title(super::lang(), count)}</h2>
                    <div class="govuk-error-summary__body">
                        <ul class="govuk-list govuk-error-summary__list">{items}</ul>
                    </div>
                </div>
            </div>
        }
    })
}
