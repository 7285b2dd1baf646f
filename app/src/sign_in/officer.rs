//! Officers: user name, password and one-time code, all at once. Whatever is wrong, the answer is the same.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::sessions::Account;
use motcua_casework::sign_in::PasswordError;
use motcua_casework::sign_in::officer::Refusal;
use motcua_texts::sign_in::officer as texts;
use secrecy::SecretString;

use super::choice::{Wanted, back_of};
use super::demo;
use crate::components::{Button, ErrorSummary, FieldError, PageHeading, TextInput, Width, WithAside};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficerInvitation, OfficerSignIn, Queues};
use crate::web::{App, Caller, Halt, Inputs, PageResult, SESSION_COOKIE, Visitor, session_cookie};

/// The page wanted; officers begin at their queues.
fn office_back(back: &str) -> String {
    match back_of(back) {
        "/" => Queues::ROUTE.to_owned(),
        back => back.to_owned(),
    }
}

/// Shows the form; an officer who is signed in goes on.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(wanted): Query<Wanted>) -> Response {
    let back = office_back(&wanted.back);
    if visitor.officer().is_some() {
        return Redirect::to(&back).into_response();
    }
    form(&app, &visitor, &back, "", None, Some(&wanted))
}

fn form(
    app: &App,
    visitor: &Visitor,
    back: &str,
    user_name: &str,
    wrong: Option<(StatusCode, String)>,
    wanted: Option<&Wanted>,
) -> Response {
    let lang = visitor.lang;
    let now = app.desk.now();
    let (status, fault) = wrong.map_or((StatusCode::OK, None), |(status, fault)| (status, Some(fault)));
    let about = Page::citizen(texts::title(lang))
        .status(status)
        .with_errors(fault.is_some());
    let (back, user_name) = (back.to_owned(), user_name.to_owned());
    page(visitor.context(), &about, || {
        let errors: Vec<FieldError> = fault
            .map(|fault| FieldError::new("user_name", fault))
            .into_iter()
            .collect();
        let hints = app.demo_officers.as_ref().map(|demo| demo::card(app, demo, now, lang));
        let why = wanted.and_then(|wanted| wanted.why(lang));
        let fields = view! {
            <ErrorSummary errors=errors />
            <PageHeading text=texts::title(lang) />
            {why}
            <p class="govuk-body">{texts::text(lang)}</p>
            <form method="post" action=OfficerSignIn::ROUTE novalidate>
                <input type="hidden" name="back" value=back />
                <TextInput
                    name="user_name"
                    label=texts::user_name(lang)
                    value=user_name
                    width=Width::Twenty
                    autocomplete="username"
                />
                <TextInput
                    name="password"
                    label=texts::password(lang)
                    kind="password"
                    width=Width::Twenty
                    autocomplete="current-password"
                />
                <TextInput
                    name="code"
                    label=texts::code(lang)
                    hint=texts::code_hint(lang)
                    width=Width::Ten
                    inputmode="numeric"
                    autocomplete="one-time-code"
                />
                <Button text=texts::button(lang) />
            </form>
            <p class="govuk-body">
                <a class="govuk-link" href=OfficerInvitation::ROUTE>
                    {texts::first(lang)}
                </a>
            </p>
        };
        match hints {
            Some(hints) => view! { <WithAside aside=move || hints>{fields}</WithAside> }.into_any(),
            None => fields.into_any(),
        }
    })
}

/// Says when it is worth another try.
pub(super) fn later(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    response
}

/// Signs in.
pub(super) async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    Caller(origin): Caller,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let back = office_back(inputs.get("back"));
    let user_name = inputs.get("user_name");
    let code: String = inputs
        .get("code")
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    // A password may begin or end with a space, so it is taken as it was typed.
    let password = inputs.all("password").next().unwrap_or_default().to_owned();
    if user_name.is_empty() || password.is_empty() || code.is_empty() {
        let fault = (StatusCode::UNPROCESSABLE_ENTITY, texts::incomplete(lang).to_owned());
        return Ok(form(&app, &visitor, &back, user_name, Some(fault), None));
    }
    let fault = match app
        .officers
        .sign_in(user_name, &SecretString::from(password), &code, &origin.ip_prefix)
        .await
    {
        Ok(officer) => {
            let account = Account::Officer { id: officer.id };
            let old = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned());
            let token = app.sessions.create(account, &origin, old.as_deref()).await?;
            return Ok((jar.add(session_cookie(&app, &token)), Redirect::to(&back)).into_response());
        }
        Err(Refusal::WrongDetails | Refusal::WrongCode | Refusal::WrongCodeAndPassword) => {
            (StatusCode::UNPROCESSABLE_ENTITY, texts::wrong(lang).to_owned())
        }
        Err(Refusal::HeldOff { until }) => (
            StatusCode::TOO_MANY_REQUESTS,
            texts::held(lang, format::promise(lang, until, app.desk.now())),
        ),
        Err(Refusal::Password(PasswordError::Busy)) => {
            let fault = (StatusCode::SERVICE_UNAVAILABLE, texts::busy(lang).to_owned());
            return Ok(later(form(&app, &visitor, &back, user_name, Some(fault), None)));
        }
        Err(Refusal::Failed(error)) => return Err(error.into()),
        Err(Refusal::Password(error)) => return Err(Halt::Failed(Error::Broken(error.to_string()))),
        Err(Refusal::Secret(error)) => return Err(Halt::Failed(Error::Broken(error.to_string()))),
    };
    Ok(form(&app, &visitor, &back, user_name, Some(fault), None))
}
