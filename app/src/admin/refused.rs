//! What was not done, and why, in words.

use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use motcua_casework::admin::{AdminError, Denied};
use motcua_texts::Lang;
use motcua_texts::admin::denied as texts;

use super::{faults, frame};
use crate::components::{ButtonLink, PageHeading};
use crate::format;
use crate::render::page;
use crate::web::{Halt, PageResult, Visitor};

/// Why an act is refused.
pub(super) fn words(denied: &Denied, lang: Lang) -> String {
    match denied {
        Denied::Changed(Some(draft)) => {
            texts::changed(lang, format::date_time(lang, draft.edited_at), &draft.edited_by_name)
        }
        Denied::Changed(None) => texts::gone(lang).to_owned(),
        Denied::Unsound(_) => texts::unsound(lang).to_owned(),
        Denied::NothingChanged => texts::nothing_changed(lang).to_owned(),
        Denied::OwnWork => texts::own_work(lang).to_owned(),
        Denied::NotWaiting => texts::not_waiting(lang).to_owned(),
        Denied::Missing => texts::missing(lang).to_owned(),
        Denied::DatePassed => texts::date_passed(lang).to_owned(),
        Denied::BeforeVersion(day) => texts::before_version(lang, format::date(*day)),
        Denied::AfterVersion(day) => texts::after_version(lang, format::date(*day)),
        Denied::PartOf(groups) => {
            let names: Vec<&str> = groups.iter().map(|name| name.get(lang)).collect();
            texts::part_of(lang, names.join("; "))
        }
        Denied::EndsAlready => texts::ends_already(lang).to_owned(),
        Denied::NoAgency => texts::no_agency(lang).to_owned(),
        Denied::NoRole => texts::no_role(lang).to_owned(),
        Denied::AgencyMissing => texts::agency_missing(lang).to_owned(),
        Denied::NameMissing => texts::name_missing(lang).to_owned(),
        Denied::UserName => texts::user_name(lang).to_owned(),
        Denied::DecisionMissing => texts::decision_missing(lang).to_owned(),
        Denied::Several(found) => {
            let sentences: Vec<String> = found.iter().map(|denied| words(denied, lang)).collect();
            sentences.join(" ")
        }
        Denied::NameTaken => texts::name_taken(lang).to_owned(),
        Denied::PasswordTooShort => texts::password_too_short(lang).to_owned(),
        Denied::Oneself => texts::oneself(lang).to_owned(),
        Denied::BothKinds => texts::both_kinds(lang).to_owned(),
        Denied::LastAdministrator => texts::last_administrator(lang).to_owned(),
        Denied::OneWouldBeLeft => texts::one_would_be_left(lang).to_owned(),
        Denied::InHand(tasks) => texts::in_hand(lang, *tasks),
    }
}

/// The refusal, or what goes on as everywhere.
pub(super) fn denied(error: AdminError) -> Result<Denied, Halt> {
    match error {
        AdminError::Refused(denied) => Ok(*denied),
        AdminError::Failed(error) => Err(error.into()),
    }
}

/// A page of its own, for what was asked for by a button.
pub(super) fn show(visitor: &Visitor, error: AdminError, back: String) -> PageResult {
    let denied = denied(error)?;
    Ok(plain(visitor, &denied, back))
}

fn plain(visitor: &Visitor, denied: &Denied, back: String) -> Response {
    let lang = visitor.lang;
    let text = words(denied, lang);
    let found = match denied {
        Denied::Unsound(found) => found.clone(),
        _ => Vec::new(),
    };
    let about = frame::about(texts::title(lang))
        .status(StatusCode::CONFLICT)
        .back(back.clone(), texts::back(lang));
    page(visitor.context(), &about, || {
        let list = (!found.is_empty()).then(|| faults::list(&found, lang));
        view! {
            <PageHeading text=texts::title(lang) />
            <p class="govuk-body">{text}</p>
            {list}
            <ButtonLink href=back text=texts::back(lang) />
        }
    })
}
