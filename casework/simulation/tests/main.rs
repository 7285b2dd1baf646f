//! Proof by search: the linked birth group against all national systems, with faults at every exchange and every order
//! of things, by a clock that only the simulation moves. The same seed gives the same run.
//!
//! 500 seeds; 10,000 with `MOTCUA_LONG=1`. `MOTCUA_SIMULATION_SEEDS=2000` runs so many, from `MOTCUA_SIMULATION_FIRST` on
//! (0); `MOTCUA_SIMULATION_SEED=77` runs one of them again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod family;
mod plan;
mod run;
mod systems;

use std::ops::Range;
use std::sync::Mutex;
use std::time::Instant;

use plan::{Plan, RUNS};
use run::run;

/// The most threads that search at once.
const THREADS: usize = 4;

#[expect(clippy::disallowed_methods, reason = "how long to search is said from outside")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn whatever_fails_in_whatever_order_nothing_is_stuck_lost_or_done_twice() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let seeds = match number("MOTCUA_SIMULATION_SEED") {
        Some(seed) => seed..seed + 1,
        None => {
            let first = number("MOTCUA_SIMULATION_FIRST").unwrap_or(0);
            let long = number("MOTCUA_LONG") == Some(1);
            let usual = if long { 10_000 } else { 500 };
            first..first + number("MOTCUA_SIMULATION_SEEDS").unwrap_or(usual)
        }
    };
    let (begun, many) = (Instant::now(), seeds.end - seeds.start);
    let queue = Mutex::new(by_plan(seeds));
    let failures = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                while failures.lock().unwrap().len() < 5 {
                    let next = queue.lock().unwrap().next();
                    let Some(seeds) = next else { return };
                    let found = runtime.block_on(search(seeds));
                    failures.lock().unwrap().extend(found);
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let took = begun.elapsed().as_secs();
    eprintln!(
        "{many} seeds on {threads} threads in {took} s, {} of them failing",
        failures.len()
    );
    assert!(
        failures.is_empty(),
        "failing seeds: {failures:?}; run one again with MOTCUA_SIMULATION_SEED={}",
        failures[0]
    );
}

/// Seeds in pieces that share a plan.
fn by_plan(seeds: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let mut next = seeds.start;
    std::iter::from_fn(move || {
        let piece = next..((next / RUNS + 1) * RUNS).min(seeds.end);
        next = piece.end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Runs the seeds of one plan; those that fail are printed and given back.
async fn search(seeds: Range<u64>) -> Vec<u64> {
    let plan = Plan::of(seeds.start);
    // What comes out when nothing fails.
    let mut faultless = None;
    let mut failures = Vec::new();
    for seed in seeds {
        let found = async {
            let results = run(seed, &plan, true).await?;
            if plan.withdraws() {
                // How far the parts had come by then is a matter of time.
                return Ok(());
            }
            if faultless.is_none() {
                faultless = Some(run(seed, &plan, false).await?);
            }
            match faultless.as_ref() == Some(&results) {
                true => Ok(()),
                false => Err(format!("{results:#?}\nwithout faults: {faultless:#?}")),
            }
        };
        if let Err(what) = found.await {
            eprintln!("seed {seed}, {plan:?}: {what}");
            failures.push(seed);
        }
    }
    failures
}
