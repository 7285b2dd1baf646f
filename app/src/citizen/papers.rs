//! Papers and files of a dossier, to download.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use motcua_casework::case::Case;
use motcua_casework::citizen;
use motcua_casework::error::Error;
use motcua_casework::officer;
use motcua_domain::dossier::{Actor, Event};

use crate::papers as make;
use crate::web::{App, PageResult, Visitor, Who};

/// A PDF as an answer. Papers are personal: no cache keeps them.
fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("inline; filename=\"{}.pdf\"", ascii(name));
    (
        [
            (header::CONTENT_TYPE, "application/pdf".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ],
        bytes,
    )
        .into_response()
}

/// A file name every browser and disk takes.
fn ascii(name: &str) -> String {
    name.chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || "-.".contains(letter) {
                letter
            } else {
                '-'
            }
        })
        .collect()
}

/// Form 01, for the applicant or an officer of the desk.
pub(super) async fn receipt(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let case = match &visitor.who {
        Who::Citizen(citizen) => citizen::dossier(&app.desk, citizen, &code).await?.case,
        Who::Officer(officer) => officer::open(&app.desk, officer, &code).await?.case,
        Who::Guest => return Err(Error::NotFound.into()),
    };
    let slip = make::receipt(&app, &case).ok_or(Error::NotFound)?;
    let bytes = make::render(move || motcua_papers::receipt_slip(&slip)).await?;
    Ok(pdf(&code, bytes))
}

/// A result, for the applicant or an officer of the desk.
pub(super) async fn result(
    State(app): State<App>,
    visitor: Visitor,
    Path((code, hash)): Path<(String, String)>,
) -> PageResult {
    let papers = match &visitor.who {
        Who::Citizen(citizen) => citizen::dossier(&app.desk, citizen, &code).await?.papers,
        Who::Officer(officer) => officer::open(&app.desk, officer, &code).await?.papers,
        Who::Guest => return Err(Error::NotFound.into()),
    };
    let (hash, content) = papers
        .into_iter()
        .find(|(known, _)| *known == hash)
        .ok_or(Error::NotFound)?;
    let paper = make::result(&app, &content, &hash);
    let bytes = make::render(move || motcua_papers::result_paper(&paper)).await?;
    Ok(pdf(&format!("{code}-{}", content.result), bytes))
}

/// Form 03 of a dossier that was not accepted, for the applicant or an officer of the desk.
pub(super) async fn refusal_slip(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let (case, events) = seen_by(&app, &visitor, &code).await?;
    let slip = make::refusal_slip(&app, &case, &events).ok_or(Error::NotFound)?;
    let bytes = make::render(move || motcua_papers::refusal_slip(&slip)).await?;
    Ok(pdf(&format!("{code}-03"), bytes))
}

/// Form 05 of a dossier that was stopped, for the applicant or an officer of the desk.
pub(super) async fn stop_notice(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let (case, events) = seen_by(&app, &visitor, &code).await?;
    let notice = make::stop_notice(&app, &case, &events).ok_or(Error::NotFound)?;
    let bytes = make::render(move || motcua_papers::stop_notice(&notice)).await?;
    Ok(pdf(&format!("{code}-05"), bytes))
}

/// Form 02 of a dossier that is or was to be supplemented, for the applicant or an officer of the desk.
pub(super) async fn supplement_slip(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let (case, events) = seen_by(&app, &visitor, &code).await?;
    let slip = make::supplement_slip(&app, &case, &events).ok_or(Error::NotFound)?;
    let bytes = make::render(move || motcua_papers::supplement_slip(&slip)).await?;
    Ok(pdf(&format!("{code}-02"), bytes))
}

/// Form 04 of a dossier whose date was moved, for the applicant or an officer of the desk.
pub(super) async fn apology_letter(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let (case, events) = seen_by(&app, &visitor, &code).await?;
    let letter = make::apology_letter(&app, &case, &events).ok_or(Error::NotFound)?;
    let bytes = make::render(move || motcua_papers::apology_letter(&letter)).await?;
    Ok(pdf(&format!("{code}-04"), bytes))
}

/// Form 06 of a dossier, for officers of the desk: it goes with the dossier from hand to hand within the office.
pub(super) async fn control_slip(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    if !matches!(visitor.who, Who::Officer(_)) {
        return Err(Error::NotFound.into());
    }
    let (case, events) = seen_by(&app, &visitor, &code).await?;
    let slip = make::control_slip(&app, &case, &events).ok_or(Error::NotFound)?;
    let bytes = make::render(move || motcua_papers::control_slip(&slip)).await?;
    Ok(pdf(&format!("{code}-06"), bytes))
}

/// A dossier with its events, for whoever may see it.
async fn seen_by(app: &App, visitor: &Visitor, code: &str) -> Result<(Case, Vec<Event>), Error> {
    match &visitor.who {
        Who::Citizen(citizen) => {
            let mine = citizen::dossier(&app.desk, citizen, code).await?;
            Ok((mine.case, mine.events))
        }
        Who::Officer(officer) => {
            let opened = officer::open(&app.desk, officer, code).await?;
            let events = opened.case.history(&app.desk).await?;
            Ok((opened.case, events))
        }
        Who::Guest => Err(Error::NotFound),
    }
}

/// An uploaded file, for the applicant or an officer of the desk.
pub(super) async fn file(
    State(app): State<App>,
    visitor: Visitor,
    Path((code, file)): Path<(String, String)>,
) -> PageResult {
    let actor = match visitor.who {
        Who::Citizen(citizen) => Actor::Citizen(citizen),
        Who::Officer(officer) => Actor::Officer(officer),
        Who::Guest => return Err(Error::NotFound.into()),
    };
    let found = officer::file(&app.desk, &actor, &code, &file).await?;
    let name = ascii(&found.upload.name);
    Ok((
        [
            (header::CONTENT_TYPE, found.upload.mime.clone()),
            (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
            (header::CACHE_CONTROL, "no-store".to_owned()),
            // Whatever is in the file, it may not run or load anything.
            (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; sandbox".to_owned(),
            ),
        ],
        found.content,
    )
        .into_response())
}
