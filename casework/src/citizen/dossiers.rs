//! A citizen's own dossiers, with what happened and what came of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Actor, Citizen, Dossier, Event, Offer, ResultContent, Status};
use motcua_domain::procedure::{Procedure, ProcedureId};

use crate::case::Case;
use crate::connectors::System;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange::{State, log};
use crate::linked::{self, PartLine};
use crate::silence::{Level, Notice, notices};

/// A dossier in a list.
#[derive(Clone, Debug)]
pub struct DossierSummary {
    /// The code.
    pub code: String,
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// Whom it is about.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Until when something must happen next.
    pub next_due: Option<DateTime<Utc>>,
    /// The parts of a linked group; empty for what is none.
    pub parts: Vec<PartLine>,
}

/// A citizen's own dossier.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The dossier.
    pub case: Case,
    /// Everything that happened, oldest first.
    pub events: Vec<Event>,
    /// What the citizen may do now.
    pub offers: Vec<Offer>,
    /// The results, each with the hash by which it is known.
    pub papers: Vec<(String, ResultContent)>,
    /// That the citizen was told that a step going on now is silent.
    pub reminded: Option<Notice>,
    /// What is to be paid now.
    pub payment: Option<Payment>,
}

/// What the applicant is asked to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// How much, in đồng.
    pub amount: i64,
    /// The page of the payment platform; `None` until the platform has taken the order.
    pub page: Option<String>,
}

/// The citizen's dossiers, newest first, before a time.
///
/// # Errors
/// If the database fails.
pub async fn my_dossiers(
    desk: &Desk,
    citizen: &Citizen,
    before: Option<DateTime<Utc>>,
) -> Result<Vec<DossierSummary>, Error> {
    let mut reader = desk.store.reader().await?;
    let before = before.unwrap_or(DateTime::<Utc>::MAX_UTC.min(desk.now() + chrono::TimeDelta::days(1)));
    let lines = db!(reader, dossiers::of_account(citizen.account, before, 25))?;
    drop(reader);
    let mut summaries = Vec::new();
    for line in lines {
        let id = ProcedureId::from(line.procedure_id.as_str());
        summaries.push(DossierSummary {
            procedure: desk.procedure(&id, u32::try_from(line.version).unwrap_or_default())?,
            code: line.code,
            subject: line.subject,
            status: Status::parse(&line.status).unwrap_or(Status::Handling),
            submitted_at: line.submitted_at,
            next_due: line.next_due,
            parts: Vec::new(),
        });
    }
    let groups = summaries.iter().filter(|it| it.procedure.is_group());
    let groups: Vec<String> = groups.map(|it| it.code.clone()).collect();
    let mut parts = linked::lines_of(desk, &groups).await?;
    for summary in &mut summaries {
        summary.parts = parts.remove(&summary.code).unwrap_or_default();
    }
    Ok(summaries)
}

/// One of the citizen's dossiers.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that code, or it is somebody else's, which is logged.
pub async fn dossier(desk: &Desk, citizen: &Citizen, code: &str) -> Result<Mine, Error> {
    let case = Case::of_citizen(desk, citizen, code).await?;
    let events = case.history(desk).await?;
    let reminded = if case.dossier.outcome.is_none() {
        let id = case.dossier.id.0;
        let told = notices(desk, &[id]).await?.remove(&id).unwrap_or_default();
        let going = |notice: &Notice| case.dossier.active.contains_key(&notice.step);
        told.into_iter()
            .rfind(|notice| notice.level == Level::Citizen && going(notice))
    } else {
        None
    };
    let payment = payment(desk, &case.dossier).await?;
    let offers = case.offers(desk, &Actor::Citizen(citizen.clone()));
    let papers = case
        .dossier
        .issued
        .iter()
        .map(|issued| (crate::case::paper_hash(&issued.content), issued.content.clone()))
        .collect();
    Ok(Mine {
        case,
        events,
        offers,
        papers,
        reminded,
        payment,
    })
}

async fn payment(desk: &Desk, dossier: &Dossier) -> Result<Option<Payment>, Error> {
    let Some(step) = dossier.awaiting_payment() else {
        return Ok(None);
    };
    let messages = log::of_dossier(desk, dossier.application.code.as_str()).await?;
    let mut taken = messages.iter().rev().filter(|message| message.step == step);
    let page = taken
        .find(|message| message.state == State::Acknowledged.id())
        .and_then(|message| {
            let page = desk
                .connectors
                .settings(System::from_id(&message.system)?)
                .page
                .as_ref()?;
            Some(format!("{page}/{}", message.id))
        });
    Ok(Some(Payment {
        amount: dossier.application.fee,
        page,
    }))
}

/// A result of the citizen's, to download.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that hash among theirs.
pub async fn paper(desk: &Desk, citizen: &Citizen, code: &str, hash: &str) -> Result<ResultContent, Error> {
    let mine = dossier(desk, citizen, code).await?;
    mine.papers
        .into_iter()
        .find(|(known, _)| known == hash)
        .map(|(_, content)| content)
        .ok_or(Error::NotFound)
}
