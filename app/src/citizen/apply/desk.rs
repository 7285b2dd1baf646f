//! Which desk receives the application and hands back paper results. Who decides follows from the form.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Desks, Draft};
use motcua_casework::error::Error;
use motcua_casework::reference::Reference;
use motcua_domain::identifiers::AgencyCode;
use motcua_texts::Lang;
use motcua_texts::citizen::desk as texts;
use uuid::Uuid;

use crate::components::{
    Button, Choice, ErrorSummary, FieldError, InsetText, PageHeading, Radios, Select, SummaryList, SummaryRow,
};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, Inputs, PageResult, SignedInCitizen, Visitor};

/// The name of the desk of an agency.
pub(crate) fn desk_name(reference: &Reference, agency: &AgencyCode, lang: Lang) -> String {
    reference
        .agency(agency)
        .map_or_else(|| agency.to_string(), |agency| agency.desk.get(lang).to_owned())
}

/// Who decides and who receives, as rows of a summary.
pub(super) fn desk_rows(reference: &Reference, desks: &Desks, lang: Lang) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new(texts::decides(lang), reference.agency_name(&desks.competent, lang)),
        SummaryRow::new(texts::receives(lang), desk_name(reference, &desks.receiving, lang)),
    ]
}

/// Shows who decides, and asks who shall receive.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    render(&app, &visitor, &draft, None)
}

/// What was chosen without naming a commune.
struct Incomplete;

fn render(app: &App, visitor: &Visitor, draft: &Draft, wrong: Option<Incomplete>) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let reference = app.desk.reference.as_ref();
    let list = urls::TaskList {
        draft: draft.id.to_string(),
    }
    .url();
    let Some(desks) = draft.desks(&app.desk, &draft.review(&app.desk)) else {
        return Ok(Redirect::to(&list).into_response());
    };
    let error = wrong.map(|Incomplete| texts::which_missing(lang));
    let own = desk_name(reference, &desks.competent, lang);
    let province = reference
        .province(&desks.province)
        .map(|province| match lang {
            Lang::Vi => province.in_sentence(),
            Lang::En => province.short_name.clone(),
        })
        .unwrap_or_default();
    let communes = reference
        .communes_of(&desks.province)
        .map(|commune| Choice::new(commune.code.clone(), commune.name.get(lang)))
        .collect();
    let value = match (&desks.chosen, error) {
        (None, None) => "own",
        _ => "other",
    };
    let decides = vec![SummaryRow::new(
        texts::decides(lang),
        reference.agency_name(&desks.competent, lang),
    )];
    let has_error = error.is_some();
    let status = if has_error {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let about = Page::citizen(texts::title(lang))
        .section(urls::MyDossiers::ROUTE)
        .back(list.clone(), texts::back(lang))
        .status(status)
        .with_errors(has_error);
    let caption = draft.procedure.short_name().get(lang).to_owned();
    Ok(page(visitor.context(), &about, || {
        let errors = error.iter().map(|error| FieldError::new("commune", *error)).collect();
        let which = view! {
            <Select
                name="commune"
                label=texts::which(lang)
                options=communes
                value=desks.chosen.clone().unwrap_or_default()
                empty=texts::choose(lang)
                error=error
            />
        };
        let options = vec![
            Choice::new("own", own).hint(texts::own_hint(lang)),
            Choice::new("other", texts::other(lang, province)).then(which),
        ];
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=errors />
                <PageHeading text=texts::title(lang) caption=caption />
                <SummaryList rows=decides />
                <form method="post" novalidate>
                    <Radios name="where" legend=texts::question(lang) hint=texts::hint(lang) options=options value=value />
                    <InsetText>{texts::same_result(lang)}</InsetText>
                    <div class="govuk-button-group">
                        <Button text=texts::save(lang) />
                        <a class="govuk-link" href=list>{texts::later(lang)}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Keeps the choice.
pub(super) async fn choose(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
    inputs: Inputs,
) -> PageResult {
    let commune = (inputs.get("where") == "other").then(|| inputs.get("commune"));
    let kept = match commune {
        Some("") => Err(Error::NotFound),
        commune => drafts::choose_desk(&app.desk, &citizen, id, commune).await,
    };
    match kept {
        Ok(()) => Ok(Redirect::to(&urls::TaskList { draft: id.to_string() }.url()).into_response()),
        // None was named, or one outside the province: the list says which there are.
        Err(Error::NotFound) if commune.is_some() => {
            let draft = Draft::open(&app.desk, &citizen, id).await?;
            render(&app, &visitor, &draft, Some(Incomplete))
        }
        Err(error) => Err(error.into()),
    }
}
