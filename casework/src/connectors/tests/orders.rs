//! Residence, health-insurance card and identity card, asked for over HTTP, with every fault.

use motcua_national::faults::{Fault, Setting, System as Simulated};
use rstest::rstest;

use super::*;

/// Lê Gia Bảo, whose birth is registered; his father heads the household.
const BAO: &str = "001226018835";
const TUAN: &str = "001091036704";

const ORDERS: [Operation; 3] = [
    Operation::RegisterPermanentResidence,
    Operation::IssueChildHealthCard,
    Operation::IssueChildIdentityCard,
];

fn body(dossier: &str) -> Value {
    json!({
        "dossier_code": dossier, "agency_code": "H26.97", "received_on": "2026-11-22",
        "child_personal_id": BAO, "child_full_name": "Lê Gia Bảo", "child_date_of_birth": "2026-09-20",
        "birth_registration_number": "101/2026", "birth_registered_on": "2026-09-21",
        "residence_address": {"province": "01", "commune": "00097", "detail": "8 ngách 5 ngõ 310 Nghi Tàm"},
        "household_head_personal_id": TUAN, "household_head_full_name": "Lê Minh Tuấn", "relation_to_head": "Con",
        "owner_consent": "yes",
        "care_facility_code": "01004", "care_facility_name": "Bệnh viện Nhi Trung ương",
        "requester_personal_id": TUAN, "requester_full_name": "Lê Minh Tuấn",
    })
}

impl Trial {
    async fn order(&self, operation: Operation, id: u128, body: &Value) -> Result<Reply, ConnectorError> {
        let purpose = purpose();
        let asked = self.connectors.perform(operation, Uuid::from_u128(id), body, &purpose);
        asked.await
    }

    async fn ask_how(&self, operation: Operation, id: u128, body: &Value) -> Result<Reply, ConnectorError> {
        let purpose = purpose();
        let asked = self
            .connectors
            .ask_again(operation, Uuid::from_u128(id), body, &purpose);
        asked.await.0
    }

    fn once(&self, system: Simulated, fault: Fault) {
        self.national.faults().set(system, Setting { fault, times: Some(1) });
    }

    fn done(&self) -> usize {
        self.national
            .deeds()
            .iter()
            .filter(|it| it.dossier.starts_with("D-"))
            .count()
    }
}

fn simulated(operation: Operation) -> Simulated {
    match operation.system() {
        System::SocialInsurance => Simulated::SocialInsurance,
        _ => Simulated::Residence,
    }
}

fn is_done(reply: Result<Reply, ConnectorError>) -> Record {
    match reply {
        Ok(Reply::Done(record)) => record,
        other => panic!("not done: {other:?}"),
    }
}

#[tokio::test]
async fn results_come_back_in_our_words() {
    let trial = trial().await;
    let [residence, health, identity] = ORDERS;
    assert_eq!(
        json!(is_done(trial.order(residence, 1, &body("D-1")).await)),
        json!({
            "number": "00001/TB-CT08-2026", "registered_on": "2026-11-22", "office": "Công an phường Hồng Hà",
            "residence_address": {"province": "01", "commune": "00097", "detail": "8 ngách 5 ngõ 310 Nghi Tàm"},
            "household_head_full_name": "Lê Minh Tuấn", "relation_to_head": "Con", "document_code": "CT08",
        })
    );
    let card = is_done(trial.order(health, 2, &body("D-2")).await);
    let number = card["card_number"].as_str().unwrap();
    assert!(number.starts_with("TE101") && number.len() == 15);
    assert!(number.ends_with(card["insurance_number"].as_str().unwrap()));
    assert!(card["qr_text"].as_str().unwrap().starts_with(number));
    assert_eq!(
        (&card["valid_from"], &card["valid_to"], &card["care_facility_code"]),
        (&json!("2026-09-20"), &json!("2032-09-30"), &json!("01004"))
    );
    let card = is_done(trial.order(identity, 3, &body("D-3")).await);
    assert_eq!(
        (&card["card_number"], &card["valid_to"]),
        (&json!(BAO), &json!("2040-09-20"))
    );
}

