//! A step that is a call to a national system: sends the message, asks again about what is held, and gives the answer to the
//! step that waits for it.
//!
//! What cannot be had now is tried again without end, more and more seldom, and shows itself in the message log: a call is
//! never given up without an officer.

use chrono::TimeDelta;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Actor, CallReply, Command, Why};
use motcua_domain::form::Answers;
use motcua_domain::text::Lang;
use motcua_texts::exchange as texts;
use serde_json::{Map, Value, json};

use super::failed;
use crate::case::Case;
use crate::connectors::{ConnectorError, Operation, Purpose, Record, Reply};
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange::{State, log, shepherd, system_name};
use crate::outbox::{Job, JobError, Patience};
use crate::store::StoreError;
use crate::store::rows::messages::MessageRow;

/// What is held is asked about for the first time after that long.
const FIRST_LOOK: TimeDelta = TimeDelta::seconds(5);
/// A message held back because its system is down looks by itself after that long, and at most twice as long, whether the
/// shepherd is still there: the shepherd alone lets it go.
const HELD_BACK: TimeDelta = TimeDelta::hours(2);
/// The longest wait of a message whose retries have no length of their own.
const LONGEST: TimeDelta = TimeDelta::minutes(20);

/// Calls, or asks again, and gives the answer to the step that waits for it.
pub(super) async fn call(
    desk: &Desk,
    case: Case,
    job: &Job,
    step: &str,
    operation: &str,
    body: &Answers,
) -> Result<(), JobError> {
    let operation =
        Operation::parse(operation).ok_or_else(|| JobError::Permanent(format!("there is no operation {operation}")))?;
    let known = log::find(desk, log::message_id(&job.key)).await?;
    // A step that nobody waits at any more needs no call: the answer was taken before a crash, or the dossier went on.
    if !case.dossier.active.contains_key(step) {
        if let Some(mut row) = known.filter(MessageRow::is_open) {
            row.close(State::Discarded, Some("step_left"), desk.now());
            desk.store.write(async |tx| log::update(tx, &row, None).await).await?;
        }
        return Ok(());
    }
    let purpose = purpose(&case);
    let mut calling = Calling {
        row: match known {
            Some(row) => row,
            None => {
                let row = log::new_message(desk, &case, &job.key, step, operation, &purpose);
                log::write(desk, &row).await?;
                row
            }
        },
        desk,
        operation,
        body: whole_body(desk, &case, operation, body),
        purpose,
    };
    // The system may be back, but all that was held back would go at once: it goes in its turn.
    if calling.row.spared && calling.row.answer.is_none() {
        return Err(calling.is_held_back(None).await?);
    }
    let (reply, taken_up) = calling.ask().await;
    match reply {
        Ok(Reply::Done(record)) => match calling.number_given_twice(&record).await? {
            false => {
                let said = CallReply::Done(answers(record));
                calling.end(case, step, State::Confirmed, said, taken_up).await
            }
            true => Err(calling.fails("number_given_twice", taken_up).await?),
        },
        Ok(Reply::Refused { reason, .. }) => {
            let said = CallReply::Refused(calling.reason(reason));
            calling.end(case, step, State::Refused, said, taken_up).await
        }
        Ok(Reply::Held { reference }) => Err(calling.held(reference, taken_up).await?),
        Err(ConnectorError::Incomplete { field }) => {
            let system = system_name(operation.system()).vi;
            let said = CallReply::Refused(texts::reason::incomplete(Lang::Vi, &field, &system));
            calling.end(case, step, State::Refused, said, taken_up).await
        }
        Err(ConnectorError::Spared) => Err(calling.is_held_back(taken_up).await?),
        // Who may call what is put right by people, at their end or ours: asking now and then does no harm.
        Err(error) if error.is_transient() || matches!(error, ConnectorError::Refused { .. }) => {
            Err(calling.fails(error.kind(), taken_up).await?)
        }
        Err(error) => {
            calling.stops(error.kind(), taken_up).await?;
            Err(JobError::Permanent(error.to_string()))
        }
    }
}

/// A message under way.
struct Calling<'a> {
    desk: &'a Desk,
    row: MessageRow,
    operation: Operation,
    body: Value,
    purpose: Purpose,
}

