//! A step that is a call to a national system.

use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{CallReply, Command};
use motcua_domain::form::Answers;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::perform;
use crate::case::Case;
use crate::connectors::{Purpose, Reply};
use crate::desk::Desk;
use crate::outbox::{Job, JobError};

/// Calls, and gives the answer to the step that waits for it.
pub(super) async fn call(
    desk: &Desk,
    case: Case,
    job: &Job,
    step: &str,
    operation: &str,
    body: &Answers,
) -> Result<(), JobError> {
    // A step that nobody waits at any more needs no call: the answer was taken before a crash.
    if !case.dossier.active.contains_key(step) {
        return Ok(());
    }
    let application = &case.dossier.application;
    let purpose = Purpose {
        dossier_or_draft: application.code.to_string(),
        person: "system".to_owned(),
        code: case
            .procedure
            .national_code
            .clone()
            .unwrap_or_else(|| case.procedure.id.to_string()),
        unit: application.competent.to_string(),
    };
    let mut sent: Map<String, Value> = body
        .iter()
        .filter_map(|(name, answer)| Some((name.clone(), serde_json::to_value(answer).ok()?)))
        .collect();
    sent.insert("dossier_code".to_owned(), json!(application.code.as_str()));
    sent.insert("agency_code".to_owned(), json!(application.competent.as_str()));
    sent.insert(
        "received_on".to_owned(),
        json!(vietnam_date(case.dossier.submitted_at).to_string()),
    );
    if let Some(agency) = desk.reference.agency(&application.competent) {
        let commune = agency.commune.clone().unwrap_or_default();
        let province = agency.province.clone();
        sent.insert(
            "registered_office".to_owned(),
            json!({ "province": province, "commune": commune }),
        );
    }
    let name = operation.rsplit('.').next().unwrap_or(operation);
    let reply = desk
        .connectors
        .perform(name, message_id(&job.key), &Value::Object(sent), &purpose)
        .await
        .map_err(|error| match error.is_transient() {
            true => JobError::Transient(error.to_string()),
            false => JobError::Permanent(error.to_string()),
        })?;
    let reply = match reply {
        Reply::Held { .. } => return Err(JobError::Transient("taken, not answered yet".to_owned())),
        Reply::Done(record) => {
            let answers = record.into_iter().filter(|(_, value)| !value.is_null());
            CallReply::Done(
                answers
                    .filter_map(|(name, value)| Some((name, serde_json::from_value(value).ok()?)))
                    .collect(),
            )
        }
        Reply::Refused { reason, .. } => CallReply::Refused(reason),
    };
    perform(
        desk,
        case,
        &Command::Reply {
            step: step.to_owned(),
            reply,
        },
    )
    .await
}

/// The same id whenever the job is repeated, so that the system knows the message again.
fn message_id(key: &str) -> Uuid {
    let digest = Sha256::digest(key.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
