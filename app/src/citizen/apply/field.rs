//! One field of a form as an input, by its type. The same for drafts and supplements.

use leptos::prelude::*;
use motcua_casework::reference::Reference;
use motcua_domain::form::Typed;
use motcua_domain::procedure::{Choice as Option_, Column, Field, FieldType};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::citizen::field as texts;

use crate::components::{
    AddressInput, AddressValue, Checkbox, Checkboxes, Choice, DateInput, DateParts, FieldGroup, InsetText, Radios,
    Select, TextInput, Textarea, Width,
};

/// What stands in the inputs of a form, and the reference data they choose from.
pub(crate) struct FieldValues<'v> {
    /// What was typed.
    pub typed: &'v Typed,
    /// Code lists and places.
    pub reference: &'v Reference,
    /// The language of the page.
    pub lang: Lang,
}

/// The most choices shown as radio buttons; more become a list.
const RADIOS: usize = 7;

/// A field as an input. `stored` stands in where nothing was typed: the proposal of a register.
pub(crate) fn field_view(
    values: &FieldValues<'_>,
    field: &Field,
    optional: bool,
    error: Option<String>,
    stored: Option<&motcua_domain::form::Answer>,
) -> AnyView {
    let FieldValues { typed, reference, lang } = values;
    let lang = *lang;
    let name = field.id.clone();
    let label = field.label.get(lang).to_owned();
    let hint = field.hint.as_ref().map(|hint| hint.get(lang).to_owned());
    let stored_text = || match stored {
        Some(motcua_domain::form::Answer::Text(text)) => text.clone(),
        Some(motcua_domain::form::Answer::Number(number)) => number.to_string(),
        Some(motcua_domain::form::Answer::Bool(true)) => "yes".to_owned(),
        Some(motcua_domain::form::Answer::Bool(false)) => "no".to_owned(),
        _ => String::new(),
    };
    let value = typed
        .get(&name)
        .filter(|typed| !typed.is_empty())
        .map_or_else(stored_text, str::to_owned);
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
                Some(motcua_domain::form::Answer::Record(parts)) => Some(parts),
                _ => None,
            };
            let touched = typed.touches(&name);
            let of = |part: &str| known.filter(|_| !touched).and_then(|known| known.get(part));
            let inputs = parts_view(values, &name, field.kind.parts(), &of);
            parts_group(name, label, hint, error, inputs)
        }
        FieldType::Table { columns, max, .. } => {
            // The rows that are there and two more; saving shows further ones.
            let filled = (0..usize::from(*max)).rfind(|row| typed.touches(&format!("{name}.{row}")));
            let rows = (filled.map_or(0, |last| last + 1) + 2).min(usize::from(*max));
            let inputs = (0..rows)
                .map(|row| {
                    let prefix = format!("{name}.{row}");
                    let inputs = parts_view(values, &prefix, columns, &|_| None);
                    parts_group(prefix, texts::row(lang, row + 1), None, None, inputs)
                })
                .collect();
            parts_group(name, label, hint, error, inputs)
        }
        FieldType::Number { .. } => text_input(Width::Four, "", "numeric", ""),
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
            let chosen = options
                .iter()
                .filter(|option| typed.get(&format!("{name}.{}", option.value)) == Some("yes"))
                .map(|option| option.value.clone())
                .collect::<Vec<_>>();
            let options = options.iter().map(|option| choice(option, lang)).collect();
            view! {
                <Checkboxes name=name legend=label options=options values=chosen hint=hint error=error optional=optional />
            }
            .into_any()
        }
        FieldType::Address | FieldType::Commune => {
            let part = |part: &str| typed.get(&format!("{name}.{part}")).unwrap_or_default().to_owned();
            let value = match (typed.touches(&name), stored) {
                (false, Some(motcua_domain::form::Answer::Address(address))) => AddressValue {
                    province: address.province().to_owned(),
                    commune: address.commune().to_owned(),
                    detail: address.detail().to_owned(),
                },
                _ => AddressValue { province: part("province"), commune: part("commune"), detail: part("detail") },
            };
            let provinces = reference
                .provinces()
                .iter()
                .map(|province| Choice::new(province.code.clone(), province.name.clone()))
                .collect();
            let communes = reference
                .communes_of(&value.province)
                .map(|commune| Choice::new(commune.code.clone(), commune.name.get(lang)))
                .collect();
            let commune_only = matches!(field.kind, FieldType::Commune);
            view! {
                <AddressInput
                    name=name
                    legend=label
                    provinces=provinces
                    communes=communes
                    value=value
                    hint=hint
                    error=error
                    optional=optional
                    commune_only=commune_only
                    />
            }
            .into_any()
        }
        FieldType::Declaration => view! {
            <Checkbox name=name label=label checked=value == "yes" hint=hint error=error />
        }
        .into_any(),
        FieldType::Information => view! { <InsetText>{label}</InsetText> }.into_any(),
    }
}

/// The inputs of the parts of a value, or of the columns of a row.
fn parts_view<'s>(
    values: &FieldValues<'_>,
    prefix: &str,
    parts: &[Column],
    stored: &dyn Fn(&str) -> Option<&'s motcua_domain::form::Answer>,
) -> Vec<AnyView> {
    parts
        .iter()
        .map(|part| {
            let field = part.as_field(&format!("{prefix}.{}", part.id));
            field_view(values, &field, !part.required, None, stored(&part.id))
        })
        .collect()
}

fn parts_group(
    name: String,
    legend: String,
    hint: Option<String>,
    error: Option<String>,
    inputs: Vec<AnyView>,
) -> AnyView {
    view! {
        <FieldGroup id=name legend=legend hint=hint error=error of_text_fields=true>
            {inputs}
        </FieldGroup>
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
