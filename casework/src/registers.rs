//! One question to a national register on somebody's behalf: with a purpose, for no longer than a person waits, and with
//! a line in the log that the person concerned can read, whatever becomes of what it was for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use motcua_domain::condition::{Env, Expr};
use motcua_domain::dossier::Citizen;
use motcua_domain::facts::{Fact, Facts, Outage, Reply};
use motcua_domain::form::{Answer, Answers, Origin};
use motcua_domain::procedure::{FactDef, Pick, Procedure, Register};
use motcua_domain::text::Text;

use crate::connectors::{self, ConnectorError, Purpose, Query};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange;
use crate::store::rows::drafts::LookUpRow;

/// A question with all its keys.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    register: Register,
    query: Query,
    pick: Pick,
    purpose: Text,
    /// Whose data it is.
    about: String,
}

/// On whose behalf.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asker<'a> {
    /// The citizen, for their own application.
    Citizen(&'a Citizen),
    /// The system, to verify what could not be asked before.
    System,
}

impl Question {
    /// What is asked, to tell whether it was asked before: the keys and their values.
    pub(crate) fn keys(&self) -> String {
        let keys = self.query.iter().map(|(key, value)| format!("{key}={value}"));
        keys.collect::<Vec<_>>().join("\n")
    }

    /// Whose data it is about: a personal number, or nothing if it is about nobody known.
    pub(crate) fn about(&self) -> &str {
        &self.about
    }
}

struct Known<'k>(&'k Answers, &'k Facts, NaiveDate);

impl Env for Known<'_> {
    fn value(&self, name: &str) -> Option<&Answer> {
        motcua_domain::form::find(self.0, self.1, name)
    }

    fn today(&self) -> NaiveDate {
        self.2
    }
}

/// The question a definition asks, once all its keys are known and the applicant may have it asked.
pub(crate) fn question(def: &FactDef, answers: &Answers, facts: &Facts, today: NaiveDate) -> Option<Question> {
    let known = Known(answers, facts, today);
    if def.when.as_ref().is_some_and(|when| !when.evaluate(&known).is_yes()) {
        return None;
    }
    let text = |expr: &Expr| {
        expr.answer(&known)
            .and_then(|answer| answer.as_text().map(str::to_owned))
            .filter(|text| !text.is_empty())
    };
    let mut query = Query::new();
    for (key, expr) in &def.keys {
        query = query.with(key, &text(expr)?);
    }
    if !facts.allow_question(def.register, &query.iter().collect()) {
        return None;
    }
    let about = def
        .about
        .as_ref()
        .and_then(text)
        .or_else(|| query.get("personal_id").map(str::to_owned));
    Some(Question {
        register: def.register,
        query,
        pick: def.pick,
        purpose: def.purpose.clone(),
        about: about.unwrap_or_default(),
    })
}

/// Whether another register must answer before it is known what to ask, or whether to ask at all.
pub(crate) fn waits_for_another(
    name: &str,
    def: &FactDef,
    facts: &Facts,
    origins: &BTreeMap<String, Origin>,
    answers: &Answers,
    today: NaiveDate,
) -> bool {
    let open = |expr: &Expr| {
        expr.variables().into_iter().any(|path| match path.split_once('.') {
            Some((fact, _)) => fact != name && facts.get(fact).is_some_and(Fact::is_open),
            None => matches!(origins.get(path), Some(Origin::Unverified { .. })),
        })
    };
    match &def.when {
        Some(when) if open(when) => true,
        // Known not to be asked: its keys do not matter.
        Some(when) if !when.evaluate(&Known(answers, facts, today)).is_yes() => false,
        _ => def.keys.values().any(open),
    }
}

