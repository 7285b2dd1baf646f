//! Citizens' pages, on the way of a birth registration and beside it.

use chrono::TimeDelta;
use motcua_casework::citizen as work;
use motcua_casework::drafts;
use motcua_casework::testing::Database;
use motcua_domain::dossier::SupplementItem;
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Lang;
use motcua_national::faults::{Fault, System};

use crate::browser::Windows;
use crate::shop::Shop;

const LANGUAGES: [Lang; 2] = [Lang::Vi, Lang::En];

async fn open() -> (Shop, Windows) {
    let shop = Shop::open(Database::Sqlite.fresh().await.unwrap()).await;
    let windows = Windows::of(&shop);
    (shop, windows)
}

#[tokio::test]
async fn pages_for_everybody() {
    let (shop, windows) = open().await;
    for lang in LANGUAGES {
        let guest = windows.guest(lang);
        guest.sees("home", "/").await;
        guest.sees("procedures", "/procedures?q=khai+sinh").await;
        guest.sees("procedures_nothing", "/procedures?q=xyzxyz").await;
        guest.sees("procedure", "/procedures/birth-registration").await;
        guest.sees("track", "/track").await;
        guest
            .sees_after(
                "track_unknown",
                "/track",
                &[("code", "H26.97-261125-9999"), ("secret", "AAAAA")],
            )
            .await;
        guest
            .sees(
                "paper_unknown",
                &format!("/papers/H26.97-261125-0001/{}", "0".repeat(64)),
            )
            .await;
        guest.sees("lost", "/no/such/page").await;
    }
    shop.close().await;
}

#[tokio::test]
async fn what_is_not_done_says_why() {
    let (shop, windows) = open().await;
    let lan = shop.parent("Lan").await;
    let code = shop.birth_applied_for(&lan).await;
    let withdraw = format!("/dossiers/{code}/withdraw");
    let mother = windows.citizen(&lan, Lang::Vi).await;
    mother.sends(&withdraw, &[("reason", "")]).await;
    let long = "x".repeat(1 << 20);
    for lang in LANGUAGES {
        let mother = windows.citizen(&lan, lang).await;
        mother.sees_after("refused", &withdraw, &[("reason", "")]).await;
        mother.sees_after("too_large", "/track", &[("code", &long)]).await;
    }
    shop.close().await;
}

#[tokio::test]
async fn what_is_posted_after_the_session_has_ended_is_sent_again() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let mother = windows.citizen(&lan, lang).await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let child = format!("/applications/{draft}/sections/child");
        let typed = [("child_full_name", "Trần Nguyệt <Ánh> & An")];
        shop.fresh.clock.advance(TimeDelta::hours(2));
        mother
            .sees("session_ended", "/sign-in?lost=session&back=%2Fdossiers")
            .await;

        let to_sign_in = mother.sends(&child, &typed).await;
        mother.sees("session_ended_kept", &to_sign_in).await;
        let (_, kept) = to_sign_in.split_once("back=%2Funsent%2F").unwrap();
        let kept = format!("/unsent/{}", kept.split('&').next().unwrap());
        assert!(mother.sends(&kept, &typed).await.starts_with("/sign-in"));

        // Another person at the same computer neither sees nor sends it.
        let father = windows.citizen(&hung, lang).await;
        assert_eq!(father.leads(&kept).await, "/");
        assert_eq!(father.sends(&kept, &typed).await, "/");

        let mother = windows.citizen(&lan, lang).await;
        let page = mother.opens(&kept).await;
        assert!(page.contains("Trần Nguyệt &lt;Ánh&gt; &amp; An"), "{page}");
        mother.sees("unsent", &kept).await;
        assert_eq!(mother.repeats(&kept, &typed).await, child);
        mother.sends(&child, &typed).await;
        assert!(mother.opens(&child).await.contains("&lt;Ánh&gt;"));
        assert_eq!(mother.leads(&kept).await, "/", "it is kept no more");
        shop.close().await;
    }
}

#[tokio::test]
async fn what_was_posted_too_late_can_be_discarded_and_a_stranger_keeps_nothing() {
    let (shop, windows) = open().await;
    let lan = shop.parent("Lan").await;
    let mother = windows.citizen(&lan, Lang::Vi).await;
    let draft = shop.begins(&lan, "birth-registration").await;
    let child = format!("/applications/{draft}/sections/child");
    let typed = [("child_full_name", "An")];
    let stranger = windows.stranger(Lang::Vi);
    assert!(stranger.sends(&child, &typed).await.ends_with("lost=page"));

    shop.fresh.clock.advance(TimeDelta::hours(2));
    let to_sign_in = mother.sends(&child, &typed).await;
    let (_, kept) = to_sign_in.split_once("back=%2Funsent%2F").unwrap();
    let kept = format!("/unsent/{}", kept.split('&').next().unwrap());
    let mother = windows.citizen(&lan, Lang::Vi).await;
    assert_eq!(mother.sends(&format!("{kept}/discard"), &[]).await, "/");
    assert_eq!(mother.leads(&kept).await, "/");
    shop.close().await;
}

#[tokio::test]
async fn an_offer_found_and_not_found() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let browser = windows.citizen(&lan, lang).await;
        browser.sees("home_question", "/").await;
        browser.sends("/procedures/birth-registration/offer", &[]).await;
        browser.sees("home_offer", "/").await;
        let huong = windows.citizen(&shop.parent("Hương").await, lang).await;
        huong.sends("/procedures/birth-registration/offer", &[]).await;
        huong.sees("home_nothing_found", "/").await;
        let huy = windows.citizen(&shop.parent("Huy").await, lang).await;
        huy.sees("account_level_one", "/account").await;
        huy.sees("mine_empty", "/dossiers").await;
        shop.close().await;
    }
}

