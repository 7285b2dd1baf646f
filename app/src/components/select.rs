//! One of many answers.

use super::{Choice, Field, LabelSize, Words, field::described_by};
use leptos::prelude::*;
use motcua_texts::common::field as texts;

/// A drop-down list; for up to some seven answers use `Radios`.
#[component]
pub fn Select(
    /// Name in the form, also its `id`.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The answers.
    options: Vec<Choice>,
    /// The one chosen before.
    #[prop(optional, into)]
    value: Words,
    /// Text of the empty answer; "choose one" when left out.
    #[prop(optional, into)]
    empty: Words,
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
    /// What the list holds, for scripts: `communes-of:ID` is refilled when that province changes.
    #[prop(optional, into)]
    data_source: Words,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let class = if error.is_some() {
        "govuk-select govuk-select--error"
    } else {
        "govuk-select"
    };
    let invalid = error.is_some().then_some("true");
    let empty = empty
        .into_option()
        .unwrap_or_else(|| texts::choose_one(super::lang()).into());
    let options = options
        .into_iter()
        .map(|Choice { value: this, label, .. }| {
            let selected = this == value.as_str();
            view! { <option value=this selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <Field id=name.clone() label=label hint=hint error=error optional=optional size=size show_if=show_if>
            <select
                class=class
                id=name.clone()
                name=name
                aria-describedby=described
                aria-invalid=invalid
                data-source=data_source.into_option()
            >
                <option value="">{empty}</option>
                {options}
            </select>
        </Field>
    }
}