#[rstest]
#[case(Fault::LostReply)]
#[case(Fault::Doubled)]
#[case(Fault::Down)]
#[case(Fault::Refuse)]
#[case(Fault::WrongSchema)]
#[case(Fault::WrongData)]
#[case(Fault::WrongSignature)]
#[case(Fault::ScriptInName)]
#[case(Fault::HugeReply { megabytes: 3 })]
#[case(Fault::Slow { millis: 60_000 })]
#[case(Fault::Reordered { millis: 1 })]
#[tokio::test]
async fn after_any_fault_a_repeat_gets_the_answer_and_nothing_is_done_twice(#[case] fault: Fault) {
    let trial = trial_with(|it| {
        it.of_mut(System::Residence).timeout = Duration::from_millis(500);
        it.of_mut(System::SocialInsurance).timeout = Duration::from_millis(500);
    })
    .await;
    for (operation, id) in ORDERS.into_iter().zip(1..) {
        let body = body("D-1");
        trial.once(simulated(operation), fault);
        let first = trial.order(operation, id, &body).await;
        match fault {
            Fault::Doubled | Fault::Reordered { .. } => assert!(matches!(first, Ok(Reply::Done(_))), "{first:?}"),
            _ => assert!(first.is_err(), "{first:?}"),
        }
        let record = is_done(trial.order(operation, id, &body).await);
        assert_eq!(is_done(trial.ask_how(operation, id, &body).await), record);
    }
    assert_eq!(trial.done(), 3);
}

#[tokio::test]
async fn what_is_done_for_our_own_dossier_already_is_done_and_for_another_is_refused() {
    let trial = trial().await;
    for (operation, id) in ORDERS.into_iter().zip([10, 20, 30]) {
        let first = is_done(trial.order(operation, id, &body("D-1")).await);
        assert_eq!(is_done(trial.order(operation, id + 1, &body("D-1")).await), first);
        let other = trial.order(operation, id + 2, &body("D-2")).await;
        let Ok(Reply::Refused { code, reason }) = other else {
            panic!("not refused: {other:?}")
        };
        assert!(matches!(code, "already_registered" | "already_issued"), "{code}");
        assert!(reason.starts_with("Trẻ đã"), "{reason}");
    }
}

#[tokio::test]
async fn refusals_have_a_code_and_the_systems_words() {
    let trial = trial().await;
    let residence = Operation::RegisterPermanentResidence;
    for (field, value, expected) in [
        ("owner_consent", json!(false), "no_consent"),
        ("child_full_name", json!("Lê Gia Bả"), "data_mismatch"),
        (
            "residence_address",
            json!({"province": "01", "commune": "00118", "detail": ""}),
            "dwelling_refused",
        ),
        (
            "residence_address",
            json!({"province": "01", "commune": "99999", "detail": ""}),
            "invalid",
        ),
    ] {
        let mut body = body("D-1");
        body[field] = value;
        let reply = trial.order(residence, expected.len() as u128 + 100, &body).await;
        let Ok(Reply::Refused { code, reason }) = reply else {
            panic!("not refused: {reply:?}")
        };
        assert_eq!(code, expected);
        assert!(!reason.is_empty());
    }
    trial.once(Simulated::SocialInsurance, Fault::Decline);
    let declined = trial.order(Operation::IssueChildHealthCard, 9, &body("D-1")).await;
    assert!(
        matches!(
            declined,
            Ok(Reply::Refused {
                code: "not_eligible",
                ..
            })
        ),
        "{declined:?}"
    );
}

