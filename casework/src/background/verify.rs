//! A register that could not be asked is asked again, until it answers: the dossier cannot be decided before.

use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Command;
use motcua_domain::facts::{Fact, Reply};

use super::{failed, perform};
use crate::case::Case;
use crate::desk::Desk;
use crate::outbox::JobError;
use crate::registers::{Asker, ask, question, waits_for_another};

/// Asks again.
pub(super) async fn verify(desk: &Desk, case: Case, fact: &str) -> Result<(), JobError> {
    let application = &case.dossier.application;
    let still_open = application.facts.get(fact).is_some_and(Fact::is_unavailable);
    let Some(def) = case
        .procedure
        .facts
        .get(fact)
        .filter(|_| still_open && case.dossier.outcome.is_none())
    else {
        return Ok(());
    };
    let today = vietnam_date(desk.now());
    let Some(question) = question(def, &application.answers, &application.facts, today) else {
        let (facts, origins, answers) = (&application.facts, &application.origins, &application.answers);
        if waits_for_another(fact, def, facts, origins, answers, today) {
            return Err(JobError::Transient("another register must answer first".to_owned()));
        }
        // Those it hung on have answered, and there is nothing to ask: the notice names no father, or there is no notice.
        let answer = Fact {
            register: def.register,
            asked_at: desk.now(),
            reply: Reply::Nothing,
        };
        let fact = fact.to_owned();
        return perform(desk, case, &Command::Verify { fact, answer }).await;
    };
    let reference = application.code.to_string();
    let answer = ask(desk, &case.procedure, &question, &Asker::System, &reference)
        .await
        .map_err(failed)?;
    if answer.is_unavailable() {
        return Err(JobError::Transient("the register does not answer".to_owned()));
    }
    perform(
        desk,
        case,
        &Command::Verify {
            fact: fact.to_owned(),
            answer,
        },
    )
    .await
}
