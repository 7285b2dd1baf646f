//! The home page: one question, what can be offered, life events, follow a dossier, how the desks are doing.

use std::collections::BTreeSet;

use axum::extract::State;
use leptos::prelude::*;
use motcua_casework::citizen::{Figures, offerings};
use motcua_domain::calendar::vietnam_date;
use motcua_texts::Lang;
use motcua_texts::citizen::home as texts;

use super::offers::offer_view;
use super::track::TrackForm;
use crate::components::{Fact, Facts, Search, Tile, Tiles};
use crate::render::{Page, page};
use crate::urls::{Home, Procedures, with_query};
use crate::web::{App, PageResult, Visitor, Who};

/// Shows it.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult {
    let lang = visitor.lang;
    // An event leads somewhere only if something can be applied for there.
    let current = app.desk.catalogue.all_current(vietnam_date(app.desk.now()));
    let used: BTreeSet<&str> = current.iter().map(|procedure| procedure.life_event.as_str()).collect();
    let tiles = app
        .desk
        .reference
        .life_events()
        .iter()
        .filter(|event| used.contains(event.id.as_str()))
        .map(|event| {
            let href = with_query(Procedures::ROUTE, &[("event", &event.id)]);
            Tile::new(href, event.name.get(lang), event.line.get(lang))
        })
        .collect();
    let popular = [
        texts::popular::birth(lang),
        texts::popular::residence(lang),
        texts::popular::licence(lang),
        texts::popular::record(lang),
    ]
    .map(|words| {
        let href = with_query(Procedures::ROUTE, &[("q", words)]);
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    });
    let offered = match &visitor.who {
        Who::Citizen(citizen) => offerings(&app.desk, citizen).await?,
        Who::Guest | Who::Officer(_) => Vec::new(),
    };
    let figures = app.figures().await.filter(|figures| figures.received > 0);
    let about = Page::citizen(texts::title(lang)).section(Home::ROUTE).full_width();
    Ok(page(visitor.context(), &about, || {
        let offers: Vec<AnyView> = offered
            .iter()
            .filter_map(|offering| offer_view(lang, &app, offering))
            .collect();
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
                {offers}
                <h2 class="govuk-heading-l">{texts::events(lang)}</h2>
                <Tiles items=tiles />
                <p class="govuk-body govuk-!-margin-bottom-8">
                    <a class="govuk-link" href=Procedures::ROUTE>{texts::all(lang)}</a>
                </p>
                <div class="mc-columns">
                    <div>
                        <h2 class="govuk-heading-m">{texts::track(lang)}</h2>
                        <TrackForm />
                    </div>
                    {figures
                        .map(|figures| {
                            view! {
                                <div>
                                    <h2 class="govuk-heading-m">{texts::figures::title(lang)}</h2>
                                    <Facts items=facts(lang, figures) />
                                </div>
                            }
                        })}
                </div>
            </div>
        }
    }))
}

/// What was counted; a share only where there is something to share.
fn facts(lang: Lang, figures: Figures) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(
            texts::figures::received(lang),
            motcua_texts::number(lang, figures.received),
        ),
        Fact::new(texts::figures::issued(lang), motcua_texts::number(lang, figures.issued)),
    ];
    if let Some(share) = figures.per_mille_in_time() {
        let point = match lang {
            Lang::Vi => ',',
            Lang::En => '.',
        };
        let share = format!("{}{point}{}%", share / 10, share % 10);
        facts.push(Fact::new(texts::figures::in_time(lang), share));
    }
    facts
}
