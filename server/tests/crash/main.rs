//! `kill -9` at any moment of load: every acknowledged submission is there, none twice, every effect happens, none twice.
//!
//! The real server, as a process, on a real database; citizens submit over real connections, some with a double click,
//! and send again what was not acknowledged. Five kills on each database; `MOTCUA_LONG=1` makes fifty.

mod browsers;
mod crowd;
mod family;
mod faults;
mod groups;
mod mail;
mod nodes;
mod town;

use std::collections::BTreeSet;
use std::time::Duration;

use motcua_bench::seed::Seeds;
use motcua_casework::case::Case;
use motcua_casework::clock::Ids;
use motcua_casework::desk::Desk;
use motcua_casework::each_database;
use motcua_casework::outbox::{self, JobState};
use motcua_casework::rebuild::rebuild;
use motcua_casework::testing::Fresh;

use browsers::Load;
use mail::Sink;
use town::{Node, simulated_national_systems};

/// How many applications are begun between two kills.
const BEGUN: usize = 40;
/// The moments of the kills follow from this.
const SEED: u64 = 20_261_122;
/// Jobs a killed server had under way are taken up when their lease ends, half a minute later.
const PATIENCE: Duration = Duration::from_secs(150);

each_database! {
    async fn nothing_acknowledged_is_lost_and_nothing_happens_twice(fresh) {
        crash(&fresh, kills()).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]
fn kills() -> usize {
    if std::env::var("MOTCUA_LONG").is_ok_and(|long| long == "1") {
        50
    } else {
        5
    }
}

#[expect(
    clippy::print_stdout,
    reason = "how often what was survived, for who runs the long mode"
)]
async fn crash(fresh: &Fresh, kills: usize) {
    let national = simulated_national_systems().await;
    let sink = Sink::listen().await;
    let node = Node::new(fresh, &sink);
    let desk = motcua_bench::desk::open(&node.database, &national, &node.files)
        .await
        .expect("a desk");
    let mut seeds = Seeds::plant(desk.clone(), 12)
        .await
        .expect("an application that is complete");
    let chance = Ids::seeded(SEED);
    let mut load = Load::default();
    for _ in 0..kills {
        load.begin(seeds.ready(BEGUN).await.expect("drafts"));
        let server = node.start().await;
        load.until_killed(server, &sink, &chance).await;
    }
    let server = node.start().await;
    load.until_all_are_acknowledged(server.address).await;

    let acknowledged = load.acknowledged();
    assert_eq!(
        acknowledged.len(),
        kills * BEGUN,
        "every draft was acknowledged in the end"
    );
    let codes: BTreeSet<_> = acknowledged.values().collect();
    assert_eq!(codes.len(), acknowledged.len(), "no code was given twice");
    tokio::time::timeout(PATIENCE, effects_are_done(&desk, &sink, codes.len()))
        .await
        .expect("the effects are carried out");
    for code in codes {
        let case = Case::by_code(&desk, code)
            .await
            .expect("every acknowledged submission is there");
        let jobs = outbox::about(&desk.store, case.dossier.id.0, 10)
            .await
            .expect("the outbox");
        // Beside it stands the timer that sees whether the dossier moves.
        let mails: Vec<_> = jobs.iter().filter(|job| job.body["effect"] == "notify").collect();
        assert_eq!(mails.len(), 1, "one mail for {code}");
        assert_eq!(mails[0].state, JobState::Done, "the mail for {code} left");
        assert_eq!(
            sink.about(&case.dossier.id.to_string()),
            1,
            "one mail about {code} arrived"
        );
    }
    let rebuilt = rebuild(&desk, false).await.expect("a rebuild");
    assert_eq!(
        rebuilt.dossiers,
        acknowledged.len() as u64,
        "no draft became two dossiers"
    );
    assert_eq!((rebuilt.different, rebuilt.broken), (0, 0));
    server.stop().await.expect("the server stops when asked");
    assert!(node.audit_verifies().await, "`motcua audit verify` finds nothing wrong");
    println!(
        "{}: {kills} kills, {} submissions, {} posts not acknowledged and sent again, {} mails sent more than once",
        desk.store.kind(),
        acknowledged.len(),
        load.sent_again(),
        sink.repeated(),
    );
    desk.store.close().await;
}

/// Waits until every mail has arrived and the outbox is empty.
async fn effects_are_done(desk: &Desk, sink: &Sink, mails: usize) {
    sink.holds(mails).await;
    // That a mail arrived is noted a moment after; there is nothing to wait for but the outbox itself.
    let mut look = tokio::time::interval(Duration::from_millis(50));
    loop {
        look.tick().await;
        let backlog = outbox::backlog(&desk.store, desk.now()).await.expect("the outbox");
        assert_eq!(backlog.parked, 0, "nothing was given up");
        if backlog.waiting == 0 {
            return;
        }
    }
}
