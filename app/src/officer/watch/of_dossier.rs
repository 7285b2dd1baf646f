//! The messages of one dossier, as a part of its page.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::exchange::list::of_dossier;
use motcua_casework::officer::open;
use motcua_texts::watch::messages as texts;

use super::messages::table;
use crate::components::EmptyState;
use crate::officer::dossier::{self, Part};
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows them.
pub(in crate::officer) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let opened = open(&app.desk, &officer, &code).await?;
    let found = of_dossier(&app.desk, &officer, &code).await?;
    Ok(dossier::show(&app, &visitor, &opened, Part::Messages, false, || {
        let list = match found.messages.is_empty() {
            true => view! {
                <EmptyState title=texts::of_dossier_none(lang) text=texts::of_dossier_none_text(lang) />
            }
            .into_any(),
            false => table(&app, &found.messages, false, lang),
        };
        view! {
            <h2 class="govuk-visually-hidden">{texts::of_dossier(lang)}</h2>
            {list}
        }
    }))
}
