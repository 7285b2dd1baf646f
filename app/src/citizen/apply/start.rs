//! Beginning an application, and throwing a draft away.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_domain::procedure::ProcedureId;
use motcua_texts::citizen::discard as texts;
use uuid::Uuid;

use crate::components::{BannerKind, Button, ButtonKind, Link, PageHeading};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen, see_other};

/// People who had to sign in first come here by a link: the page of the procedure has the button.
pub(super) async fn show(Path(id): Path<String>) -> Redirect {
    Redirect::to(&urls::Procedure { id }.url())
}

/// Begins.
pub(super) async fn start(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path(id): Path<String>,
) -> PageResult {
    let draft = drafts::start(&app.desk, &citizen, &ProcedureId::from(id.as_str())).await?;
    Ok(Redirect::to(
        &urls::TaskList {
            draft: draft.to_string(),
        }
        .url(),
    )
    .into_response())
}

/// Asks whether it is really meant.
pub(super) async fn ask_discard(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    let lang = visitor.lang;
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    let name = draft.procedure.name.get(lang).to_owned();
    let list = urls::TaskList { draft: id.to_string() }.url();
    let about = Page::citizen(texts::title(lang)).section(urls::MyDossiers::ROUTE);
    Ok(page(visitor.context(), &about, || {
        let keep = Link::new(list, texts::keep(lang));
        view! {
            <PageHeading text=texts::title(lang) caption=name />
            <p class="govuk-body">{texts::text(lang)}</p>
            <form method="post" class="govuk-button-group">
                <Button text=texts::button(lang) kind=ButtonKind::Warning />
                <a class="govuk-link" href=keep.href>{keep.text}</a>
            </form>
        }
    }))
}

/// Throws it away.
pub(super) async fn discard(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
    jar: CookieJar,
) -> PageResult {
    drafts::discard(&app.desk, &citizen, id).await?;
    let said = texts::done(visitor.lang);
    Ok(see_other(
        &app,
        jar,
        urls::MyDossiers::ROUTE,
        Some((BannerKind::Success, said)),
    ))
}
