//! One of a few answers.

use super::{Choice, FieldGroup, LabelSize, Words};
use leptos::prelude::*;

/// Radio buttons.
#[component]
pub fn Radios(
    /// Name in the form; the first answer has it as its `id`.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// The answers.
    options: Vec<Choice>,
    /// The one chosen before.
    #[prop(optional, into)]
    value: Words,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Side by side; for two short answers.
    #[prop(optional)]
    inline: bool,
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
    let class = match (inline, small) {
        (true, true) => "govuk-radios govuk-radios--inline govuk-radios--small",
        (true, false) => "govuk-radios govuk-radios--inline",
        (false, true) => "govuk-radios govuk-radios--small",
        (false, false) => "govuk-radios",
    };
    let items = options
        .into_iter()
        .enumerate()
        .map(
            |(
                number,
                Choice {
                    value: this,
                    label,
                    hint,
                    then,
                },
            )| {
                let id = if number == 0 {
                    name.clone()
                } else {
                    format!("{name}-{}", number + 1)
                };
                let hint_id = format!("{id}-item-hint");
                let checked = this == value.as_str();
                let described = hint.is_some().then(|| hint_id.clone());
                view! {
                    <div class="govuk-radios__item">
                        <input
                            class="govuk-radios__input"
                            id=id.clone()
                            name=name.clone()
                            type="radio"
                            value=this
                            checked=checked
                            aria-describedby=described
                        />
                        <label class="govuk-label govuk-radios__label" r#for=id>{label}</label>
                        {hint.map(|hint| view! { <div id=hint_id class="govuk-hint govuk-radios__hint">{hint}</div> })}
                    </div>
                    {then.map(|then| view! { <div class="govuk-radios__conditional">{then}</div> })}
                }
            },
        )
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
