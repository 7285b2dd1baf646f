//! What happens outside because of what happened to a dossier: carried out by workers, at least once, idempotently.

mod call;
pub(crate) mod digest;
mod mail;
mod notify;
mod verify;

pub use mail::{Mail, MailSettings, MailSettingsError, Mailer};

use motcua_domain::dossier::{Actor, Command, DossierId, Effect, Why};

use crate::case::{Case, EFFECT};
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange::shepherd;
use crate::linked;
use crate::outbox::{Job, JobError, Registry};
use crate::silence;

/// The handlers of all jobs.
#[must_use]
pub fn registry(desk: &Desk, mailer: &Mailer) -> Registry {
    let (desk, mailer) = (desk.clone(), mailer.clone());
    let shepherds = desk.clone();
    let (editor, postman) = (desk.clone(), mailer.clone());
    Registry::new()
        .on(EFFECT, move |job| {
            let (desk, mailer) = (desk.clone(), mailer.clone());
            async move { carry_out(&desk, &mailer, &job).await }
        })
        .on(digest::DIGEST, move |job| {
            let (desk, mailer) = (editor.clone(), postman.clone());
            async move { digest::tell(&desk, &mailer, &job).await }
        })
        .on(shepherd::SHEPHERD, move |job| {
            let desk = shepherds.clone();
            async move { shepherd::look_after(&desk, &job).await }
        })
}

async fn carry_out(desk: &Desk, mailer: &Mailer, job: &Job) -> Result<(), JobError> {
    let effect: Effect = job.read()?;
    let id = job
        .subject
        .map(DossierId)
        .ok_or_else(|| JobError::Permanent("the job names no dossier".to_owned()))?;
    let case = Case::by_id(desk, id).await.map_err(failed)?;
    match effect {
        Effect::Notify { milestone } => notify::notify(desk, mailer, &case, milestone, job).await,
        Effect::Call { step, operation, body } => call::call(desk, case, job, &step, &operation, &body).await,
        Effect::Verify { fact } => verify::verify(desk, case, &fact).await,
        Effect::OpenPart { step } => linked::open_part(desk, case, &step).await.map_err(failed),
        Effect::WithdrawPart { step } => linked::withdraw_part(desk, case, &step).await.map_err(failed),
        Effect::AnswerGroup => match linked::answer(desk, &case).await.map_err(failed)? {
            Some((group, command)) => {
                let group = Case::by_id(desk, group).await.map_err(failed)?;
                perform(desk, group, &command).await
            }
            None => Ok(()),
        },
        Effect::Watch { step, level, .. } => silence::watch(desk, &case, job, &step, level).await,
        Effect::AwaitSupplement { .. } => perform(desk, case, &Command::GiveUpWaiting).await,
    }
}

/// Carries out a command of the system. What the dossier no longer waits for is done; a lost race is tried again.
async fn perform(desk: &Desk, mut case: Case, command: &Command) -> Result<(), JobError> {
    for _ in 0..5 {
        match case.perform(desk, command.clone(), &Actor::System).await {
            Ok(()) => return Ok(()),
            Err(Error::Refused(refusal)) => match refusal.why {
                Why::ChangedMeanwhile { .. } => {
                    case = Case::by_id(desk, case.dossier.id).await.map_err(failed)?;
                }
                Why::NotNow | Why::Ended | Why::NoSupplementOpen => return Ok(()),
                why => return Err(JobError::Permanent(why.to_string())),
            },
            Err(error) => return Err(failed(error)),
        }
    }
    Err(JobError::Transient("the dossier changes all the time".to_owned()))
}

fn failed(error: Error) -> JobError {
    match error {
        Error::Store(error) => error.into(),
        error if error.is_unavailable() => JobError::Transient(error.to_string()),
        error => JobError::Permanent(error.to_string()),
    }
}
