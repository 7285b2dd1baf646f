//! The home page: one question, life events, follow a dossier.

use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use motcua_texts::citizen::home as texts;

use super::track::TrackForm;
use crate::components::{Search, Tile, Tiles};
use crate::render::{Page, page};
use crate::urls::{Home, Procedures, with_query};
use crate::web::{App, Visitor};

/// Shows it.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    let lang = visitor.lang;
    let events = app.desk.reference.life_events();
    let tiles = events
        .iter()
        .map(|event| {
            let href = with_query(Procedures::ROUTE, &[("event", &event.id)]);
            Tile::new(href, event.name.get(lang), event.line.get(lang))
        })
        .collect();
    let popular = [texts::popular::birth(lang), texts::popular::hall(lang)].map(|words| {
        let href = with_query(Procedures::ROUTE, &[("q", words)]);
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    });
    let about = Page::citizen(texts::title(lang)).section(Home::ROUTE).full_width();
    page(visitor.context(), &about, || {
        view! {
            <div class="mc-hero">
                <div class="govuk-width-container">
                    <h1 class="govuk-heading-xl">{texts::question(lang)}</h1>
                    <Search />
                    <div class="mc-popular">
                        <span>{texts::popular::label(lang)}</span>
                        <ul>{popular.into_iter().collect_view()}</ul>
                    </div>
                </div>
            </div>
            <div class="govuk-width-container govuk-main-wrapper">
                <h2 class="govuk-heading-l">{texts::events(lang)}</h2>
                <Tiles items=tiles />
                <h2 class="govuk-heading-m">{texts::track(lang)}</h2>
                <TrackForm />
            </div>
        }
    })
}
