//! Looks after a step whose time is over.

use chrono::{DateTime, TimeDelta, Utc};
use motcua_domain::dossier::{ActiveStep, Dossier, Effect, Milestone};
use motcua_domain::procedure::{Act, Procedure, Role, StepKind};

use crate::case::{Case, EFFECT};
use crate::db;
use crate::desk::Desk;
use crate::outbox::{self, Job, JobError, NewJob};
use crate::store::StoreError;
use crate::store::rows::silence::NoticeRow;

/// The last level: the citizen.
const LAST: u8 = 2;

/// Tells the next one that a step is silent, unless it was left or its time was moved.
pub(crate) async fn watch(desk: &Desk, case: &Case, job: &Job, step: &str, level: u8) -> Result<(), JobError> {
    let dossier = &case.dossier;
    let Some(active) = dossier.active.get(step) else {
        return Ok(());
    };
    if let Some(asked) = &dossier.supplement {
        // The applicant is waited for, and with them the clock.
        let at = asked.until.max(desk.now()) + TimeDelta::minutes(1);
        return look_again(desk, dossier, job, step, (at, level)).await;
    }
    let Some(deadline) = deadline(dossier, active) else {
        return Ok(());
    };
    let now = desk.now();
    let at = due(desk, dossier, deadline, level);
    if now < at {
        return look_again(desk, dossier, job, step, (at, level)).await;
    }
    let role = match level {
        1 => role_of(&case.procedure, Act::Decide),
        _ => active.role.clone().or_else(|| role_of(&case.procedure, Act::Handle)),
    };
    let notice = NoticeRow {
        dossier: dossier.id.0,
        step: step.to_owned(),
        since: active.since,
        level: i64::from(level),
        agency: agency(dossier, active),
        role: role.map(|role| role.as_str().to_owned()).unwrap_or_default(),
        officer: active.officer.as_ref().map(|officer| officer.id),
        deadline,
        noticed_at: now,
    };
    let mut next = Vec::new();
    // That a result waits to be fetched is no silence of the agency: the applicant was told that it is there.
    let last = if active.act == Some(Act::Return) {
        LAST - 1
    } else {
        LAST
    };
    if level < last {
        let at = due(desk, dossier, deadline, level + 1).max(now);
        let effect = Effect::Watch {
            step: step.to_owned(),
            at,
            level: level + 1,
        };
        next.push(effect_job(job, dossier, &effect, at, level));
    } else if level == LAST {
        let effect = Effect::Notify {
            milestone: Milestone::Silent,
        };
        next.push(effect_job(job, dossier, &effect, now, level).in_lane("mail"));
    }
    tracing::warn!(
        dossier.code = dossier.application.code.as_str(),
        step,
        level,
        "Step {step} of {} should have been left by {deadline}",
        dossier.application.code
    );
    desk.store
        .write(async |tx| {
            if db!(tx, silence::insert(&notice))? {
                outbox::enqueue(tx, now, &next).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    Ok(())
}

/// Looks at another time: its deadline was moved.
async fn look_again(
    desk: &Desk,
    dossier: &Dossier,
    job: &Job,
    step: &str,
    (at, level): (DateTime<Utc>, u8),
) -> Result<(), JobError> {
    let effect = Effect::Watch {
        step: step.to_owned(),
        at,
        level,
    };
    let body = serde_json::to_value(&effect).unwrap_or_default();
    let root = job.key.split('@').next().unwrap_or(&job.key);
    let next = NewJob::new(EFFECT, format!("{root}@{}", at.timestamp()), at, body)
        .about(dossier.id.0)
        .unordered();
    let now = desk.now();
    desk.store
        .write(async |tx| outbox::enqueue(tx, now, &[next]).await)
        .await?;
    Ok(())
}

fn effect_job(job: &Job, dossier: &Dossier, effect: &Effect, at: DateTime<Utc>, level: u8) -> NewJob {
    let body = serde_json::to_value(effect).unwrap_or_default();
    NewJob::new(EFFECT, format!("{}/{level}", job.key), at, body)
        .about(dossier.id.0)
        .unordered()
}

/// When the step should have been left: by its own limit, else by the promised time of the dossier.
fn deadline(dossier: &Dossier, active: &ActiveStep) -> Option<DateTime<Utc>> {
    active.due.or_else(|| dossier.next_due())
}

/// When a level is told.
fn due(desk: &Desk, dossier: &Dossier, deadline: DateTime<Utc>, level: u8) -> DateTime<Utc> {
    let budget = desk.budget;
    let after = match level {
        0 => return deadline,
        1 => budget.leader_after,
        _ => budget.citizen_after,
    };
    let calendar = desk.calendar(Some(&dossier.application.competent));
    calendar.due_at(deadline, after, &[])
}

fn agency(dossier: &Dossier, active: &ActiveStep) -> String {
    let application = &dossier.application;
    match active.act {
        Some(Act::Receive | Act::Return) => application.receiving.to_string(),
        _ => application.competent.to_string(),
    }
}

/// The role of the first step of an act.
fn role_of(procedure: &Procedure, wanted: Act) -> Option<Role> {
    procedure.flow().steps().iter().find_map(|step| match &step.does {
        StepKind::Task { role, act } if *act == wanted => Some(role.clone()),
        _ => None,
    })
}
