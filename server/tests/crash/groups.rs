//! `kill -9` at any moment of a linked group's life, while national systems fail: no part is stuck, lost or done twice.
//!
//! The server works off the queue and is killed again and again; the officers of the three agencies act meanwhile, as if at
//! another node. Five kills on each database; `MOTCUA_LONG=1` makes fifty.

use std::time::{Duration, Instant};

use motcua_casework::clock::Ids;
use motcua_casework::desk::Desk;
use motcua_casework::each_database;
use motcua_casework::linked;
use motcua_casework::outbox;
use motcua_casework::rebuild::rebuild;
use motcua_casework::testing::Fresh;
use motcua_domain::dossier::Outcome;
use motcua_national::National;
use motcua_national::faults::{Fault, Setting, System};

use crate::family::Group;
use crate::kills;
use crate::mail::Sink;
use crate::town::{Node, national};

/// The moments and the faults follow from this.
const SEED: u64 = 20_261_123;
/// A killed server had jobs under way whose leases must end, and systems that were down are tried after a while.
const PATIENCE: Duration = Duration::from_secs(240);
/// If nothing happens for so long, that too is a moment.
const LONGEST: Duration = Duration::from_secs(4);

each_database! {
    async fn a_linked_group_survives_kills_while_systems_fail(fresh) {
        survive(&fresh, kills()).await;
    }
}

#[expect(
    clippy::print_stdout,
    reason = "how often what was survived, for who runs the long mode"
)]
async fn survive(fresh: &Fresh, kills: usize) {
    let sink = Sink::listen().await;
    let chance = Ids::seeded(SEED);
    let mut node = Node::new(fresh, &sink);
    let (mut killed, mut groups) = (0, 0);
    while killed < kills {
        // Other systems for each group: a child is born once.
        let national = national().await;
        node.national = Some(national.base_url().to_owned());
        let desk = motcua_bench::desk::open(&node.database, national.base_url(), &node.files)
            .await
            .expect("a desk");
        let group = Group::apply(&desk).await;
        groups += 1;
        let mut ended = false;
        while killed < kills && !ended {
            break_something(&national, &chance);
            let server = node.start().await;
            ended = until_the_moment(&group, &desk, &chance).await;
            server.kill().await.expect("it can be killed");
            killed += 1;
        }
        for system in [System::CivilStatus, System::Residence, System::SocialInsurance] {
            national.faults().set(system, Fault::None);
        }
        let server = node.start().await;
        let all = tokio::time::timeout(PATIENCE, until_it_ends(&group, &desk)).await;
        if all.is_err() {
            panic!("stuck: {:?}", group.standing(&desk).await);
        }
        is_as_if_nothing_had_failed(&group, &desk, &national).await;
        server.stop().await.expect("the server stops when asked");
        desk.store.close().await;
    }
    assert!(node.audit_verifies().await, "`motcua audit verify` finds nothing wrong");
    println!("{}: {killed} kills, {groups} linked groups", fresh.store.kind());
}

/// Each of the three systems fails in some way, once or twice.
fn break_something(national: &National, chance: &Ids) {
    for system in [System::CivilStatus, System::Residence, System::SocialInsurance] {
        let [kind, times] = chance.bytes::<2>();
        let fault = match kind % 8 {
            0 => Fault::LostReply,
            1 => Fault::Doubled,
            2 => Fault::Down,
            3 => Fault::WrongSchema,
            4 => Fault::WrongSignature,
            5 => Fault::WrongData,
            6 => Fault::Slow { millis: 700 },
            _ => Fault::None,
        };
        let times = Some(1 + u32::from(times % 2));
        national.faults().set(system, Setting { fault, times });
    }
}

/// The officers act until some more events have happened. Whether the group has ended.
async fn until_the_moment(group: &Group, desk: &Desk, chance: &Ids) -> bool {
    let [more] = chance.bytes::<1>();
    let begun = Instant::now();
    let mut from = None;
    let mut look = tokio::time::interval(Duration::from_millis(10));
    loop {
        look.tick().await;
        let standing = match group.officers_act(desk).await {
            Ok(standing) => standing,
            // Locked by the server, on SQLite.
            Err(error) if error.is_unavailable() => continue,
            Err(error) => panic!("{error}"),
        };
        if standing.outcome.is_some() {
            return true;
        }
        let moment = *from.get_or_insert(standing.events) + 1 + u32::from(more % 8);
        if standing.events >= moment || begun.elapsed() > LONGEST {
            return false;
        }
    }
}

async fn until_it_ends(group: &Group, desk: &Desk) {
    let mut look = tokio::time::interval(Duration::from_millis(50));
    loop {
        look.tick().await;
        match group.officers_act(desk).await {
            Ok(standing) if standing.outcome.is_some() => return,
            Ok(_) => {}
            Err(error) if error.is_unavailable() => {}
            Err(error) => panic!("{error}"),
        }
    }
}

async fn is_as_if_nothing_had_failed(group: &Group, desk: &Desk, national: &National) {
    let view = linked::group(desk, &group.lan, &group.code)
        .await
        .expect("the group is hers");
    assert_eq!(view.mine.case.dossier.outcome, Some(Outcome::Completed));
    let results: Vec<(&str, usize)> = view
        .parts
        .iter()
        .map(|part| (part.step.as_str(), part.papers.len()))
        .collect();
    let wanted = [("birth", 1), ("residence", 1), ("insurance", 1), ("identity_card", 0)];
    assert_eq!(results, wanted, "each part has its one result");
    let mut deeds: Vec<&str> = national.deeds().into_iter().map(|deed| deed.work).collect();
    deeds.sort_unstable();
    assert_eq!(
        deeds,
        ["birth", "health_card", "permanent_residence"],
        "nothing was done twice"
    );
    let parked = outbox::parked(&desk.store, None, 10).await.expect("the outbox");
    assert!(parked.is_empty(), "nothing was given up: {parked:?}");
    let rebuilt = rebuild(desk, false).await.expect("a rebuild");
    assert_eq!((rebuilt.different, rebuilt.broken), (0, 0));
}
