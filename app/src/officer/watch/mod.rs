//! Watching over what stands still: all that is silent, the messages to national systems, how those systems are.

mod message;
mod messages;
mod of_dossier;
mod silent;
mod systems;
pub(super) mod words;

use axum::Router;
use axum::routing::{get, post};
use leptos::prelude::*;
use motcua_texts::Lang;
use motcua_texts::watch::nav as texts;

use crate::components::{Link, SubNavigation, Tab};
use crate::urls::{self, Messages, Silent, Systems};
use crate::web::App;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(urls::Silent::ROUTE, get(silent::show))
        .route(urls::ReleaseJob::ROUTE, post(silent::release))
        .route(urls::Messages::ROUTE, get(messages::show))
        .route(urls::MessagePage::ROUTE, get(message::show).post(message::intervene))
        .route(urls::Systems::ROUTE, get(systems::show))
        .route(urls::OfficeMessages::ROUTE, get(of_dossier::show))
}

/// The links beside the queues.
pub(super) fn links(lang: Lang) -> Vec<Link> {
    vec![
        Link::new(Silent {}.url(), texts::silent(lang)),
        Link::new(Messages {}.url(), texts::messages(lang)),
        Link::new(Systems {}.url(), texts::systems(lang)),
    ]
}

/// The links between the three pages.
fn tabs(here: &str, lang: Lang) -> AnyView {
    let items = links(lang)
        .into_iter()
        .map(|link| {
            let current = link.href == here;
            Tab::new(link.href, link.text, current)
        })
        .collect();
    view! { <SubNavigation label=texts::label(lang) items=items /> }.into_any()
}
