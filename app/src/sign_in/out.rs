//! Going out: from this browser, or from everywhere.

use axum::extract::State;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use motcua_texts::sign_in::signed_out as texts;

use super::citizen::anew_cookie;
use crate::components::BannerKind;
use crate::urls::Home;
use crate::web::{App, Inputs, PageResult, SESSION_COOKIE, Visitor, see_other};

/// Ends the session; with `all`, every session of the account.
pub(super) async fn sign_out(State(app): State<App>, visitor: Visitor, jar: CookieJar, inputs: Inputs) -> PageResult {
    let lang = visitor.lang;
    let everywhere = inputs.get("all") == "yes";
    if let Some(token) = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned()) {
        let session = if everywhere {
            app.sessions.find(&token).await?
        } else {
            None
        };
        match session {
            Some(session) => {
                app.sessions.revoke_all(session.account).await?;
            }
            None => app.sessions.revoke(&token).await?,
        }
    }
    let jar = jar
        .remove(Cookie::build((SESSION_COOKIE, "")).path("/").build())
        .add(anew_cookie(&app));
    let said = if everywhere {
        texts::everywhere(lang)
    } else {
        texts::text(lang)
    };
    Ok(see_other(&app, jar, &Home {}.url(), Some((BannerKind::Success, said))))
}
