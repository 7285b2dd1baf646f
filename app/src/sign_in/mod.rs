//! Coming in and going out: citizens by their electronic identity, officers by password and one-time code; languages.

mod choice;
mod citizen;
mod demo;
mod invitation;
mod language;
mod officer;
mod out;
mod unsent;

use axum::Router;
use axum::routing::{get, post};

use crate::urls;
use crate::web::App;

pub use demo::{DemoOfficer, DemoOfficers};

/// The routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(urls::SignIn::ROUTE, get(choice::show))
        .route(urls::CitizenSignIn::ROUTE, post(citizen::depart))
        .route(urls::SignInReturn::ROUTE, get(citizen::arrive))
        .route(urls::OfficerSignIn::ROUTE, get(officer::show).post(officer::sign_in))
        .route(
            urls::OfficerInvitation::ROUTE,
            get(invitation::show).post(invitation::accept),
        )
        .route(urls::Unsent::ROUTE, get(unsent::show).post(unsent::send))
        .route(urls::DiscardUnsent::ROUTE, post(unsent::discard))
        .route(urls::SignOut::ROUTE, post(out::sign_out))
        .route(urls::Language::ROUTE, get(language::choose))
}
