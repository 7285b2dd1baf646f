//! Withdraws a part of a group that is being withdrawn, if its own rules still allow it (PRC-16).

use motcua_domain::dossier::{Actor, Command, Outcome, Why};

use super::TRIES;
use super::open::applicant;
use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;

/// Withdraws the part of a step. What is signed already goes on to its result.
pub(crate) async fn withdraw_part(desk: &Desk, mut group: Case, step: &str) -> Result<(), Error> {
    for _ in 0..TRIES {
        match try_to_withdraw(desk, &mut group, step).await {
            Err(Error::Refused(refusal)) => match refusal.why {
                Why::ChangedMeanwhile { .. } => group = Case::by_id(desk, group.dossier.id).await?,
                // Asked for already, by the applicant or by a worker that died before it could say so: an officer has it.
                Why::SignedAlready | Why::AwaitingPayment | Why::Ended | Why::NotNow | Why::WithdrawalAsked => {
                    return Ok(());
                }
                _ => return Err(Error::Refused(refusal)),
            },
            done => return done,
        }
    }
    Err(Error::Store(crate::store::StoreError::Busy))
}

async fn try_to_withdraw(desk: &Desk, group: &mut Case, step: &str) -> Result<(), Error> {
    let open = group.dossier.parts.get(step).filter(|part| part.ended.is_none());
    let Some(part) = open else { return Ok(()) };
    let reason = group
        .dossier
        .withdrawing
        .as_ref()
        .and_then(|asked| asked.reason.clone());
    let Some(opened) = &part.opened else {
        let command = Command::PartEnded {
            step: step.to_owned(),
            outcome: Outcome::Withdrawn,
            answers: Default::default(),
            reason,
            legal: None,
        };
        return group.perform(desk, command, &Actor::System).await;
    };
    let mut part = Case::by_id(desk, opened.id).await?;
    let citizen = Actor::Citizen(applicant(&part.dossier));
    part.perform(desk, Command::Withdraw { reason }, &citizen).await
}
