//! How many durable commits of one row there are in a second: `cargo test --release -p motcua-casework --test
//! commit_rate -- --ignored --nocapture`. On PostgreSQL, give a cluster with its durable defaults.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a measurement is read from the terminal")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use motcua_casework::each_database;
use motcua_casework::outbox::{self, NewJob};
use motcua_casework::store::Store;
use serde_json::json;

const TIME: Duration = Duration::from_secs(3);

each_database! {
    #[ignore = "a measurement"]
    async fn commits(fresh) {
        // The test's own store does not wait for the disk.
        let durable = Store::open(&fresh.url).await.unwrap();
        for writers in [1_u64, 16, 64] {
            let until = Instant::now() + TIME;
            let count = Arc::new(AtomicU64::new(0));
            let tasks: Vec<_> = (0..writers).map(|writer| {
                let (store, now, count) = (durable.clone(), fresh.clock.now(), count.clone());
                tokio::spawn(async move {
                    for number in 0_u64.. {
                        if Instant::now() > until {
                            break;
                        }
                        let job = NewJob::new("test", format!("{writers}-{writer}-{number}"), now, json!(null));
                        let mut tx = store.begin().await.unwrap();
                        outbox::enqueue(&mut tx, now, &[job]).await.unwrap();
                        tx.commit().await.unwrap();
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                })
            }).collect();
            for task in tasks {
                task.await.unwrap();
            }
            let rate = count.load(Ordering::Relaxed) as f64 / TIME.as_secs_f64();
            println!("{} {writers:>3} writers: {rate:>8.0} commits/s", fresh.store.kind());
        }
    }
}

each_database! {
    #[ignore = "a measurement"]
    async fn start(fresh) {
        let begun = Instant::now();
        let store = fresh.second_node().await;
        store.migrate().await.unwrap();
        store.ready().await.unwrap();
        println!("{} start to ready: {:.1} ms", fresh.store.kind(), begun.elapsed().as_secs_f64() * 1000.0);
    }
}
