//! An address or a commune: chosen by province, or found by name, with or without marks, also by the name of before the
//! mergers.

use leptos::prelude::*;
use motcua_domain::form::Answer;
use motcua_domain::procedure::{Field, FieldType};
use motcua_texts::common::address as texts;

use super::FieldValues;
use crate::components::{AddressInput, AddressValue, Choice};

/// The most communes offered for a name.
const MOST_FOUND: usize = 8;

/// The inputs.
pub(super) fn view(
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
    let part = |part: &str| typed.get(&format!("{name}.{part}")).unwrap_or_default().to_owned();
    let wanted = part("find");
    let value = match stored {
        Some(Answer::Address(address)) if !typed.touches(&name) => AddressValue {
            province: address.province().to_owned(),
            commune: address.commune().to_owned(),
            detail: address.detail().to_owned(),
        },
        Some(Answer::Text(code)) if !typed.touches(&name) => {
            let province = reference.commune(code).map(|commune| commune.province.clone());
            AddressValue {
                province: province.unwrap_or_default(),
                commune: code.clone(),
                detail: String::new(),
            }
        }
        _ => AddressValue {
            province: part("province"),
            commune: part("commune"),
            detail: part("detail"),
        },
    };
    let found: Vec<Choice> = reference
        .search_communes(&wanted, None, MOST_FOUND)
        .into_iter()
        .map(|hit| {
            let label = format!("{}, {}", hit.commune.name.get(lang), hit.province.short_name);
            let choice = Choice::new(hit.commune.code.clone(), label);
            match hit.formerly {
                Some(formerly) => choice.hint(texts::formerly(lang, formerly)),
                None => choice,
            }
        })
        .collect();
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
    let label = field.label.get(lang).to_owned();
    let hint = field.hint.as_ref().map(|hint| hint.get(lang).to_owned());
    view! {
        <AddressInput
            name=name
            legend=label
            provinces=provinces
            communes=communes
            value=value
            wanted=wanted
            found=found
            hint=hint
            error=error
            optional=optional
            commune_only=commune_only
        />
    }
    .into_any()
}
