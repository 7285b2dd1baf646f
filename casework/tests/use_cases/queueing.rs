//! The officers' queues.

use chrono::TimeDelta;
use motcua_casework::citizen;
use motcua_casework::drafts::Draft;
use motcua_casework::officer::{DueBy, Filter, Missed, Picked, hand_over_all, inbox, search, take_all};
use motcua_casework::seeding;
use motcua_domain::dossier::{Channel, Officer, Status, Why};

use crate::in_each_shop;
use crate::shop::{AGENCY, ELSEWHERE, Shop};

async fn queue(shop: &Shop, role: &str) -> (&'static str, i64, Vec<String>) {
    let shown = inbox(&shop.desk, &shop.officer(role), None, &Filter::default(), None)
        .await
        .unwrap();
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

/// Codes and subjects of what is found.
async fn found_by(shop: &Shop, officer: &Officer, words: &str) -> Vec<(String, String)> {
    let hits = search(&shop.desk, officer, words).await.unwrap();
    hits.into_iter().map(|hit| (hit.code, hit.subject)).collect()
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
        let first = inbox(&shop.desk, &officer, Some("reception"), &Filter::default(), None).await.unwrap();
        assert_eq!((first.lines.len(), first.overdue), (25, 0));
        assert_eq!((first.queues[0].name, first.queues[0].tasks), ("reception", 27));
        let second = inbox(&shop.desk, &officer, Some("reception"), &Filter::default(), first.next).await.unwrap();
        assert_eq!((second.lines.len(), second.next), (2, None));
        let lines: Vec<_> = first.lines.iter().chain(&second.lines).collect();
        assert!(lines.is_sorted_by_key(|line| line.place));
        let mut shown: Vec<_> = lines.into_iter().map(|line| line.code.clone()).collect();
        shown.sort();
        codes.sort();
        assert_eq!(shown, codes, "each once");
        shop.passes(TimeDelta::days(7));
        let late = inbox(&shop.desk, &officer, Some("reception"), &Filter::default(), None).await.unwrap();
        assert_eq!(late.overdue, 27);
        let elsewhere = shop.officer_of(ELSEWHERE, "reception_officer", 1);
        assert!(inbox(&shop.desk, &elsewhere, Some("reception"), &Filter::default(), None).await.unwrap().lines.is_empty());
    }

    async fn a_dossier_is_found_by_code_and_by_name_without_marks(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let found = vec![(code.clone(), "Trần Bảo An".to_owned())];
        let officer = shop.officer("civil_status_officer");
        for words in [code.as_str(), &code.to_lowercase(), " tran bao ", "Trần Bảo An"] {
            assert_eq!(found_by(&shop, &officer, words).await, found, "{words}");
        }
        for words in ["", "nobody", "%", "'; --"] {
            assert!(found_by(&shop, &officer, words).await.is_empty(), "{words}");
        }
        let outsiders = [shop.officer_of(ELSEWHERE, "civil_status_officer", 1), shop.officer("administrator")];
        for outsider in outsiders {
            for words in [code.as_str(), "tran bao"] {
                assert!(found_by(&shop, &outsider, words).await.is_empty());
            }
        }
    }

    async fn a_queue_is_narrowed_and_still_turned_page_by_page(shop) {
        let lan = shop.parent("Lan").await;
        let birth = shop.birth_applied_for(&lan).await;
        let draft = shop.ready_hall(&lan, "40").await;
        let like = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        for copy in seeding::drafts(&shop.desk, &like, vec![(lan.account, like.body.clone()); 27]).await.unwrap() {
            citizen::submit(&shop.desk, &lan, copy).await.unwrap();
        }
        let officer = shop.officer("reception_officer");
        let shown = async |filter: &Filter, after| inbox(&shop.desk, &officer, Some("reception"), filter, after).await.unwrap();
        let hall = Filter { procedure: Some("community-hall-lending".into()), ..Filter::default() };
        let first = shown(&hall, None).await;
        let second = shown(&hall, first.next).await;
        assert_eq!((first.lines.len(), second.lines.len(), second.next), (25, 2, None));
        let both: Vec<_> = first.lines.iter().chain(&second.lines).collect();
        assert!(both.is_sorted_by_key(|line| line.place) && both.iter().all(|line| line.code != birth));
        for (channel, lines) in [(Channel::Online, 25), (Channel::Direct, 0), (Channel::Postal, 0)] {
            assert_eq!(shown(&Filter { channel: Some(channel), ..Filter::default() }, None).await.lines.len(), lines);
            assert_eq!(shown(&Filter { channel: Some(channel), ..hall.clone() }, None).await.lines.len(), lines);
        }
        let births = Filter { procedure: Some("birth-registration".into()), ..Filter::default() };
        let codes = async |filter| shown(&filter, None).await.lines.into_iter().map(|line| line.code).collect::<Vec<_>>();
        assert_eq!(codes(births.clone()).await, std::slice::from_ref(&birth));
        let mine = Filter { mine: true, ..Filter::default() };
        assert_eq!(codes(mine.clone()).await, Vec::<String>::new());
        let pick = Picked { code: birth.clone(), step: "receive".to_owned() };
        assert_eq!(take_all(&shop.desk, &officer, &[pick]).await.done, std::slice::from_ref(&birth));
        assert_eq!(codes(Filter { mine: true, ..births.clone() }).await, std::slice::from_ref(&birth));
        assert_eq!(codes(Filter { mine: true, ..hall }).await, Vec::<String>::new());
        assert_eq!(codes(Filter { due: Some(DueBy::Overdue), ..births.clone() }).await, Vec::<String>::new());
        // The answer is due tomorrow at nine.
        assert_eq!(codes(Filter { due: Some(DueBy::Today), ..births.clone() }).await, Vec::<String>::new());
        shop.passes(TimeDelta::hours(20));
        assert_eq!(codes(Filter { due: Some(DueBy::Today), ..births.clone() }).await, std::slice::from_ref(&birth));
        shop.passes(TimeDelta::days(7));
        assert_eq!(codes(Filter { due: Some(DueBy::Overdue), ..births }).await, [birth]);
    }

    async fn several_are_taken_at_once_and_each_failure_is_named(shop) {
        let lan = shop.parent("Lan").await;
        let (free, taken, gone) = (
            shop.birth_applied_for(&lan).await,
            shop.birth_applied_for(&lan).await,
            shop.birth_applied_for(&lan).await,
        );
        let (me, other) = (shop.officer_of(AGENCY, "reception_officer", 1), shop.officer_of(AGENCY, "reception_officer", 2));
        let pick = |code: &str| Picked { code: code.to_owned(), step: "receive".to_owned() };
        take_all(&shop.desk, &other, &[pick(&taken)]).await;
        shop.does("reception_officer", &gone, "receive", "accept").await;
        let all = [pick(&free), pick(&taken), pick(&gone), pick("H26.97-261125-9999")];
        let bulk = take_all(&shop.desk, &me, &all).await;
        assert_eq!(bulk.done, std::slice::from_ref(&free));
        assert_eq!(bulk.missed, [
            (taken.clone(), Missed::TakenBy(other.who.name.clone())),
            (gone.clone(), Missed::Refused(Why::NotNow)),
            ("H26.97-261125-9999".to_owned(), Missed::NotFound),
        ]);
        // Once more: what is done stays done.
        assert_eq!(take_all(&shop.desk, &me, &[pick(&free)]).await.done, std::slice::from_ref(&free));
        // Nobody without the role takes anything so, and outsiders learn nothing.
        for role in ["civil_status_officer", "chairperson", "result_officer"] {
            let who = shop.officer(role);
            assert_eq!(take_all(&shop.desk, &who, &[pick(&free)]).await.done, Vec::<String>::new(), "{role}");
        }
        for who in [shop.officer("administrator"), shop.officer_of(ELSEWHERE, "reception_officer", 1)] {
            assert_eq!(take_all(&shop.desk, &who, &[pick(&free)]).await.missed, [(free.clone(), Missed::NotFound)]);
        }
    }

    async fn several_results_are_handed_over_at_once(shop) {
        let (lan, mai) = (shop.parent("Lan").await, shop.parent("Mai").await);
        let draft = shop.ready_hall(&mai, "40").await;
        let early = citizen::submit(&shop.desk, &mai, draft).await.unwrap().code.to_string();
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.drain().await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        let desk = shop.officer("result_officer");
        let pick = |code: &str, step: &str| Picked { code: code.to_owned(), step: step.to_owned() };
        let picked = [pick(&code, "return"), pick(&early, "receive"), pick(&early, "nowhere")];
        let bulk = hand_over_all(&shop.desk, &desk, &picked).await;
        assert_eq!(bulk.done, std::slice::from_ref(&code));
        assert!(bulk.missed.iter().all(|(_, missed)| *missed == Missed::Refused(Why::NotNow)), "{bulk:?}");
        assert_eq!(shop.dossier(&code).await.status(), Status::Returned);
        assert_eq!(hand_over_all(&shop.desk, &desk, &[pick(&code, "return")]).await.missed[0].1, Missed::Refused(Why::Ended));
    }
}
