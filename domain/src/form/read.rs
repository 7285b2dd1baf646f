//! From what was typed to a value, by the type of the field.

use super::parts;
use super::resolve::ProblemKind;
use super::{Answer, Typed};
use crate::address::{Address, AddressError};
use crate::identifiers::{
    DrivingLicenceNumber, Email, HealthCardNumber, PartialDate, PersonName, PersonalId, Phone, PlateNumber,
    SocialInsuranceNumber, TaxCode,
};
use crate::procedure::{Choice, FieldType};
use crate::reference::Lists;

/// Reads the inputs of one field. `Ok(None)` when nothing was typed.
pub(super) fn read(
    id: &str,
    kind: &FieldType,
    typed: &Typed,
    lists: &dyn Lists,
) -> Result<Option<Answer>, ProblemKind> {
    match kind {
        FieldType::Information => Ok(None),
        FieldType::Date | FieldType::PartialDate => date(id, typed, matches!(kind, FieldType::Date)),
        FieldType::Address => address(id, typed, lists),
        FieldType::Commune => commune(id, typed, lists),
        FieldType::Choices { options } => Ok(choices(id, options, typed)),
        FieldType::BankAccount | FieldType::LandParcel | FieldType::Vehicle | FieldType::Person => {
            parts::record(id, kind.parts(), typed, lists)
        }
        FieldType::Table { columns, min, max, .. } => {
            let rows = parts::rows(id, columns, *max, typed, lists)?;
            parts::table(rows, (*min, *max))
        }
        _ => {
            let text = typed.get(id).unwrap_or_default().trim();
            if text.is_empty() {
                return Ok(None);
            }
            one_line(kind, text, lists).map(Some)
        }
    }
}

/// A register's value in the form in which the same value typed would be kept, so that the two can be compared. What
/// cannot be read stays as the register says it.
pub(super) fn tidy(kind: &FieldType, said: Answer, lists: &dyn Lists) -> Answer {
    match (kind, &said) {
        (
            FieldType::PersonName
            | FieldType::PersonalId
            | FieldType::Phone
            | FieldType::Email
            | FieldType::TaxCode
            | FieldType::Plate
            | FieldType::SocialInsuranceNumber
            | FieldType::HealthCardNumber
            | FieldType::DrivingLicenceNumber,
            Answer::Text(text),
        ) => one_line(kind, text, lists).unwrap_or(said),
        (_, Answer::Record(_) | Answer::Table(_)) => parts::tidy_parts(kind, said, lists),
        _ => said,
    }
}

fn one_line(kind: &FieldType, text: &str, lists: &dyn Lists) -> Result<Answer, ProblemKind> {
    let as_text = |text: String| Answer::Text(text);
    Ok(match kind {
        FieldType::Text { max } | FieldType::LongText { max } => {
            if text.chars().count() > usize::from(*max) {
                return Err(ProblemKind::TooLong { max: *max });
            }
            as_text(text.to_owned())
        }
        FieldType::PersonName => as_text(PersonName::parse(text).map_err(|_| ProblemKind::NotAName)?.to_string()),
        FieldType::Digits { min, max } => as_text(digits(text, *min, *max)?),
        FieldType::Number { min, max, .. } => Answer::Number(number(text, *min, *max)?),
        FieldType::Money => Answer::Number(number(text, 0, 1_000_000_000_000)?),
        FieldType::Time => as_text(time(text).ok_or(ProblemKind::NotATime)?),
        FieldType::YesNo => match text {
            "yes" => Answer::Bool(true),
            "no" => Answer::Bool(false),
            _ => return Err(ProblemKind::UnknownChoice),
        },
        FieldType::Declaration => match text {
            "yes" => Answer::Bool(true),
            _ => return Err(ProblemKind::UnknownChoice),
        },
        FieldType::Choice { options, list } => {
            let known = options.iter().any(|option| option.value == text)
                || list.as_ref().is_some_and(|list| lists.label(list, text).is_some());
            if !known {
                return Err(ProblemKind::UnknownChoice);
            }
            as_text(text.to_owned())
        }
        FieldType::PersonalId => as_text(
            PersonalId::parse(text)
                .map_err(|_| ProblemKind::NotAPersonalId)?
                .to_string(),
        ),
        FieldType::Phone => as_text(Phone::parse(text).map_err(|_| ProblemKind::NotAPhone)?.to_string()),
        FieldType::Email => as_text(Email::parse(text).map_err(|_| ProblemKind::NotAnEmail)?.to_string()),
        FieldType::TaxCode => as_text(TaxCode::parse(text).map_err(|_| ProblemKind::NotATaxCode)?.to_string()),
        FieldType::Plate => as_text(
            PlateNumber::parse(text)
                .map_err(|_| ProblemKind::NotAPlate)?
                .to_string(),
        ),
        FieldType::SocialInsuranceNumber => as_text(
            SocialInsuranceNumber::parse(text)
                .map_err(|_| ProblemKind::NotASocialInsuranceNumber)?
                .to_string(),
        ),
        FieldType::HealthCardNumber => as_text(
            HealthCardNumber::parse(text)
                .map_err(|_| ProblemKind::NotAHealthCardNumber)?
                .to_string(),
        ),
        FieldType::DrivingLicenceNumber => as_text(
            DrivingLicenceNumber::parse(text)
                .map_err(|_| ProblemKind::NotADrivingLicenceNumber)?
                .to_string(),
        ),
        FieldType::Date
        | FieldType::PartialDate
        | FieldType::BankAccount
        | FieldType::LandParcel
        | FieldType::Vehicle
        | FieldType::Person
        | FieldType::Table { .. }
        | FieldType::Choices { .. }
        | FieldType::Address
        | FieldType::Commune
        | FieldType::Information => return Err(ProblemKind::UnknownChoice),
    })
}

