//! Citizens: to the identity provider and back.

use axum::extract::{Query, State};
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use leptos::prelude::*;
use motcua_casework::sessions::Account;
use motcua_casework::sign_in::citizen::SignInError;
use motcua_texts::sign_in as texts;
use serde::Deserialize;

use super::choice::back_of;
use crate::components::{BannerKind, ButtonKind, ButtonLink, PageHeading};
use crate::render::{Page, page};
use crate::urls::{Home, SignIn, SignInReturn, with_query};
use crate::web::{App, Caller, Halt, Inputs, PageResult, SESSION_COOKIE, Visitor, see_other, session_cookie};

/// The cookie that recognises the browser when it comes back.
const STATE_COOKIE: &str = "motcua_sign_in";

/// The cookie of a browser in which somebody signed out. At the desks of a one-stop shop one computer serves many: whoever
/// comes next must not be signed in as the one before, whom the provider may still know.
const ANEW_COOKIE: &str = "motcua_sign_in_anew";

/// Remembers that somebody signed out, for as long as providers remember people.
pub(super) fn anew_cookie(app: &App) -> Cookie<'static> {
    Cookie::build((ANEW_COOKIE, "yes"))
        .path(SignIn::ROUTE)
        .http_only(true)
        .secure(app.secure_cookies)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(1))
        .build()
}

fn state_cookie(app: &App, state: &str) -> Cookie<'static> {
    Cookie::build((STATE_COOKIE, state.to_owned()))
        .path(SignInReturn::ROUTE)
        .http_only(true)
        .secure(app.secure_cookies)
        // The provider sends people back from another site; `Strict` would lose the cookie on that way.
        .same_site(SameSite::Lax)
        .max_age(time::Duration::minutes(15))
        .build()
}

/// Sends the browser to the provider.
pub(super) async fn depart(State(app): State<App>, visitor: Visitor, jar: CookieJar, inputs: Inputs) -> PageResult {
    let back = back_of(inputs.get("back"));
    match app
        .citizens
        .depart(back, visitor.lang, jar.get(ANEW_COOKIE).is_some())
        .await
    {
        Ok(departure) => {
            let jar = jar.add(state_cookie(&app, &departure.state));
            // Browsers hold back a redirect to another site after a form; a page that moves on by itself is none.
            let ours = departure
                .url
                .strip_prefix(&app.desk.base_url)
                .is_some_and(|rest| rest.starts_with('/'));
            Ok(if ours {
                (jar, Redirect::to(&departure.url)).into_response()
            } else {
                (jar, going(&visitor, &departure.url)).into_response()
            })
        }
        Err(error) => failed(&visitor, error, back),
    }
}

fn going(visitor: &Visitor, url: &str) -> Response {
    let lang = visitor.lang;
    let href = url.to_owned();
    let mut response = page(visitor.context(), &Page::citizen(texts::citizen::going(lang)), || {
        view! {
            <PageHeading text=texts::citizen::going(lang) />
            <p class="govuk-body">{texts::citizen::going_text(lang)}</p>
            <ButtonLink href=href text=texts::citizen::go(lang) />
        }
    });
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={url}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    response
}

/// What the provider says in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
}

/// Takes in who comes back, and leads to the page they wanted.
pub(super) async fn arrive(
    State(app): State<App>,
    visitor: Visitor,
    Caller(origin): Caller,
    jar: CookieJar,
    Query(returned): Query<Returned>,
) -> PageResult {
    let kept = jar
        .get(STATE_COOKIE)
        .map(|cookie| cookie.value().to_owned())
        .unwrap_or_default();
    let arrival = match app
        .citizens
        .arrive(&returned.state, &kept, returned.code.as_deref())
        .await
    {
        Ok(arrival) => arrival,
        Err(error) => return failed(&visitor, error, "/"),
    };
    let account = Account::Citizen {
        id: arrival.account,
        assurance: arrival.assurance,
    };
    let old = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned());
    let token = app.sessions.create(account, &origin, old.as_deref()).await?;
    let jar = jar
        .remove(Cookie::build((STATE_COOKIE, "")).path(SignInReturn::ROUTE).build())
        .remove(Cookie::build((ANEW_COOKIE, "")).path(SignIn::ROUTE).build())
        .add(session_cookie(&app, &token));
    let said = (arrival.assurance < 2).then(|| (BannerKind::Important, texts::level_one::text(visitor.lang)));
    let back = back_of(&arrival.back).to_owned();
    let answer = see_other(&app, jar.clone(), &back, said);
    // Without anything said the redirect carries no cookies of its own.
    Ok(if said.is_some() {
        answer
    } else {
        (jar, answer).into_response()
    })
}

/// Says in plain words why nobody is signed in, and what goes on without it.
fn failed(visitor: &Visitor, error: SignInError, back: &str) -> PageResult {
    let lang = visitor.lang;
    use texts::failed as words;
    let (status, title, text, drafts) = match error {
        SignInError::Store(error) => return Err(Halt::from(error)),
        SignInError::ProviderDown(why) => {
            tracing::error!(%why, "The identity provider is not available");
            let drafts = Some(words::down_drafts(lang));
            (
                StatusCode::SERVICE_UNAVAILABLE,
                words::down(lang),
                words::down_text(lang),
                drafts,
            )
        }
        SignInError::NotProven(why) => {
            tracing::error!(%why, "The identity provider's answer proves nothing");
            (
                StatusCode::BAD_GATEWAY,
                words::not_proven(lang),
                words::not_proven_text(lang),
                None,
            )
        }
        SignInError::Stale => (
            StatusCode::BAD_REQUEST,
            words::stale(lang),
            words::stale_text(lang),
            None,
        ),
        SignInError::Declined => (
            StatusCode::FORBIDDEN,
            words::declined(lang),
            words::declined_text(lang),
            None,
        ),
    };
    let again = with_query(SignIn::ROUTE, &[("back", if back == "/" { "" } else { back })]);
    Ok(page(visitor.context(), &Page::citizen(title).status(status), || {
        view! {
            <PageHeading text=title />
            <p class="govuk-body">{text}</p>
            {drafts.map(|drafts| view! { <p class="govuk-body">{drafts}</p> })}
            <div class="mc-actions">
                <ButtonLink href=again text=words::again(lang) />
                <ButtonLink href=Home {}.url() text=words::home(lang) kind=ButtonKind::Secondary />
            </div>
        }
    }))
}
