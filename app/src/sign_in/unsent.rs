//! What somebody posted when their session had just ended: after signing in again they send it once more, or discard it.

use axum::body::Body;
use axum::extract::{FromRequest, Path, State};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::sessions::{Account, Unsent};
use motcua_texts::sign_in::unsent as texts;
use uuid::Uuid;

use crate::components::{Button, ButtonKind, PageHeading};
use crate::render::{Page, page};
use crate::urls::{self, Home, Queues, SignIn, safe_back, with_query};
use crate::web::{App, Halt, Inputs, PageResult, SESSION_COOKIE, Visitor};

/// Offers to send it again, with everything that was typed.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, jar: CookieJar, Path(id): Path<Uuid>) -> PageResult {
    let lang = visitor.lang;
    let own = urls::Unsent { id: id.to_string() }.url();
    let Some(account) = account(&app, &jar).await? else {
        return Ok(Redirect::to(&with_query(SignIn::ROUTE, &[("back", &own)])).into_response());
    };
    // Whoever else signed in at this browser has nothing to do with it.
    let Some(unsent) = app.sessions.unsent(account, id).await? else {
        return Ok(Redirect::to(begin(account)).into_response());
    };
    let inputs = inputs_of(unsent.body).await?;
    let discard = urls::DiscardUnsent { id: id.to_string() }.url();
    Ok(page(visitor.context(), &Page::citizen(texts::title(lang)), || {
        let inputs = inputs
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view();
        view! {
            <PageHeading text=texts::title(lang) />
            <p class="govuk-body">{texts::text(lang)}</p>
            <form method="post" action=own>{inputs} <Button text=texts::button(lang) /></form>
            <form method="post" action=discard>
                <Button text=texts::discard(lang) kind=ButtonKind::Secondary />
            </form>
        }
    }))
}

/// Lets the browser send it to where it was meant for; from then on it is kept no more.
pub(super) async fn send(State(app): State<App>, jar: CookieJar, Path(id): Path<Uuid>) -> PageResult {
    leave(&app, &jar, id, |unsent| Redirect::temporary(safe_back(&unsent.path))).await
}

/// Back to the page it was typed on, without it.
pub(super) async fn discard(State(app): State<App>, jar: CookieJar, Path(id): Path<Uuid>) -> PageResult {
    leave(&app, &jar, id, |unsent| Redirect::to(safe_back(&unsent.page))).await
}

async fn leave(app: &App, jar: &CookieJar, id: Uuid, to: impl FnOnce(&Unsent) -> Redirect) -> PageResult {
    let Some(account) = account(app, jar).await? else {
        return Ok(Redirect::to(SignIn::ROUTE).into_response());
    };
    let Some(unsent) = app.sessions.unsent(account, id).await? else {
        return Ok(Redirect::to(begin(account)).into_response());
    };
    app.sessions.forget_unsent(account, id).await?;
    Ok(to(&unsent).into_response())
}

/// Where somebody begins who has nothing to send.
fn begin(account: Account) -> &'static str {
    match account {
        Account::Citizen { .. } => Home::ROUTE,
        Account::Officer { .. } => Queues::ROUTE,
    }
}

/// Whoever is signed in.
async fn account(app: &App, jar: &CookieJar) -> Result<Option<Account>, Halt> {
    let Some(cookie) = jar.get(SESSION_COOKIE) else {
        return Ok(None);
    };
    let session = app.sessions.find(cookie.value()).await?;
    Ok(session.map(|session| session.account))
}

/// The inputs of a posted form.
async fn inputs_of(body: Vec<u8>) -> Result<Vec<(String, String)>, Halt> {
    let request = Request::post(Home::ROUTE)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .map_err(|_| Halt::BadRequest)?;
    Ok(Inputs::from_request(request, &()).await?.0)
}
