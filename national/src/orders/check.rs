//! What the police and the insurance look at before they do anything.

use chrono::{Datelike as _, NaiveDate};

use super::{Ask, Objection, Work};
use crate::people::Birth;
use crate::registry::{Registry, same_name};

/// Whether what is asked can be done.
pub(super) fn check(registry: &Registry, ask: &Ask, today: NaiveDate) -> Result<(), Objection> {
    let child = registry.people.get(&ask.child).ok_or(Objection::UnknownChild)?;
    if !same_name(&child.full_name, &ask.child_name) {
        return Err(Objection::ChildNameDiffers);
    }
    if child.born != Birth::Day(ask.born_on) {
        return Err(Objection::BirthDateDiffers);
    }
    match ask.work {
        Work::PermanentResidence => residence(registry, ask),
        Work::HealthCard if ask.facility.is_none() => Err(Objection::NoFacility),
        Work::HealthCard | Work::IdentityCard if years(ask.born_on, today) >= 6 => Err(Objection::TooOld),
        Work::HealthCard | Work::IdentityCard => Ok(()),
    }
}

/// A child lives where the head of the household does, if head or owner agrees (Law on Residence Art. 20).
fn residence(registry: &Registry, ask: &Ask) -> Result<(), Objection> {
    let head = ask
        .head
        .as_ref()
        .and_then(|it| registry.people.get(it))
        .ok_or(Objection::UnknownHead)?;
    if ask.head_name.as_ref().is_some_and(|it| !same_name(it, &head.full_name)) {
        return Err(Objection::HeadNameDiffers);
    }
    if !ask.consent {
        return Err(Objection::NoConsent);
    }
    let lawful = ask
        .place
        .as_ref()
        .is_some_and(|it| it.commune == head.permanent.commune);
    if lawful {
        Ok(())
    } else {
        Err(Objection::DwellingNotLawful)
    }
}

/// Full years of age.
fn years(born_on: NaiveDate, today: NaiveDate) -> i32 {
    let birthday_passed = (today.month(), today.day()) >= (born_on.month(), born_on.day());
    today.year() - born_on.year() - i32::from(!birthday_passed)
}
