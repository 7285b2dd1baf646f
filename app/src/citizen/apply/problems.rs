//! Problems in words: what is wrong, what was typed, what to do.

use motcua_domain::form::{PartProblem, Problem, ProblemKind};
use motcua_domain::procedure::{Field, FieldType};
use motcua_texts::Lang;
use motcua_texts::problems as texts;

/// What is said about an input.
pub(crate) struct Said {
    /// The input: the field, or a part of it.
    pub input: String,
    /// At the input.
    pub here: String,
    /// In the summary above the page, where the row must be named.
    pub above: String,
}

/// What is said at the inputs of a field: at each part that is wrong.
pub(crate) fn messages(lang: Lang, field: Option<&Field>, problem: &Problem) -> Vec<Said> {
    let ProblemKind::InParts(parts) = &problem.kind else {
        let said = message(lang, field, problem);
        return vec![Said {
            input: problem.field.clone(),
            here: said.clone(),
            above: said,
        }];
    };
    let part = |part: &PartProblem| Said {
        input: part.input.clone(),
        here: words(lang, part.label.get(lang), &part.kind),
        above: part_words(lang, part),
    };
    parts.iter().map(part).collect()
}

fn part_words(lang: Lang, part: &PartProblem) -> String {
    let label = part.label.get(lang);
    let said = words(lang, label, &part.kind);
    let said = if said.contains(label) {
        said
    } else {
        format!("{label}: {said}")
    };
    match part.row {
        Some(row) => texts::in_row(lang, row + 1, said),
        None => said,
    }
}

/// What is said about a field as a whole.
pub(crate) fn message(lang: Lang, field: Option<&Field>, problem: &Problem) -> String {
    let label = field.map_or("", |field| field.label.get(lang));
    let said = match (&problem.kind, field.map(|field| &field.kind)) {
        (ProblemKind::Missing, Some(FieldType::Choice { .. } | FieldType::Choices { .. } | FieldType::YesNo)) => {
            texts::missing_choice(lang, label)
        }
        (ProblemKind::Missing, Some(FieldType::Declaration)) => texts::missing_tick(lang).to_owned(),
        (kind, _) => words(lang, label, kind),
    };
    let quotable = !matches!(
        problem.kind,
        ProblemKind::Missing | ProblemKind::Rule(_) | ProblemKind::UnknownChoice | ProblemKind::InParts(_)
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

fn words(lang: Lang, label: &str, kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Missing => texts::missing(lang, label),
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
        ProblemKind::NotDigits { min, max } if min == max => texts::not_digits(lang, min),
        ProblemKind::NotDigits { min, max } => texts::not_digits_between(lang, max, min),
        ProblemKind::NotASocialInsuranceNumber => texts::not_a_social_insurance_number(lang).to_owned(),
        ProblemKind::NotAHealthCardNumber => texts::not_a_health_card_number(lang).to_owned(),
        ProblemKind::NotADrivingLicenceNumber => texts::not_a_driving_licence_number(lang).to_owned(),
        ProblemKind::TooFewRows { min } => texts::too_few_rows(lang, min),
        ProblemKind::TooManyRows { max } => texts::too_many_rows(lang, max),
        ProblemKind::InParts(parts) => {
            let part = |part: &PartProblem| part_words(lang, part);
            parts.iter().map(part).collect::<Vec<_>>().join(" ")
        }
        ProblemKind::AddressIncomplete => texts::address_incomplete(lang).to_owned(),
        ProblemKind::CommuneElsewhere => texts::commune_elsewhere(lang).to_owned(),
        ProblemKind::Rule(text) => text.get(lang).to_owned(),
    }
}
