//! Which of several records of a register is meant: which of the twins. And asking again what did not answer.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_domain::facts::Reply;
use motcua_domain::form::plain;
use motcua_texts::citizen::records as texts;
use uuid::Uuid;

use crate::components::{Button, Choice, PageHeading, Radios};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Inputs, PageResult, SignedInCitizen};

/// The values by which people tell records apart.
const TELLING: [&str; 6] = [
    "full_name",
    "child_full_name",
    "child_date_of_birth",
    "child_time_of_birth",
    "facility",
    "number",
];

/// Shows the records.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, fact)): Path<(Uuid, String)>,
) -> PageResult {
    let lang = visitor.lang;
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    let Some(Reply::Known { records, .. }) = draft.body.facts.get(&fact).map(|fact| &fact.reply) else {
        return Err(Error::NotFound.into());
    };
    let reference = app.desk.reference.as_ref();
    let options: Vec<Choice> = records
        .iter()
        .enumerate()
        .map(|(index, record)| {
            let words: Vec<String> = TELLING
                .into_iter()
                .filter_map(|name| Some(plain(record.get(name)?, reference, lang)))
                .collect();
            Choice::new(index.to_string(), words.join(" · "))
        })
        .collect();
    let list = urls::TaskList { draft: id.to_string() }.url();
    let about = Page::citizen(texts::title(lang))
        .section(urls::MyDossiers::ROUTE)
        .back(list, texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        view! {
            <div class="mc-measure">
                <PageHeading text=texts::title(lang) />
                <form method="post">
                    <Radios name="record" legend=texts::which(lang) options=options />
                    <Button text=texts::button(lang) />
                </form>
            </div>
        }
    }))
}

/// Keeps the choice.
pub(super) async fn choose(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path((id, fact)): Path<(Uuid, String)>,
    inputs: Inputs,
) -> PageResult {
    let url = match inputs.get("record").parse::<usize>() {
        Ok(record) => {
            drafts::choose_record(&app.desk, &citizen, id, &fact, record).await?;
            urls::TaskList { draft: id.to_string() }.url()
        }
        Err(_) => urls::ChooseRecord {
            draft: id.to_string(),
            fact,
        }
        .url(),
    };
    Ok(Redirect::to(&url).into_response())
}

/// Asks the registers again.
pub(super) async fn ask_again(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    drafts::ask_again(&app.desk, &citizen, id).await?;
    Ok(Redirect::to(&urls::TaskList { draft: id.to_string() }.url()).into_response())
}