impl Calling<'_> {
    /// The system's answer: one that came by itself, or one asked for now. Also the text of the former, as it was taken up.
    async fn ask(&mut self) -> (Result<Reply, ConnectorError>, Option<String>) {
        let connectors = &self.desk.connectors;
        let (operation, id) = (self.operation, self.row.id);
        let came = self.row.answer.take();
        if let Some(text) = &came {
            let understood = connectors.understand(operation, id, &self.body, text);
            // What makes no sense is not believed: the system is asked.
            if let Ok(reply @ (Reply::Done(_) | Reply::Refused { .. })) = understood {
                return (Ok(reply), came);
            }
        }
        if self.row.state == State::Acknowledged.id() {
            let (reply, trace) = connectors.ask_again(operation, id, &self.body, &self.purpose).await;
            self.count(&reply, trace);
            if reply != Err(ConnectorError::NotKnown) {
                return (reply, came);
            }
        }
        let (reply, trace) = connectors.perform_noted(operation, id, &self.body, &self.purpose).await;
        self.count(&reply, trace);
        (reply, came)
    }

    fn count(&mut self, reply: &Result<Reply, ConnectorError>, trace: Option<crate::connectors::Trace>) {
        if *reply != Err(ConnectorError::Spared) {
            self.row.attempts += 1;
            self.row.sent_at = self.row.sent_at.or_else(|| Some(self.desk.now()));
        }
        self.row.note(trace);
    }

    /// Whether a number in the result belongs to another dossier already.
    async fn number_given_twice(&self, record: &Record) -> Result<bool, StoreError> {
        let field = match self.operation {
            Operation::RegisterBirth => "personal_id",
            Operation::IssueChildHealthCard | Operation::IssueChildIdentityCard => "card_number",
            Operation::RegisterPermanentResidence | Operation::Other(_) => return Ok(false),
        };
        let Some(number) = record.get(field).and_then(Value::as_str) else {
            return Ok(false);
        };
        let kind = self.operation.id();
        Ok(!log::give_number(&self.desk.store, kind, number, self.row.dossier).await?)
    }

    /// The system's words, or that it gave none.
    fn reason(&self, said: String) -> String {
        if said.is_empty() {
            texts::reason::none_given(Lang::Vi, &system_name(self.operation.system()).vi)
        } else {
            said
        }
    }

    /// The system has it and answers later: asked again after a quarter of the time it has had it.
    async fn held(mut self, reference: String, taken_up: Option<String>) -> Result<JobError, StoreError> {
        let now = self.desk.now();
        let since = *self.row.acknowledged_at.get_or_insert(now);
        let longest = TimeDelta::from_std(self.desk.connectors.settings(self.operation.system()).retry.longest);
        let wait = ((now - since) / 4).clamp(FIRST_LOOK, longest.unwrap_or(FIRST_LOOK).max(FIRST_LOOK));
        self.row.state = State::Acknowledged.id().to_owned();
        self.row.reference = Some(reference).filter(|it| !it.is_empty());
        self.row.failures = 0;
        self.row.last_error = None;
        self.row.spared = false;
        self.postpone(wait + self.jitter(wait / 4), "the system has taken it", taken_up)
            .await
    }

    /// It did not work: tried again, more and more seldom; when the system is down, with all that waits for it.
    async fn fails(&mut self, error: &str, taken_up: Option<String>) -> Result<JobError, StoreError> {
        self.row.failures += 1;
        self.row.last_error = Some(error.to_owned());
        if self.row.state == State::Waiting.id() {
            self.row.state = State::Sent.id().to_owned();
        }
        if self.desk.connectors.is_down(self.operation.system()) {
            return self.is_held_back(taken_up).await;
        }
        self.row.spared = false;
        let retry = self.desk.connectors.settings(self.operation.system()).retry;
        let patience = Patience {
            first: retry.first,
            longest: retry.longest,
            attempts: u32::MAX,
        };
        let seed = u64::from_le_bytes(self.desk.ids.bytes());
        // From the twentieth on, every wait is the longest.
        let wait = patience.after(self.row.failures.min(20), seed);
        self.postpone(wait.unwrap_or(LONGEST), error, taken_up).await
    }

    /// It cannot work as things are: nobody tries again before a person has looked at it.
    async fn stops(&mut self, error: &str, taken_up: Option<String>) -> Result<(), StoreError> {
        self.row.failures += 1;
        self.row.last_error = Some(error.to_owned());
        self.row.spared = false;
        self.row.next_try = None;
        let row = &self.row;
        self.desk
            .store
            .write(async |tx| log::update(tx, row, taken_up.as_deref()).await)
            .await
    }

    /// The system is down: waits until it is let go.
    async fn is_held_back(&mut self, taken_up: Option<String>) -> Result<JobError, StoreError> {
        let system = self.operation.system();
        let desk = self.desk;
        self.row.spared = true;
        if self.row.attempts == 0 {
            self.row.state = State::Waiting.id().to_owned();
            self.row.sent_at = None;
            self.row.last_error = Some(ConnectorError::Spared.kind().to_owned());
        }
        let at = desk.now() + HELD_BACK + self.jitter(HELD_BACK);
        self.row.next_try = Some(at);
        let row = &self.row;
        desk.store
            .write(async |tx| {
                log::update(tx, row, taken_up.as_deref()).await?;
                shepherd::watch(desk, tx, system).await
            })
            .await?;
        Ok(JobError::Later {
            at,
            why: ConnectorError::Spared.to_string(),
        })
    }

    async fn postpone(&mut self, wait: TimeDelta, why: &str, taken_up: Option<String>) -> Result<JobError, StoreError> {
        let at = self.desk.now() + wait;
        self.row.next_try = Some(at);
        let row = &self.row;
        self.desk
            .store
            .write(async |tx| log::update(tx, row, taken_up.as_deref()).await)
            .await?;
        Ok(JobError::Later {
            at,
            why: why.to_owned(),
        })
    }

    /// Up to so much, so that what waits together does not come together.
    fn jitter(&self, most: TimeDelta) -> TimeDelta {
        let share = i32::from(self.desk.ids.bytes::<1>()[0]);
        most * share / 255
    }

    /// Gives the answer to the step and closes the message, in one transaction. What the dossier no longer waits for is
    /// closed all the same; a lost race is tried again.
    async fn end(
        mut self,
        mut case: Case,
        step: &str,
        state: State,
        reply: CallReply,
        taken_up: Option<String>,
    ) -> Result<(), JobError> {
        let desk = self.desk;
        self.row.failures = 0;
        self.row.close(state, None, desk.now());
        let row = &self.row;
        let taken_up = taken_up.as_deref();
        let command = Command::Reply {
            step: step.to_owned(),
            reply,
        };
        for _ in 0..5 {
            let note = async |tx: &mut crate::store::Tx| Ok(log::update(tx, row, taken_up).await?);
            match case.perform_with(desk, command.clone(), &Actor::System, note).await {
                Ok(()) => return Ok(()),
                Err(Error::Refused(refusal)) => match refusal.why {
                    Why::ChangedMeanwhile { .. } => {
                        case = Case::by_id(desk, case.dossier.id).await.map_err(failed)?;
                    }
                    Why::NotNow | Why::Ended | Why::NoSupplementOpen => {
                        desk.store
                            .write(async |tx| log::update(tx, row, taken_up).await)
                            .await?;
                        return Ok(());
                    }
                    why => return Err(JobError::Permanent(why.to_string())),
                },
                Err(error) => return Err(failed(error)),
            }
        }
        Err(JobError::Transient("the dossier changes all the time".to_owned()))
    }
}

