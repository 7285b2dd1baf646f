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
    ask(&visitor, "", StatusCode::OK, &[])
}

fn about(title: &str, back: &'static str, status: StatusCode) -> Page {
    Page::citizen(title)
        .status(status)
        .with_errors(status != StatusCode::OK)
        .back(OfficerSignIn::ROUTE, back)
}

fn ask(visitor: &Visitor, user_name: &str, status: StatusCode, errors: &[FieldError]) -> Response {
    let lang = visitor.lang;
    let user_name = user_name.to_owned();
    page(
        visitor.context(),
        &about(texts::title(lang), officer_texts::title(lang), status),
        || {
            view! {
                <ErrorSummary errors=errors.to_vec() />
                <PageHeading text=texts::title(lang) />
                <p class="govuk-body">{texts::text(lang)}</p>
                <form method="post" action=OfficerInvitation::ROUTE novalidate>
                    <TextInput
                        name="user_name"
                        label=officer_texts::user_name(lang)
                        value=user_name
                        error=at(errors, "user_name")
                        width=Width::Twenty
                        autocomplete="username"
                    />
                    <TextInput
                        name="invitation"
                        label=texts::code(lang)
                        hint=texts::code_hint(lang)
                        error=at(errors, "invitation")
                        width=Width::Twenty
                        autocomplete="off"
                    />
                    <Button text=texts::button(lang) />
                </form>
            }
        },
    )
}

/// What is wrong at a field.
fn at(errors: &[FieldError], field: &str) -> Option<String> {
    let mut errors = errors.iter();
    errors.find(|it| it.field == field).map(|it| it.message.clone())
}

/// Asks for password and one-time code, once the code of the invitation was right.
fn choose(visitor: &Visitor, invited: &Invited, code: &str, errors: &[FieldError]) -> Response {
    let lang = visitor.lang;
    let status = match errors {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (user_name, code) = (invited.officer.user_name.clone(), code.to_owned());
    let (key, address) = (invited.totp.base32(), address(&user_name, &invited.totp));
    page(
        visitor.context(),
        &about(texts::choose(lang), officer_texts::title(lang), status),
        || {
            view! {
                <ErrorSummary errors=errors.to_vec() />
                <PageHeading text=texts::choose(lang) caption=user_name.clone() />
                <form method="post" action=OfficerInvitation::ROUTE novalidate>
                    <input type="hidden" name="user_name" value=user_name autocomplete="username" />
                    <input type="hidden" name="invitation" value=code />
                    <TextInput
                        name="password"
                        label=texts::password(lang)
                        hint=texts::password_hint(lang)
                        error=at(errors, "password")
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
                        error=at(errors, "code")
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
    let missing = |field: &str, fault: &str| inputs.get(field).is_empty().then(|| FieldError::new(field, fault));
    let missing: Vec<FieldError> = [
        missing("user_name", texts::user_name_missing(lang)),
        missing("invitation", texts::code_missing(lang)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !missing.is_empty() {
        return Ok(ask(&visitor, user_name, StatusCode::UNPROCESSABLE_ENTITY, &missing));
    }
    // A password may begin or end with a space, so it is taken as it was typed.
    let Some(password) = inputs.all("password").next().map(str::to_owned) else {
        return match app.officers.invited(user_name, code).await {
            Ok(invited) => Ok(choose(&visitor, &invited, code, &[])),
            Err(refusal) => refused(&app, &visitor, user_name, refusal),
        };
    };
    let taken = app
        .officers
        .accept(user_name, code, &SecretString::from(password), inputs.get("code"))
        .await;
    let code_wrong = || FieldError::new("code", texts::one_time_wrong(lang));
    let password_wrong = || FieldError::new("password", texts::password_wrong(lang));
    let wrong = match taken {
        Ok(_) => {
            let said = Some((BannerKind::Success, texts::done(lang)));
            return Ok(see_other(&app, jar, OfficerSignIn::ROUTE, said).into_response());
        }
        Err(Refusal::WrongCodeAndPassword) => vec![password_wrong(), code_wrong()],
        Err(Refusal::WrongCode) => vec![code_wrong()],
        Err(Refusal::Password(PasswordError::Length { .. })) => vec![password_wrong()],
        Err(refusal) => return refused(&app, &visitor, user_name, refusal),
    };
    match app.officers.invited(user_name, code).await {
        Ok(invited) => Ok(choose(&visitor, &invited, code, &wrong)),
        Err(refusal) => refused(&app, &visitor, user_name, refusal),
    }
}

fn refused(app: &App, visitor: &Visitor, user_name: &str, refusal: Refusal) -> PageResult {
    let lang = visitor.lang;
    let asked = |status, fault: &str| ask(visitor, user_name, status, &[FieldError::new("invitation", fault)]);
    match refusal {
        Refusal::WrongDetails | Refusal::WrongCode | Refusal::WrongCodeAndPassword => {
            Ok(asked(StatusCode::UNPROCESSABLE_ENTITY, texts::wrong(lang)))
        }
        Refusal::HeldOff { until } => {
            let held = officer_texts::held(lang, format::promise(lang, until, app.desk.now()));
            Ok(asked(StatusCode::TOO_MANY_REQUESTS, &held))
        }
        Refusal::Password(PasswordError::Busy) => {
            let busy = asked(StatusCode::SERVICE_UNAVAILABLE, officer_texts::busy(lang));
            Ok(later(busy))
        }
        Refusal::Failed(error) => Err(error.into()),
        Refusal::Password(error) => Err(Halt::Failed(Error::Broken(error.to_string()))),
        Refusal::Secret(error) => Err(Halt::Failed(Error::Broken(error.to_string()))),
    }
}
