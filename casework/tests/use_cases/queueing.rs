//! The officers' queues.

use chrono::TimeDelta;
use motcua_casework::citizen;
use motcua_casework::drafts::Draft;
use motcua_casework::officer::{inbox, search};
use motcua_casework::seeding;

use crate::in_each_shop;
use crate::shop::{ELSEWHERE, Shop};

async fn queue(shop: &Shop, role: &str) -> (&'static str, i64, Vec<String>) {
    let shown = inbox(&shop.desk, &shop.officer(role), None, None).await.unwrap();
    let tasks = shown
        .queues
        .iter()
        .find(|queue| queue.name == shown.queue)
        .map_or(0, |queue| queue.tasks);
    (
        shown.queue,
        tasks,
        shown.lines.into_iter().map(|line| line.code).collect(),
    )
}

in_each_shop! {
    async fn a_dossier_stands_in_the_queue_of_whose_turn_it_is(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let here = vec![code.clone()];
        assert_eq!(queue(&shop, "reception_officer").await, ("reception", 1, here.clone()));
        assert_eq!(queue(&shop, "civil_status_officer").await.2, Vec::<String>::new());
        shop.does("reception_officer", &code, "receive", "accept").await;
        assert_eq!(queue(&shop, "reception_officer").await.2, Vec::<String>::new());
        assert_eq!(queue(&shop, "civil_status_officer").await, ("handling", 1, here.clone()));
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        assert_eq!(queue(&shop, "chairperson").await, ("signature", 1, here.clone()));
        shop.does("chairperson", &code, "decide", "approve").await;
        assert_eq!(queue(&shop, "civil_status_officer").await, ("calling", 1, here.clone()));
        shop.drain().await;
        assert_eq!(queue(&shop, "records_clerk").await, ("seal", 1, here.clone()));
        shop.does("records_clerk", &code, "seal", "issue").await;
        assert_eq!(queue(&shop, "result_officer").await, ("return", 1, here));
        shop.does("result_officer", &code, "return", "returned").await;
        assert_eq!(queue(&shop, "result_officer").await.1, 0);
    }

    async fn a_long_queue_is_turned_page_by_page_the_next_breach_first(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_hall(&lan, "40").await;
        let like = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let copies = vec![(lan.account, like.body.clone()); 27];
        let mut codes = Vec::new();
        for copy in seeding::drafts(&shop.desk, &like, copies).await.unwrap() {
            shop.passes(TimeDelta::minutes(1));
            codes.push(citizen::submit(&shop.desk, &lan, copy).await.unwrap().code.to_string());
        }
        let officer = shop.officer("reception_officer");
        let first = inbox(&shop.desk, &officer, Some("reception"), None).await.unwrap();
        assert_eq!((first.lines.len(), first.overdue), (25, 0));
        assert_eq!((first.queues[0].name, first.queues[0].tasks), ("reception", 27));
        let second = inbox(&shop.desk, &officer, Some("reception"), first.next).await.unwrap();
        assert_eq!((second.lines.len(), second.next), (2, None));
        let lines: Vec<_> = first.lines.iter().chain(&second.lines).collect();
        assert!(lines.is_sorted_by_key(|line| line.place));
        let mut shown: Vec<_> = lines.into_iter().map(|line| line.code.clone()).collect();
        shown.sort();
        codes.sort();
        assert_eq!(shown, codes, "each once");
        shop.passes(TimeDelta::days(7));
        let late = inbox(&shop.desk, &officer, Some("reception"), None).await.unwrap();
        assert_eq!(late.overdue, 27);
        let elsewhere = shop.officer_of(ELSEWHERE, "reception_officer", 1);
        assert!(inbox(&shop.desk, &elsewhere, Some("reception"), None).await.unwrap().lines.is_empty());
    }

    async fn a_dossier_is_found_by_code_and_by_name_without_marks(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let found = vec![(code.clone(), "Trần Bảo An".to_owned())];
        let officer = shop.officer("civil_status_officer");
        for words in [code.as_str(), &code.to_lowercase(), " tran bao ", "Trần Bảo An"] {
            assert_eq!(search(&shop.desk, &officer, words).await.unwrap(), found, "{words}");
        }
        for words in ["", "nobody", "%", "'; --"] {
            assert!(search(&shop.desk, &officer, words).await.unwrap().is_empty(), "{words}");
        }
        let outsiders = [shop.officer_of(ELSEWHERE, "civil_status_officer", 1), shop.officer("administrator")];
        for outsider in outsiders {
            for words in [code.as_str(), "tran bao"] {
                assert!(search(&shop.desk, &outsider, words).await.unwrap().is_empty());
            }
        }
    }
}
