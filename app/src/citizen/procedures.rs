//! Search and list of procedures.

use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use motcua_casework::procedures::{Narrow, applicant_of_key};
use motcua_domain::calendar::vietnam_date;
use motcua_texts::citizen::procedures as texts;
use serde::Deserialize;

use super::narrow::NarrowForm;
use crate::components::{Details, EmptyState, Link, PageHeading, Search};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Visitor};

/// What is looked for.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    event: String,
    #[serde(default)]
    ministry: String,
    #[serde(default)]
    who: String,
}

impl Wanted {
    /// What narrows the search down; a kind of applicant that there is not narrows nothing.
    fn narrow(&self) -> Narrow {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Narrow {
            event: given(&self.event),
            ministry: given(&self.ministry),
            who: applicant_of_key(&self.who),
        }
    }
}

/// Shows what was found.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(wanted): Query<Wanted>) -> Response {
    let lang = visitor.lang;
    let today = vietnam_date(app.desk.now());
    let mut narrow = wanted.narrow();
    let events = app.desk.reference.life_events().to_vec();
    let ministries = app.desk.catalogue.ministries(today);
    let event = events.iter().find(|event| event.id == wanted.event);
    if event.is_none() {
        narrow.event = None;
    }
    let mut found = app.desk.catalogue.find(&wanted.q, &narrow, today);
    // Of an event, what settles everything in one application comes first.
    if narrow.event.is_some() && wanted.q.trim().is_empty() {
        found.sort_by_key(|procedure| !procedure.is_group());
    }
    let heading = event.map_or_else(
        || texts::title(lang).to_owned(),
        |event| event.name.get(lang).to_owned(),
    );
    let count = found.len();
    let items = found
        .iter()
        .map(|procedure| {
            let href = urls::Procedure {
                id: procedure.id.to_string(),
            }
            .url();
            let name = procedure.name.get(lang).to_owned();
            let summary = procedure.summary.get(lang).to_owned();
            view! {
                <li class="mc-result">
                    <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
                        <a class="govuk-link" href=href>{name}</a>
                    </h2>
                    <p class="govuk-body">{summary}</p>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let q = wanted.q.clone();
    let nothing = if q.trim().is_empty() {
        texts::none_narrowed(lang).to_owned()
    } else {
        texts::none(lang, &q)
    };
    let narrowed = narrow.ministry.is_some() || narrow.who.is_some();
    let about = Page::citizen(heading.clone()).section(urls::Procedures::ROUTE);
    page(visitor.context(), &about, || {
        view! {
            <PageHeading text=heading />
            <Search value=q.clone() />
            <Details summary=texts::narrow(lang) open=narrowed>
                <NarrowForm q=q events=events ministries=ministries narrow=narrow />
            </Details>
            {if items.is_empty() {
                view! {
                    <EmptyState
                        title=nothing
                        text=texts::none_text(lang)
                        action=Some(Link::new(urls::Procedures::ROUTE, texts::all(lang)))
                    />
                }
                    .into_any()
            } else {
                view! {
                    <p class="govuk-body-s" role="status">{texts::count(lang, u64::try_from(count).unwrap_or_default())}</p>
                    <ul class="govuk-list mc-results">{items}</ul>
                }
                    .into_any()
            }}
        }
    })
}
