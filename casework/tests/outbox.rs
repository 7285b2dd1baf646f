//! Jobs are done once each, in order where there is one, whoever dies meanwhile.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use motcua_casework::clock::Ids;
use motcua_casework::each_database;
use motcua_casework::outbox::{
    self, Drained, Job, JobError, JobId, JobState, LeaseLost, NewJob, Patience, Registry, Settings, Worker,
};
use motcua_casework::store::Store;
use motcua_casework::testing::Fresh;
use serde_json::json;
use uuid::Uuid;

const SUBJECT: Uuid = Uuid::from_u128(1);

/// Writes down what was done, in order.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn note(&self, what: &str) {
        self.0.lock().unwrap().push(what.to_owned());
    }

    fn read(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// A registry whose one handler notes the job's key.
    fn registry(&self) -> Registry {
        let diary = self.clone();
        Registry::new().on("note", move |job| {
            diary.note(&job.key);
            async { Ok(()) }
        })
    }
}

fn worker(fresh: &Fresh, store: &Store, registry: Registry) -> Worker {
    let settings = Settings {
        look_every: Duration::from_secs(3600),
        ..Settings::default()
    };
    Worker::with_settings(store.clone(), fresh.clock.clone(), Ids::system(), registry, settings)
}

async fn enqueue(fresh: &Fresh, jobs: &[NewJob]) {
    let mut tx = fresh.store.begin().await.unwrap();
    outbox::enqueue(&mut tx, fresh.clock.now(), jobs).await.unwrap();
    tx.commit().await.unwrap();
}

fn note(fresh: &Fresh, key: &str) -> NewJob {
    NewJob::new("note", key, fresh.clock.now(), json!({ "key": key }))
}

fn failing(fresh: &Fresh, key: &str) -> NewJob {
    NewJob::new("fail", key, fresh.clock.now(), json!(null))
}

