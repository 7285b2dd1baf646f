//! Many linked groups in flight while one system is down: the real server waits almost without work, and lets what was held
//! back go in small groups when the system is back. A dozen groups; `MOTCUA_EXCHANGE_CROWD` says how many, `MOTCUA_LONG=1`
//! makes a thousand. `MOTCUA_CRASH_SERVER` names another program, such as the release build.

use std::time::{Duration, Instant};

use motcua_casework::desk::Desk;
use motcua_casework::each_database;
use motcua_casework::exchange::list::{Filter, open};
use motcua_casework::testing::Fresh;
use motcua_domain::dossier::{Officer, OfficerRef, Post, Status};
use motcua_national::faults::{Fault, System};
use uuid::Uuid;

use crate::family::Group;
use crate::mail::Sink;
use crate::town::{Node, national};

const REGISTRY: System = System::CivilStatus;
/// How long it may take until everything is held back, and until everything has gone.
const PATIENCE: Duration = Duration::from_secs(300);

each_database! {
    async fn a_crowd_waits_without_work_and_goes_when_the_system_is_back(fresh) {
        wait(&fresh, crowd()).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]
fn crowd() -> usize {
    let number = |name: &str| std::env::var(name).ok().and_then(|it| it.parse().ok());
    let usual = if number("MOTCUA_LONG") == Some(1) { 1000 } else { 12 };
    number("MOTCUA_EXCHANGE_CROWD").unwrap_or(usual)
}

#[expect(clippy::print_stdout, reason = "the figures, for who runs the long mode")]
async fn wait(fresh: &Fresh, crowd: usize) {
    let (national, sink) = (national().await, Sink::listen().await);
    let mut node = Node::new(fresh, &sink);
    node.national = Some(national.base_url().to_owned());
    let desk = motcua_bench::desk::open(&node.database, national.base_url(), &node.files)
        .await
        .expect("a desk");
    let mut groups = Vec::new();
    for _ in 0..crowd {
        groups.push(Group::apply(&desk).await);
    }
    national.faults().set(REGISTRY, Fault::Down);
    let server = node.start().await;
    for group in &groups {
        until_its_birth_is_signed(group, &desk).await;
    }
    let leader = leader(&groups[0], &desk).await;
    let mut look = tokio::time::interval(Duration::from_millis(500));
    let begun = Instant::now();
    // One at a time is let go, to see whether the system answers.
    while waiting(&desk, &leader, true).await + 1 < crowd {
        look.tick().await;
        assert!(begun.elapsed() < PATIENCE, "not all are held back");
    }

    let window = Duration::from_secs(if crowd >= 1000 { 120 } else { 8 });
    let (cpu, calls) = (server.cpu_micros().expect("it runs"), national.faults().calls(REGISTRY));
    tokio::time::sleep(window).await;
    let cpu = server.cpu_micros().expect("it runs") - cpu;
    let calls = national.faults().calls(REGISTRY) - calls;
    let share = 100 * u128::from(cpu) / window.as_micros();
    assert!(share <= 5, "{share} % CPU");
    assert!(calls <= window.as_secs() / 15 + 2, "{calls} calls while it is down");

    national.faults().set(REGISTRY, Fault::None);
    let (begun, mut most, mut before) = (Instant::now(), 0, national.faults().calls(REGISTRY));
    let mut second = tokio::time::interval(Duration::from_secs(1));
    second.tick().await;
    while waiting(&desk, &leader, false).await > 0 {
        second.tick().await;
        let now = national.faults().calls(REGISTRY);
        most = most.max(now - before);
        before = now;
        assert!(begun.elapsed() < PATIENCE, "it takes more than five minutes");
    }
    println!(
        "{}: {crowd} groups wait; {cpu} µs of CPU and {calls} calls in {} s; drained in {} s, at most {most} calls a second",
        desk.store.kind(),
        window.as_secs(),
        begun.elapsed().as_secs(),
    );
    // Two calls a birth, 25 births a second; a second of this clock may hold two of the server's.
    assert!(most <= 2 * 2 * 26, "{most} calls in a second");
    // All are of the same child: one is registered, and the others are told so.
    let births = national.deeds().iter().filter(|deed| deed.work == "birth").count();
    assert_eq!(births, 1);
    for group in &groups {
        let standing = group.standing(&desk).await.expect("the database answers");
        let birth = &standing.parts[0].1;
        assert_ne!(birth.status(), Status::Calling, "{}", group.code);
    }
    server.stop().await.expect("the server stops when asked");
    desk.store.close().await;
}

/// The officers of the ward act until the call is the next thing.
async fn until_its_birth_is_signed(group: &Group, desk: &Desk) {
    let mut look = tokio::time::interval(Duration::from_millis(20));
    loop {
        match group.officers_act(desk).await {
            Ok(standing)
                if standing
                    .parts
                    .iter()
                    .any(|(_, birth)| birth.status() == Status::Calling) =>
            {
                return;
            }
            Ok(_) => {}
            Err(error) if error.is_unavailable() => {}
            Err(error) => panic!("{error}"),
        }
        look.tick().await;
    }
}

/// Who sees the messages of the ward.
async fn leader(group: &Group, desk: &Desk) -> Officer {
    let standing = group.standing(desk).await.expect("the database answers");
    Officer {
        who: OfficerRef {
            id: Uuid::from_u128(1),
            name: "Lê Thu Hà".to_owned(),
            title: String::new(),
        },
        posts: vec![Post {
            agency: standing.parts[0].1.application.competent.clone(),
            role: "chairperson".into(),
        }],
    }
}

/// How many messages wait: those that are held back, or all.
async fn waiting(desk: &Desk, leader: &Officer, held_back: bool) -> usize {
    let open = open(desk, leader, &Filter::default(), 5000)
        .await
        .expect("the database answers");
    open.iter().filter(|message| message.held_back || !held_back).count()
}
