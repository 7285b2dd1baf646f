//! Following a dossier by its code and look-up secret, without an account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use motcua_casework::citizen::{Glimpse, Unseen, look_up as look};
use motcua_casework::error::Error;
use motcua_casework::linked::{PartLine, PartStanding};
use motcua_domain::dossier::Status;
use motcua_texts::Lang;
use motcua_texts::citizen::track as texts;
use motcua_texts::group::office;

use super::group::standing;
use super::status;
use crate::components::{
    Button, ErrorSummary, FieldError, PageHeading, SummaryList, SummaryRow, TextInput, Width, Words,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{Dossier, SignIn, Track, with_query};
use crate::web::{App, Caller, Inputs, PageResult, Visitor};

/// The form, also on the home page.
#[component]
pub(super) fn TrackForm(
    /// The code typed before.
    #[prop(optional, into)]
    code: String,
    /// Why nothing is shown under what was typed.
    #[prop(optional, into)]
    error: Words,
) -> impl IntoView {
    let lang = crate::components::lang();
    view! {
        <form class="mc-box" method="post" action=Track::ROUTE>
            <TextInput
                name="code"
                label=texts::code(lang)
                hint=texts::code_hint(lang)
                value=code
                width=Width::Twenty
                error=error
                autocomplete="off"
            />
            <TextInput name="secret" label=texts::secret(lang) hint=texts::secret_hint(lang) width=Width::Ten autocomplete="off" />
            <Button text=texts::button(lang) />
        </form>
    }
}

/// Shows the form.
pub(super) async fn show(visitor: Visitor) -> Response {
    form(&visitor, "", None)
}

fn form(visitor: &Visitor, code: &str, wrong: Option<(StatusCode, String)>) -> Response {
    let lang = visitor.lang;
    let (status, fault) = wrong.map_or((StatusCode::OK, None), |(status, fault)| (status, Some(fault)));
    let about = Page::citizen(texts::title(lang))
        .section(Track::ROUTE)
        .status(status)
        .with_errors(fault.is_some());
    let code = code.to_owned();
    page(visitor.context(), &about, || {
        let errors = fault.clone().map(|fault| FieldError::new("code", fault));
        view! {
            <ErrorSummary errors=errors.into_iter().collect() />
            <PageHeading text=texts::title(lang) />
            <TrackForm code=code error=fault />
        }
    })
}

/// Looks up. The secret is posted, so that it stands in no address and no log.
pub(super) async fn look_up(
    State(app): State<App>,
    visitor: Visitor,
    Caller(origin): Caller,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let code = inputs.get("code").to_owned();
    let fault = match look(&app.desk, &code, inputs.get("secret"), &origin.ip_prefix, lang).await {
        Ok(found) => return Ok(found_page(&app, &visitor, &found)),
        Err(Unseen::Failed(Error::NotFound)) => (StatusCode::UNPROCESSABLE_ENTITY, texts::not_found(lang).to_owned()),
        Err(Unseen::HeldOff { until }) => (
            StatusCode::TOO_MANY_REQUESTS,
            texts::held(lang, format::promise(lang, until, app.desk.now())),
        ),
        Err(Unseen::Failed(error)) => return Err(error.into()),
    };
    Ok(form(&visitor, &code, Some(fault)))
}

fn found_page(app: &App, visitor: &Visitor, found: &Glimpse) -> Response {
    let lang = visitor.lang;
    let now = app.desk.now();
    let state = if found.parts.is_empty() {
        status::words(lang, found.status)
    } else {
        standing::of_group(lang, standing::shown(found.status, &found.parts))
    };
    let rows = vec![
        SummaryRow::new(texts::procedure(lang), found.procedure.name.get(lang).to_owned()),
        SummaryRow::new(texts::agency(lang), found.agency.clone()),
        SummaryRow::new(texts::submitted(lang), format::date_time(lang, found.submitted_at)),
        SummaryRow::new(texts::state(lang), state),
    ];
    let label = match found.status {
        Status::Submitted => texts::answer_due(lang),
        _ => texts::due(lang),
    };
    let due = found
        .due
        .map(|due| SummaryRow::new(label, format::promise(lang, due, now)));
    // What each part is and where it stands: no more than the codes of the group allow.
    let parts = found
        .parts
        .iter()
        .filter(|part| !matches!(part.standing, PartStanding::NotChosen { .. }))
        .map(|part| SummaryRow::new(part.name.get(lang), part_words(lang, part)));
    let rows = rows.into_iter().chain(due).chain(parts).collect();
    let code = found.code.clone();
    let own = Dossier { code: code.clone() }.url();
    let more = with_query(SignIn::ROUTE, &[("back", &own)]);
    page(
        visitor.context(),
        &Page::citizen(code.clone()).section(Track::ROUTE),
        || {
            view! {
                <PageHeading text=code caption=texts::title(lang) />
                <SummaryList rows=rows />
                <p class="govuk-body">
                    <a class="govuk-link" href=more>{texts::sign_in_for_more(lang)}</a>
                </p>
            }
        },
    )
}

/// Who has a part and where it stands, and that it is silent if it is.
fn part_words(lang: Lang, part: &PartLine) -> String {
    let agency = part.agency_name.as_ref().map(|agency| agency.get(lang).to_owned());
    let silent = part
        .silent_since
        .map(|since| office::silent(lang, format::date_time(lang, since)));
    [Some(standing::of_line(lang, part).to_owned()), agency, silent]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