#[tokio::test]
async fn nothing_is_sent_that_lacks_what_the_system_needs() {
    let trial = trial().await;
    for (operation, field) in [
        (Operation::RegisterPermanentResidence, "household_head_personal_id"),
        (Operation::RegisterPermanentResidence, "residence_address"),
        (Operation::IssueChildHealthCard, "care_facility_code"),
        (Operation::IssueChildIdentityCard, "child_personal_id"),
    ] {
        let mut body = body("D-1");
        body.as_object_mut().unwrap().remove(field);
        let expected = ConnectorError::Incomplete {
            field: field.to_owned(),
        };
        assert_eq!(trial.order(operation, 1, &body).await, Err(expected));
    }
    assert_eq!(trial.done(), 0);
}

#[tokio::test]
async fn what_is_held_is_asked_about_and_an_unknown_request_is_told() {
    let trial = trial().await;
    let health = Operation::IssueChildHealthCard;
    let body = body("D-1");
    assert_eq!(trial.ask_how(health, 1, &body).await, Err(ConnectorError::NotKnown));
    trial
        .national
        .set_pace_of(Simulated::SocialInsurance, TimeDelta::days(2));
    let held = Reply::Held {
        reference: "BH26-000001".to_owned(),
    };
    assert_eq!(trial.order(health, 1, &body).await, Ok(held.clone()));
    assert_eq!(trial.order(health, 1, &body).await, Ok(held.clone()));
    assert_eq!(trial.ask_how(health, 1, &body).await, Ok(held));
    assert_eq!(trial.done(), 0);
}

#[tokio::test]
async fn a_call_leaves_its_headers_and_signatures_and_no_person() {
    let trial = trial().await;
    let id = Uuid::from_u128(5);
    let (body, purpose) = (body("D-1"), purpose());
    let asked = trial
        .connectors
        .perform_noted(Operation::IssueChildHealthCard, id, &body, &purpose);
    let (reply, trace) = asked.await;
    is_done(reply);
    let trace = trace.unwrap();
    assert_eq!(trace.client, "VN/GOV/H26/MOTCUA");
    assert_eq!(trace.service, "VN/GOV/NATIONAL/social-insurance/capTheBHYT");
    assert_eq!(trace.request_hash.len(), 88);
    let key = trial
        .connectors
        .settings(System::SocialInsurance)
        .reply_key
        .clone()
        .unwrap();
    let lines = [
        "reply",
        &id.to_string(),
        &trace.request_hash,
        trace.reply_hash.as_deref().unwrap(),
    ];
    assert!(key.signed(&lines, trace.reply_signature.as_deref().unwrap()));
    let shown = format!("{trace:?}");
    assert!(!shown.contains(BAO) && !shown.contains("Bảo"), "{shown}");
}

#[tokio::test]
async fn a_system_may_have_other_names_for_things() {
    let wrong_unit = "H26.97.G2";
    let trial = trial_with(|it| {
        let mut said = Adjustment::default();
        said.units.insert("H26.97".to_owned(), wrong_unit.to_owned());
        said.paths.insert("capTheBHYT".to_owned(), "v2/capTheBHYT".to_owned());
        said.timeout_seconds = Some(2);
        it.adjust(System::SocialInsurance, said).unwrap();
    })
    .await;
    let settings = trial.connectors.settings(System::SocialInsurance);
    assert_eq!(
        (settings.timeout, settings.mapping.units["H26.97"].as_str()),
        (Duration::from_secs(2), wrong_unit)
    );
    // The simulation has no second version: the path goes where it was sent to.
    let reply = trial.order(Operation::IssueChildHealthCard, 1, &body("D-1")).await;
    assert_eq!(
        reply,
        Err(ConnectorError::Refused {
            reason: "404".to_owned()
        })
    );
}

#[test]
fn settings_that_say_something_unknown_are_told() {
    let said = serde_json::from_value::<Adjustment>(json!({"adress": "x"}));
    assert!(said.unwrap_err().to_string().contains("adress"));
    let mut settings = ConnectorSettings::simulated("http://127.0.0.1:1", "x", &"y".to_owned().into());
    let bad_key = Adjustment {
        reply_key: Some("00".to_owned()),
        ..Adjustment::default()
    };
    assert!(settings.adjust(System::Residence, bad_key).is_err());
}
