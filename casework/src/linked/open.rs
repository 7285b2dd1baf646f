//! Opens the dossier of a part, once.

use std::sync::Arc;

use motcua_domain::application::{Application, review};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{
    Actor, AssuranceLevel, Channel, Citizen, Command, Dossier, Outcome, PartOf, Submission, Why, hand_on, submit_part,
};
use motcua_domain::form::{Seen, Typed};
use motcua_domain::procedure::Procedure;

use super::TRIES;
use crate::case::{Case, Filing};
use crate::citizen::email;
use crate::desk::Desk;
use crate::drafts::competent;
use crate::error::Error;

/// Opens the part of a step, unless there is one already or nobody wants it any more.
pub(crate) async fn open_part(desk: &Desk, mut group: Case, step: &str) -> Result<(), Error> {
    for _ in 0..TRIES {
        match try_to_open(desk, &mut group, step).await {
            Err(Error::Refused(refusal)) if matches!(refusal.why, Why::ChangedMeanwhile { .. }) => {
                group = Case::by_id(desk, group.dossier.id).await?;
            }
            Err(Error::Refused(refusal)) if matches!(refusal.why, Why::NotNow | Why::Ended) => return Ok(()),
            done => return done,
        }
    }
    Err(Error::Store(crate::store::StoreError::Busy))
}

async fn try_to_open(desk: &Desk, group: &mut Case, step: &str) -> Result<(), Error> {
    let Some(part) = group.dossier.parts.get(step) else {
        return Ok(());
    };
    if part.opened.is_some() || part.ended.is_some() || group.dossier.outcome.is_some() {
        return Ok(());
    }
    if let Some(withdrawing) = &group.dossier.withdrawing {
        let command = Command::PartEnded {
            step: step.to_owned(),
            outcome: Outcome::Withdrawn,
            answers: Default::default(),
            reason: withdrawing.reason.clone(),
            legal: None,
        };
        return group.perform(desk, command, &Actor::System).await;
    }
    let today = vietnam_date(desk.now());
    desk.refresh().await?;
    let procedure = desk
        .catalogue
        .current(&part.procedure, today)
        .ok_or_else(|| Error::Broken(format!("there is no procedure {} today", part.procedure)))?;
    let filing = file(desk, group, step, procedure).await?;
    let command = Command::PartOpened {
        step: step.to_owned(),
        part: filing.dossier.id,
        code: filing.dossier.application.code.clone(),
    };
    let (id, now) = (filing.dossier.id.0, desk.now());
    group
        .perform_with(desk, command, &Actor::System, async |tx| {
            filing.write(tx, id, now).await
        })
        .await
}

/// The dossier of the part as it will be written.
async fn file(desk: &Desk, group: &Case, step: &str, procedure: Arc<Procedure>) -> Result<Filing, Error> {
    let (now, today) = (desk.now(), vietnam_date(desk.now()));
    let application = &group.dossier.application;
    let handed = hand_on(&group.procedure, &group.dossier, step, &procedure, now)
        .ok_or_else(|| Error::Broken(format!("step {step} opens no part")))?;
    let typed = Typed::default();
    let reviewed = review(
        &procedure,
        Application {
            typed: &typed,
            disputes: &handed.disputes,
            facts: &handed.facts,
            documents: &handed.documents,
            confirmations: &handed.confirmations,
        },
        desk.reference.as_ref(),
        today,
    );
    let known = Seen {
        facts: &handed.facts,
        answers: &reviewed.resolved.answers,
        today,
    };
    // Where no address says whose it is, those who have the group find out.
    let agency = competent(desk, &procedure, &known).unwrap_or_else(|| application.competent.clone());
    let email = email(&procedure, &known).or_else(|| application.email.clone());
    let code = desk.serials.next(&desk.store, &agency, today).await?;
    let submission = Submission {
        typed,
        disputes: handed.disputes,
        facts: handed.facts,
        documents: handed.documents,
        confirmations: handed.confirmations,
        code,
        receiving: agency.clone(),
        competent: agency.clone(),
        channel: Channel::Online,
        email,
    };
    let flow = group.procedure.flow();
    let of = PartOf {
        group: group.dossier.id,
        code: application.code.clone(),
        procedure: application.procedure.clone(),
        step: step.to_owned(),
        limit: flow.number(step).and_then(|number| flow.step(number).limit),
    };
    let citizen = applicant(&group.dossier);
    let events = desk.decide(&procedure, &agency, |given| {
        submit_part(given, submission, of, &citizen)
    });
    Filing::new(desk, procedure, &events)
}

/// The applicant of a group, on whose word its parts are opened and withdrawn. A group is submitted at level 2 only.
pub(super) fn applicant(dossier: &Dossier) -> Citizen {
    Citizen {
        account: dossier.account,
        personal_id: dossier.application.personal_id.clone(),
        name: dossier.applicant.clone(),
        level: AssuranceLevel::Two,
    }
}
