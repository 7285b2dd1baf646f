//! Systems that contradict themselves, one another, or what was asked (LNK-8): nothing is done twice, nobody is given
//! another's number, and the dossier goes on with a reason.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use futures::future::BoxFuture;
use motcua_casework::connectors::{ConnectorError, Operation, Purpose, Query, Record, Register, Reply, StandIn};
use motcua_casework::each_database;
use motcua_casework::exchange::list::of_dossier;
use motcua_casework::exchange::{Next, State};
use motcua_casework::linked;
use motcua_domain::dossier::{Outcome, Status};
use motcua_domain::form::Answer;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::shop::Shop;

/// Systems that answer what they are told to, by operation.
#[derive(Debug, Default)]
struct Told(Mutex<BTreeMap<&'static str, Reply>>);

impl Told {
    fn say(&self, operation: Operation, reply: Reply) {
        self.0.lock().unwrap().insert(operation.id(), reply);
    }

    fn answer(&self, operation: Operation) -> Result<Reply, ConnectorError> {
        let told = self.0.lock().unwrap().get(operation.id()).cloned();
        told.ok_or(ConnectorError::TimedOut)
    }
}

fn now<T: Send + 'static>(value: T) -> BoxFuture<'static, T> {
    Box::pin(std::future::ready(value))
}

impl StandIn for Told {
    fn look_up<'a>(
        &'a self,
        _register: Register,
        _query: &'a Query,
        _purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Vec<Record>, ConnectorError>> {
        now(Err(ConnectorError::TimedOut))
    }

    fn perform<'a>(
        &'a self,
        operation: Operation,
        _message_id: Uuid,
        _body: &'a Value,
        _purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Reply, ConnectorError>> {
        now(self.answer(operation))
    }

    fn ask_again<'a>(
        &'a self,
        operation: Operation,
        _message_id: Uuid,
        _body: &'a Value,
        _purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Reply, ConnectorError>> {
        now(self.answer(operation))
    }
}

fn registered(personal_id: &str, number: &str) -> Reply {
    let entry = json!({
        "personal_id": personal_id, "number": number, "book": "01/2026", "page": "12", "registered_on": "2026-11-25",
        "office": "UBND phường Hồng Hà",
    });
    match entry {
        Value::Object(record) => Reply::Done(record),
        _ => unreachable!("it is written as an object"),
    }
}

fn refused(code: &'static str, reason: &str) -> Reply {
    Reply::Refused {
        code,
        reason: reason.to_owned(),
    }
}

/// The same shop, whose systems say what they are told.
fn told(shop: Shop) -> (Shop, Arc<Told>) {
    let told = Arc::new(Told::default());
    let systems = told.clone();
    let shop = shop.refitted(|desk| desk.connectors = desk.connectors.clone().with_stand_in(systems));
    (shop, told)
}

async fn call(shop: &Shop, code: &str) -> (State, Option<String>) {
    let officer = shop.officer("civil_status_officer");
    let mut messages = of_dossier(&shop.desk, &officer, code).await.unwrap().messages;
    messages.retain(|it| !it.operation.starts_with("look_up_"));
    assert_eq!(messages.len(), 1);
    (messages[0].state, messages[0].last_error.clone())
}

each_database! {
    async fn a_number_that_another_child_has_is_not_taken(fresh) {
        let shop = Shop::open(fresh).await;
        let lan = shop.parent("Lan").await;
        let mut codes = Vec::new();
        for _ in 0..2 {
            let code = shop.birth_applied_for(&lan).await;
            shop.is_signed(&code).await;
            codes.push(code);
        }
        let (shop, systems) = told(shop);
        systems.say(Operation::RegisterBirth, registered("001326000123", "12/2026"));
        shop.drain().await;
        let mut states = Vec::new();
        for code in &codes {
            states.push((shop.dossier(code).await.status(), call(&shop, code).await));
        }
        states.sort_by_key(|(status, _)| *status == Status::Calling);
        assert_eq!(states[0], (Status::AwaitingSeal, (State::Confirmed, None)));
        let twice = Some("number_given_twice".to_owned());
        assert_eq!(states[1], (Status::Calling, (State::Sent, twice)), "it waits, and shows why");
        // The system mends its fault: the other child gets a number of its own.
        systems.say(Operation::RegisterBirth, registered("001326000456", "13/2026"));
        shop.passes(TimeDelta::hours(1));
        shop.drain().await;
        let mut numbers = Vec::new();
        for code in &codes {
            let dossier = shop.dossier(code).await;
            assert_eq!(dossier.status(), Status::AwaitingSeal);
            numbers.push(dossier.application.answers["child_personal_id"].clone());
        }
        numbers.sort_by_key(|number| format!("{number:?}"));
        assert_eq!(numbers, ["001326000123", "001326000456"].map(Answer::from));
        shop.close().await;
    }

    async fn what_exists_already_or_is_not_allowed_ends_its_part_and_no_other(fresh) {
        let shop = Shop::open(fresh).await;
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let (shop, systems) = told(shop);
        let says = [
            ("residence", Operation::RegisterPermanentResidence, refused("dwelling_refused", "Chỗ ở không đủ điều kiện")),
            ("insurance", Operation::IssueChildHealthCard, refused("already_issued", "Trẻ đã có thẻ bảo hiểm y tế")),
        ];
        for (step, operation, reply) in says {
            let Reply::Refused { reason, .. } = reply.clone() else { unreachable!("both are refusals") };
            systems.say(operation, reply);
            let code = shop.part(&group, step).await;
            shop.part_is_signed(step, &code).await;
            shop.drain().await;
            let (handles, decides) = shop.officers_of(step);
            let mut messages = of_dossier(&shop.desk, &handles, &code).await.unwrap().messages;
            messages.retain(|it| it.operation == operation.id());
            let states: Vec<_> = messages.iter().map(|it| (it.state, it.next)).collect();
            assert_eq!(states, [(State::Refused, Next::Nothing)], "{step}: closed, with an answer");
            let back = shop.dossier(&code).await;
            assert_eq!(back.status(), Status::Handling, "{step} is with the officer again");
            assert!(back.last_reason.is_some_and(|it| it.contains(&reason)), "who knows why");
            shop.leaves_because(&handles, &code, "handle", "propose_refusal").await.unwrap();
            shop.leaves_because(&decides, &code, "decide", "refuse").await.unwrap();
            shop.drain().await;
        }
        let view = linked::group(&shop.desk, &lan, &group).await.unwrap();
        assert_eq!(view.mine.case.dossier.outcome, Some(Outcome::PartiallyCompleted));
        let papers: Vec<usize> = view.parts.iter().map(|part| part.papers.len()).collect();
        assert!(papers[0] >= 1, "the birth stays registered: {papers:?}");
        shop.close().await;
    }
}
