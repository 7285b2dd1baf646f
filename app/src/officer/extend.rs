//! The head of the agency apologises and sets a new date, once (PRC-14, PRC-15).

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_casework::officer::{Opened, extend as extend_until, open};
use motcua_casework::reference::ReasonFor;
use motcua_domain::calendar::local_time;
use motcua_domain::dossier::{Dossier, Why};
use motcua_domain::procedure::Procedure;
use motcua_texts::officer::extend as texts;

use super::reasons::{Again, Asked, Given, fault};
use super::seen;
use crate::components::{BannerKind, Button, DateInput, DateParts, ErrorSummary, FieldError, PageHeading};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficeDossier, OfficeExtend, Queues};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

fn asked(procedure: &Procedure) -> Asked<'_> {
    Asked {
        act: Some(ReasonFor::Extension),
        procedure,
        legal: false,
        outward: true,
    }
}

/// Asks for the new date and the reason.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
) -> PageResult {
    let opened = open(&app.desk, &officer, &code).await?;
    form(&app, &visitor, &opened, &Inputs::default(), &Again::default())
}

/// After which time, and until when at the latest; none while no clock runs.
fn bounds(app: &App, dossier: &Dossier) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let clock = dossier.clock.as_ref()?;
    let calendar = app.desk.calendar(Some(&dossier.application.competent));
    Some((clock.due, calendar.due_at(clock.due, clock.limit, &[])))
}

fn form(app: &App, visitor: &Visitor, opened: &Opened, inputs: &Inputs, again: &Again) -> PageResult {
    let lang = visitor.lang;
    let dossier = &opened.case.dossier;
    let procedure = &opened.case.procedure;
    let code = dossier.application.code.to_string();
    let (from, to) = bounds(app, dossier).ok_or(Error::NotFound)?;
    let back = OfficeDossier { code: code.clone() }.url();
    let about = Page::officer(texts::title(lang))
        .section(Queues::ROUTE)
        .status(again.status())
        .with_errors(again.is_some())
        .back(back.clone(), code.clone());
    let caption = format!("{code} · {}", dossier.application.subject);
    let hint = texts::until_hint(lang, format::date_time(lang, from), format::date_time(lang, to));
    let part = |name: &str| inputs.get(&format!("until.{name}")).to_owned();
    let until = DateParts {
        day: part("day"),
        month: part("month"),
        year: part("year"),
    };
    let given = Given::of(inputs);
    let seen = dossier.seq.to_string();
    let response: Response = page(visitor.context(), &about, || {
        let action = OfficeExtend { code }.url();
        view! {
            {again.notice(back, procedure, lang)}
            <ErrorSummary errors=again.faults.clone() />
            <PageHeading text=texts::title(lang) caption=caption />
            <p class="govuk-body">{texts::lead(lang)}</p>
            <form class="mc-measure" method="post" action=action novalidate>
                <input type="hidden" name="seen" value=seen />
                <DateInput
                    name="until"
                    legend=texts::until(lang)
                    hint=hint
                    value=until
                    error=fault(&again.faults, "until")
                />
                {given.fields(&app.desk, asked(procedure), &again.faults, lang)}
                <Button text=texts::button(lang) />
            </form>
        }
    });
    Ok(response)
}

/// The date that was typed.
fn date(inputs: &Inputs) -> Option<NaiveDate> {
    let year = inputs
        .get("until.year")
        .parse()
        .ok()
        .filter(|year| (1900..=9999).contains(year))?;
    NaiveDate::from_ymd_opt(
        year,
        inputs.get("until.month").parse().ok()?,
        inputs.get("until.day").parse().ok()?,
    )
}

/// Sets the new date.
pub(super) async fn send(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let seen = seen(&inputs)?;
    let case = Case::by_code(&app.desk, &code).await?;
    let reason = Given::of(&inputs).read(&app.desk, asked(&case.procedure), lang);
    // The new promise is kept at the hour of the old one.
    let until = date(&inputs)
        .zip(case.dossier.clock.as_ref())
        .map(|(date, clock)| local_time(date.and_time(format::local(clock.due).time())));
    let (until, reason) = match (until, reason) {
        (Some(until), Ok((reason, _))) => (until, reason),
        (until, reason) => {
            let no_date = until
                .is_none()
                .then(|| FieldError::new("until", texts::not_a_date(lang)));
            let faults = no_date.into_iter().chain(reason.err().into_iter().flatten()).collect();
            let opened = open(&app.desk, &officer, &code).await?;
            return form(&app, &visitor, &opened, &inputs, &Again::faulty(faults));
        }
    };
    match extend_until(&app.desk, &officer, &code, seen, until, reason).await {
        Ok(()) => {
            let url = OfficeDossier { code }.url();
            Ok(see_other(
                &app,
                jar,
                &url,
                Some((BannerKind::Success, texts::sent(lang))),
            ))
        }
        Err(Error::Refused(refusal)) => {
            let opened = open(&app.desk, &officer, &code).await?;
            let again = match (refusal.why, bounds(&app, &opened.case.dossier)) {
                (Why::BadDate, Some((from, to))) => {
                    let (from, to) = (format::date_time(lang, from), format::date_time(lang, to));
                    Again::faulty(vec![FieldError::new("until", texts::bad_date(lang, from, to))])
                }
                (why, _) => Again::refused(why),
            };
            form(&app, &visitor, &opened, &inputs, &again)
        }
        Err(error) => Err(error.into()),
    }
}