/// Asks. That a register does not answer is an answer too: the value is verified later.
pub(crate) async fn ask(
    desk: &Desk,
    procedure: &Procedure,
    question: &Question,
    asker: &Asker<'_>,
    reference: &str,
) -> Result<Fact, Error> {
    let asked_at = desk.now();
    if question.register == Register::Session {
        return Err(Error::Broken("the session is no register to be asked".to_owned()));
    }
    let register = connectors::Register::from(question.register);
    let person = match asker {
        Asker::Citizen(citizen) => citizen.account.to_string(),
        Asker::System => "system".to_owned(),
    };
    let purpose = Purpose {
        dossier_or_draft: reference.to_owned(),
        person,
        code: procedure
            .national_code
            .clone()
            .unwrap_or_else(|| procedure.id.to_string()),
        unit: String::new(),
    };
    // Before anything is asked, so that no look-up is without its line, whatever happens meanwhile.
    let line = line(desk, question, asker, reference);
    desk.store
        .write(async |tx| db!(tx, register_log::insert(std::slice::from_ref(&line))))
        .await?;
    let looked = desk.connectors.look_up_noted(register, &question.query, &purpose);
    let (looked, trace) = match tokio::time::timeout(desk.register_patience, looked).await {
        Ok(looked) => looked,
        // Our own patience was shorter than the line's.
        Err(_) => (Err(ConnectorError::TimedOut), None),
    };
    let error = looked.as_ref().err().map(ConnectorError::kind);
    let message = exchange::log::look_up(desk, register, &purpose, trace, error);
    let reply = match looked {
        Ok(records) => known(records, question.pick),
        Err(ConnectorError::KeyMismatch { key }) => Reply::Mismatch { key },
        Err(error) => Reply::Unavailable { why: outage(&error) },
    };
    let outcome = match &reply {
        Reply::Known { .. } | Reply::Several { .. } => "known",
        Reply::Nothing => "nothing",
        Reply::Mismatch { .. } => "mismatch",
        Reply::Unavailable { .. } => "unavailable",
    };
    desk.store
        .write(async |tx| {
            db!(tx, register_log::settle(line.id, outcome))?;
            db!(tx, messages::insert(&message)).map(drop)
        })
        .await?;
    Ok(Fact {
        register: question.register,
        asked_at,
        reply,
    })
}

fn known(records: Vec<connectors::Record>, pick: Pick) -> Reply {
    let mut records: Vec<motcua_domain::facts::Record> = records
        .into_iter()
        .map(|record| {
            let values = record.into_iter().filter(|(_, value)| !value.is_null());
            values
                .filter_map(|(name, value)| Some((name, serde_json::from_value(value).ok()?)))
                .collect()
        })
        .collect();
    // What is registered already comes last: it is rarely what is meant.
    records.sort_by_key(|record| record.get("registered") == Some(&Answer::Bool(true)));
    let open = records
        .iter()
        .filter(|record| record.get("registered") != Some(&Answer::Bool(true)))
        .count();
    match (records.len(), pick) {
        (0, _) => Reply::Nothing,
        (1, _) | (_, Pick::First) => Reply::Known {
            records,
            chosen: Some(0),
        },
        // One of several is left to register: no need to ask which.
        (_, Pick::Applicant) if open == 1 => Reply::Known {
            records,
            chosen: Some(0),
        },
        (_, Pick::Applicant) => Reply::Known { records, chosen: None },
    }
}

fn outage(error: &ConnectorError) -> Outage {
    match error {
        ConnectorError::TimedOut => Outage::Slow,
        ConnectorError::WrongShape { .. } => Outage::Garbled,
        ConnectorError::Unauthorised | ConnectorError::Refused { .. } => Outage::Denied,
        _ => Outage::Down,
    }
}

/// The line in the log that the person concerned may read.
fn line(desk: &Desk, question: &Question, asker: &Asker<'_>, reference: &str) -> LookUpRow {
    let (by_kind, by_account) = match asker {
        Asker::Citizen(citizen) => ("citizen", Some(citizen.account)),
        Asker::System => ("system", None),
    };
    let now = desk.now();
    LookUpRow {
        id: desk.ids.uuid(now),
        at: now,
        personal_id: question.about.clone(),
        register: question.register.as_str().to_owned(),
        by_kind: by_kind.to_owned(),
        by_account,
        by_agency: None,
        purpose_vi: question.purpose.vi.clone(),
        purpose_en: question.purpose.en.clone(),
        reference: reference.to_owned(),
        outcome: "asked".to_owned(),
    }
}
