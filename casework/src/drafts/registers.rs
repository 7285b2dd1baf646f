//! Registers asked for a draft: in rounds, because one answer may hold the keys of the next question.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use futures::future::join_all;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Citizen;
use motcua_domain::facts::{Fact, Outage, Reply};
use motcua_domain::form::{Answer, Answers};
use motcua_domain::procedure::Register;

use super::{Account, Draft};
use crate::desk::Desk;
use crate::error::Error;
use crate::registers::{Asker, Question, ask as ask_register, question};

/// What the electronic identity itself says.
pub(super) fn session(account: &Account, now: DateTime<Utc>) -> Fact {
    let optional = [
        ("date_of_birth", &account.date_of_birth),
        ("phone", &account.phone),
        ("email", &account.email),
    ];
    let mut record: BTreeMap<String, Answer> = [
        ("personal_id".to_owned(), Answer::from(account.personal_id.as_str())),
        ("full_name".to_owned(), Answer::from(account.full_name.as_str())),
    ]
    .into();
    record.extend(
        optional
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), Answer::from(value.as_deref()?)))),
    );
    Fact {
        register: Register::Session,
        asked_at: now,
        reply: Reply::Known {
            records: vec![record],
            chosen: Some(0),
        },
    }
}

/// Asks everything that can be asked and has no answer yet.
pub(super) async fn ask(desk: &Desk, citizen: &Citizen, draft: &mut Draft) -> Result<(), Error> {
    let asker = Asker::Citizen(citizen);
    let reference = draft.id.to_string();
    // Each round answers at least one question or ends the search.
    for _ in 0..=draft.procedure.facts.len() {
        let today = vietnam_date(desk.now());
        let answers: Answers = draft.review(desk).resolved.answers;
        let open: Vec<(String, Question)> = draft
            .procedure
            .facts
            .iter()
            .filter(|(name, _)| draft.body.facts.get(name).is_none_or(Fact::is_unavailable))
            .filter_map(|(name, def)| {
                let question = question(def, &answers, &draft.body.facts, today)?;
                Some((name.clone(), question))
            })
            .filter(|(name, _)| {
                // A register that has just been asked in vain is not asked again at once.
                draft
                    .body
                    .facts
                    .get(name)
                    .is_none_or(|fact| fact.asked_at < draft.updated_at || draft.is_old(desk))
            })
            .collect();
        if open.is_empty() {
            break;
        }
        let procedure = draft.procedure.clone();
        let replies = join_all(
            open.iter()
                .map(|(_, question)| ask_register(desk, &procedure, question, &asker, &reference)),
        )
        .await;
        let mut answered = false;
        for ((name, question), reply) in open.iter().zip(replies) {
            let fact = reply?;
            answered |= !fact.is_unavailable();
            let _ = question;
            draft.body.facts.set(name, fact);
        }
        if !answered {
            break;
        }
    }
    mark_unreachable(desk, draft);
    Ok(())
}

/// A question whose keys an unavailable register would have to give is unavailable itself.
fn mark_unreachable(desk: &Desk, draft: &mut Draft) {
    for _ in 0..draft.procedure.facts.len() {
        let owed: Vec<String> = draft
            .procedure
            .facts
            .iter()
            .filter(|(name, _)| draft.body.facts.get(name).is_none())
            .filter(|(_, def)| {
                let names = def
                    .keys
                    .values()
                    .flat_map(|key| key.variables())
                    .filter_map(|path| path.split_once('.'));
                names
                    .into_iter()
                    .any(|(fact, _)| draft.body.facts.get(fact).is_some_and(Fact::is_unavailable))
            })
            .map(|(name, _)| name.clone())
            .collect();
        if owed.is_empty() {
            break;
        }
        for name in owed {
            let register = draft.procedure.facts[&name].register;
            let reply = Reply::Unavailable { why: Outage::Down };
            draft.body.facts.set(
                &name,
                Fact {
                    register,
                    asked_at: desk.now(),
                    reply,
                },
            );
        }
    }
}

impl Draft {
    fn is_old(&self, desk: &Desk) -> bool {
        desk.now() - self.updated_at > chrono::TimeDelta::seconds(2)
    }
}
