//! Applying: a task list over a draft that is kept at every post, valid or not.

mod answers;
mod cost;
mod desk;
mod dispute;
mod documents;
mod done;
mod eligibility;
mod field;
mod live;
mod problems;
mod records;
mod review;
mod section;
mod start;
mod task_list;

pub(crate) use answers::answer_rows;
pub(crate) use cost::{cost_view, kind_words, money};
pub(crate) use desk::desk_name;
pub(crate) use documents::{accept, file_words, kinds};
pub(crate) use eligibility::{otherwise_words, rules as eligibility_rules};
pub(crate) use field::{FieldValues, field_view};
pub(crate) use problems::messages;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::urls;
use crate::web::App;

/// The most bytes of an upload: a little more than any document allows, so that the person is told in words.
pub(crate) const MOST_UPLOADED: usize = 32 * 1024 * 1024;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(urls::Apply::ROUTE, get(start::show).post(start::start))
        .route(urls::TaskList::ROUTE, get(task_list::show))
        .route(urls::Section::ROUTE, get(section::show).post(section::save))
        .route(urls::Dispute::ROUTE, get(dispute::show).post(dispute::say))
        .route(urls::ChooseRecord::ROUTE, get(records::show).post(records::choose))
        .route(urls::ChooseDesk::ROUTE, get(desk::show).post(desk::choose))
        .route(urls::AskAgain::ROUTE, post(records::ask_again))
        .route(
            urls::Document::ROUTE,
            get(documents::show)
                .post(documents::attach)
                .layer(DefaultBodyLimit::max(MOST_UPLOADED)),
        )
        .route(urls::Detach::ROUTE, post(documents::detach))
        .route(urls::AskConfirmation::ROUTE, post(task_list::ask_confirmation))
        .route(urls::Review::ROUTE, get(review::show).post(review::submit))
        .route(urls::Discard::ROUTE, get(start::ask_discard).post(start::discard))
        .route(urls::Submitted::ROUTE, get(done::show))
}
