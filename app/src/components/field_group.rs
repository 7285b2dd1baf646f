//! Several controls that answer one question.

use super::{
    LabelSize, Words,
    field::{described_by, group_class, label_text, notes},
};
use leptos::prelude::*;

/// A fieldset with legend, hint and error.
#[component]
pub fn FieldGroup(
    /// The name of the question; `NAME-hint` and `NAME-error` are made of it.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// How large the legend is.
    #[prop(optional)]
    size: LabelSize,
    /// Condition under which the group is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
    /// Text fields need the role `group` spoken; radios and checkboxes do not.
    #[prop(optional)]
    of_text_fields: bool,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let class = group_class(error.is_some());
    let described = described_by(&id, hint.is_some(), error.is_some());
    let text = label_text(&legend, optional);
    let legend = if size == LabelSize::PageHeading {
        view! { <h1 class="govuk-fieldset__heading">{text}</h1> }.into_any()
    } else {
        text.into_any()
    };
    view! {
        <div class=class data-show-if=show_if.into_option()>
            <fieldset
                class="govuk-fieldset"
                aria-describedby=described
                role=of_text_fields.then_some("group")
            >
                <legend class=size.class(true)>{legend}</legend>
                {notes(&id, hint, error)}
                {children()}
            </fieldset>
        </div>
    }
}
