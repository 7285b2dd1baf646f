//! The national systems, in this process, with faults at every exchange: lost requests, lost and doubled replies, answers
//! that come after days or make no sense, systems down for days.

use std::collections::BTreeMap;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use motcua_casework::clock::Clock;
use motcua_casework::connectors::{
    ConnectorError, Operation, Purpose, Query, Record, Register, Reply, StandIn, System,
};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value;
use uuid::Uuid;

use crate::family;
use crate::plan::{Fate, Plan};

/// A request as a system keeps it.
#[derive(Clone, Debug)]
struct Order {
    dossier: String,
    ready_at: DateTime<Utc>,
    refused: bool,
}

#[derive(Debug)]
struct State {
    dice: StdRng,
    faults: bool,
    down_until: BTreeMap<&'static str, DateTime<Utc>>,
    orders: BTreeMap<(&'static str, Uuid), Order>,
    /// What was done twice.
    doubled: Vec<String>,
}

/// All of them.
#[derive(Debug)]
pub struct Systems {
    clock: Clock,
    plan: Plan,
    state: Mutex<State>,
}

impl Systems {
    pub fn new(seed: u64, plan: &Plan, clock: &Clock, faults: bool) -> Self {
        Self {
            clock: clock.clone(),
            plan: plan.clone(),
            state: Mutex::new(State {
                dice: StdRng::seed_from_u64(seed),
                faults,
                down_until: BTreeMap::new(),
                orders: BTreeMap::new(),
                doubled: Vec::new(),
            }),
        }
    }

    /// Everything works from now on.
    pub fn mend(&self) {
        let mut state = self.state.lock().unwrap();
        state.faults = false;
        state.down_until.clear();
    }

    /// What was done twice, and what was done for whom.
    pub fn doubled(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let mut doubled = state.doubled.clone();
        let mut done: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for ((operation, _), order) in &state.orders {
            if !order.refused {
                *done.entry((operation, &order.dossier)).or_default() += 1;
            }
        }
        let twice = done.into_iter().filter(|(_, times)| *times > 1);
        doubled.extend(twice.map(|((operation, dossier), times)| format!("{operation} for {dossier} {times} times")));
        let mut works: BTreeMap<&str, usize> = BTreeMap::new();
        for ((operation, _), order) in &state.orders {
            if !order.refused {
                *works.entry(operation).or_default() += 1;
            }
        }
        doubled.extend(
            works
                .into_iter()
                .filter(|(_, times)| *times > 1)
                .map(|(work, _)| format!("{work} for two dossiers")),
        );
        doubled
    }

    /// A system goes down now and then, for hours or days.
    fn is_down(&self, state: &mut State, system: System) -> bool {
        let now = self.clock.now();
        if !state.faults {
            return false;
        }
        if state.down_until.get(system.id()).is_some_and(|until| now < *until) {
            return true;
        }
        let falls = state.dice.random_bool(0.03);
        if falls {
            let hours = state.dice.random_range(1..72);
            state.down_until.insert(system.id(), now + TimeDelta::hours(hours));
        }
        falls
    }

    fn exchange(&self, operation: Operation, id: Uuid, body: Option<&Value>) -> Result<Reply, ConnectorError> {
        let mut state = self.state.lock().unwrap();
        if self.is_down(&mut state, operation.system()) {
            return Err(ConnectorError::Unreachable);
        }
        let roll = if state.faults {
            state.dice.random_range(0..100)
        } else {
            99
        };
        if roll < 8 {
            // The request is lost on its way.
            return Err(ConnectorError::TimedOut);
        }
        let mut reply = self.answer(&mut state, operation, id, body);
        if (8..14).contains(&roll) {
            // The request arrives twice.
            reply = self.answer(&mut state, operation, id, body);
        }
        let at = || "ketQua".to_owned();
        match roll {
            // The reply is lost, or is not what was promised.
            14..22 => Err(ConnectorError::TimedOut),
            22..26 => Err(ConnectorError::WrongShape { at: at() }),
            26..29 => Err(ConnectorError::BadSignature),
            29..32 => Err(ConnectorError::Contradicts { at: at() }),
            32..34 => Err(ConnectorError::Unauthorised),
            34..36 => Err(ConnectorError::Refused {
                reason: "101".to_owned(),
            }),
            _ => reply,
        }
    }

