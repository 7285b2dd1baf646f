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
use crate::registers::{Asker, Question, ask as ask_register, question, waits_for_another};

/// What the electronic identity itself says.
pub(crate) fn session(account: &Account, now: DateTime<Utc>) -> Fact {
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

/// Which questions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// All that have no answer yet, also those a register could not answer.
    All,
    /// Only those that were never asked with these keys: while somebody types, nobody waits for a register that is down.
    New,
}

/// Asks what can be asked and has no answer yet, or was answered for other keys than those of now.
pub(super) async fn ask(desk: &Desk, citizen: &Citizen, draft: &mut Draft, which: Which) -> Result<(), Error> {
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
            .filter_map(|(name, def)| {
                let question = question(def, &answers, &draft.body.facts, today)?;
                Some((name.clone(), question))
            })
            .filter(|(name, question)| draft.is_open(desk, name, question, which))
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
            draft.body.facts.set(name, fact);
            draft.body.asked.insert(name.clone(), question.keys());
        }
        if !answered {
            break;
        }
    }
    settle_dependent(desk, draft);
    Ok(())
}

/// A question whose keys an unavailable register would have to give is unavailable itself; one that has turned out not to
/// be asked, because the registers before it answered, is open no longer.
fn settle_dependent(desk: &Desk, draft: &mut Draft) {
    let today = vietnam_date(desk.now());
    for _ in 0..draft.procedure.facts.len() {
        let (owed, idle) = {
            let resolved = draft.review(desk).resolved;
            let facts = &draft.body.facts;
            let (mut owed, mut idle) = (Vec::new(), Vec::new());
            for (name, def) in &draft.procedure.facts {
                if question(def, &resolved.answers, facts, today).is_some() {
                    continue;
                }
                let waits = waits_for_another(name, def, facts, &resolved.origins, &resolved.answers, today);
                match facts.get(name) {
                    None if waits => owed.push((name.clone(), def.register)),
                    // What was said of other keys does not hold any more.
                    Some(_) if !waits => idle.push(name.clone()),
                    _ => {}
                }
            }
            (owed, idle)
        };
        if owed.is_empty() && idle.is_empty() {
            break;
        }
        for name in idle {
            draft.body.facts.forget(&name);
            draft.body.asked.remove(&name);
        }
        for (name, register) in owed {
            let fact = Fact {
                register,
                asked_at: desk.now(),
                reply: Reply::Unavailable { why: Outage::Down },
            };
            draft.body.facts.set(&name, fact);
        }
    }
}

impl Draft {
    /// Whether the question is to be asked now.
    fn is_open(&self, desk: &Desk, name: &str, question: &Question, which: Which) -> bool {
        let Some(fact) = self.body.facts.get(name) else {
            return true;
        };
        let same = self.body.asked.get(name).is_none_or(|asked| *asked == question.keys());
        if !same {
            return true;
        }
        // A register that has just been asked in vain is not asked again at once.
        which == Which::All && fact.is_unavailable() && (fact.asked_at < self.updated_at || self.is_old(desk))
    }

    fn is_old(&self, desk: &Desk) -> bool {
        desk.now() - self.updated_at > chrono::TimeDelta::seconds(2)
    }
}
