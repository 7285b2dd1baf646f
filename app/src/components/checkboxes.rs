//! Any number of answers.

use super::{
    Choice, FieldGroup, LabelSize, Words,
    field::{described_by, group_class, notes},
};
use leptos::prelude::*;

/// Checkboxes; each chosen answer is sent as `NAME.VALUE=yes`.
#[component]
pub fn Checkboxes(
    /// Name in the form; the first answer has it as its `id`.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// The answers.
    options: Vec<Choice>,
    /// Those chosen before.
    #[prop(optional)]
    values: Vec<String>,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Whether none need be chosen.
    #[prop(optional)]
    optional: bool,
    /// Smaller, for officers' pages.
    #[prop(optional)]
    small: bool,
    /// How large the legend is.
    #[prop(optional)]
    size: LabelSize,
    /// Condition under which the question is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
) -> impl IntoView {
    let class = if small {
        "govuk-checkboxes govuk-checkboxes--small"
    } else {
        "govuk-checkboxes"
    };
    let items = options
        .into_iter()
        .enumerate()
        .map(|(number, Choice { value: this, label, hint, then })| {
            let id = if number == 0 { name.clone() } else { format!("{name}-{}", number + 1) };
            let hint_id = format!("{id}-item-hint");
            let checked = values.contains(&this);
            let described = hint.is_some().then(|| hint_id.clone());
            view! {
                <div class="govuk-checkboxes__item">
                    <input
                        class="govuk-checkboxes__input"
                        id=id.clone()
                        name=format!("{name}.{this}")
                        type="checkbox"
                        value="yes"
                        checked=checked
                        aria-describedby=described
                    />
                    <label class="govuk-label govuk-checkboxes__label" r#for=id>{label}</label>
                    {hint.map(|hint| view! { <div id=hint_id class="govuk-hint govuk-checkboxes__hint">{hint}</div> })}
                </div>
                {then.map(|then| view! { <div class="govuk-checkboxes__conditional">{then}</div> })}
            }
        })
        .collect_view();
    view! {
        <FieldGroup
            id=name.clone()
            legend=legend
            hint=hint
            error=error
            optional=optional
            size=size
            show_if=show_if
        >
            <div class=class>{items}</div>
        </FieldGroup>
    }
}

/// One box to tick, such as a declaration; sent as `NAME=yes`.
#[component]
pub fn Checkbox(
    /// Name in the form, also its `id`.
    #[prop(into)]
    name: String,
    /// What is declared or wished.
    #[prop(into)]
    label: String,
    /// Whether it was ticked before.
    #[prop(optional)]
    checked: bool,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Condition under which it is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let class = group_class(error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=class data-show-if=show_if.into_option()>
            {notes(&name, hint, error)}
            <div class="govuk-checkboxes">
                <div class="govuk-checkboxes__item">
                    <input
                        class="govuk-checkboxes__input"
                        id=name.clone()
                        name=name.clone()
                        type="checkbox"
                        value="yes"
                        checked=checked
                        aria-describedby=described
                        aria-invalid=invalid
                    />
                    <label class="govuk-label govuk-checkboxes__label" r#for=name>{label}</label>
                </div>
            </div>
        </div>
    }
}
