//! The page at which everybody arrives who must sign in.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_texts::Lang;
use motcua_texts::errors::expired;
use motcua_texts::sign_in as texts;
use serde::Deserialize;

use crate::components::{Button, ButtonKind, ButtonLink, Card, InsetText, PageHeading};
use crate::render::{Page, page};
use crate::urls::{
    CitizenSignIn, Configuration, OfficerInvitation, OfficerSignIn, SignIn, SignOut, safe_back, with_query,
};
use crate::web::{App, Visitor, Who};

/// Where to go afterwards, and who is expected.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub(super) back: String,
    #[serde(default, rename = "as")]
    who: String,
    /// `session`; `kept` or `page` if something was posted too late, which could be kept or not.
    #[serde(default)]
    lost: String,
}

impl Wanted {
    /// Why somebody who was signed in must sign in again.
    pub(super) fn why(&self, lang: Lang) -> Option<AnyView> {
        let unsaved = match self.lost.as_str() {
            "session" => None,
            "kept" => Some(view! { <p class="govuk-body">{expired::kept(lang)}</p> }),
            "page" => Some(view! { <p class="govuk-body">{expired::unsaved(lang)}</p> }),
            _ => return None,
        };
        Some(
            view! {
                <InsetText>
                    <p class="govuk-body"><strong>{expired::title(lang)}</strong></p>
                    <p class="govuk-body">{expired::text(lang)}</p>
                    {unsaved}
                </InsetText>
            }
            .into_any(),
        )
    }
}

/// The page wanted, never sign-in itself.
pub(super) fn back_of(back: &str) -> &str {
    let back = safe_back(back);
    let path = back.split(['?', '#']).next().unwrap_or(back);
    let ways_in = [OfficerSignIn::ROUTE, OfficerInvitation::ROUTE, SignOut::ROUTE];
    if path.starts_with(SignIn::ROUTE) || ways_in.contains(&path) {
        "/"
    } else {
        back
    }
}

/// Shows both ways in; an officer who is expected goes straight to theirs.
pub(super) async fn show(State(_app): State<App>, visitor: Visitor, Query(wanted): Query<Wanted>) -> Response {
    let lang = visitor.lang;
    let back = back_of(&wanted.back).to_owned();
    let office = with_query(
        OfficerSignIn::ROUTE,
        &[
            ("back", if back == "/" { "" } else { &back }),
            ("lost", wanted.lost.as_str()),
        ],
    );
    if wanted.who == "officer" || back.starts_with("/office") || back.starts_with(Configuration::ROUTE) {
        return Redirect::to(&office).into_response();
    }
    let already = match &visitor.who {
        Who::Guest => None,
        Who::Citizen(citizen) => Some(citizen.name.clone()),
        Who::Officer(officer) => Some(officer.who.name.clone()),
    };
    page(visitor.context(), &Page::citizen(texts::title(lang)), || {
        let signed_in = already.map(|name| {
            let go_on = back.clone();
            view! {
                <InsetText>
                    <p class="govuk-body">{texts::citizen::already(lang, name)}</p>
                    <ButtonLink href=go_on text=texts::citizen::go_on(lang) kind=ButtonKind::Secondary />
                    <form method="post" action=SignOut::ROUTE>
                        <Button
                            text=texts::signed_out::button_all(lang)
                            kind=ButtonKind::Secondary
                            name="all"
                            value="yes"
                        />
                    </form>
                </InsetText>
            }
        });
        let why = wanted.why(lang).filter(|_| signed_in.is_none());
        view! {
            <PageHeading text=texts::title(lang) />
            {why}
            <p class="govuk-body-l">{texts::lead(lang)}</p>
            {signed_in}
            <Card title=texts::citizen::title(lang)>
                <p class="govuk-body">{texts::citizen::text(lang)}</p>
                <form method="post" action=CitizenSignIn::ROUTE>
                    <input type="hidden" name="back" value=back.clone() />
                    <Button text=texts::citizen::button(lang) />
                </form>
            </Card>
            <Card title=texts::officer::short(lang) soft=true>
                <p class="govuk-body govuk-!-margin-bottom-0">
                    <a class="govuk-link" href=office>{texts::officer::link(lang)}</a>
                </p>
            </Card>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::back_of;

    #[test]
    fn nobody_is_sent_round_in_circles() {
        assert_eq!(back_of("/applications/1?x=2"), "/applications/1?x=2");
        for circle in [
            "/sign-in",
            "/sign-in?back=/a",
            "/sign-in/return?code=1",
            "/office/sign-in",
            "/sign-out",
        ] {
            assert_eq!(back_of(circle), "/", "{circle}");
        }
        assert_eq!(back_of("//evil.example"), "/");
    }
}
