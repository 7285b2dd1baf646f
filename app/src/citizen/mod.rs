//! The citizens' windows: find a procedure, apply, follow, receive.

mod about;
mod apply;
mod check_paper;
mod confirmations;
mod data_log;
mod dossier;
mod dossiers;
pub(crate) mod group;
mod history;
mod home;
mod narrow;
mod offers;
mod papers;
mod pay;
mod procedure;
mod procedures;
mod profile;
pub(crate) mod status;
mod supplement;
mod track;
mod withdraw;

pub(crate) use apply::{FieldValues, desk_name, field_view};
pub(crate) use procedure::{limit_words, workflow as drawn_workflow};

use axum::Router;
use axum::routing::{get, post};

use crate::urls;
use crate::web::App;

/// The routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(urls::Home::ROUTE, get(home::show))
        .route(urls::AskOffer::ROUTE, post(offers::ask))
        .route(urls::Procedures::ROUTE, get(procedures::show))
        .route(urls::Procedure::ROUTE, get(procedure::show))
        .route(urls::Checklist::ROUTE, get(procedure::checklist))
        .route(urls::Sitemap::ROUTE, get(procedure::sitemap))
        .route(urls::Robots::ROUTE, get(procedure::robots))
        .route(urls::Track::ROUTE, get(track::show).post(track::look_up))
        .route(urls::MyDossiers::ROUTE, get(dossiers::show))
        .route(urls::Dossier::ROUTE, get(dossier::show))
        .route(urls::Pay::ROUTE, get(pay::go))
        .route(urls::Withdraw::ROUTE, get(withdraw::ask).post(withdraw::withdraw))
        .route(urls::TakeBackWithdrawal::ROUTE, post(withdraw::take_back))
        .route(urls::RefusalSlip::ROUTE, get(papers::refusal_slip))
        .route(urls::StopNotice::ROUTE, get(papers::stop_notice))
        .route(urls::SupplementSlip::ROUTE, get(papers::supplement_slip))
        .route(urls::ApologyLetter::ROUTE, get(papers::apology_letter))
        .route(urls::ControlSlip::ROUTE, get(papers::control_slip))
        .route(urls::Receipt::ROUTE, get(papers::receipt))
        .route(urls::ResultPaper::ROUTE, get(papers::result))
        .route(urls::DossierFile::ROUTE, get(papers::file))
        .route(urls::CheckPaper::ROUTE, get(check_paper::show))
        .route(urls::Profile::ROUTE, get(profile::show))
        .route(urls::AccessLog::ROUTE, get(data_log::show))
        .route(urls::Confirmations::ROUTE, get(confirmations::show))
        .route(urls::Confirm::ROUTE, post(confirmations::answer))
        .route(urls::Accessibility::ROUTE, get(about::accessibility))
        .route(urls::DataProtection::ROUTE, get(about::data_protection))
        .route(urls::AddPart::ROUTE, get(group::add::show).post(group::add::add))
        .merge(supplement::routes())
        .merge(apply::routes())
}
