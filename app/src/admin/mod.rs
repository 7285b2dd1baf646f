//! The administrators' windows: procedures and their texts, reference data, staff, and what was done.

mod approve;
mod check;
mod difference;
mod edit;
mod end;
mod faults;
mod frame;
mod list;
mod log;
mod member;
mod preview;
mod procedure;
mod reference;
mod refused;
mod staff;

use axum::Router;
use axum::extract::OriginalUri;
use axum::response::Redirect;
use axum::routing::{get, post};
use motcua_casework::admin::Kind;
use motcua_casework::error::Error;

use crate::urls;
use crate::web::{App, Halt, Inputs};

/// The routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(urls::Configuration::ROUTE, get(list::show))
        .route(urls::AdminProcedure::ROUTE, get(procedure::show))
        .route(urls::AdminPreview::ROUTE, get(preview::show))
        .route(urls::AdminEnd::ROUTE, get(end::show).post(end::ask))
        .route(urls::AdminEndConfirm::ROUTE, get(above).post(end::confirm))
        .route(urls::AdminEndTakeBack::ROUTE, get(above).post(end::take_back))
        .route(urls::AdminBegin::ROUTE, get(above).post(edit::begin))
        .route(urls::AdminEdit::ROUTE, get(edit::show).post(edit::save))
        .route(urls::AdminCheck::ROUTE, post(check::check))
        .route(urls::AdminDifference::ROUTE, get(difference::show))
        .route(urls::AdminAsk::ROUTE, get(above).post(approve::ask))
        .route(urls::AdminPublish::ROUTE, get(above).post(approve::publish))
        .route(urls::AdminSendBack::ROUTE, get(above).post(approve::send_back))
        .route(urls::AdminDiscard::ROUTE, get(above).post(approve::discard))
        .route(urls::AdminReference::ROUTE, get(reference::show))
        .route(urls::AdminStaff::ROUTE, get(staff::show))
        .route(urls::AdminNewMember::ROUTE, get(staff::form).post(staff::add))
        .route(urls::AdminMember::ROUTE, get(member::show))
        .route(urls::AdminGivePost::ROUTE, get(above).post(member::give))
        .route(urls::AdminEndPost::ROUTE, get(above).post(member::end))
        .route(urls::AdminClose::ROUTE, get(above).post(member::close))
        .route(urls::AdminInvite::ROUTE, get(above).post(member::invite))
        .route(urls::AdminReopen::ROUTE, get(above).post(member::reopen))
        .route(urls::AdminLog::ROUTE, get(log::show))
}

/// A page that answered a post has the post's address; whoever opens that anew comes to the page above it.
async fn above(OriginalUri(uri): OriginalUri) -> Redirect {
    let path = uri.path();
    Redirect::to(path.rsplit_once('/').map_or(path, |(above, _)| above))
}

/// What an address names.
fn kind(name: &str) -> Result<Kind, Halt> {
    Kind::parse(name).ok_or_else(|| Error::NotFound.into())
}

/// The revision the page showed: who comes second is told so.
fn seen(inputs: &Inputs) -> Result<i64, Halt> {
    inputs.get("seen").parse().map_err(|_| Halt::BadRequest)
}

/// The page to which a text belongs.
fn home(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Procedure => urls::AdminProcedure { id: name.to_owned() }.url(),
        Kind::Reference => urls::AdminReference::ROUTE.to_owned(),
    }
}

/// The name of a text, for people.
fn title(app: &App, kind: Kind, name: &str, lang: motcua_texts::Lang) -> String {
    match kind {
        Kind::Procedure => {
            let newest = app
                .desk
                .catalogue
                .newest(&motcua_domain::procedure::ProcedureId::from(name));
            newest.map_or_else(|| name.to_owned(), |it| it.short_name().get(lang).to_owned())
        }
        Kind::Reference => reference::file_name(name, lang),
    }
}
