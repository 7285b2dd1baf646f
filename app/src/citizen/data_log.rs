//! Who looked up what about me, when, and why.

use axum::extract::State;
use chrono::{DateTime, Utc};
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
    let rows: Vec<Row> = together(&log)
        .into_iter()
        .map(|(look, first, times)| {
            let (from, to) = (format::date_time(lang, first), format::date_time(lang, look.at));
            let when = if times == 1 {
                to
            } else if from == to {
                texts::times_at_once(lang, times, to)
            } else {
                texts::times(lang, times, from, format::time(look.at))
            };
            Row::new(vec![
                Cell::Text(when),
                Cell::Text(who(lang, look)),
                Cell::Text(register(lang, &look.register).to_owned()),
                Cell::Text(look.purpose.get(lang).to_owned()),
            ])
        })
        .collect();
    let columns = vec![
        Column::new(texts::when(lang)),
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

/// The same look-up by the same people on the same day, said once: the latest, when the first was, and how many.
fn together(log: &[LookUp]) -> Vec<(&LookUp, DateTime<Utc>, u64)> {
    let mut lines: Vec<(&LookUp, DateTime<Utc>, u64)> = Vec::new();
    for look in log {
        let same = |known: &LookUp| {
            (&known.register, &known.by_kind, known.by_me) == (&look.register, &look.by_kind, look.by_me)
                && (&known.agency, &known.purpose) == (&look.agency, &look.purpose)
                && format::local(known.at).date() == format::local(look.at).date()
        };
        match lines.iter_mut().find(|(known, ..)| same(known)) {
            Some((_, first, times)) => {
                *first = look.at;
                *times += 1;
            }
            None => lines.push((look, look.at, 1)),
        }
    }
    lines
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
        "search" => texts::register::search(lang),
        "file" => texts::register::file(lang),
        _ => texts::register::dossier(lang),
    }
}
