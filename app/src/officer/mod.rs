//! The officers' windows: queues, a dossier beside the registers, and what is done to it.

mod actions;
mod bulk;
mod choose;
mod clock;
mod declaration;
mod documents;
mod dossier;
mod extend;
mod filter;
mod history;
mod leave;
mod linked;
mod queues;
mod reasons;
mod refused;
mod search;
mod supplement;
mod take;
mod waiting;
mod watch;
pub(crate) mod why;
mod withdrawal;
pub(crate) mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::urls;
use crate::web::{App, Halt, Inputs};

/// The routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(urls::Queues::ROUTE, get(queues::show_first))
        .route(urls::Queue::ROUTE, get(queues::show))
        .route(urls::TakeNext::ROUTE, post(take::take_next))
        .route(urls::Bulk::ROUTE, post(bulk::act))
        .route(urls::OfficeDossiers::ROUTE, get(search::show))
        .route(urls::OfficeDossier::ROUTE, get(declaration::show))
        .route(urls::OfficeDocuments::ROUTE, get(documents::show))
        .route(urls::OfficeCheck::ROUTE, post(documents::check))
        .route(urls::OfficeHistory::ROUTE, get(history::show))
        .route(urls::OfficeTake::ROUTE, post(take::take))
        .route(urls::OfficeLeave::ROUTE, get(leave::show).post(leave::leave))
        .route(
            urls::OfficeSupplement::ROUTE,
            get(supplement::show).post(supplement::send),
        )
        .route(
            urls::OfficeWithdrawal::ROUTE,
            get(withdrawal::show).post(withdrawal::confirm),
        )
        .route(urls::OfficeChoose::ROUTE, get(choose::show).post(choose::choose))
        .route(urls::OfficeRetry::ROUTE, post(waiting::retry))
        .route(urls::OfficeExtend::ROUTE, get(extend::show).post(extend::send))
        .merge(watch::routes())
}

/// The number of events the page showed on which the officer decided: who comes second is told so.
fn seen(inputs: &Inputs) -> Result<u32, Halt> {
    inputs.get("seen").parse().map_err(|_| Halt::BadRequest)
}
