//! The lines against the simulated national systems, in one process over real HTTP.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_national::faults::{Fault, Setting, System as Simulated};
use motcua_national::identity::Client;
use motcua_national::{National, serve};
use serde_json::json;

use super::*;

mod general;
mod orders;

const LAN: &str = "001196028417";
const HUNG: &str = "001094015263";

struct Trial {
    national: Arc<National>,
    connectors: Connectors,
    clock: Clock,
}

fn now() -> DateTime<Utc> {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

async fn trial() -> Trial {
    trial_with(|_| {}).await
}

async fn trial_with(change: impl FnOnce(&mut ConnectorSettings)) -> Trial {
    // Another test of this process may have installed it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let national = National::new(1, now().date_naive(), &base, motcua_national::Clock::frozen(now(), 3));
    let national = Arc::new(national);
    tokio::spawn(serve(listener, national.clone()));
    let secret = Client::DEMO_SECRET.to_owned().into();
    let mut settings = ConnectorSettings::simulated(&base, Client::DEMO_ID, &secret);
    change(&mut settings);
    let clock = Clock::standing_at(now());
    let connectors = Connectors::new(&settings, &clock, &Ids::seeded(1)).unwrap();
    Trial {
        national,
        connectors,
        clock,
    }
}

fn purpose() -> Purpose {
    Purpose {
        dossier_or_draft: "H26.97-261122-0001".to_owned(),
        person: "001080000001".to_owned(),
        code: "1.001193".to_owned(),
        unit: "H26.97".to_owned(),
    }
}

fn keys_of_lan() -> Query {
    Query::new()
        .with("personal_id", LAN)
        .with("full_name", "Nguyễn Thị Lan")
        .with("date_of_birth", "1996-03-12")
}

impl Trial {
    async fn person(&self, query: &Query) -> Result<Vec<Record>, ConnectorError> {
        self.connectors.look_up(Register::Population, query, &purpose()).await
    }

    fn fault(&self, fault: Fault) {
        self.national.faults().set(Simulated::Population, fault);
    }

    async fn register(&self, dossier: &str, notice: &Record) -> Result<Reply, ConnectorError> {
        let body = json!({
            "dossier_code": dossier, "agency_code": "H26.97", "received_on": "2026-11-22",
            "registered_office": {"province": "01", "commune": "00097"},
            "birth_notice_number": notice["number"], "birth_notice_issued_on": notice["issued_on"],
            "child_full_name": "Trần Bảo An", "child_sex": "female", "child_date_of_birth": notice["child_date_of_birth"],
            "child_ethnicity": "Kinh", "child_nationality": "Việt Nam",
            "mother_full_name": notice["mother_full_name"], "mother_personal_id": LAN,
            "father_full_name": notice["father_full_name"], "father_personal_id": HUNG,
        });
        self.connectors
            .perform(Operation::RegisterBirth, Uuid::from_u128(7), &body, &purpose())
            .await
    }

    async fn notice(&self) -> Record {
        let query = Query::new().with("personal_id", LAN);
        self.connectors
            .look_up(Register::BirthNotices, &query, &purpose())
            .await
            .unwrap()
            .remove(0)
    }
}

#[tokio::test]
async fn a_person_comes_back_in_our_words() {
    let trial = trial().await;
    trial
        .connectors
        .verify_person(&keys_of_lan(), &purpose())
        .await
        .unwrap();
    let found = trial.person(&keys_of_lan()).await.unwrap();
    let home = json!({"province": "01", "commune": "00097", "detail": "12 ngõ 34 Âu Cơ"});
    assert_eq!(
        json!(found),
        json!([{
            "full_name": "Nguyễn Thị Lan", "personal_id": LAN, "date_of_birth": "1996-03-12", "sex": "female",
            "ethnicity": "Kinh", "nationality": "Việt Nam",
            "hometown": {"province": "01", "commune": "00097", "detail": ""},
            "permanent_residence": home, "current_residence": home, "marital_status": "married",
            "spouse_full_name": "Trần Văn Hùng", "spouse_personal_id": HUNG,
            "household_head_full_name": "Trần Văn Hùng", "household_head_personal_id": HUNG, "relation_to_head": "Vợ",
            "phone": "0987654196", "religion": "Không", "occupation": "Nhân viên văn phòng",
            "birth_place": {"province": "01", "commune": "00097", "detail": ""},
            "birth_registration_place": "Ủy ban nhân dân phường Hồng Hà", "card_issued_on": "2022-04-18",
            "old_id_number": "016028417", "old_id_issued_on": "2012-06-15",
            "old_id_issued_by": "Công an thành phố Hà Nội",
        }])
    );
}

#[tokio::test]
async fn a_year_of_birth_is_enough_where_the_register_has_no_more() {
    let trial = trial().await;
    let query = Query::new()
        .with("personal_id", "001148003291")
        .with("full_name", "LÝ THỊ SÁU")
        .with("date_of_birth", "1948");
    assert_eq!(trial.person(&query).await.unwrap()[0]["date_of_birth"], "1948");
}

#[tokio::test]
async fn a_key_that_differs_is_named() {
    let trial = trial().await;
    for (key, value) in [
        ("full_name", "Nguyễn Thị Làn"),
        ("date_of_birth", "1996-03-13"),
        ("personal_id", "001196999999"),
    ] {
        let expected = ConnectorError::KeyMismatch { key: key.to_owned() };
        assert_eq!(
            trial.person(&keys_of_lan().with(key, value)).await,
            Err(expected.clone())
        );
        let verified = trial
            .connectors
            .verify_person(&keys_of_lan().with(key, value), &purpose())
            .await;
        assert_eq!(verified, Err(expected));
        let missing = trial.person(&keys_of_lan().with(key, "")).await;
        assert_eq!(missing, Err(ConnectorError::Incomplete { field: key.to_owned() }));
    }
}

#[tokio::test]
async fn nothing_is_asked_without_a_purpose() {
    let trial = trial().await;
    for purpose in [
        Purpose {
            code: String::new(),
            ..purpose()
        },
        Purpose {
            dossier_or_draft: String::new(),
            ..purpose()
        },
    ] {
        let asked = trial
            .connectors
            .look_up(Register::Population, &keys_of_lan(), &purpose)
            .await;
        assert!(matches!(asked, Err(ConnectorError::Incomplete { .. })));
    }
}

#[tokio::test]
async fn notices_and_marriages_are_found() {
    let trial = trial().await;
    let notice = trial.notice().await;
    assert_eq!(notice["child_birth_place_type"], "facility");
    assert_eq!(notice["facility"], "Bệnh viện Phụ sản Hà Nội");
    assert_eq!(notice["child_date_of_birth"], "2026-11-18");
    assert_eq!(
        (&notice["father_full_name"], &notice["registered"]),
        (&json!("Trần Văn Hùng"), &json!(false))
    );
    let mai = Query::new().with("personal_id", "001199052906");
    let mai = trial
        .connectors
        .look_up(Register::BirthNotices, &mai, &purpose())
        .await
        .unwrap();
    assert!(!mai[0].contains_key("father_full_name"));
    let twins = Query::new().with("personal_id", "001195061173");
    assert_eq!(
        trial
            .connectors
            .look_up(Register::BirthNotices, &twins, &purpose())
            .await
            .unwrap()
            .len(),
        2
    );

    let married = Query::new().with("personal_id", LAN).with("spouse_personal_id", HUNG);
    let married = trial
        .connectors
        .look_up(Register::Marriage, &married, &purpose())
        .await
        .unwrap();
    assert_eq!(
        json!(married),
        json!([{"married": "yes", "number": "38/2021", "registered_on": "2021-10-08", "office": "Ủy ban nhân dân phường Hồng Hà"}])
    );
    let single = Query::new().with("personal_id", "001199052906");
    let single = trial
        .connectors
        .look_up(Register::Marriage, &single, &purpose())
        .await
        .unwrap();
    assert_eq!(json!(single), json!([{"married": "no"}]));
}

#[tokio::test]
async fn a_birth_is_registered_once_however_often_it_is_sent() {
    let trial = trial().await;
    let notice = trial.notice().await;
    trial.national.faults().set(
        Simulated::CivilStatus,
        Setting {
            fault: Fault::LostReply,
            times: Some(1),
        },
    );
    let lost = trial.register("D-1", &notice).await.unwrap_err();
    assert!(lost.is_transient(), "{lost:?}");
    let Reply::Done(first) = trial.register("D-1", &notice).await.unwrap() else {
        panic!("not done")
    };
    assert!(first["personal_id"].as_str().unwrap().starts_with("001326"));
    assert_eq!(
        (&first["number"], &first["book"]),
        (&json!("101/2026"), &json!("01/2026"))
    );
    assert_eq!(first["registered_office"]["commune"], "00097");
    assert_eq!(first["child_full_name"], "Trần Bảo An");
    assert_eq!(trial.register("D-1", &notice).await.unwrap(), Reply::Done(first));
    let Reply::Refused { code, reason } = trial.register("D-2", &notice).await.unwrap() else {
        panic!("not refused")
    };
    assert_eq!(
        (code, reason.as_str()),
        ("already_registered", "Trẻ đã được đăng ký khai sinh")
    );
    assert_eq!(trial.notice().await["registered"], true);
}

#[tokio::test]
async fn what_is_held_is_asked_for_later() {
    let trial = trial().await;
    trial.national.set_pace(TimeDelta::hours(2));
    let notice = trial.notice().await;
    let held = Reply::Held {
        reference: "D-1".to_owned(),
    };
    assert_eq!(trial.register("D-1", &notice).await.unwrap(), held);
    let body = json!({"dossier_code": "D-1"});
    let ask = async |body: &Value| {
        let (id, purpose) = (Uuid::from_u128(7), purpose());
        let asked = trial.connectors.ask_again(Operation::RegisterBirth, id, body, &purpose);
        asked.await.0
    };
    assert_eq!(ask(&body).await, Ok(held));
    assert_eq!(
        ask(&json!({"dossier_code": "D-unknown"})).await,
        Err(ConnectorError::NotKnown)
    );
}

#[tokio::test]
async fn each_fault_has_its_error() {
    let trial = trial_with(|it| it.of_mut(System::Population).timeout = Duration::from_millis(300)).await;
    trial.person(&keys_of_lan()).await.unwrap();
    for (fault, expected) in [
        (Fault::Slow { millis: 60_000 }, ConnectorError::TimedOut),
        (
            Fault::Refuse,
            ConnectorError::Refused {
                reason: "Server.ServerProxy.AccessDenied".to_owned(),
            },
        ),
        (Fault::LostReply, ConnectorError::Unreachable),
        (Fault::Down, ConnectorError::Unreachable),
    ] {
        trial.fault(fault);
        assert_eq!(trial.person(&keys_of_lan()).await, Err(expected));
    }
}

#[tokio::test]
async fn an_answer_that_is_not_signed_so_is_not_taken() {
    let trial = trial().await;
    trial.fault(Fault::WrongSignature);
    assert_eq!(trial.person(&keys_of_lan()).await, Err(ConnectorError::BadSignature));
    let other_key =
        trial_with(|it| it.of_mut(System::Population).reply_key = it.of(System::Residence).reply_key.clone()).await;
    assert_eq!(
        other_key.person(&keys_of_lan()).await,
        Err(ConnectorError::BadSignature)
    );
    let no_key = trial_with(|it| it.of_mut(System::Population).reply_key = None).await;
    no_key.person(&keys_of_lan()).await.unwrap();
}

#[tokio::test]
async fn answers_of_another_shape_or_without_end_are_not_taken() {
    let trial = trial().await;
    for fault in [Fault::WrongSchema, Fault::HugeReply { megabytes: 500 }] {
        trial.fault(fault);
        let answer = trial.person(&keys_of_lan()).await;
        assert!(matches!(answer, Err(ConnectorError::WrongShape { .. })), "{answer:?}");
    }
    trial.fault(Fault::Doubled);
    assert_eq!(trial.person(&keys_of_lan()).await.unwrap().len(), 1);
    trial.fault(Fault::ScriptInName);
    let answer = trial.person(&keys_of_lan()).await;
    assert!(matches!(answer, Err(ConnectorError::WrongShape { .. })), "{answer:?}");
}

#[tokio::test]
async fn a_system_that_is_down_is_spared_and_comes_back() {
    let trial = trial().await;
    let population = || trial.connectors.health()[0].clone();
    assert_eq!((population().state, population().since), (State::Up, None));
    trial.fault(Fault::Down);
    for _ in 0..3 {
        trial.person(&keys_of_lan()).await.unwrap_err();
    }
    assert_eq!((population().state, population().since), (State::Down, Some(now())));
    trial.fault(Fault::None);
    assert_eq!(
        trial.person(&keys_of_lan()).await,
        Err(ConnectorError::Spared),
        "not even asked"
    );
    trial.clock.advance(TimeDelta::seconds(11));
    trial.person(&keys_of_lan()).await.unwrap();
    assert_eq!(
        (population().state, population().since),
        (State::Up, Some(trial.clock.now()))
    );
    assert_eq!(
        trial.connectors.health()[2].state,
        State::Up,
        "the others are not touched"
    );
}

#[tokio::test]
async fn a_worn_out_token_is_renewed_and_wrong_credentials_are_told() {
    let trial = trial().await;
    trial.person(&keys_of_lan()).await.unwrap();
    trial.national.forget_tokens();
    trial.person(&keys_of_lan()).await.unwrap();
    let stranger = trial_with(|it| it.of_mut(System::Population).client_secret = "wrong".to_owned().into()).await;
    assert_eq!(stranger.person(&keys_of_lan()).await, Err(ConnectorError::Unauthorised));
}

#[tokio::test]
async fn an_address_where_nobody_listens_is_unreachable() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let trial = trial_with(|it| it.of_mut(System::Population).base_url = format!("http://{free}")).await;
    assert_eq!(trial.person(&keys_of_lan()).await, Err(ConnectorError::Unreachable));
}

#[test]
fn what_is_logged_holds_no_person() {
    let shown = format!("{:?} {:?}", keys_of_lan(), purpose());
    assert!(
        !shown.contains(LAN) && !shown.contains("Lan") && !shown.contains("001080000001"),
        "{shown}"
    );
}
