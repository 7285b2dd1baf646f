//! One field of a form as an input, by its type. The same for drafts and supplements.

mod place;
mod table;

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_casework::reference::Reference;
use motcua_domain::facts::Facts;
use motcua_domain::form::{Answer, Typed};
use motcua_domain::procedure::{Choice as Option_, Column, Field, FieldType};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::citizen::field as texts;

use crate::components::{
    Checkbox, Checkboxes, Choice, DateInput, DateParts, FieldGroup, InsetText, LabelSize, Radios, Select, TextInput,
    Textarea, Width,
};

/// What stands in the inputs of a form, and the reference data they choose from.
pub(crate) struct FieldValues<'v> {
    /// What was typed.
    pub typed: &'v Typed,
    /// What registers said: rows that can be ticked.
    pub facts: &'v Facts,
    /// What is wrong in parts of values, by input.
    pub errors: &'v BTreeMap<String, String>,
    /// Code lists and places.
    pub reference: &'v Reference,
    /// The language of the page.
    pub lang: Lang,
    /// The table that gets an empty row behind those that are filled in. `None`: all do, where no row can be asked for.
    pub another: Option<&'v str>,
}

/// The most choices shown as radio buttons; more become a list.
const RADIOS: usize = 7;

/// A field as an input. `stored` stands in where nothing was typed: the proposal of a register.
pub(crate) fn field_view(
    values: &FieldValues<'_>,
    field: &Field,
    optional: bool,
    error: Option<String>,
    stored: Option<&Answer>,
) -> AnyView {
    let FieldValues {
        typed, reference, lang, ..
    } = values;
    let lang = *lang;
    let name = field.id.clone();
    let label = field.label.get(lang).to_owned();
    let hint = field.hint.as_ref().map(|hint| hint.get(lang).to_owned());
    let stored_text = || match stored {
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Number(number)) => number.to_string(),
        Some(Answer::Bool(true)) => "yes".to_owned(),
        Some(Answer::Bool(false)) => "no".to_owned(),
        _ => String::new(),
    };
    let value = typed
        .get(&name)
        .filter(|typed| !typed.is_empty())
        .map_or_else(stored_text, str::to_owned);
    let suffix = match &field.kind {
        FieldType::Number { unit: Some(unit), .. } => Some(unit.get(lang).to_owned()),
        FieldType::Money => Some(texts::dong(lang).to_owned()),
        _ => None,
    };
    let text_input = |width: Width, kind: &'static str, inputmode: &'static str, autocomplete: &'static str| {
        let (name, label, hint, error, value) =
            (name.clone(), label.clone(), hint.clone(), error.clone(), value.clone());
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        view! {
            <TextInput
                name=name
                label=label
                value=value
                hint=hint
                error=error
                optional=optional
                width=width
                kind=some(kind)
                inputmode=some(inputmode)
                autocomplete=some(autocomplete)
                suffix=suffix.clone()
            />
        }
        .into_any()
    };
    match &field.kind {
        FieldType::Text { max } if *max <= 20 => text_input(Width::Twenty, "", "", ""),
        FieldType::Text { .. } | FieldType::TaxCode | FieldType::Plate => text_input(Width::Full, "", "", ""),
        FieldType::PersonName => text_input(Width::Full, "", "", ""),
        FieldType::Digits { .. }
        | FieldType::SocialInsuranceNumber
        | FieldType::DrivingLicenceNumber => text_input(Width::Twenty, "", "numeric", ""),
        FieldType::HealthCardNumber => text_input(Width::Twenty, "", "", ""),
        FieldType::BankAccount
        | FieldType::LandParcel
        | FieldType::Vehicle
        | FieldType::Person => {
            let known = match stored {
                Some(Answer::Record(parts)) => Some(parts),
                _ => None,
            };
            let touched = typed.touches(&name);
            let of = |part: &str| known.filter(|_| !touched).and_then(|known| known.get(part));
            let inputs = parts_view(values, &name, field.kind.parts(), &of);
            parts_group(name, label, (hint, error), optional, inputs)
        }
        FieldType::Table {
            columns,
            min,
            max,
            pick,
        } => {
            let table = table::Table {
                id: &name,
                columns,
                min: usize::from(*min),
                max: usize::from(*max),
                pick: pick.as_deref(),
                stored,
            };
            table.view(values, label, hint, error, optional)
        }
        FieldType::Number { max, .. } if *max < 10_000 => text_input(Width::Four, "", "numeric", ""),
        FieldType::Number { .. } => text_input(Width::Ten, "", "numeric", ""),
        FieldType::Money => text_input(Width::Ten, "", "numeric", ""),
        FieldType::Time => text_input(Width::Ten, "", "", ""),
        FieldType::PersonalId => text_input(Width::Twenty, "", "numeric", ""),
        FieldType::Phone => text_input(Width::Twenty, "tel", "tel", "tel"),
        FieldType::Email => text_input(Width::Full, "email", "email", "email"),
        FieldType::LongText { max } => view! {
            <Textarea name=name label=label value=value hint=hint error=error optional=optional max_length=u32::from(*max) />
        }
        .into_any(),
        FieldType::Date | FieldType::PartialDate => {
            let part = |part: &str| typed.get(&format!("{name}.{part}")).unwrap_or_default().to_owned();
            let typed_parts = DateParts { day: part("day"), month: part("month"), year: part("year") };
            let parts = if typed.touches(&name) { typed_parts } else { DateParts::of(&stored_text()) };
            let partial = matches!(field.kind, FieldType::PartialDate);
            view! {
                <DateInput name=name legend=label value=parts hint=hint error=error partial=partial optional=optional />
            }
            .into_any()
        }
        FieldType::YesNo => {
            let options =
                vec![Choice::new("yes", texts::yes(lang)), Choice::new("no", texts::no(lang))];
            view! {
                <Radios name=name legend=label options=options value=value hint=hint error=error optional=optional inline=true />
            }
            .into_any()
        }
        FieldType::Choice { options, list } => {
            let choices: Vec<Choice> = match list {
                Some(list) => reference
                    .options(list)
                    .into_iter()
                    .map(|(value, label)| Choice::new(value, label.get(lang)))
                    .collect(),
                None => options.iter().map(|option| choice(option, lang)).collect(),
            };
            if choices.len() <= RADIOS {
                view! {
                    <Radios name=name legend=label options=choices value=value hint=hint error=error optional=optional />
                }
                .into_any()
            } else {
                view! {
                    <Select name=name label=label options=choices value=value hint=hint error=error optional=optional />
                }
                .into_any()
            }
        }
        FieldType::Choices { options } => {
            let stored = match stored {
                Some(Answer::List(values)) if !typed.touches(&name) => values.as_slice(),
                _ => &[],
            };
            let ticked = |value: &str| typed.get(&format!("{name}.{value}")) == Some("yes");
            let chosen = options
                .iter()
                .filter(|option| ticked(&option.value) || stored.contains(&option.value))
                .map(|option| option.value.clone())
                .collect::<Vec<_>>();
            let options = options.iter().map(|option| choice(option, lang)).collect();
            view! {
                <Checkboxes name=name legend=label options=options values=chosen hint=hint error=error optional=optional />
            }
            .into_any()
        }
        FieldType::Address | FieldType::Commune => place::view(values, field, optional, error, stored),
        FieldType::Declaration => view! {
            <Checkbox name=name label=label checked=value == "yes" hint=hint error=error />
        }
        .into_any(),
        FieldType::Information => {
            let more = hint.map(|hint| view! { <br /><span class="govuk-hint">{hint}</span> });
            view! { <InsetText>{label}{more}</InsetText> }.into_any()
        }
    }
}

