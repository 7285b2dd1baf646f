//! Two nodes over one PostgreSQL database: people are served now by the one, now by the other, the workers of both share the
//! queue, and one node is killed on the way.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use motcua_bench::client::{Answer, Ask, Connection};
use motcua_bench::seed::Seeds;
use motcua_casework::case::Case;
use motcua_casework::desk::Desk;
use motcua_casework::sessions::{Account, Limits, Origin, Sessions};
use motcua_casework::testing::Database;
use motcua_domain::dossier::{Dossier, Outcome};
use motcua_domain::procedure::Act;

use crate::family::{Group, ready, way_on};
use crate::mail::Sink;
use crate::town::{Node, national};

/// What a killed node had under way is taken up when its lease ends, half a minute later.
const PATIENCE: Duration = Duration::from_secs(120);

/// Two doors; every request goes to the other one.
struct Doors {
    addresses: Vec<SocketAddr>,
    next: usize,
}

impl Doors {
    async fn send(&mut self, ask: &Ask) -> Answer {
        let address = self.addresses[self.next % self.addresses.len()];
        self.next += 1;
        let mut connection = Connection::open(address).await.expect("it listens");
        connection.send(ask).await.expect("it answers")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journey_through_two_nodes_of_which_one_is_killed() {
    let Some(fresh) = Database::Postgres.fresh().await else {
        return;
    };
    let (national, sink) = (national().await, Sink::listen().await);
    let mut node = Node::new(&fresh, &sink);
    node.national = Some(national.base_url().to_owned());
    let desk = motcua_bench::desk::open(&node.database, national.base_url(), &node.files)
        .await
        .expect("a desk");
    let seeds = Seeds::plant(desk.clone(), 1).await.expect("people");
    let (lan, draft) = ready(&desk).await;
    let sessions = Sessions::new(
        desk.store.clone(),
        desk.clock.clone(),
        desk.ids.clone(),
        Limits::default(),
    );
    let account = Account::Citizen {
        id: lan.account,
        assurance: 2,
    };
    let token = sessions
        .create(account, &Origin::default(), None)
        .await
        .expect("a session");
    let hers = format!("motcua_session={}", token.secret());

    let (first, second) = (node.start().await, node.start().await);
    let mut doors = Doors {
        addresses: vec![first.address, second.address],
        next: 0,
    };
    let submitted = doors
        .send(&Ask::post(format!("/applications/{draft}/review"), "").with(&hers))
        .await;
    assert_eq!(submitted.status, 303);
    let location = submitted.location.expect("the way on");
    let code = location.trim_start_matches("/dossiers/").trim_end_matches("/submitted");
    let group = Group {
        lan,
        code: code.to_owned(),
    };
    for _ in 0..2 {
        let page = doors.send(&Ask::get(format!("/dossiers/{code}")).with(&hers)).await;
        assert_eq!(page.status, 200, "she is signed in at both");
        let figures = doors.send(&Ask::get("/metrics")).await;
        assert_eq!(figures.status, 200);
    }

    let birth = opened(&group, &desk, "birth").await;
    goes_on(
        &mut doors,
        &seeds,
        &desk,
        &birth,
        &[Act::Receive, Act::Handle, Act::Decide],
    )
    .await;
    // The call to the civil-status system is under way, at either node.
    first.kill().await.expect("it can be killed");
    doors.addresses.remove(0);
    until(&desk, &birth, Act::Seal).await;
    goes_on(&mut doors, &seeds, &desk, &birth, &[Act::Seal]).await;
    let issued = Instant::now();
    let residence = opened(&group, &desk, "residence").await;
    eprintln!("a part was handed on after {} ms", issued.elapsed().as_millis());
    // The node comes back, at another address.
    let third = node.start().await;
    doors.addresses.push(third.address);
    let insurance = opened(&group, &desk, "insurance").await;
    for part in [&residence, &insurance] {
        goes_on(
            &mut doors,
            &seeds,
            &desk,
            part,
            &[Act::Receive, Act::Handle, Act::Decide],
        )
        .await;
    }
    for part in [&residence, &insurance] {
        until(&desk, part, Act::Seal).await;
        goes_on(&mut doors, &seeds, &desk, part, &[Act::Seal]).await;
    }
    let ended = tokio::time::timeout(PATIENCE, async {
        let mut look = tokio::time::interval(Duration::from_millis(50));
        loop {
            look.tick().await;
            let standing = group.standing(&desk).await.expect("the database answers");
            if let Some(outcome) = standing.outcome {
                return outcome;
            }
        }
    });
    assert_eq!(ended.await.expect("it ends"), Outcome::Completed);
    let mut deeds: Vec<&str> = national.deeds().into_iter().map(|deed| deed.work).collect();
    deeds.sort_unstable();
    assert_eq!(
        deeds,
        ["birth", "health_card", "permanent_residence"],
        "nothing was done twice"
    );
    for server in [second, third] {
        let figures = figures(server.address).await;
        for figure in [
            "motcua_silent{kind=\"step\"} 0",
            "motcua_silent{kind=\"job\"}",
            "motcua_silent{kind=\"message\"} 0",
        ] {
            assert!(
                figures.contains(figure),
                "{figure} is not among the figures:\n{figures}"
            );
        }
        server.stop().await.expect("the server stops when asked");
    }
    desk.store.close().await;
}

async fn figures(address: SocketAddr) -> String {
    let mut connection = Connection::open(address).await.expect("it listens");
    let answer = connection.send_plain("/metrics").await.expect("it answers");
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// The code of a part, when it is there.
async fn opened(group: &Group, desk: &Desk, step: &str) -> String {
    let wait = async {
        let mut look = tokio::time::interval(Duration::from_millis(10));
        loop {
            look.tick().await;
            let standing = group.standing(desk).await.expect("the database answers");
            if let Some((_, part)) = standing.parts.iter().find(|(at, _)| at == step) {
                return part.application.code.to_string();
            }
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the part is opened")
}

/// Waits until a part has come to an act.
async fn until(desk: &Desk, code: &str, act: Act) {
    let wait = async {
        let mut look = tokio::time::interval(Duration::from_millis(20));
        loop {
            look.tick().await;
            if at(&dossier(desk, code).await, act).is_some() {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the system answers");
}

async fn dossier(desk: &Desk, code: &str) -> Dossier {
    Case::by_code(desk, code).await.expect("it is there").dossier
}

/// The step of an act and its role, if it is going on.
fn at(dossier: &Dossier, act: Act) -> Option<(String, String)> {
    dossier.active.iter().find_map(|(step, active)| {
        let role = active.role.as_ref()?.as_str().to_owned();
        (active.act == Some(act)).then(|| (step.clone(), role))
    })
}

/// Officers do one act after the other, through either door.
async fn goes_on(doors: &mut Doors, seeds: &Seeds, desk: &Desk, code: &str, acts: &[Act]) {
    for act in acts {
        let dossier = dossier(desk, code).await;
        let (step, role) = at(&dossier, *act).expect("it is its turn");
        let agency = code.replace('.', "-");
        let officer = seeds.officer(&format!("{agency}.{act:?}"), &role, code).await;
        let officer = officer.expect("an officer");
        let path = format!("/office/dossiers/{code}/leave/{step}/{}", way_on(*act));
        let seen = format!("seen={}", dossier.seq);
        let answer = doors.send(&Ask::post(path, seen).with(&officer.cookie)).await;
        assert_eq!(answer.status, 303, "{act:?} of {code}");
    }
}