#[tokio::test]
async fn an_application_from_the_first_page_to_the_last() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let (mother, father) = (windows.citizen(&lan, lang).await, windows.citizen(&hung, lang).await);
        let draft = shop.begins(&lan, "birth-registration").await;
        let list = format!("/applications/{draft}");
        let section = |name: &str| format!("{list}/sections/{name}");
        mother.sees("tasks_fresh", &list).await;
        mother.sees("section_birth", &section("birth")).await;
        mother.sees("section_child", &section("child")).await;
        mother.sends(&section("child"), &[("child_full_name", "An 2")]).await;
        mother.sees("section_child_wrong", &section("child")).await;
        mother.sends(&section("result"), &[("copies_requested", "yes")]).await;
        mother.sees("section_result_wrong", &section("result")).await;
        mother.sends(&section("declaration"), &[]).await;
        mother.sees("section_declaration_wrong", &section("declaration")).await;
        mother.sees("tasks_wrong", &list).await;
        mother
            .sees(
                "dispute",
                &format!("{}/mother_date_of_birth/dispute", section("mother")),
            )
            .await;
        let desk = format!("{list}/desk");
        mother.sees("desk", &desk).await;
        mother.sees_after("desk_wrong", &desk, &[("where", "other")]).await;
        mother.sends(&desk, &[("where", "other"), ("commune", "00118")]).await;
        shop.fills_in(&lan, draft).await;
        mother.sees("tasks_to_confirm", &list).await;
        mother.sends(&format!("{list}/confirmations/other_parent"), &[]).await;
        father.sees("mine_asked", "/dossiers").await;
        father.sees("confirmations", "/account/confirmations").await;
        let asked = drafts::confirmations_for(&shop.desk, &hung).await.unwrap()[0].asked_at;
        drafts::answer_confirmation(&shop.desk, &hung, draft, "other_parent", asked, true)
            .await
            .unwrap();
        mother.sees("tasks_ready", &list).await;
        mother.sees("review", &format!("{list}/review")).await;
        let code = work::submit(&shop.desk, &lan, draft).await.unwrap().code;
        mother.sees("submitted", &format!("/dossiers/{code}/submitted")).await;
        mother.sees("mine", "/dossiers").await;
        mother.sees("data_log", "/account/access-log").await;
        shop.close().await;
    }
}

#[tokio::test]
async fn an_application_while_registers_are_silent() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        shop.breaks(System::Population, Fault::Down);
        let lan = shop.parent("Lan").await;
        let mother = windows.citizen(&lan, lang).await;
        let draft = drafts::start(&shop.desk, &lan, &ProcedureId::from("birth-registration"))
            .await
            .unwrap();
        mother.sees("tasks_silent", &format!("/applications/{draft}")).await;
        mother
            .sees("section_silent", &format!("/applications/{draft}/sections/mother"))
            .await;
        shop.mends(System::Population);
        shop.close().await;
    }
}

#[tokio::test]
async fn a_dossier_in_each_state() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let mother = windows.citizen(&lan, lang).await;
        let code = shop.birth_applied_for(&lan).await;
        let page = format!("/dossiers/{code}");
        mother.sees("dossier_submitted", &page).await;
        let name = SupplementItem::Field {
            id: "child_full_name".to_owned(),
            note: "Tên trùng với tên của mẹ".to_owned(),
        };
        shop.asks_for(&shop.officer("reception_officer"), &code, "receive", name, false)
            .await
            .unwrap();
        mother.sees("dossier_supplement", &page).await;
        mother.sees("supplement", &format!("{page}/supplement")).await;
        let typed = [("child_full_name", "Trần Minh An")].into_iter().collect();
        let none: Vec<work::SentFile<futures::stream::Empty<_>>> = Vec::new();
        work::supplement(&shop.desk, &lan, &code, typed, none).await.unwrap();
        shop.does("reception_officer", &code, "receive", "accept").await;
        mother.sees("dossier_handling", &page).await;
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        shop.does("chairperson", &code, "decide", "approve").await;
        shop.drain().await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        mother.sees("dossier_ready", &page).await;
        shop.does("result_officer", &code, "return", "returned").await;
        mother.sees("dossier_returned", &page).await;
        let hash = work::dossier(&shop.desk, &lan, &code).await.unwrap().papers[0]
            .0
            .clone();
        windows
            .guest(lang)
            .sees("paper", &format!("/papers/{code}/{hash}"))
            .await;
        let secret = work::dossier(&shop.desk, &lan, &code).await.unwrap().case.secret;
        windows
            .guest(lang)
            .sees_after("track_found", "/track", &[("code", &code), ("secret", &secret)])
            .await;

        let mai = shop.parent("Mai").await;
        let alone = windows.citizen(&mai, lang).await;
        let draft = shop.begins(&mai, "birth-registration").await;
        shop.fills_in(&mai, draft).await;
        let refused = work::submit(&shop.desk, &mai, draft).await.unwrap().code;
        let officer = shop.officer("reception_officer");
        shop.leaves_because(&officer, refused.as_str(), "receive", "refuse")
            .await
            .unwrap();
        alone.sees("dossier_refused", &format!("/dossiers/{refused}")).await;
        shop.close().await;
    }
}