    /// What the system itself does and says.
    fn answer(
        &self,
        state: &mut State,
        operation: Operation,
        id: Uuid,
        body: Option<&Value>,
    ) -> Result<Reply, ConnectorError> {
        let now = self.clock.now();
        let known = state.orders.get(&(operation.id(), id)).cloned();
        let order = match (known, body) {
            (Some(order), _) => order,
            (None, None) => return Err(ConnectorError::NotKnown),
            (None, Some(body)) => {
                let dossier = body["dossier_code"].as_str().unwrap_or_default().to_owned();
                for needed in needs(operation) {
                    if body.get(needed).is_none_or(Value::is_null) {
                        return Err(ConnectorError::Incomplete {
                            field: (*needed).to_owned(),
                        });
                    }
                }
                let step = step_of(operation);
                let hours = match state.faults && state.dice.random_bool(0.3) {
                    true => state.dice.random_range(1..96),
                    false => 0,
                };
                let order = Order {
                    dossier,
                    ready_at: now + TimeDelta::hours(hours),
                    refused: self.plan.fate(step) == Fate::RefusedBySystem,
                };
                state.orders.insert((operation.id(), id), order.clone());
                order
            }
        };
        if now < order.ready_at {
            return Ok(Reply::Held {
                reference: format!("TN-{}", order.dossier),
            });
        }
        if order.refused {
            return Ok(Reply::Refused {
                code: "dwelling_refused",
                reason: "Không đủ điều kiện".to_owned(),
            });
        }
        Ok(Reply::Done(family::result(operation.id())))
    }
}

fn step_of(operation: Operation) -> &'static str {
    match operation {
        Operation::RegisterBirth => "birth",
        Operation::RegisterPermanentResidence => "residence",
        Operation::IssueChildHealthCard => "insurance",
        Operation::IssueChildIdentityCard => "identity_card",
        Operation::Other(service) => service.name,
    }
}

/// What a system cannot do without.
fn needs(operation: Operation) -> &'static [&'static str] {
    match operation {
        Operation::RegisterBirth => &[
            "child_full_name",
            "child_sex",
            "child_date_of_birth",
            "registered_office",
        ],
        Operation::RegisterPermanentResidence => &[
            "child_personal_id",
            "birth_registration_number",
            "residence_address",
            "household_head_personal_id",
        ],
        Operation::IssueChildHealthCard => &["child_personal_id", "birth_registration_number", "care_facility_code"],
        Operation::IssueChildIdentityCard => &["child_personal_id", "birth_registration_number"],
        Operation::Other(_) => &[],
    }
}

fn now<T: Send + 'static>(value: T) -> BoxFuture<'static, T> {
    Box::pin(std::future::ready(value))
}

impl StandIn for Systems {
    fn look_up<'a>(
        &'a self,
        register: Register,
        query: &'a Query,
        _purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Vec<Record>, ConnectorError>> {
        let mut state = self.state.lock().unwrap();
        if state.faults && state.dice.random_bool(0.05) {
            return now(Err(ConnectorError::TimedOut));
        }
        let asked = query.get("personal_id").unwrap_or_default();
        now(match register {
            Register::Population => family::person(asked)
                .map(|it| vec![it])
                .ok_or(ConnectorError::KeyMismatch {
                    key: "personal_id".to_owned(),
                }),
            Register::BirthNotices => Ok(vec![family::notice()]),
            Register::Marriage => Ok(vec![family::marriage()]),
            Register::Other(_) => Ok(Vec::new()),
        })
    }

    fn perform<'a>(
        &'a self,
        operation: Operation,
        message_id: Uuid,
        body: &'a Value,
        _purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Reply, ConnectorError>> {
        now(self.exchange(operation, message_id, Some(body)))
    }

    fn ask_again<'a>(
        &'a self,
        operation: Operation,
        message_id: Uuid,
        _body: &'a Value,
        _purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Reply, ConnectorError>> {
        now(self.exchange(operation, message_id, None))
    }
}
