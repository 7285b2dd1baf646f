//! The end of a procedure: asked for with a day and a reason, confirmed by another person.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::admin as work;
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;
use motcua_texts::admin::end as texts;

use super::approve::{date, date_parts};
use super::{frame, refused};
use crate::components::{
    BannerKind, Button, ButtonKind, DateInput, DateParts, ErrorSummary, FieldError, PageHeading, Textarea,
};
use crate::render::page;
use crate::urls::{AdminEnd, AdminProcedure};
use crate::web::{App, Halt, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// Asks for the day and the reason.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<String>,
) -> PageResult {
    form(&app, &visitor, &officer, &id, &Inputs::default(), Vec::new()).await
}

async fn form(
    app: &App,
    visitor: &Visitor,
    officer: &Officer,
    id: &str,
    inputs: &Inputs,
    errors: Vec<FieldError>,
) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let seen = work::procedure(&app.desk, officer, &ProcedureId::from(id)).await?;
    let name = seen.procedure.short_name().get(lang).to_owned();
    let back = AdminProcedure { id: id.to_owned() }.url();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let about = frame::about(texts::title(lang))
        .status(status)
        .with_errors(!errors.is_empty())
        .back(back, name.clone());
    let typed: DateParts = date_parts(inputs, "last_day");
    let reason = inputs.get("reason").to_owned();
    let action = AdminEnd { id: id.to_owned() }.url();
    Ok(page(visitor.context(), &about, || {
        let at = |field: &str| errors.iter().find(|it| it.field == field).map(|it| it.message.clone());
        let (day_error, reason_error) = (at("last_day"), at("reason"));
        view! {
            <ErrorSummary errors=errors.clone() />
            <PageHeading text=texts::title(lang) caption=name />
            <form class="mc-measure" method="post" action=action novalidate>
                <p class="govuk-body">{texts::text(lang)}</p>
                <DateInput
                    name="last_day"
                    legend=texts::last_day(lang)
                    hint=texts::last_day_hint(lang)
                    value=typed
                    error=day_error
                />
                <Textarea name="reason" label=texts::reason(lang) hint=texts::reason_hint(lang) value=reason error=reason_error />
                <Button text=texts::ask(lang) kind=ButtonKind::Warning />
            </form>
        }
    }))
}

/// Asks for the end.
pub(super) async fn ask(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<String>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let Some(day) = date(&date_parts(&inputs, "last_day")) else {
        let mut errors = vec![FieldError::new("last_day", motcua_texts::admin::approve::no_date(lang))];
        if inputs.get("reason").trim().is_empty() {
            errors.push(FieldError::new("reason", refused::words(&work::Denied::Missing, lang)));
        }
        return form(&app, &visitor, &officer, &id, &inputs, errors).await;
    };
    let procedure = ProcedureId::from(id.as_str());
    match work::ask_end(&app.desk, &officer, &procedure, day, inputs.get("reason")).await {
        Ok(()) => {
            let url = AdminProcedure { id }.url();
            Ok(see_other(
                &app,
                jar,
                &url,
                Some((BannerKind::Success, texts::asked(lang))),
            ))
        }
        Err(error) => {
            let denied = refused::denied(error)?;
            let field = if denied == work::Denied::Missing {
                "reason"
            } else {
                "last_day"
            };
            let errors = vec![FieldError::new(field, refused::words(&denied, lang))];
            form(&app, &visitor, &officer, &id, &inputs, errors).await
        }
    }
}

/// Confirms what another person asked for.
pub(super) async fn confirm(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<String>,
    jar: CookieJar,
) -> PageResult {
    let done = work::confirm_end(&app.desk, &officer, &ProcedureId::from(id.as_str())).await;
    let said = texts::confirmed(visitor.lang);
    answer(&app, &visitor, jar, id, done, said)
}

/// Takes an end back.
pub(super) async fn take_back(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<String>,
    jar: CookieJar,
) -> PageResult {
    let done = work::take_back_end(&app.desk, &officer, &ProcedureId::from(id.as_str())).await;
    let said = texts::taken_back(visitor.lang);
    answer(&app, &visitor, jar, id, done, said)
}

fn answer(
    app: &App,
    visitor: &Visitor,
    jar: CookieJar,
    id: String,
    done: Result<(), work::AdminError>,
    said: &str,
) -> PageResult {
    let url = AdminProcedure { id }.url();
    match done {
        Ok(()) => Ok(see_other(app, jar, &url, Some((BannerKind::Success, said)))),
        Err(error) => refused::show(visitor, error, url),
    }
}
