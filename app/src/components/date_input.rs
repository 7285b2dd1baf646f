//! A date people know by heart: three fields, no calendar.

use super::{FieldGroup, LabelSize, Words, text_input::Width};
use leptos::prelude::*;
use motcua_texts::common::field as texts;

/// What was typed into the three fields, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// Day of the month.
    pub day: String,
    /// Month, a number.
    pub month: String,
    /// Year, four digits.
    pub year: String,
}

impl DateParts {
    /// The parts of a stored date: `yyyy-mm-dd`, `yyyy-mm` or `yyyy`; anything else is shown as typed.
    #[must_use]
    pub fn of(stored: &str) -> Self {
        let mut parts = stored.splitn(3, '-').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self {
            year: next(),
            month: next(),
            day: next(),
        }
    }
}

/// One of the three fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// Day of the month.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

/// Day, month and year; sent as `NAME.day`, `NAME.month`, `NAME.year`.
#[component]
pub fn DateInput(
    /// Name in the form; the day has it as its `id`.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// What was typed before.
    #[prop(optional)]
    value: DateParts,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// The fields that are wrong; all of them when none is named.
    #[prop(optional)]
    wrong: Vec<DatePart>,
    /// Whether day and month may be left empty (old birth dates).
    #[prop(optional)]
    partial: bool,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Whether it is the birth date of the person who types (WCAG 1.3.5).
    #[prop(optional)]
    own_birth_date: bool,
    /// How large the legend is.
    #[prop(optional)]
    size: LabelSize,
    /// Condition under which the field is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
) -> impl IntoView {
    let lang = super::lang();
    let has_error = error.is_some();
    let hint = if partial && !hint.is_some() {
        texts::partial_date(lang).into()
    } else {
        hint
    };
    let fields = [
        (
            DatePart::Day,
            "day",
            texts::day(lang),
            value.day,
            Width::Two,
            "bday-day",
        ),
        (
            DatePart::Month,
            "month",
            texts::month(lang),
            value.month,
            Width::Two,
            "bday-month",
        ),
        (
            DatePart::Year,
            "year",
            texts::year(lang),
            value.year,
            Width::Four,
            "bday-year",
        ),
    ]
    .map(|(part, ending, label, value, width, autocomplete)| {
        let wrong = has_error && (wrong.is_empty() || wrong.contains(&part));
        let id = if part == DatePart::Day {
            name.clone()
        } else {
            format!("{name}.{ending}")
        };
        let class = format!("{} govuk-date-input__input", width.class(wrong));
        view! {
            <div class="govuk-date-input__item">
                <div class="govuk-form-group">
                    <label class="govuk-label govuk-date-input__label" r#for=id.clone()>{label}</label>
                    <input
                        class=class
                        id=id
                        name=format!("{name}.{ending}")
                        type="text"
                        inputmode="numeric"
                        value=value
                        autocomplete=own_birth_date.then_some(autocomplete)
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
            </div>
        }
    })
    .collect_view();
    view! {
        <FieldGroup
            id=name
            legend=legend
            hint=hint
            error=error
            optional=optional
            size=size
            show_if=show_if
            of_text_fields=true
        >
            <div class="govuk-date-input">{fields}</div>
        </FieldGroup>
    }
}
