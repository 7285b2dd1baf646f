//! Finding a dossier by its code or by the beginning of a name.

use axum::extract::{Query, State};
use leptos::prelude::*;
use motcua_casework::officer::search;
use motcua_texts::officer::{column as columns, search as texts};
use serde::Deserialize;

use crate::citizen::status;
use crate::components::{Button, ButtonKind, Cell, Column, EmptyState, PageHeading, Row, Table, Tag, TextInput, Width};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficeDossier, OfficeDossiers};
use crate::web::{App, PageResult, SignedInOfficer};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
}

/// The form, also beside the queues.
#[component]
pub(super) fn SearchForm(
    /// What was looked for.
    #[prop(optional, into)]
    words: String,
) -> impl IntoView {
    let lang = crate::components::lang();
    view! {
        <form class="mc-filter" method="get" action=OfficeDossiers::ROUTE role="search">
            <TextInput name="q" label=texts::label(lang) value=words kind="search" width=Width::Twenty autocomplete="off" />
            <Button text=texts::button(lang) kind=ButtonKind::Secondary />
        </form>
    }
}

/// Shows what was found.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let lang = visitor.lang;
    let words: String = wanted.q.trim().chars().take(100).collect();
    let found = search(&app.desk, &officer, &words).await?;
    let rows: Vec<Row> = found
        .into_iter()
        .map(|hit| {
            let (tone, state) = (status::tone(hit.status), status::words(lang, hit.status));
            Row::new(vec![
                Cell::link(OfficeDossier { code: hit.code.clone() }.url(), hit.code),
                hit.subject.into(),
                hit.procedure.get(lang).into(),
                Cell::view(view! { <Tag tone=tone text=state /> }),
                format::date_time(lang, hit.submitted_at).into(),
            ])
        })
        .collect();
    let about = Page::officer(texts::title(lang)).section(OfficeDossiers::ROUTE);
    Ok(page(visitor.context(), &about, || {
        let list = if words.is_empty() {
            view! { <p class="govuk-body">{texts::lead(lang)}</p> }.into_any()
        } else if rows.is_empty() {
            view! { <EmptyState title=texts::none(lang, &words) text=texts::none_text(lang) /> }.into_any()
        } else {
            let caption = texts::results(lang, rows.len() as u64, &words);
            let columns = vec![
                Column::new(columns::code(lang)).nowrap(),
                Column::new(columns::subject(lang)),
                Column::new(columns::procedure(lang)),
                Column::new(columns::state(lang)),
                Column::new(columns::submitted(lang)),
            ];
            view! {
                <Table caption=caption caption_shown=true columns=columns rows=rows dense=true />
            }
            .into_any()
        };
        view! {
            <PageHeading text=texts::title(lang) />
            <SearchForm words=words />
            <div role="status">{list}</div>
        }
    }))
}
