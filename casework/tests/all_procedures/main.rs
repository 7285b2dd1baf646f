//! Every procedure, from application to result: on both databases, through the real use cases, against the simulated
//! systems. Each way out of each step is taken, each branch both ways; beside that a supplement, a withdrawal, and a day
//! that could not be kept.
//!
//! With `MOTCUA_TABLE=FILE` the table of what was done is written there: see `make table`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]

mod apply;
mod branches;
mod drive;
mod known;
mod others;
mod papers;
mod paying;
#[expect(
    dead_code,
    unused_imports,
    reason = "the shop of the use cases, of which this needs a part"
)]
#[path = "../use_cases/shop/mod.rs"]
mod shop;
mod table;

use shop::Shop;

/// The procedures are shared out among so many tests, which run side by side.
const SHARES: usize = 6;

/// The essential procedures: 25 of Decision 06/QĐ-TTg and 28 of Decision 422/QĐ-TTg.
const ESSENTIAL: [(&str, usize); 2] = [("06/QĐ-TTg", 25), ("422/QĐ-TTg", 28)];

/// How many there are of each decision.
fn essential(all: &[std::sync::Arc<motcua_domain::procedure::Procedure>]) -> [(&'static str, usize); 2] {
    ESSENTIAL.map(|(list, _)| {
        let of_list = all.iter().filter(|it| it.national_list.as_deref() == Some(list));
        (list, of_list.count())
    })
}

/// Drives every sixth procedure, from the one of that number on.
async fn share(shop: &Shop, number: usize) {
    let today = motcua_domain::calendar::vietnam_date(shop.desk.now());
    let all = shop.desk.catalogue.all_current(today);
    let count = all.len();
    assert_eq!(essential(&all), ESSENTIAL);
    let only = std::env::var("MOTCUA_ONLY").ok();
    let mut failures = Vec::new();
    for procedure in all.into_iter().skip(number).step_by(SHARES) {
        if only.as_deref().is_some_and(|only| only != procedure.id.as_str()) {
            continue;
        }
        match drive::procedure(shop, &procedure).await {
            Ok(row) => table::add(row, count),
            Err(why) => failures.push(format!("{}: {why}", procedure.id)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

in_each_shop! {
    async fn most_is_known(shop) { known::most_is_known(&shop).await; }
    async fn what_is_due_is_paid_on_the_platforms_page(shop) { paying::paid_and_not_paid(&shop).await; }
    async fn share_1(shop) { share(&shop, 0).await; }
    async fn share_2(shop) { share(&shop, 1).await; }
    async fn share_3(shop) { share(&shop, 2).await; }
    async fn share_4(shop) { share(&shop, 3).await; }
    async fn share_5(shop) { share(&shop, 4).await; }
    async fn share_6(shop) { share(&shop, 5).await; }
}
