//! One line of text.

use super::{Field, LabelSize, Words, field::described_by};
use leptos::prelude::*;

/// How wide an input is: as wide as what is to be typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// The whole column.
    #[default]
    Full,
    /// Two characters.
    Two,
    /// Four characters.
    Four,
    /// Ten characters.
    Ten,
    /// Twenty characters.
    Twenty,
}

impl Width {
    pub(super) const fn class(self, error: bool) -> &'static str {
        match (self, error) {
            (Width::Full, false) => "govuk-input",
            (Width::Two, false) => "govuk-input govuk-input--width-2",
            (Width::Four, false) => "govuk-input govuk-input--width-4",
            (Width::Ten, false) => "govuk-input govuk-input--width-10",
            (Width::Twenty, false) => "govuk-input govuk-input--width-20",
            (Width::Full, true) => "govuk-input govuk-input--error",
            (Width::Two, true) => "govuk-input govuk-input--error govuk-input--width-2",
            (Width::Four, true) => "govuk-input govuk-input--error govuk-input--width-4",
            (Width::Ten, true) => "govuk-input govuk-input--error govuk-input--width-10",
            (Width::Twenty, true) => "govuk-input govuk-input--error govuk-input--width-20",
        }
    }
}

/// A text field.
#[component]
pub fn TextInput(
    /// Name in the form, also its `id`.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What was typed before, right or wrong.
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
    /// How wide.
    #[prop(optional)]
    width: Width,
    /// How large the label is.
    #[prop(optional)]
    size: LabelSize,
    /// `text` when left out; `email`, `tel`, `password`, `search`.
    #[prop(optional, into)]
    kind: Words,
    /// Keyboard of a telephone: `numeric`, `decimal`, `email`, `tel`.
    #[prop(optional, into)]
    inputmode: Words,
    /// What a browser may fill in (WCAG 1.3.5): `name`, `bday`, `tel`, ...
    #[prop(optional, into)]
    autocomplete: Words,
    /// Words in front of the value.
    #[prop(optional, into)]
    prefix: Words,
    /// Words behind the value, such as a unit.
    #[prop(optional, into)]
    suffix: Words,
    /// Condition under which the field is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let class = width.class(error.is_some());
    let kind = kind.into_option().unwrap_or("text".into());
    let input = view! {
        <input
            class=class
            id=name.clone()
            name=name.clone()
            type=kind
            value=value.into_option()
            inputmode=inputmode.into_option()
            autocomplete=autocomplete.into_option()
            spellcheck="false"
            aria-describedby=described
            aria-invalid=error.is_some().then_some("true")
        />
    };
    let input = if prefix.is_some() || suffix.is_some() {
        let part = |words: Words, class: &'static str| {
            words
                .into_option()
                .map(|words| view! { <div class=class aria-hidden="true">{words}</div> })
        };
        view! {
            <div class="govuk-input__wrapper">
                {part(prefix, "govuk-input__prefix")}
                {input}
                {part(suffix, "govuk-input__suffix")}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    };
    view! {
        <Field id=name label=label hint=hint error=error optional=optional size=size show_if=show_if>
            {input}
        </Field>
    }
}
