//! Who looked up what about me, when, and why.

use axum::extract::State;
use leptos::prelude::*;
use motcua_casework::citizen::{LookUp, data_log};
use motcua_texts::Lang;
use motcua_texts::citizen::data_log as texts;

use crate::components::{Cell, Column, EmptyState, PageHeading, Row, Table};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Shows the log.
pub(super) async fn show(State(app): State<App>, SignedInCitizen(citizen, visitor): SignedInCitizen) -> PageResult {
    let lang = visitor.lang;
    let log = data_log(&app.desk, &citizen, lang).await?;
    let rows: Vec<Row> = log
        .iter()
        .map(|look| {
            Row::new(vec![
                Cell::Text(format::date_time(lang, look.at)),
                Cell::Text(who(lang, look)),
                Cell::Text(register(lang, &look.register).to_owned()),
                Cell::Text(look.purpose.get(lang).to_owned()),
            ])
        })
        .collect();
    let columns = vec![
        Column::new(texts::when(lang)).nowrap(),
        Column::new(texts::who(lang)),
        Column::new(texts::what(lang)),
        Column::new(texts::why(lang)),
    ];
    let about = Page::citizen(texts::title(lang)).section(urls::AccessLog::ROUTE);
    Ok(page(visitor.context(), &about, || {
        let none = rows.is_empty();
        view! {
            <PageHeading text=texts::title(lang) />
            <p class="govuk-body">{texts::text(lang)}</p>
            {if none {
                view! { <EmptyState title=texts::none(lang) /> }.into_any()
            } else {
                view! { <Table caption=texts::title(lang) columns=columns rows=rows /> }.into_any()
            }}
        }
    }))
}

fn who(lang: Lang, look: &LookUp) -> String {
    match (look.by_me, look.by_kind.as_str(), &look.agency) {
        (true, ..) => texts::by::me(lang).to_owned(),
        (_, "officer", Some(agency)) => agency.clone(),
        (_, "citizen", _) => texts::by::other(lang).to_owned(),
        _ => texts::by::system(lang).to_owned(),
    }
}

fn register(lang: Lang, name: &str) -> &'static str {
    match name {
        "population" => texts::register::population(lang),
        "birth_notices" => texts::register::birth_notices(lang),
        "marriages" => texts::register::marriages(lang),
        _ => texts::register::dossier(lang),
    }
}
