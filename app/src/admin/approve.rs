//! Asks for approval, approves, sends back, throws away.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use motcua_casework::admin::{self as work, AdminError, Denied, Kind};
use motcua_domain::calendar::vietnam_date;
use motcua_texts::admin::approve as texts;

use super::{difference, edit, home, kind, refused, seen};
use crate::components::{BannerKind, DateParts, FieldError};
use crate::format;
use crate::urls::AdminDifference;
use crate::web::{App, Inputs, PageResult, SignedInOfficer, see_other};

/// A date as it was typed into three fields.
pub(super) fn date_parts(inputs: &Inputs, name: &str) -> DateParts {
    let part = |part: &str| inputs.get(&format!("{name}.{part}")).to_owned();
    DateParts {
        day: part("day"),
        month: part("month"),
        year: part("year"),
    }
}

/// The date, if it is one.
pub(super) fn date(parts: &DateParts) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        parts.year.parse().ok()?,
        parts.month.parse().ok()?,
        parts.day.parse().ok()?,
    )
}

/// Asks that another person approve a draft.
pub(super) async fn ask(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let kind = kind(&of)?;
    let seen = seen(&inputs)?;
    let parts = date_parts(&inputs, "valid_from");
    let day = match kind {
        Kind::Procedure => date(&parts),
        Kind::Reference => Some(vietnam_date(app.desk.now())),
    };
    let (field, said, draft) = match day {
        None => {
            let draft = work::draft(&app.desk, &officer, kind, &name).await?;
            ("valid_from", texts::no_date(lang).to_owned(), draft)
        }
        Some(day) => match work::ask(&app.desk, &officer, kind, &name, seen, day).await {
            Ok(_) => {
                let said = texts::asked(lang);
                return Ok(see_other(
                    &app,
                    jar,
                    &home(kind, &name),
                    Some((BannerKind::Success, said)),
                ));
            }
            Err(error @ AdminError::Failed(_)) => return refused::show(&visitor, error, home(kind, &name)),
            Err(AdminError::Refused(denied)) => {
                let field = match *denied {
                    Denied::DatePassed | Denied::BeforeVersion(_) | Denied::AfterVersion(_) => "valid_from",
                    _ => "text",
                };
                let draft = work::draft(&app.desk, &officer, kind, &name).await?;
                (field, refused::words(&denied, lang), draft)
            }
        },
    };
    let Some(draft) = draft else {
        return refused::show(&visitor, Denied::Changed(None).into(), home(kind, &name));
    };
    let again = edit::Again {
        faults: vec![FieldError::new(field, said)],
        date: parts,
        ..edit::Again::default()
    };
    edit::form(&app, &visitor, &officer, &draft, again).await
}

/// Approves a draft and publishes it.
pub(super) async fn publish(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let kind = kind(&of)?;
    let draft = work::draft(&app.desk, &officer, kind, &name).await?;
    match work::publish(&app.desk, &officer, kind, &name, seen(&inputs)?).await {
        Ok(version) => {
            let day = draft
                .and_then(|draft| draft.valid_from)
                .map(format::date)
                .unwrap_or_default();
            let said = texts::published(lang, day, version.to_string());
            Ok(see_other(
                &app,
                jar,
                &home(kind, &name),
                Some((BannerKind::Success, &said)),
            ))
        }
        Err(error) => refused::show(&visitor, error, home(kind, &name)),
    }
}

/// Does not approve a draft.
pub(super) async fn send_back(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let kind = kind(&of)?;
    let note = inputs.get("note");
    match work::send_back(&app.desk, &officer, kind, &name, seen(&inputs)?, note).await {
        Ok(()) => {
            let said = texts::sent_back(lang);
            Ok(see_other(
                &app,
                jar,
                &home(kind, &name),
                Some((BannerKind::Success, said)),
            ))
        }
        Err(AdminError::Refused(denied)) if matches!(*denied, Denied::Missing | Denied::Changed(Some(_))) => {
            let again = (note.to_owned(), refused::words(&denied, lang));
            difference::render(&app, &visitor, &officer, (of, name), Some(again)).await
        }
        Err(error) => refused::show(&visitor, error, AdminDifference { kind: of, name }.url()),
    }
}

/// Throws a draft away.
pub(super) async fn discard(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let kind = kind(&of)?;
    match work::discard(&app.desk, &officer, kind, &name, seen(&inputs)?).await {
        Ok(()) => {
            let said = texts::discarded(lang);
            Ok(see_other(
                &app,
                jar,
                &home(kind, &name),
                Some((BannerKind::Success, said)),
            ))
        }
        Err(error) => refused::show(&visitor, error, home(kind, &name)),
    }
}