/// The inputs of the parts of a value, or of the columns of a row.
fn parts_view<'s>(
    values: &FieldValues<'_>,
    prefix: &str,
    parts: &[Column],
    stored: &dyn Fn(&str) -> Option<&'s Answer>,
) -> Vec<AnyView> {
    parts
        .iter()
        .map(|part| {
            let field = part.as_field(&format!("{prefix}.{}", part.id));
            let error = values.errors.get(&field.id).cloned();
            field_view(values, &field, !part.required, error, stored(&part.id))
        })
        .collect()
}

fn parts_group(
    name: String,
    legend: String,
    (hint, error): (Option<String>, Option<String>),
    optional: bool,
    inputs: Vec<AnyView>,
) -> AnyView {
    view! {
        <FieldGroup id=name legend=legend hint=hint error=error optional=optional size=LabelSize::Medium of_text_fields=true>
            {inputs}
        </FieldGroup>
    }
    .into_any()
}

fn row_group(name: String, legend: String, inputs: Vec<AnyView>) -> AnyView {
    view! {
        <div class="mc-row">
            <FieldGroup id=name legend=legend of_text_fields=true>
                {inputs}
            </FieldGroup>
        </div>
    }
    .into_any()
}

fn choice(option: &Option_, lang: Lang) -> Choice {
    let choice = Choice::new(option.value.clone(), option.label.get(lang));
    match &option.hint {
        Some(hint) => choice.hint(hint.get(lang)),
        None => choice,
    }
}