each_database! {
    async fn a_job_is_done_once_and_written_once(fresh) {
        let diary = Diary::default();
        let worker = worker(&fresh, &fresh.store, diary.registry());
        enqueue(&fresh, &[note(&fresh, "a"), note(&fresh, "b")]).await;
        enqueue(&fresh, &[note(&fresh, "a")]).await;
        assert_eq!(worker.drain().await.unwrap(), Drained { done: 2, ..Drained::default() });
        enqueue(&fresh, &[note(&fresh, "a")]).await;
        assert_eq!(worker.drain().await.unwrap(), Drained::default());
        assert_eq!(diary.read(), ["a", "b"]);
        fresh.assert_nothing_undone().await;
        let now = fresh.clock.now();
        assert_eq!(outbox::forget_done(&fresh.store, now + TimeDelta::seconds(1), 10).await.unwrap(), 2);
    }

    async fn many_workers_on_two_nodes_do_each_job_once(fresh) {
        let diary = Diary::default();
        let jobs: Vec<_> = (0..200).map(|n| note(&fresh, &format!("{n:03}"))).collect();
        enqueue(&fresh, &jobs).await;
        let second = fresh.second_node().await;
        let drains: Vec<_> = [&fresh.store, &fresh.store, &second, &second].into_iter().map(|store| {
            let worker = worker(&fresh, store, diary.registry());
            tokio::spawn(async move { worker.drain().await.unwrap() })
        }).collect();
        let mut done = 0;
        for drain in drains {
            done += drain.await.unwrap().done;
        }
        let mut noted = diary.read();
        noted.sort();
        assert_eq!((done, noted), (200, (0..200).map(|n| format!("{n:03}")).collect::<Vec<_>>()));
    }

    async fn a_worker_wakes_when_a_job_is_written_also_on_another_node(fresh) {
        let second = if fresh.store.kind() == "postgres" { fresh.second_node().await } else { fresh.store.clone() };
        let (done, mut dones) = tokio::sync::mpsc::unbounded_channel();
        let registry = Registry::new().on("note", move |job| {
            done.send(job.key).unwrap();
            async { Ok(()) }
        });
        let worker = worker(&fresh, &second, registry);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(async move { worker.run(async { let _ = stopped.await; }).await });
        for key in ["a", "b"] {
            enqueue(&fresh, &[note(&fresh, key)]).await;
            assert_eq!(dones.recv().await.unwrap(), key);
        }
        // A timer, by the clock.
        let later = fresh.clock.now() + TimeDelta::days(30);
        enqueue(&fresh, &[NewJob::new("note", "timer", later, json!(null)), note(&fresh, "c")]).await;
        assert_eq!(dones.recv().await.unwrap(), "c");
        // Its end must be written before the clock jumps, or its lease has run out.
        while !outbox::undone(&fresh.store, fresh.clock.now(), 1).await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        fresh.clock.advance(TimeDelta::days(30));
        assert_eq!(dones.recv().await.unwrap(), "timer");
        // What is under way at the end is finished first.
        stop.send(()).unwrap();
        running.await.unwrap();
        fresh.assert_nothing_undone().await;
    }

    async fn the_jobs_of_a_killed_worker_are_taken_over_when_its_lease_runs_out(fresh) {
        enqueue(&fresh, &[note(&fresh, "a")]).await;
        let (begun, mut begins) = tokio::sync::mpsc::unbounded_channel();
        let hanging = Registry::new().on("note", move |_| {
            begun.send(()).unwrap();
            std::future::pending()
        });
        let killed = worker(&fresh, &fresh.store, hanging);
        let killed = tokio::spawn(async move { killed.run(std::future::pending()).await });
        begins.recv().await.unwrap();
        killed.abort();
        let _ = killed.await;

        let diary = Diary::default();
        let heir = worker(&fresh, &fresh.store, diary.registry());
        assert_eq!(heir.drain().await.unwrap(), Drained::default());
        fresh.clock.advance(TimeDelta::seconds(31));
        assert_eq!(heir.drain().await.unwrap().done, 1);
        assert_eq!(diary.read(), ["a"]);
    }

    async fn a_long_job_keeps_its_lease(fresh) {
        enqueue(&fresh, &[note(&fresh, "long")]).await;
        let (begun, mut begins) = tokio::sync::mpsc::unbounded_channel();
        let go = Arc::new(tokio::sync::Notify::new());
        let registry = Registry::new().on("note", {
            let go = go.clone();
            move |_| {
                begun.send(()).unwrap();
                let go = go.clone();
                async move { go.notified().await; Ok(()) }
            }
        });
        let long = worker(&fresh, &fresh.store, registry);
        let long = tokio::spawn(async move { long.drain().await.unwrap() });
        begins.recv().await.unwrap();
        let other = worker(&fresh, &fresh.store, Diary::default().registry());
        for _ in 0..5 {
            let before = outbox::undone(&fresh.store, fresh.clock.now(), 1).await.unwrap()[0].try_at;
            fresh.clock.advance(TimeDelta::seconds(11));
            while outbox::undone(&fresh.store, fresh.clock.now(), 1).await.unwrap()[0].try_at == before {
                tokio::task::yield_now().await;
            }
            assert_eq!(other.drain().await.unwrap(), Drained::default());
        }
        go.notify_one();
        assert_eq!(long.await.unwrap().done, 1);
    }

    async fn a_job_that_fails_is_tried_later_and_parked_in_the_end_and_can_be_released(fresh) {
        let patience = Patience { first: Duration::from_secs(10), longest: Duration::from_secs(60), attempts: 3 };
        let diary = Diary::default();
        let failing_now = Arc::new(std::sync::atomic::AtomicBool::new(true));
        let registry = Registry::new().on_with("fail", patience, {
            let (diary, failing_now) = (diary.clone(), failing_now.clone());
            move |job: Job| {
                diary.note(&job.attempt.to_string());
                let fails = failing_now.load(std::sync::atomic::Ordering::SeqCst);
                async move { if fails { Err(JobError::Transient("the register is away".into())) } else { Ok(()) } }
            }
        });
        let worker = worker(&fresh, &fresh.store, registry);
        enqueue(&fresh, &[failing(&fresh, "a")]).await;
        assert_eq!(worker.drain().await.unwrap().retried, 1);
        assert_eq!(worker.drain().await.unwrap(), Drained::default());
        fresh.clock.advance(TimeDelta::seconds(9));
        assert_eq!(worker.drain().await.unwrap(), Drained::default());
        fresh.clock.advance(TimeDelta::seconds(11));
        assert_eq!(worker.drain().await.unwrap().retried, 1);
        fresh.clock.advance(TimeDelta::seconds(40));
        assert_eq!(worker.drain().await.unwrap().parked, 1);
        fresh.clock.advance(TimeDelta::days(1));
        assert_eq!(worker.drain().await.unwrap(), Drained::default());
        assert_eq!(diary.read(), ["1", "2", "3"]);

        let parked = outbox::parked(&fresh.store, None, 10).await.unwrap();
        assert_eq!(parked.len(), 1);
        assert_eq!((parked[0].state, parked[0].last_error.as_deref()), (JobState::Parked, Some("the register is away")));
        let backlog = outbox::backlog(&fresh.store, fresh.clock.now()).await.unwrap();
        assert_eq!((backlog.waiting, backlog.parked, backlog.oldest_due), (0, 1, None));

        failing_now.store(false, std::sync::atomic::Ordering::SeqCst);
        let mut tx = fresh.store.begin().await.unwrap();
        assert!(outbox::release(&mut tx, parked[0].id, fresh.clock.now()).await.unwrap());
        assert!(!outbox::release(&mut tx, JobId(999), fresh.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(worker.drain().await.unwrap().done, 1);
        fresh.assert_nothing_undone().await;
    }

    async fn poison_is_parked_and_hurts_nobody_else(fresh) {
        let diary = Diary::default();
        let once = Patience { attempts: 2, ..Patience::default() };
        let registry = diary.registry()
            .on("fail", |_| async { Err(JobError::Permanent("no such procedure".into())) })
            .on_with("panic", once, |_| async { panic!("at every attempt") })
            .on("read", |job: Job| async move { job.read::<Vec<u8>>().map(drop) });
        let worker = worker(&fresh, &fresh.store, registry);
        let now = fresh.clock.now();
        enqueue(&fresh, &[
            failing(&fresh, "a"),
            NewJob::new("panic", "b", now, json!(null)),
            NewJob::new("read", "c", now, json!({})),
            NewJob::new("nobody", "d", now, json!(null)),
            note(&fresh, "e"),
        ]).await;
        assert_eq!(worker.drain().await.unwrap(), Drained { done: 1, retried: 2, parked: 2, lost: 0 });
        fresh.clock.advance(TimeDelta::minutes(1));
        assert_eq!(worker.drain().await.unwrap(), Drained { done: 0, retried: 1, parked: 1, lost: 0 });
        assert_eq!(diary.read(), ["e"]);
        let parked = outbox::parked(&fresh.store, None, 10).await.unwrap();
        assert_eq!(parked.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        let rest = outbox::parked(&fresh.store, Some(parked[0].id), 1).await.unwrap();
        assert_eq!(rest[0].key, "b");
    }

    async fn a_job_that_ends_every_process_is_not_tried_for_ever(fresh) {
        let once = Patience { attempts: 1, ..Patience::default() };
        enqueue(&fresh, &[failing(&fresh, "a")]).await;
        let (begun, mut begins) = tokio::sync::mpsc::unbounded_channel();
        let registry = Registry::new().on_with("fail", once, move |_| {
            begun.send(()).unwrap();
            std::future::pending()
        });
        let first = worker(&fresh, &fresh.store, registry.clone());
        let first = tokio::spawn(async move { first.drain().await });
        begins.recv().await.unwrap();
        first.abort();
        let _ = first.await;
        fresh.clock.advance(TimeDelta::minutes(1));
        let second = worker(&fresh, &fresh.store, registry);
        assert_eq!(second.drain().await.unwrap().parked, 1);
    }

    async fn order_is_kept_for_each_subject(fresh) {
        let diary = Diary::default();
        let registry = diary.registry().on("fail", |_| async { Err(JobError::Transient("later".into())) });
        let worker = worker(&fresh, &fresh.store, registry);
        let timer = NewJob::new("note", "timer", fresh.clock.now() + TimeDelta::days(9), json!(null)).about(SUBJECT);
        enqueue(&fresh, &[
            timer,
            note(&fresh, "1").about(SUBJECT),
            failing(&fresh, "2").about(SUBJECT),
            note(&fresh, "3").about(SUBJECT),
            note(&fresh, "mail").about(SUBJECT).in_lane("mail"),
            note(&fresh, "free").about(SUBJECT).unordered(),
            note(&fresh, "other").about(Uuid::from_u128(2)),
        ]).await;
        assert_eq!(worker.drain().await.unwrap(), Drained { done: 4, retried: 1, parked: 0, lost: 0 });
        assert_eq!(diary.read(), ["1", "mail", "free", "other"]);
        let about = outbox::about(&fresh.store, SUBJECT, 100).await.unwrap();
        assert_eq!(about.iter().filter(|job| job.state == JobState::Ready).count(), 3);
    }

    async fn a_parked_job_lets_the_others_of_its_subject_pass_unless_it_holds_them(fresh) {
        for (subject, holds, passed) in [(1, false, 1), (2, true, 0)] {
            let diary = Diary::default();
            let registry = diary.registry().on("fail", |_| async { Err(JobError::Permanent("never".into())) });
            let worker = worker(&fresh, &fresh.store, registry);
            let first = failing(&fresh, &format!("first {subject}")).about(Uuid::from_u128(subject));
            let first = if holds { first.holding_lane() } else { first };
            enqueue(&fresh, &[first, note(&fresh, &format!("then {subject}")).about(Uuid::from_u128(subject))]).await;
            let drained = worker.drain().await.unwrap();
            assert_eq!((drained.parked, drained.done), (1, passed));
        }
    }

    async fn what_a_handler_writes_and_the_end_of_its_job_can_be_one(fresh) {
        enqueue(&fresh, &[note(&fresh, "a")]).await;
        let (store, clock) = (fresh.store.clone(), fresh.clock.clone());
        let registry = Registry::new().on("note", move |job| {
            let (store, clock) = (store.clone(), clock.clone());
            async move {
                let mut tx = store.begin().await?;
                outbox::enqueue(&mut tx, clock.now(), &[NewJob::new("next", "b", clock.now(), json!(null))]).await?;
                outbox::finish(&mut tx, &job, clock.now()).await?;
                // A second time: it is no longer ours.
                assert!(matches!(outbox::finish(&mut tx, &job, clock.now()).await, Err(LeaseLost::TakenOver)));
                tx.commit().await?;
                Ok(())
            }
        }).on("next", |_| async { Ok(()) });
        let worker = worker(&fresh, &fresh.store, registry);
        assert_eq!(worker.drain().await.unwrap(), Drained { done: 2, ..Drained::default() });
        fresh.assert_nothing_undone().await;
    }
}
