//! What stands around a control: label, hint, error.

use super::Words;
use leptos::prelude::*;
use motcua_texts::common::field as texts;

/// How large a label or legend is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelSize {
    /// As running text.
    Regular,
    /// Bold, as running text: the usual size when a page has several questions.
    #[default]
    Small,
    /// Larger.
    Medium,
    /// The heading of the page: the label is its `<h1>`.
    PageHeading,
}

impl LabelSize {
    pub(super) const fn class(self, legend: bool) -> &'static str {
        match (self, legend) {
            (LabelSize::Regular, false) => "govuk-label",
            (LabelSize::Small, false) => "govuk-label govuk-label--s",
            (LabelSize::Medium, false) => "govuk-label govuk-label--m",
            (LabelSize::PageHeading, false) => "govuk-label govuk-label--l",
            (LabelSize::Regular, true) => "govuk-fieldset__legend",
            (LabelSize::Small, true) => "govuk-fieldset__legend govuk-fieldset__legend--s",
            (LabelSize::Medium, true) => "govuk-fieldset__legend govuk-fieldset__legend--m",
            (LabelSize::PageHeading, true) => "govuk-fieldset__legend govuk-fieldset__legend--l",
        }
    }
}

/// The class of the group around a control.
pub(super) const fn group_class(error: bool) -> &'static str {
    if error {
        "govuk-form-group govuk-form-group--error"
    } else {
        "govuk-form-group"
    }
}

/// The value of `aria-describedby` of a control with that id.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}

/// Label text, with "optional" in words: an asterisk must be explained, a word need not.
pub(super) fn label_text(label: &str, optional: bool) -> String {
    if optional {
        format!("{label} ({})", texts::optional(super::lang()))
    } else {
        label.to_owned()
    }
}

/// Hint and error of a control.
pub(super) fn notes(id: &str, hint: Words, error: Words) -> impl IntoView + use<> {
    let lang = super::lang();
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    (
        hint.into_option()
            .map(|hint| view! { <div id=hint_id class="govuk-hint">{hint}</div> }),
        error.into_option().map(|error| {
            view! {
                <p id=error_id class="govuk-error-message">
                    <span class="govuk-visually-hidden">{texts::error_prefix(lang)}" "</span>
                    {error}
                </p>
            }
        }),
    )
}

/// Label, hint and error around a control of your own; the control has the same `id` and names hint and error in
/// `aria-describedby` (`ID-hint`, `ID-error`).
#[component]
pub fn Field(
    /// The `id` of the control.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// How large the label is.
    #[prop(optional)]
    size: LabelSize,
    /// Condition under which the field is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
    /// The control.
    children: Children,
) -> impl IntoView {
    let label = label_text(&label, optional);
    let label_view = {
        let id = id.clone();
        view! { <label class=size.class(false) r#for=id>{label}</label> }
    };
    let label_view = if size == LabelSize::PageHeading {
        view! { <h1 class="govuk-label-wrapper">{label_view}</h1> }.into_any()
    } else {
        label_view.into_any()
    };
    let class = group_class(error.is_some());
    view! {
        <div class=class data-show-if=show_if.into_option()>
            {label_view}
            {notes(&id, hint, error)}
            {children()}
        </div>
    }
}
