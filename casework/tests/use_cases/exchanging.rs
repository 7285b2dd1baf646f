//! The messages to and from national systems, when all goes well and when nothing does.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use motcua_casework::connectors::{State as Health, System, Urgency};
use motcua_casework::exchange::act::{Intervention, intervene};
use motcua_casework::exchange::callback::{Callback, LARGEST, receive};
use motcua_casework::exchange::list::{Filter, of_dossier, one, open};
use motcua_casework::exchange::systems::systems;
use motcua_casework::exchange::{Direction, Message, Next, State};
use motcua_domain::dossier::{Status, Why};
use motcua_national::faults::{Fault, Setting, System as Simulated};

use crate::in_each_shop;
use crate::shop::{AGENCY, ELSEWHERE, Shop, not_found, why};

const REGISTRY: Simulated = Simulated::CivilStatus;

/// A birth that the chairperson has signed: the call to the civil-status system is the next thing.
async fn signed_birth(shop: &Shop) -> String {
    let lan = shop.parent("Lan").await;
    let code = shop.birth_applied_for(&lan).await;
    shop.is_signed(&code).await;
    code
}

async fn messages(shop: &Shop, code: &str) -> Vec<Message> {
    let officer = shop.officer("civil_status_officer");
    of_dossier(&shop.desk, &officer, code).await.unwrap().messages
}

/// Without look-ups.
async fn orders(shop: &Shop, code: &str) -> Vec<Message> {
    let mut all = messages(shop, code).await;
    all.retain(|it| !it.operation.starts_with("look_up_"));
    all
}