fn purpose(case: &Case) -> Purpose {
    let application = &case.dossier.application;
    Purpose {
        dossier_or_draft: application.code.to_string(),
        person: "system".to_owned(),
        code: case
            .procedure
            .national_code
            .clone()
            .unwrap_or_else(|| case.procedure.id.to_string()),
        unit: application.competent.to_string(),
    }
}

/// What the procedure sends, and what every message has: the dossier, its agency and that agency's place, the day. Where
/// the applicant acts at the system: also what it costs, and the page to come back to.
fn whole_body(desk: &Desk, case: &Case, operation: Operation, body: &Answers) -> Value {
    let application = &case.dossier.application;
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
    if operation.is_by_applicant() {
        let page = format!("{}/dossiers/{}", desk.base_url, application.code);
        let payee = desk.reference.agency_name(&application.competent, Lang::Vi);
        sent.insert("amount".to_owned(), json!(application.fee));
        sent.insert("payee".to_owned(), json!(payee));
        sent.insert("content".to_owned(), json!(case.procedure.short_name().vi));
        sent.insert("return_to".to_owned(), json!(page));
    }
    Value::Object(sent)
}

fn answers(record: Record) -> Answers {
    let known = record.into_iter().filter(|(_, value)| !value.is_null());
    known
        .filter_map(|(name, value)| Some((name, serde_json::from_value(value).ok()?)))
        .collect()
}
