//! What nobody needs any more is thrown away by itself, what is needed stays; on both databases, also by two nodes at once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::PathBuf;

use chrono::TimeDelta;
use motcua_casework::clock::Clock;
use motcua_casework::each_database;
use motcua_casework::files::Files;
use motcua_casework::housekeeping::{EVERY, Housekeeping, Swept};
use motcua_casework::outbox::{self, JobState, NewJob, Registry, Worker};
use motcua_casework::sessions::{Account, Limits, Origin, Sessions, Unsent};
use motcua_casework::sign_in::{Brake, BrakeLimits};
use motcua_casework::store::Store;
use motcua_casework::testing::Fresh;
use serde_json::json;
use tokio::sync::mpsc;
use uuid::Uuid;

const CITIZEN: Account = Account::Citizen {
    id: Uuid::from_u128(1),
    assurance: 2,
};
const SUBJECT: Uuid = Uuid::from_u128(2);

/// One of each that a round throws away.
const ONE_OF_EACH: Swept = Swept {
    sessions: 1,
    unsent: 1,
    brakes: 1,
    uploads: 1,
    files: 1,
    jobs: 1,
};

fn sessions(fresh: &Fresh) -> Sessions {
    Sessions::new(
        fresh.store.clone(),
        fresh.clock.clone(),
        fresh.ids.clone(),
        Limits::default(),
    )
}

fn folder(fresh: &Fresh) -> PathBuf {
    fresh.folder.path().join("files")
}

/// The broom of a node.
fn housekeeping(fresh: &Fresh, store: &Store) -> Housekeeping {
    let files = Files::in_folder(&folder(fresh), fresh.ids.clone()).unwrap();
    Housekeeping::new(store.clone(), fresh.clock.clone(), files, sessions(fresh))
}

/// Leaves a session, a failure at signing in, a job done, an upload that broke off with the server, and one that nobody
/// referred to afterwards.
async fn leave_one_of_each(fresh: &Fresh, key: &str) {
    // Files carry the time of the machine: so does everything here.
    fresh.clock.set(Clock::system().now());
    let token = sessions(fresh).create(CITIZEN, &Origin::default(), None).await.unwrap();
    let posted = Unsent {
        path: "/applications/1/sections/child".to_owned(),
        page: "/applications/1/sections/child".to_owned(),
        body: b"full_name=An".to_vec(),
    };
    sessions(fresh).keep_unsent(token.secret(), &posted).await.unwrap();
    let brake = Brake::new(
        fresh.store.clone(),
        fresh.clock.clone(),
        "officer",
        BrakeLimits::for_name(),
    );
    brake.attempt(key).await.unwrap();
    let now = fresh.clock.now();
    let job = NewJob::new("test", key, now, json!({})).about(SUBJECT);
    fresh
        .store
        .write(async |tx| outbox::enqueue(tx, now, &[job]).await)
        .await
        .unwrap();
    let registry = Registry::new().on("test", |_| async { Ok(()) });
    let worker = Worker::new(fresh.store.clone(), fresh.clock.clone(), fresh.ids.clone(), registry);
    assert_eq!(worker.drain().await.unwrap().done, 1);
    std::fs::create_dir_all(folder(fresh).join("incoming")).unwrap();
    std::fs::write(folder(fresh).join("incoming").join(key), "the first half").unwrap();
    Files::in_folder(&folder(fresh), fresh.ids.clone())
        .unwrap()
        .put_own(format!("%PDF-1.7\n{key}\n%%EOF\n").into())
        .await
        .unwrap();
}

each_database! {
    async fn each_goes_when_its_time_has_come_and_not_before(fresh) {
        leave_one_of_each(&fresh, "one").await;
        let broom = housekeeping(&fresh, &fresh.store);
        let nothing = Swept::default();
        for (hours, swept) in [
            (0, nothing),
            (11, nothing),
            (2, Swept { unsent: 1, ..nothing }),
            (12, Swept { brakes: 1, uploads: 1, files: 1, ..nothing }),
            // Sessions of citizens end after twelve hours in any case; whose they were is known for three days more.
            (58, nothing),
            (2, Swept { sessions: 1, ..nothing }),
            (24 * 86, nothing),
            (48, Swept { jobs: 1, ..nothing }),
        ] {
            fresh.clock.advance(TimeDelta::hours(hours));
            assert_eq!(broom.sweep().await, swept, "{hours} hours later");
        }
        assert!(outbox::about(&fresh.store, SUBJECT, 10).await.unwrap().is_empty());
    }

    async fn what_waits_or_is_parked_is_kept_for_ever(fresh) {
        let now = fresh.clock.now();
        let waits = NewJob::new("nobody does this", "waits", now, json!({})).about(SUBJECT);
        fresh.store.write(async |tx| outbox::enqueue(tx, now, &[waits]).await).await.unwrap();
        fresh.clock.advance(TimeDelta::days(1000));
        assert_eq!(housekeeping(&fresh, &fresh.store).sweep().await, Swept::default());
        let kept = outbox::about(&fresh.store, SUBJECT, 10).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_ne!(kept[0].state, JobState::Done);
    }

    async fn two_nodes_at_once_throw_each_away_once(fresh) {
        leave_one_of_each(&fresh, "one").await;
        fresh.clock.advance(TimeDelta::days(100));
        let other = fresh.second_node().await;
        let (one, two) = (housekeeping(&fresh, &fresh.store), housekeeping(&fresh, &other));
        let (one, two) = tokio::join!(one.sweep(), two.sweep());
        assert_eq!(
            (one.sessions + two.sessions, one.brakes + two.brakes, one.files + two.files, one.jobs + two.jobs),
            (ONE_OF_EACH.sessions, ONE_OF_EACH.brakes, ONE_OF_EACH.files, ONE_OF_EACH.jobs)
        );
        assert_eq!(std::fs::read_dir(folder(&fresh).join("incoming")).unwrap().count(), 0);
    }

    async fn it_happens_by_itself_again_and_again_until_the_node_stops(fresh) {
        let (told, mut rounds) = mpsc::unbounded_channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let broom = housekeeping(&fresh, &fresh.store);
        let running = tokio::spawn(async move {
            broom
                .run(async { drop(stopped.await) }, move |swept| told.send(swept).unwrap())
                .await;
        });
        for key in ["one", "two"] {
            leave_one_of_each(&fresh, key).await;
            fresh.clock.advance(TimeDelta::days(100));
            // A round may have begun just before there was anything to throw away.
            let mut all = Swept::default();
            while all != ONE_OF_EACH {
                fresh.clock.advance(EVERY);
                let swept = tokio::select! {
                    swept = rounds.recv() => swept.unwrap(),
                    () = time_goes_on(&fresh.clock) => unreachable!("it goes on for ever"),
                };
                all = Swept {
                    sessions: all.sessions + swept.sessions,
                    unsent: all.unsent + swept.unsent,
                    brakes: all.brakes + swept.brakes,
                    uploads: all.uploads + swept.uploads,
                    files: all.files + swept.files,
                    jobs: all.jobs + swept.jobs,
                };
            }
        }
        stop.send(()).unwrap();
        running.await.unwrap();
    }
}

async fn time_goes_on(clock: &Clock) {
    loop {
        tokio::task::yield_now().await;
        clock.advance(EVERY);
    }
}
