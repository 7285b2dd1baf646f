//! Offers on the home page: what a citizen can apply for because a register already holds what it takes. Nothing is asked
//! before the citizen agrees, each time; only what the page shows is kept, for a while.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Citizen;
use motcua_domain::facts::{Fact, Facts, Reply};
use motcua_domain::form::{Answer, Answers, Seen};
use motcua_domain::procedure::{OfferDef, Procedure, ProcedureId};

use crate::db;
use crate::desk::Desk;
use crate::drafts;
use crate::error::Error;
use crate::registers::{Asker, ask, question};
use crate::store::rows::drafts::OfferReply;

/// How long an answer is kept: after that the page asks whether to look again.
const KEPT: TimeDelta = TimeDelta::days(14);

/// What can be offered to a citizen.
#[derive(Clone, Debug)]
pub struct Offering {
    /// The procedure; it has an offer.
    pub procedure: Arc<Procedure>,
    /// How it stands.
    pub state: OfferState,
}

/// How an offer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// Nothing was asked yet.
    Unasked,
    /// The register holds what it takes.
    Found {
        /// The values people recognise it by.
        said: Vec<Answer>,
    },
    /// The register holds nothing.
    Nothing {
        /// When it was asked.
        asked_at: DateTime<Utc>,
    },
    /// The register did not answer.
    Unavailable {
        /// When it was asked in vain.
        asked_at: DateTime<Utc>,
    },
}

/// The offers to a citizen; none for what they are already applying for, and none at level 1. Asks no register.
///
/// # Errors
/// If the database fails.
pub async fn offerings(desk: &Desk, citizen: &Citizen) -> Result<Vec<Offering>, Error> {
    if citizen.held_back().is_some() {
        return Ok(Vec::new());
    }
    let now = desk.now();
    let mut procedures = desk.catalogue.all_current(vietnam_date(now));
    procedures.retain(|procedure| procedure.offer.is_some());
    if procedures.is_empty() {
        return Ok(Vec::new());
    }
    let drafts = drafts::mine(desk, citizen).await?;
    let dossiers = super::my_dossiers(desk, citizen, None).await?;
    let mut reader = desk.store.reader().await?;
    let known = db!(reader, offers::of_account(citizen.account, now - KEPT))?;
    let applying = |id: &ProcedureId| {
        drafts.iter().any(|draft| draft.procedure.id == *id)
            || dossiers
                .iter()
                .any(|dossier| dossier.procedure.id == *id && !dossier.status.is_final())
    };
    Ok(procedures
        .into_iter()
        .filter(|procedure| !applying(&procedure.id))
        .map(|procedure| {
            let row = known.iter().find(|row| row.procedure_id == procedure.id.as_str());
            let state = match row.map(|row| (&row.reply.0, row.asked_at)) {
                None => OfferState::Unasked,
                Some((OfferReply::Found { said }, _)) => OfferState::Found { said: said.clone() },
                Some((OfferReply::Nothing, asked_at)) => OfferState::Nothing { asked_at },
                Some((OfferReply::Unavailable, asked_at)) => OfferState::Unavailable { asked_at },
            };
            Offering { procedure, state }
        })
        .collect())
}

/// The citizen agrees that the register is asked, once; the look-up is logged like any other.
///
/// # Errors
/// [`Error::NotFound`] if the procedure offers nothing today; a refusal at level 1.
pub async fn ask_offer(desk: &Desk, citizen: &Citizen, id: &ProcedureId) -> Result<(), Error> {
    if let Some(why) = citizen.held_back() {
        return Err(why.into());
    }
    let now = desk.now();
    let today = vietnam_date(now);
    let procedure = desk.catalogue.current(id, today).ok_or(Error::NotFound)?;
    let offer = procedure.offer.as_ref().ok_or(Error::NotFound)?;
    let account = {
        let mut reader = desk.store.reader().await?;
        db!(reader, accounts::by_id(citizen.account))?.ok_or(Error::NotFound)?
    };
    let mut facts = Facts::default();
    facts.set("session", drafts::session(&account, now));
    let asked = procedure
        .facts
        .get(&offer.fact)
        .and_then(|def| question(def, &Answers::new(), &facts, today));
    let reply = match asked {
        None => OfferReply::Nothing,
        Some(question) => {
            // What the log refers to is the offer itself: there is no application yet.
            let reference = format!("offer/{}", procedure.id);
            let fact = ask(desk, &procedure, &question, &Asker::Citizen(citizen), &reference).await?;
            reply(offer, &fact, facts, today)
        }
    };
    desk.store
        .write(async |tx| db!(tx, offers::keep(citizen.account, procedure.id.as_str(), &reply, now)))
        .await?;
    Ok(())
}

/// What is kept of an answer: the values of the first record that makes the offer hold.
fn reply(offer: &OfferDef, fact: &Fact, mut facts: Facts, today: chrono::NaiveDate) -> OfferReply {
    let Reply::Known { records, .. } = &fact.reply else {
        return if fact.is_unavailable() {
            OfferReply::Unavailable
        } else {
            OfferReply::Nothing
        };
    };
    let answers = Answers::new();
    for chosen in 0..records.len() {
        let reply = Reply::Known {
            records: records.clone(),
            chosen: Some(chosen),
        };
        facts.set(&offer.fact, Fact { reply, ..fact.clone() });
        let seen = Seen {
            answers: &answers,
            facts: &facts,
            today,
        };
        if offer.when.as_ref().is_none_or(|when| when.evaluate(&seen).is_yes()) {
            let said = offer.shows.iter().filter_map(|path| facts.value(path).cloned());
            return OfferReply::Found { said: said.collect() };
        }
    }
    OfferReply::Nothing
}
