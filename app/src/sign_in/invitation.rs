//! An officer's first sign-in: with the code of the invitation they set a password and an authenticator app.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::sign_in::officer::{Invited, Refusal};
use motcua_casework::sign_in::{PasswordError, TotpSecret};
use motcua_texts::sign_in::{invitation as texts, officer as officer_texts};
use secrecy::SecretString;

use super::officer::later;
use crate::components::{BannerKind, Button, ErrorSummary, FieldError, PageHeading, QrCode, TextInput, Width};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficerInvitation, OfficerSignIn};
use crate::web::{App, Halt, Inputs, PageResult, Visitor, see_other};

/// Asks for the code.
pub(super) async fn show(visitor: Visitor) -> Response {
    ask(&visitor, "", None)
}

fn about(title: &str, back: &'static str, status: StatusCode) -> Page {
    Page::citizen(title)
        .status(status)
        .with_errors(status != StatusCode::OK)
        .back(OfficerSignIn::ROUTE, back)
}

fn ask(visitor: &Visitor, user_name: &str, wrong: Option<(StatusCode, String)>) -> Response {
    let lang = visitor.lang;
    let (status, fault) = wrong.map_or((StatusCode::OK, None), |(status, fault)| (status, Some(fault)));
    let user_name = user_name.to_owned();
    page(
        visitor.context(),
        &about(texts::title(lang), officer_texts::title(lang), status),
        || {
            let errors = fault.clone().map(|fault| FieldError::new("invitation", fault));
            view! {
                <ErrorSummary errors=errors.into_iter().collect() />
                <PageHeading text=texts::title(lang) />
                <p class="govuk-body">{texts::text(lang)}</p>
                <form method="post" action=OfficerInvitation::ROUTE novalidate>
                    <TextInput
                        name="user_name"
                        label=officer_texts::user_name(lang)
                        value=user_name
                        width=Width::Twenty
                        autocomplete="username"
                    />
                    <TextInput
                        name="invitation"
                        label=texts::code(lang)
                        hint=texts::code_hint(lang)
                        error=fault
                        width=Width::Twenty
                        autocomplete="off"
                    />
                    <Button text=texts::button(lang) />
                </form>
            }
        },
    )
}

/// Asks for password and one-time code, once the code of the invitation was right.
fn choose(visitor: &Visitor, invited: &Invited, code: &str, wrong: Option<(&'static str, &'static str)>) -> Response {
    let lang = visitor.lang;
    let status = match wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (user_name, code) = (invited.officer.user_name.clone(), code.to_owned());
    let (key, address) = (invited.totp.base32(), address(&user_name, &invited.totp));
    page(
        visitor.context(),
        &about(texts::choose(lang), officer_texts::title(lang), status),
        || {
            let at = |field: &str| wrong.filter(|(wrong, _)| *wrong == field).map(|(_, fault)| fault);
            let errors = wrong.map(|(field, fault)| FieldError::new(field, fault));
            view! {
                <ErrorSummary errors=errors.into_iter().collect() />
                <PageHeading text=texts::choose(lang) caption=user_name.clone() />
                <form method="post" action=OfficerInvitation::ROUTE novalidate>
                    <input type="hidden" name="user_name" value=user_name autocomplete="username" />
                    <input type="hidden" name="invitation" value=code />
                    <TextInput
                        name="password"
                        label=texts::password(lang)
                        hint=texts::password_hint(lang)
                        error=at("password")
                        kind="password"
                        width=Width::Twenty
                        autocomplete="new-password"
                    />
                    <h2 class="govuk-heading-m">{texts::key(lang)}</h2>
                    <p class="govuk-body">{texts::key_text(lang)}</p>
                    <p class="govuk-body"><strong><code>{key}</code></strong></p>
                    <QrCode content=address caption=texts::key(lang) />
                    <TextInput
                        name="code"
                        label=texts::one_time(lang)
                        hint=texts::one_time_hint(lang)
                        error=at("code")
                        width=Width::Ten
                        inputmode="numeric"
                        autocomplete="one-time-code"
                    />
                    <Button text=texts::accept(lang) />
                </form>
            }
        },
    )
}

/// What authenticator apps read.
fn address(user_name: &str, totp: &TotpSecret) -> String {
    let account = crate::urls::with_query("", &[("account", user_name)]);
    let account = account.strip_prefix("?account=").unwrap_or_default();
    format!(
        "otpauth://totp/Mot%20Cua:{account}?secret={}&issuer=Mot%20Cua",
        totp.base32()
    )
}

/// Looks at the code; then takes the password and the one-time code.
pub(super) async fn accept(State(app): State<App>, visitor: Visitor, jar: CookieJar, inputs: Inputs) -> PageResult {
    let lang = visitor.lang;
    let (user_name, code) = (inputs.get("user_name"), inputs.get("invitation"));
    if user_name.is_empty() || code.is_empty() {
        let fault = (StatusCode::UNPROCESSABLE_ENTITY, texts::incomplete(lang).to_owned());
        return Ok(ask(&visitor, user_name, Some(fault)));
    }
    // A password may begin or end with a space, so it is taken as it was typed.
    let Some(password) = inputs.all("password").next().map(str::to_owned) else {
        return match app.officers.invited(user_name, code).await {
            Ok(invited) => Ok(choose(&visitor, &invited, code, None)),
            Err(refusal) => refused(&app, &visitor, user_name, refusal),
        };
    };
    let taken = app
        .officers
        .accept(user_name, code, &SecretString::from(password), inputs.get("code"))
        .await;
    let wrong = match taken {
        Ok(_) => {
            let said = Some((BannerKind::Success, texts::done(lang)));
            return Ok(see_other(&app, jar, OfficerSignIn::ROUTE, said).into_response());
        }
        Err(Refusal::WrongCode) => ("code", texts::one_time_wrong(lang)),
        Err(Refusal::Password(PasswordError::Length { .. })) => ("password", texts::password_wrong(lang)),
        Err(refusal) => return refused(&app, &visitor, user_name, refusal),
    };
    match app.officers.invited(user_name, code).await {
        Ok(invited) => Ok(choose(&visitor, &invited, code, Some(wrong))),
        Err(refusal) => refused(&app, &visitor, user_name, refusal),
    }
}

fn refused(app: &App, visitor: &Visitor, user_name: &str, refusal: Refusal) -> PageResult {
    let lang = visitor.lang;
    let fault = match refusal {
        Refusal::WrongDetails | Refusal::WrongCode => (StatusCode::UNPROCESSABLE_ENTITY, texts::wrong(lang).to_owned()),
        Refusal::HeldOff { until } => (
            StatusCode::TOO_MANY_REQUESTS,
            officer_texts::held(lang, format::promise(lang, until, app.desk.now())),
        ),
        Refusal::Password(PasswordError::Busy) => {
            let fault = (StatusCode::SERVICE_UNAVAILABLE, officer_texts::busy(lang).to_owned());
            return Ok(later(ask(visitor, user_name, Some(fault))));
        }
        Refusal::Failed(error) => return Err(error.into()),
        Refusal::Password(error) => return Err(Halt::Failed(Error::Broken(error.to_string()))),
        Refusal::Secret(error) => return Err(Halt::Failed(Error::Broken(error.to_string()))),
    };
    Ok(ask(visitor, user_name, Some(fault)))
}
