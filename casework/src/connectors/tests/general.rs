//! Registers and operations without an adapter of their own, over HTTP, with faults.

use motcua_domain::procedure::Register as Kept;
use motcua_national::faults::{Fault, Setting, System as Simulated};

use super::*;

fn body(dossier: &str) -> Value {
    json!({
        "dossier_code": dossier, "agency_code": "H26.97", "received_on": "2026-11-22",
        "registered_office": {"province": "01", "commune": "00097"}, "owner_full_name": "Nguyễn Thị Lan",
    })
}

fn register_vehicle() -> Operation {
    Operation::parse("vehicles.register").unwrap()
}

impl Trial {
    async fn kept(&self, register: Kept, keys: &[(&str, &str)]) -> Result<Vec<Record>, ConnectorError> {
        let query = keys
            .iter()
            .fold(Query::new(), |query, (key, value)| query.with(key, value));
        self.connectors
            .look_up(Register::from(register), &query, &purpose())
            .await
    }

    async fn vehicle(&self, id: u128, body: &Value) -> Result<Reply, ConnectorError> {
        let id = Uuid::from_u128(id);
        self.connectors.perform(register_vehicle(), id, body, &purpose()).await
    }

    fn next(&self, system: Simulated, fault: Fault) {
        self.national.faults().set(system, Setting { fault, times: Some(1) });
    }
}

#[tokio::test]
async fn every_register_a_definition_names_can_be_asked() {
    let trial = trial().await;
    for register in Kept::NATIONAL {
        if matches!(register, Kept::Population | Kept::BirthNotices | Kept::Marriages) {
            continue;
        }
        let nobody = trial.kept(register, &[("personal_id", "001299999999")]).await;
        assert_eq!(nobody, Ok(Vec::new()), "{register:?}");
    }
}

#[tokio::test]
async fn a_record_is_found_by_its_keys_and_holds_what_the_register_has() {
    let trial = trial().await;
    let land = trial.kept(Kept::Land, &[("personal_id", LAN)]).await.unwrap();
    assert_eq!(land[0]["owner_full_name"], "Nguyễn Thị Lan");
    assert_eq!(land[0]["parcel"]["address"]["commune"], "00097");
    let same = trial
        .kept(Kept::Land, &[("certificate_number", "AA 04127733")])
        .await
        .unwrap();
    assert_eq!(land, same);
    let home = trial.kept(Kept::Residence, &[("personal_id", LAN)]).await.unwrap();
    assert_eq!(home[0]["household_head_personal_id"], HUNG);
    let nothing = trial.kept(Kept::Land, &[]).await;
    assert!(matches!(nothing, Err(ConnectorError::Incomplete { .. })));
}

#[tokio::test]
async fn what_is_wrong_in_an_answer_is_not_taken() {
    let trial = trial().await;
    let asked = [("representative_personal_id", LAN)];
    let business = async || trial.kept(Kept::Businesses, &asked).await.unwrap_err();
    trial.next(Simulated::Businesses, Fault::WrongData);
    assert!(matches!(business().await, ConnectorError::Contradicts { .. }));
    trial.next(Simulated::Businesses, Fault::WrongSchema);
    assert!(matches!(business().await, ConnectorError::WrongShape { .. }));
    trial.next(Simulated::Businesses, Fault::WrongSignature);
    assert_eq!(business().await, ConnectorError::BadSignature);
    // A good answer in between: three failures in a row would spare the system.
    assert_eq!(trial.kept(Kept::Businesses, &asked).await.unwrap().len(), 1);
    trial.next(Simulated::Businesses, Fault::HugeReply { megabytes: 5 });
    assert!(matches!(business().await, ConnectorError::WrongShape { .. }));
    assert_eq!(trial.kept(Kept::Businesses, &asked).await.unwrap().len(), 1);
}

#[tokio::test]
async fn every_operation_a_definition_names_is_done_once() {
    let trial = trial().await;
    let general = services().filter(|service| Operation::parse(service.name) == Some(Operation::Other(service)));
    let mut done = 0;
    for (number, service) in (10..).zip(general) {
        let (id, body) = (Uuid::from_u128(number), body(&format!("D-{number}")));
        let ask = async || {
            let asked = trial
                .connectors
                .perform(Operation::Other(service), id, &body, &purpose())
                .await;
            match asked {
                Ok(Reply::Done(record)) => record,
                other => panic!("{}: {other:?}", service.name),
            }
        };
        let record = ask().await;
        let known: Vec<&str> = record.keys().map(String::as_str).collect();
        let mut wanted = service.answers.to_vec();
        wanted.sort_unstable();
        assert_eq!(known, wanted, "{}", service.name);
        assert_eq!(record, ask().await, "a repeat gets the same answer");
        done += 1;
    }
    assert_eq!(trial.national.deeds().len(), done);
}

#[tokio::test]
async fn an_operation_may_be_held_refused_or_lost_on_the_way() {
    let trial = trial().await;
    trial.next(Simulated::Traffic, Fault::LostReply);
    assert!(trial.vehicle(1, &body("D-1")).await.unwrap_err().is_transient());
    assert!(matches!(trial.vehicle(1, &body("D-1")).await, Ok(Reply::Done(_))));
    assert_eq!(trial.national.deeds().len(), 1, "the work was done once");
    let other = trial.vehicle(1, &body("D-2")).await;
    assert!(matches!(other, Ok(Reply::Refused { code: "invalid", .. })), "{other:?}");

    trial.next(Simulated::Traffic, Fault::Decline);
    let refused = trial.vehicle(2, &body("D-3")).await;
    assert!(matches!(&refused, Ok(Reply::Refused { code: "not_eligible", reason }) if !reason.is_empty()));

    trial.national.set_pace_of(Simulated::Traffic, TimeDelta::hours(1));
    let held = trial.vehicle(3, &body("D-4")).await;
    assert!(matches!(held, Ok(Reply::Held { .. })), "{held:?}");
    let purpose = purpose();
    let held_body = body("D-4");
    let how = async |id| {
        let id = Uuid::from_u128(id);
        trial
            .connectors
            .ask_again(register_vehicle(), id, &held_body, &purpose)
            .await
            .0
    };
    assert!(matches!(how(3).await, Ok(Reply::Held { .. })));
    assert_eq!(how(9).await, Err(ConnectorError::NotKnown));
}
