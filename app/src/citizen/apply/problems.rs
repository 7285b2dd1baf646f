//! Problems in words: what is wrong, what was typed, what to do.

use motcua_domain::form::{Problem, ProblemKind};
use motcua_domain::procedure::{Field, FieldType};
use motcua_texts::Lang;
use motcua_texts::problems as texts;

/// What is said at the field and in the summary.
pub(crate) fn message(lang: Lang, field: Option<&Field>, problem: &Problem) -> String {
    let label = field.map_or("", |field| field.label.get(lang));
    let said = match &problem.kind {
        ProblemKind::Missing => match field.map(|field| &field.kind) {
            Some(FieldType::Choice { .. } | FieldType::Choices { .. } | FieldType::YesNo) => {
                texts::missing_choice(lang, label)
            }
            Some(FieldType::Declaration) => texts::missing_tick(lang).to_owned(),
            _ => texts::missing(lang, label),
        },
        ProblemKind::NotAName => texts::not_a_name(lang, label),
        ProblemKind::NotADate => texts::not_a_date(lang).to_owned(),
        ProblemKind::NotATime => texts::not_a_time(lang).to_owned(),
        ProblemKind::NotANumber => texts::not_a_number(lang).to_owned(),
        ProblemKind::OutOfRange { min, max } => texts::out_of_range(lang, max, min),
        ProblemKind::TooLong { max } => texts::too_long(lang, max),
        ProblemKind::UnknownChoice => texts::unknown_choice(lang).to_owned(),
        ProblemKind::NotAPersonalId => texts::not_a_personal_id(lang).to_owned(),
        ProblemKind::NotAPhone => texts::not_a_phone(lang).to_owned(),
        ProblemKind::NotAnEmail => texts::not_an_email(lang).to_owned(),
        ProblemKind::NotATaxCode => texts::not_a_tax_code(lang).to_owned(),
        ProblemKind::NotAPlate => texts::not_a_plate(lang).to_owned(),
        ProblemKind::AddressIncomplete => texts::address_incomplete(lang).to_owned(),
        ProblemKind::CommuneElsewhere => texts::commune_elsewhere(lang).to_owned(),
        ProblemKind::Rule(text) => text.get(lang).to_owned(),
    };
    let quotable = !matches!(
        problem.kind,
        ProblemKind::Missing | ProblemKind::Rule(_) | ProblemKind::UnknownChoice
    );
    match problem
        .typed
        .as_deref()
        .map(str::trim)
        .filter(|typed| quotable && !typed.is_empty())
    {
        Some(typed) => {
            let short: String = typed.chars().take(60).collect();
            format!("{said} {}", texts::you_wrote(lang, short))
        }
        None => said,
    }
}
