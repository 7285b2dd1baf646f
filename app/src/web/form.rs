//! Posts, and the redirect after them.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::visitor::flash_cookie;
use super::{App, Halt};
use crate::components::BannerKind;
use crate::render::Flash;

/// The inputs of a posted form, in order. Fields of a procedure have names nobody knows beforehand.
#[derive(Clone, Debug, Default)]
pub struct Inputs(pub Vec<(String, String)>);

impl Inputs {
    /// The value of an input, empty if it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(input, _)| input == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The value of an input, unless it is empty.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// All values of an input.
    pub fn all<'i>(&'i self, name: &'i str) -> impl Iterator<Item = &'i str> {
        self.0
            .iter()
            .filter(move |(input, _)| input == name)
            .map(|(_, value)| value.as_str())
    }
}

impl<S: Send + Sync> FromRequest<S> for Inputs {
    type Rejection = Halt;

    async fn from_request(request: Request, state: &S) -> Result<Self, Halt> {
        let axum_extra::extract::Form(inputs) =
            axum_extra::extract::Form::<Vec<(String, String)>>::from_request(request, state)
                .await
                .map_err(|rejection| Halt::unread(rejection.into_response().status()))?;
        Ok(Self(inputs))
    }
}

/// The redirect after a post, with what has been done said on the next page.
#[must_use]
pub fn see_other(app: &App, jar: CookieJar, url: &str, said: Option<(BannerKind, &str)>) -> Response {
    let redirect = Redirect::to(url);
    match said {
        Some((kind, text)) => (
            jar.add(flash_cookie(
                app,
                &Flash {
                    kind,
                    text: text.to_owned(),
                },
            )),
            redirect,
        )
            .into_response(),
        None => redirect.into_response(),
    }
}
