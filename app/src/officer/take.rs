//! Taking a task upon oneself: this one, or the next of a queue.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_casework::officer::{Filter, QUEUES, inbox, take as take_step};
use motcua_domain::dossier::{Actor, OfferKind};
use motcua_texts::officer::{offers as texts, queue as queue_texts};

use super::{refused, seen};
use crate::components::BannerKind;
use crate::urls::{OfficeDossier, Queue};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, see_other};

/// Takes a step of a dossier.
pub(super) async fn take(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, step)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    match take_step(&app.desk, &officer, &code, seen(&inputs)?, step).await {
        Ok(()) => {
            let url = OfficeDossier { code: code.clone() }.url();
            Ok(see_other(
                &app,
                jar,
                &url,
                Some((BannerKind::Success, &texts::taken(visitor.lang, &code))),
            ))
        }
        Err(Error::Refused(refusal)) => refused::show(&app, &visitor, &code, refusal).await,
        Err(error) => Err(error.into()),
    }
}

/// Takes the first task of a queue that nobody has, and opens it. When a colleague is quicker, the one after it.
pub(super) async fn take_next(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(queue): Path<String>,
    jar: CookieJar,
) -> PageResult {
    let queue = QUEUES.into_iter().find(|name| *name == queue).ok_or(Error::NotFound)?;
    let actor = Actor::Officer(officer.clone());
    let mut after = None;
    loop {
        let found = inbox(&app.desk, &officer, Some(queue), &Filter::default(), after).await?;
        for line in found.lines.iter().filter(|line| line.officer.is_none()) {
            let case = Case::by_code(&app.desk, &line.code).await?;
            let offers = case.offers(&app.desk, &actor);
            let step = offers
                .into_iter()
                .find(|offer| offer.kind == OfferKind::Take && offer.blocked.is_none());
            let untaken = |step: &String| {
                case.dossier
                    .active
                    .get(step)
                    .is_some_and(|active| active.officer.is_none())
            };
            let Some(step) = step.and_then(|offer| offer.step).filter(untaken) else {
                continue;
            };
            match take_step(&app.desk, &officer, &line.code, case.dossier.seq, step).await {
                Ok(()) => {
                    let url = OfficeDossier {
                        code: line.code.clone(),
                    }
                    .url();
                    let said = texts::taken(visitor.lang, &line.code);
                    return Ok(see_other(&app, jar, &url, Some((BannerKind::Success, &said))));
                }
                Err(Error::Refused(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        match found.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    let url = Queue {
        queue: queue.to_owned(),
    }
    .url();
    let said = queue_texts::nothing_to_take(visitor.lang);
    Ok(see_other(&app, jar, &url, Some((BannerKind::Important, said))))
}