async fn message(shop: &Shop, code: &str) -> Message {
    let mut all = orders(shop, code).await;
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

/// How many dossiers wait for the system that is away: `MOTCUA_EXCHANGE_CROWD`, or a thousand with `MOTCUA_LONG=1`.
#[expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]
fn crowd() -> usize {
    let number = |name: &str| std::env::var(name).ok().and_then(|it| it.parse().ok());
    let usual = if number("MOTCUA_LONG") == Some(1) { 1000 } else { 40 };
    number("MOTCUA_EXCHANGE_CROWD").unwrap_or(usual)
}

fn births(shop: &Shop) -> usize {
    shop.national.deeds().iter().filter(|it| it.work == "birth").count()
}

in_each_shop! {
    async fn a_message_is_logged_with_headers_and_signatures_and_without_what_was_said(shop) {
        let code = signed_birth(&shop).await;
        shop.drain().await;
        let message = message(&shop, &code).await;
        assert_eq!((message.state, message.direction, message.attempts), (State::Confirmed, Direction::Out, 1));
        assert_eq!((message.system, message.operation.as_str()), (System::CivilStatus, "register_birth"));
        assert_eq!((message.dossier_code.as_str(), message.owner.as_str()), (code.as_str(), "civil_status_officer"));
        assert_eq!(message.headers.client.as_deref(), Some("VN/GOV/H26/MOTCUA"));
        for kept in [&message.headers.request_hash, &message.headers.signature, &message.headers.reply_signature] {
            assert!(kept.as_ref().is_some_and(|it| it.len() > 80));
        }
        let dossier = shop.dossier(&code).await;
        let child = dossier.application.answers["child_personal_id"].as_text().unwrap().to_owned();
        let shown = serde_json::to_string(&message).unwrap();
        for person in [child.as_str(), "Bảo An", "001196028417", "Nguyễn"] {
            assert!(!shown.contains(person), "{shown}");
        }
    }

    async fn a_look_up_is_logged_too_and_waits_for_nothing(shop) {
        let lan = shop.parent("Lan").await;
        shop.breaks(REGISTRY, Fault::Down);
        let code = shop.birth_applied_for(&lan).await;
        shop.mends(REGISTRY);
        shop.drain().await;
        // Asked again when the register could not be asked before the application was sent.
        let looked = messages(&shop, &code).await;
        let verified = looked.last().unwrap();
        assert_eq!((verified.operation.as_str(), verified.state), ("look_up_marriage", State::Confirmed));
        assert!(verified.headers.reply_signature.is_some());
        let officer = shop.officer("chairperson");
        assert_eq!(open(&shop.desk, &officer, &Filter::default(), 10).await.unwrap(), []);
        let view = systems(&shop.desk, &officer).await.unwrap().remove(2);
        assert_eq!((view.open, view.overdue), (0, 0));
    }

    async fn what_is_held_is_acknowledged_overdue_after_a_day_and_confirmed_in_the_end(shop) {
        shop.national.set_pace(TimeDelta::days(2));
        let code = signed_birth(&shop).await;
        shop.drain().await;
        let held = message(&shop, &code).await;
        assert_eq!((held.state, held.overdue), (State::Acknowledged, false));
        assert!(held.next_try.unwrap() > shop.desk.now());
        shop.passes(TimeDelta::hours(25));
        shop.drain().await;
        let late = message(&shop, &code).await;
        assert_eq!((late.state, late.overdue, late.id), (State::Acknowledged, true, held.id));
        assert_eq!((late.age, late.owner.as_str()), (TimeDelta::hours(25), "civil_status_officer"));
        assert!(late.attempts > held.attempts, "it was asked about");
        assert!(matches!(late.next, Next::Asks(at) if at > shop.desk.now()), "{:?}", late.next);
        let officer = shop.officer("chairperson");
        let overdue = Filter { overdue: true, ..Filter::default() };
        assert_eq!(open(&shop.desk, &officer, &overdue, 10).await.unwrap().len(), 1);
        let view = systems(&shop.desk, &officer).await.unwrap().remove(2);
        assert_eq!((view.open, view.overdue, view.oldest), (1, 1, Some(held.created_at)));
        shop.passes(TimeDelta::days(1));
        shop.drain().await;
        let done = message(&shop, &code).await;
        assert_eq!((done.state, done.overdue), (State::Confirmed, false));
        assert_eq!(shop.dossier(&code).await.status(), Status::AwaitingSeal);
        assert_eq!(births(&shop), 1);
    }

    async fn the_messages_of_a_dossier_keep_their_order(shop) {
        let code = signed_birth(&shop).await;
        shop.national.faults().set(REGISTRY, Setting { fault: Fault::Decline, times: Some(1) });
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::Handling, "the register decided against it");
        shop.passes(TimeDelta::hours(1));
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        shop.breaks(REGISTRY, Fault::LostReply);
        shop.does("chairperson", &code, "decide", "approve").await;
        shop.drain().await;
        shop.mends(REGISTRY);
        shop.drain().await;
        let all = orders(&shop, &code).await;
        let states: Vec<_> = all.iter().map(|it| (it.state, it.attempts)).collect();
        assert_eq!(states, [(State::Refused, 1), (State::Confirmed, 2)]);
        // The second was not written before the first was closed.
        assert!(all[0].answered_at.unwrap() < all[1].created_at);
        assert_ne!(all[0].id, all[1].id, "another decision is another message");
        assert_eq!(births(&shop), 1);
    }

    async fn any_fault_passes_and_nothing_is_done_twice(shop) {
        let lan = shop.parent("Lan").await;
        let faults = [
            Fault::LostReply, Fault::Doubled, Fault::Down, Fault::Refuse, Fault::WrongSchema, Fault::WrongData,
            Fault::WrongSignature, Fault::ScriptInName, Fault::HugeReply { megabytes: 3 },
        ];
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        for fault in faults {
            shop.national.faults().set(REGISTRY, Setting { fault, times: Some(1) });
            if shop.dossier(&code).await.status() == Status::Calling {
                shop.drain().await;
                shop.passes(TimeDelta::hours(1));
            }
        }
        shop.mends(REGISTRY);
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::AwaitingSeal);
        assert_eq!(message(&shop, &code).await.state, State::Confirmed);
        assert_eq!(births(&shop), 1);
    }

    async fn a_system_that_is_away_for_days_is_not_stormed_and_what_waits_goes_when_it_is_back(shop) {
        let lan = shop.parent("Lan").await;
        let mut codes = Vec::new();
        for _ in 0..crowd() {
            let code = shop.birth_applied_for(&lan).await;
            shop.is_signed(&code).await;
            codes.push(code);
        }
        shop.breaks(REGISTRY, Fault::Down);
        let before = shop.national.faults().calls(REGISTRY);
        let begun = Instant::now();
        for _minute in 0..60 {
            shop.drain().await;
            shop.passes(TimeDelta::minutes(1));
        }
        let worked = begun.elapsed();
        assert!(worked < Duration::from_secs(180), "more than 5 % of the hour: {worked:?}");
        // One hour: at most one try in fifteen seconds, however many wait.
        let calls = shop.national.faults().calls(REGISTRY) - before;
        assert!((10..=250).contains(&calls), "{calls}");
        let officer = shop.officer("chairperson");
        let view = systems(&shop.desk, &officer).await.unwrap().remove(2);
        assert_eq!((view.state, view.open), (Health::Down, crowd() as u64));
        let held_back = open(&shop.desk, &officer, &Filter::default(), 2000).await.unwrap();
        assert!(held_back.iter().filter(|it| it.held_back).count() >= crowd() - 2);

        shop.national.faults().set(REGISTRY, Fault::None);
        let mut seconds = 0;
        let mut most = 0;
        while systems(&shop.desk, &officer).await.unwrap()[2].open > 0 {
            let before = shop.national.faults().calls(REGISTRY);
            shop.drain().await;
            most = most.max(shop.national.faults().calls(REGISTRY) - before);
            shop.passes(TimeDelta::seconds(1));
            seconds += 1;
            assert!(seconds < 300, "it takes more than five minutes");
        }
        eprintln!(
            "{}: {} wait; an hour cost {worked:?} and {calls} calls; drained in {seconds} s, at most {most} calls a second",
            shop.desk.store.kind(),
            crowd(),
        );
        // Two calls a birth: to register it and for its entry.
        assert!(most <= 2 * 26, "{most} calls at once");
        assert_eq!(births(&shop), 1);
        for code in codes {
            assert_ne!(shop.dossier(&code).await.status(), Status::Calling);
        }
        shop.passes(TimeDelta::minutes(1));
    }

    async fn a_callback_is_taken_up_at_once_if_the_system_signed_it(shop) {
        shop.national.set_pace(TimeDelta::minutes(10));
        let code = signed_birth(&shop).await;
        shop.drain().await;
        // One minute later nobody asks, but the office is done.
        shop.passes(TimeDelta::seconds(1));
        shop.national.set_pace(TimeDelta::zero());
        let waiting = message(&shop, &code).await;
        let (id, body) = (waiting.id.to_string(), br#"{"trangThai": 4}"#);
        let signature = shop.national.sign_callback(REGISTRY, &id, body);
        let call = async |system, id: &str, signature: &str, body: &[u8]| {
            receive(&shop.desk, system, id, signature, body).await.unwrap()
        };
        let registry = System::CivilStatus;
        assert_eq!(call(registry, &id, "", body).await, Callback::NotBelieved);
        assert_eq!(call(registry, &id, &signature, b"{}").await, Callback::NotBelieved);
        assert_eq!(call(System::Residence, &id, &signature, body).await, Callback::NotBelieved);
        let theirs = shop.national.sign_callback(Simulated::Residence, &id, body);
        assert_eq!(call(System::Residence, &id, &theirs, body).await, Callback::Unknown, "no message of theirs");
        let huge = vec![b' '; LARGEST + 1];
        let over = shop.national.sign_callback(REGISTRY, &id, &huge);
        assert_eq!(call(registry, &id, &over, &huge).await, Callback::NotBelieved);
        assert_eq!(orders(&shop, &code).await.len(), 1, "nothing of that is kept");

        shop.passes(TimeDelta::minutes(10));
        assert_eq!(call(registry, &id, &signature, body).await, Callback::Taken);
        assert_eq!(call(registry, &id, &signature, body).await, Callback::Taken, "the same again");
        shop.drain().await;
        assert_eq!(call(registry, &id, &signature, body).await, Callback::Taken, "and when all is over");
        let states: Vec<_> = orders(&shop, &code).await.iter().map(|it| (it.direction, it.state)).collect();
        assert_eq!(states, [(Direction::Out, State::Confirmed), (Direction::In, State::Confirmed)]);
        assert_eq!(births(&shop), 1);
    }

    async fn an_officer_who_answers_for_it_retries_resends_and_discards(shop) {
        let code = signed_birth(&shop).await;
        shop.breaks(REGISTRY, Fault::Refuse);
        shop.drain().await;
        let id = message(&shop, &code).await.id;
        let act = async |who: &motcua_domain::dossier::Officer, what, reason: &str| {
            intervene(&shop.desk, who, id, what, reason).await
        };
        let handler = shop.officer("civil_status_officer");
        for what in [Intervention::Retry, Intervention::Resend, Intervention::Discard] {
            for role in ["reception_officer", "records_clerk", "result_officer"] {
                assert_eq!(why(act(&shop.officer(role), what, "Gọi lại").await), Why::NotTheirRole, "{role}");
            }
            for role in ["procedure_controller", "administrator", "leader_viewer", "auditor"] {
                not_found(act(&shop.officer(role), what, "Gọi lại").await);
            }
            not_found(act(&shop.officer_of(ELSEWHERE, "civil_status_officer", 1), what, "Gọi lại").await);
            assert_eq!(why(act(&handler, what, "  ").await), Why::ReasonMissing);
        }
        for other in [shop.officer("administrator"), shop.officer_of(ELSEWHERE, "chairperson", 1)] {
            not_found(of_dossier(&shop.desk, &other, &code).await);
            assert_eq!(open(&shop.desk, &other, &Filter::default(), 10).await.unwrap(), []);
        }
        assert!(!of_dossier(&shop.desk, &shop.officer("records_clerk"), &code).await.unwrap().may_intervene);

        act(&handler, Intervention::Retry, "Hệ thống báo đã mở quyền").await.unwrap();
        shop.drain().await;
        let retried = message(&shop, &code).await;
        assert_eq!((retried.attempts, retried.state), (2, State::Sent));
        assert_eq!(retried.note.as_deref(), Some("Hệ thống báo đã mở quyền"));
        act(&shop.officer("chairperson"), Intervention::Resend, "Gửi lại từ đầu").await.unwrap();
        shop.drain().await;
        assert_eq!(message(&shop, &code).await.attempts, 3);
        act(&handler, Intervention::Discard, "Đăng ký trực tiếp").await.unwrap();
        let dossier = shop.dossier(&code).await;
        assert_eq!(dossier.status(), Status::Handling);
        assert!(dossier.last_reason.is_some_and(|it| it.contains("Đăng ký trực tiếp")));
        let gone = message(&shop, &code).await;
        assert_eq!((gone.state, gone.next_try), (State::Discarded, None));
        assert_eq!(why(act(&handler, Intervention::Retry, "Thử lại").await), Why::NotNow);
        shop.drain().await;
        assert_eq!(births(&shop), 0);
    }

    async fn a_message_of_a_step_that_was_left_is_discarded(shop) {
        shop.national.set_pace(TimeDelta::days(1));
        let code = signed_birth(&shop).await;
        shop.drain().await;
        let held = message(&shop, &code).await;
        let (step, system) = (held.step.clone(), motcua_domain::dossier::Actor::System);
        let mut case = motcua_casework::case::Case::by_code(&shop.desk, &code).await.unwrap();
        let reply = motcua_domain::dossier::CallReply::Refused("Đã giải quyết trên giấy".to_owned());
        let command = motcua_domain::dossier::Command::Reply { step, reply };
        case.perform(&shop.desk, command, &system).await.unwrap();
        shop.passes(TimeDelta::hours(1));
        shop.drain().await;
        let left = message(&shop, &code).await;
        assert_eq!((left.state, left.last_error.as_deref()), (State::Discarded, Some("step_left")));
    }

    async fn the_log_is_narrowed_and_one_message_is_seen_by_those_of_its_dossier(shop) {
        let (first, code) = (signed_birth(&shop).await, signed_birth(&shop).await);
        shop.breaks(REGISTRY, Fault::Down);
        shop.drain().await;
        let stopped = message(&shop, &first).await.id;
        let handler = shop.officer("civil_status_officer");
        intervene(&shop.desk, &handler, stopped, Intervention::Discard, "Đăng ký trực tiếp").await.unwrap();
        let officer = shop.officer("records_clerk");
        let listed = async |who: &motcua_domain::dossier::Officer, filter: Filter| {
            let found = open(&shop.desk, who, &filter, 10).await.unwrap();
            found.into_iter().map(|it| it.id).collect::<Vec<_>>()
        };
        let id = message(&shop, &code).await.id;
        let plain = Filter::default;
        assert_eq!(listed(&officer, plain()).await, [id]);
        assert_eq!(listed(&officer, Filter { system: Some(System::CivilStatus), state: Some(State::Sent), ..plain() }).await, [id]);
        assert!(listed(&officer, Filter { system: Some(System::Residence), ..plain() }).await.is_empty());
        assert!(listed(&officer, Filter { state: Some(State::Acknowledged), ..plain() }).await.is_empty());
        let hour_ago = shop.desk.now() - TimeDelta::hours(1);
        assert!(listed(&officer, Filter { before: Some(hour_ago), ..plain() }).await.is_empty());
        // What is closed is listed by its state alone, page by page.
        let closed = Filter { state: Some(State::Discarded), ..plain() };
        let done = open(&shop.desk, &officer, &closed, 10).await.unwrap();
        assert_eq!(done.iter().map(|it| it.id).collect::<Vec<_>>(), [stopped]);
        let after = Some((done[0].created_at, done[0].id));
        assert!(listed(&officer, Filter { after, ..closed }).await.is_empty());

        for role in shop.desk.reference.roles() {
            let found = one(&shop.desk, &shop.officer(&role.code), id).await;
            if !role.reads_dossiers {
                not_found(found);
                assert!(listed(&shop.officer(&role.code), plain()).await.is_empty());
                continue;
            }
            let may = matches!(role.code.as_str(), "civil_status_officer" | "chairperson");
            let found = found.unwrap();
            assert_eq!((found.message.id, found.of_dossier, found.may_intervene), (id, true, may), "{}", role.code);
        }
        not_found(one(&shop.desk, &shop.officer_of(ELSEWHERE, "chairperson", 1), id).await);
        not_found(one(&shop.desk, &officer, uuid::Uuid::nil()).await);
        shop.mends(REGISTRY);
        shop.drain().await;
        assert!(!one(&shop.desk, &shop.officer("chairperson"), id).await.unwrap().may_intervene, "it is closed");
    }

    async fn systems_are_seen_by_whoever_has_a_post(shop) {
        let views = systems(&shop.desk, &shop.officer("administrator")).await.unwrap();
        let ids: Vec<_> = views.iter().map(|it| it.system).collect();
        assert_eq!(ids, System::ALL);
        assert!(views.iter().all(|it| it.state == Health::Up && it.open == 0 && it.certificate.is_none()));
        assert_eq!(views[4].name.vi, "Hệ thống bảo hiểm xã hội");
        let mut nobody = shop.officer_of(AGENCY, "administrator", 1);
        nobody.posts.clear();
        not_found(systems(&shop.desk, &nobody).await);
        assert!(Urgency::Within7Days > Urgency::Within60Days, "the most urgent sorts last");
    }
}