fn digits(text: &str, min: u8, max: u8) -> Result<String, ProblemKind> {
    // People write long numbers in groups.
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '.' | '-' | '\u{a0}'))
        .collect();
    let right = (usize::from(min)..=usize::from(max)).contains(&digits.len());
    if right && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(digits)
    } else {
        Err(ProblemKind::NotDigits { min, max })
    }
}

fn number(text: &str, min: i64, max: i64) -> Result<i64, ProblemKind> {
    // People write amounts with dots or blanks between the thousands; "1.5" is no fifteen.
    let mut groups = text.split(['.', ' ', '\u{a0}']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let whole = |group: &&str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let begins = (1..=3).contains(&first.strip_prefix('-').unwrap_or(first).len());
    if !rest.iter().all(whole) || (!rest.is_empty() && !begins) {
        return Err(ProblemKind::NotANumber);
    }
    let number: i64 = (first.to_owned() + &rest.concat())
        .parse()
        .map_err(|_| ProblemKind::NotANumber)?;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(ProblemKind::OutOfRange { min, max })
    }
}

fn time(text: &str) -> Option<String> {
    let (hour, minute) = text.split_once([':', 'h', 'g'])?;
    let hour: u8 = hour.trim().parse().ok().filter(|hour| *hour < 24)?;
    let minute = minute.trim();
    let minute: u8 = if minute.is_empty() {
        0
    } else {
        minute.parse().ok().filter(|minute| *minute < 60)?
    };
    Some(format!("{hour:02}:{minute:02}"))
}

fn date(id: &str, typed: &Typed, full: bool) -> Result<Option<Answer>, ProblemKind> {
    let part = |name: &str| typed.get(&format!("{id}.{name}")).unwrap_or_default().trim();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let written = match (day, month, year) {
        ("", "", "") => typed.get(id).unwrap_or_default().trim().to_owned(),
        (_, "", _) if !day.is_empty() => return Err(ProblemKind::NotADate),
        (_, _, "") => return Err(ProblemKind::NotADate),
        ("", "", year) => year.to_owned(),
        ("", month, year) => format!("{month}/{year}"),
        (day, month, year) => format!("{day}/{month}/{year}"),
    };
    if written.is_empty() {
        return Ok(None);
    }
    let date = PartialDate::parse(&written).map_err(|_| ProblemKind::NotADate)?;
    if full && date.full().is_none() {
        return Err(ProblemKind::NotADate);
    }
    Ok(Some(Answer::Text(date.to_iso())))
}

fn address(id: &str, typed: &Typed, lists: &dyn Lists) -> Result<Option<Answer>, ProblemKind> {
    let part = |name: &str| typed.get(&format!("{id}.{name}")).unwrap_or_default().trim();
    let (province, commune, detail) = (part("province"), part("commune"), part("detail"));
    if province.is_empty() && commune.is_empty() && detail.is_empty() {
        return Ok(None);
    }
    let address = Address::new(province, commune, detail).map_err(|error| match error {
        AddressError::Province | AddressError::Commune => ProblemKind::AddressIncomplete,
        AddressError::TooLong => ProblemKind::TooLong { max: 250 },
    })?;
    if !lists.commune_in(address.province(), address.commune()) {
        return Err(ProblemKind::CommuneElsewhere);
    }
    Ok(Some(Answer::Address(address)))
}

fn commune(id: &str, typed: &Typed, lists: &dyn Lists) -> Result<Option<Answer>, ProblemKind> {
    let part = |name: &str| typed.get(&format!("{id}.{name}")).unwrap_or_default().trim();
    let (province, commune) = (part("province"), part("commune"));
    if province.is_empty() && commune.is_empty() {
        return Ok(None);
    }
    if !lists.commune_in(province, commune) {
        return Err(ProblemKind::AddressIncomplete);
    }
    Ok(Some(Answer::Text(commune.to_owned())))
}

fn choices(id: &str, options: &[Choice], typed: &Typed) -> Option<Answer> {
    let chosen: Vec<String> = options
        .iter()
        .filter(|option| typed.get(&format!("{id}.{}", option.value)) == Some("yes"))
        .map(|option| option.value.clone())
        .collect();
    (!chosen.is_empty()).then_some(Answer::List(chosen))
}
