//! How a citizen stands with a procedure before or while they apply, without asking any register: by their identity account,
//! and by what was filled in so far.

use motcua_domain::calendar::vietnam_date;
use motcua_domain::condition::{Env, Expr};
use motcua_domain::dossier::Citizen;
use motcua_domain::facts::{Fact, Facts, Reply};
use motcua_domain::form::{Answer, Answers, Seen};
use motcua_domain::procedure::{FactDef, Procedure, Register};
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::drafts::{Draft, session};
use crate::error::Error;
use crate::store::rows::drafts::DraftLine;

/// What is known of a citizen who looks at a procedure.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What registers said, if an application is begun; else what the identity account says.
    pub facts: Facts,
    /// What was answered.
    pub answers: Answers,
    /// The application that is begun.
    pub draft: Option<Uuid>,
}

/// How the citizen stands with the procedure.
///
/// # Errors
/// If the database fails.
pub async fn standing(desk: &Desk, citizen: &Citizen, procedure: &Procedure) -> Result<Standing, Error> {
    let (account, lines): (_, Vec<DraftLine>) = {
        let mut reader = desk.store.reader().await?;
        let account = db!(reader, accounts::by_id(citizen.account))?.ok_or(Error::NotFound)?;
        (account, db!(reader, drafts::of_account(citizen.account))?)
    };
    let begun = lines
        .into_iter()
        .find(|line| line.procedure_id == procedure.id.as_str());
    if let Some(line) = begun {
        let draft = Draft::open(desk, citizen, line.id).await?;
        return Ok(Standing {
            answers: draft.review(desk).resolved.answers,
            facts: draft.body.facts,
            draft: Some(line.id),
        });
    }
    let now = desk.now();
    let mut facts = Facts::default();
    facts.set("session", session(&account, now));
    let itself = procedure
        .facts
        .iter()
        .filter(|(_, def)| is_about_the_citizen(def, &facts, citizen, vietnam_date(now)))
        .map(|(name, _)| name.clone())
        .collect::<Vec<_>>();
    // Name, date of birth and number are the same there: what they alone decide can be said at once.
    let record: Option<motcua_domain::facts::Record> = facts.get("session").and_then(Fact::record).cloned();
    for name in itself {
        let mut record = record.clone().unwrap_or_default();
        record.retain(|key, _| matches!(key.as_str(), "personal_id" | "full_name" | "date_of_birth"));
        record.insert("sex".to_owned(), Answer::from(citizen.personal_id.sex().key()));
        let fact = Fact {
            register: Register::Population,
            asked_at: now,
            reply: Reply::Known {
                records: vec![record],
                chosen: Some(0),
            },
        };
        facts.set(&name, fact);
    }
    Ok(Standing {
        facts,
        ..Standing::default()
    })
}

/// Whether the population database would be asked about the citizen themselves.
fn is_about_the_citizen(def: &FactDef, facts: &Facts, citizen: &Citizen, today: chrono::NaiveDate) -> bool {
    let answers = Answers::new();
    let seen = Seen {
        answers: &answers,
        facts,
        today,
    };
    let own = |expr: &Expr| match expr {
        Expr::Var(path) => path.starts_with("session.") && seen.value(path).is_some(),
        _ => false,
    };
    let who = def.keys.get("personal_id").and_then(|key| key.answer(&seen));
    def.register == Register::Population
        && def.keys.values().all(own)
        && who.is_some_and(|who| who.as_text() == Some(citizen.personal_id.as_str()))
}
