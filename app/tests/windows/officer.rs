//! Officers' pages: queues, and a dossier in the states that matter.

use chrono::TimeDelta;
use motcua_casework::citizen as work;
use motcua_casework::exchange::list;
use motcua_casework::officer::{extend, take};
use motcua_casework::testing::Database;
use motcua_domain::text::Lang;
use motcua_national::faults::{Fault, System};

use crate::browser::{Browser, Windows};
use crate::shop::{Shop, document};

/// Where the applicant lives, typed because the register is silent.
const HOME: [(&str, &str); 3] = [
    ("requester_residence.province", "01"),
    ("requester_residence.commune", "00097"),
    ("requester_residence.detail", "99 Âu Cơ"),
];

const LANGUAGES: [Lang; 2] = [Lang::Vi, Lang::En];

async fn open() -> (Shop, Windows) {
    let shop = Shop::open(Database::Sqlite.fresh().await.unwrap()).await;
    let windows = Windows::of(&shop);
    (shop, windows)
}

#[tokio::test]
async fn the_queues_of_the_reception() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let (duc, desk) = windows.officer(&shop, "Phạm Minh Đức", "reception_officer", lang).await;
        desk.sees("office_queue_empty", "/office").await;
        let (first, second) = (shop.birth_applied_for(&lan).await, shop.birth_applied_for(&lan).await);
        let draft = shop.ready_hall(&lan, "40").await;
        work::submit(&shop.desk, &lan, draft).await.unwrap();
        take(
            &shop.desk,
            &duc,
            &second,
            shop.dossier(&second).await.seq,
            "receive".to_owned(),
        )
        .await
        .unwrap();
        desk.sees("office_queue", "/office").await;
        desk.sees(
            "office_queue_narrowed",
            "/office/queues/reception?procedure=birth-registration&who=mine&due=today",
        )
        .await;
        desk.sees("office_queue_nothing", "/office/queues/reception?channel=postal")
            .await;
        let taken = format!("{second} receive");
        let other = format!("{first} receive");
        let colleague = shop.officer_of(crate::shop::AGENCY, "reception_officer", 2);
        take(
            &shop.desk,
            &colleague,
            &first,
            shop.dossier(&first).await.seq,
            "receive".to_owned(),
        )
        .await
        .unwrap();
        let several = [
            ("act", "take"),
            ("pick", &taken),
            ("pick", &other),
            ("pick", "H26.97-261125-9999 receive"),
        ];
        desk.sees_after("office_several_left", "/office/queues/reception/several", &several)
            .await;
        desk.sees("office_found", "/office/dossiers?q=tran").await;
        desk.sees("office_found_nothing", "/office/dossiers?q=nobody").await;
        shop.passes(TimeDelta::days(3));
        let desk = windows.again(&duc, lang).await;
        desk.sees("office_queue_overdue", "/office").await;
        shop.close().await;
    }
}

#[tokio::test]
async fn a_dossier_at_the_desk() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let (duc, desk) = windows.officer(&shop, "Phạm Minh Đức", "reception_officer", lang).await;
        let page = format!("/office/dossiers/{code}");
        desk.sees("office_dossier", &page).await;
        desk.sees("office_documents", &format!("{page}/documents")).await;
        desk.sees("office_refuse", &format!("{page}/leave/receive/refuse"))
            .await;
        let seen = shop.dossier(&code).await.seq.to_string();
        desk.sees_after(
            "office_refuse_wrong",
            &format!("{page}/leave/receive/refuse"),
            &[("seen", &seen)],
        )
        .await;
        desk.sees_after(
            "office_supplement_wrong",
            &format!("{page}/supplement"),
            &[("seen", &seen), ("step", "receive")],
        )
        .await;
        shop.asks_for(&duc, &code, "receive", document("identity"), false)
            .await
            .unwrap();
        desk.sees("office_dossier_supplement", &page).await;
        desk.sees("office_queue_supplement", "/office/queues/supplement").await;
        desk.sees_after(
            "office_second_at_once",
            &format!("{page}/take/receive"),
            &[("seen", &seen)],
        )
        .await;
        desk.sees("office_history", &format!("{page}/history")).await;
        shop.close().await;
    }
}

#[tokio::test]
async fn each_slip_is_there_from_its_time_on() {
    let (shop, windows) = open().await;
    let lan = shop.parent("Lan").await;
    let code = shop.birth_applied_for(&lan).await;
    let (duc, desk) = windows
        .officer(&shop, "Phạm Minh Đức", "reception_officer", Lang::Vi)
        .await;
    let mother = windows.citizen(&lan, Lang::Vi).await;
    let stranger = windows.citizen(&shop.parent("Hùng").await, Lang::Vi).await;
    let there = async |reader: &Browser| {
        let mut found = Vec::new();
        for slip in ["receipt", "supplement", "refusal", "apology", "stop-notice", "control"] {
            if reader
                .downloads(&format!("/dossiers/{code}/{slip}.pdf"))
                .await
                .is_some()
            {
                found.push(slip);
            }
        }
        found
    };
    assert_eq!(there(&desk).await, [""; 0]);
    shop.asks_for(&duc, &code, "receive", document("identity"), false)
        .await
        .unwrap();
    assert_eq!(there(&mother).await, ["supplement"]);
    assert_eq!(there(&desk).await, ["supplement"]);
    let other = shop.birth_applied_for(&lan).await;
    shop.does("reception_officer", &other, "receive", "accept").await;
    shop.does("civil_status_officer", &other, "handle", "propose").await;
    let (leader, office) = windows.officer(&shop, "Lê Thu Hà", "chairperson", Lang::Vi).await;
    let dossier = shop.dossier(&other).await;
    let (seen, until) = (dossier.seq, dossier.clock.unwrap().due + TimeDelta::hours(20));
    extend(
        &shop.desk,
        &leader,
        &other,
        seen,
        until,
        "Mất điện cả phường".to_owned(),
    )
    .await
    .unwrap();
    for (slip, mothers) in [
        ("receipt", true),
        ("apology", true),
        ("control", false),
        ("supplement", false),
    ] {
        let path = format!("/dossiers/{other}/{slip}.pdf");
        assert_eq!(mother.downloads(&path).await.is_some(), mothers, "{slip}");
        assert_eq!(office.downloads(&path).await.is_some(), slip != "supplement", "{slip}");
        assert!(stranger.downloads(&path).await.is_none(), "{slip}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_withdrawal_is_confirmed() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let (_, handler) = windows
            .officer(&shop, "Ngô Thị Thanh Hà", "civil_status_officer", lang)
            .await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let mother = windows.citizen(&lan, lang).await;
        mother
            .sees("office_withdraw_accepted", &format!("/dossiers/{code}/withdraw"))
            .await;
        let reason = [("reason", "Đã đăng ký ở quê")];
        mother.sends(&format!("/dossiers/{code}/withdraw"), &reason).await;
        mother.sees("mine_withdrawal_asked", &format!("/dossiers/{code}")).await;
        let page = format!("/office/dossiers/{code}");
        handler.sees("office_queue_withdrawal", "/office").await;
        handler.sees("office_dossier_withdrawal", &page).await;
        handler.sees("office_withdrawal", &format!("{page}/withdrawal")).await;
        let seen = shop.dossier(&code).await.seq.to_string();
        handler.sends(&format!("{page}/withdrawal"), &[("seen", &seen)]).await;
        handler.sees("office_dossier_withdrawn", &page).await;
        mother
            .sees("mine_withdrawn_confirmed", &format!("/dossiers/{code}"))
            .await;
        shop.close().await;
    }
}

#[tokio::test]
async fn a_leader_refuses() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let (leader, desk) = windows.officer(&shop, "Lê Thu Hà", "chairperson", lang).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        let page = format!("/office/dossiers/{code}");
        desk.sees("office_dossier_to_sign", &page).await;
        desk.sees("office_extend", &format!("{page}/extend")).await;
        let seen = shop.dossier(&code).await.seq.to_string();
        desk.sees_after("office_extend_wrong", &format!("{page}/extend"), &[("seen", &seen)])
            .await;
        shop.leaves_because(&leader, &code, "decide", "refuse").await.unwrap();
        desk.sees("office_dossier_not_eligible", &page).await;
        let mother = windows.citizen(&lan, lang).await;
        mother.sees("mine_not_eligible", &format!("/dossiers/{code}")).await;
        shop.close().await;
    }
}

#[tokio::test]
async fn registers_that_do_not_answer_and_calls_that_stop() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let (ha, desk) = windows
            .officer(&shop, "Ngô Thị Thanh Hà", "civil_status_officer", lang)
            .await;
        shop.breaks(System::Population, Fault::Down);
        let draft = shop.ready_birth(&lan).await;
        shop.types(&lan, draft, "requester", &HOME).await;
        let waiting = work::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        desk.sees("office_dossier_unverified", &format!("/office/dossiers/{waiting}"))
            .await;
        shop.mends(System::Population);
        shop.drain().await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.breaks(System::CivilStatus, Fault::Down);
        shop.drain().await;
        let page = format!("/office/dossiers/{code}");
        for _ in 0..40 {
            shop.drain().await;
            shop.passes(TimeDelta::hours(3));
        }
        let desk = windows.again(&ha, lang).await;
        desk.sees("office_dossier_calling", &page).await;
        desk.sees("office_queue_calling", "/office/queues/calling").await;
        shop.mends(System::CivilStatus);
        for _ in 0..2 {
            shop.passes(TimeDelta::hours(3));
            shop.drain().await;
        }
        shop.close().await;
    }
}

#[tokio::test]
async fn what_is_silent_and_the_messages() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let (ha, desk) = windows
            .officer(&shop, "Ngô Thị Thanh Hà", "civil_status_officer", lang)
            .await;
        desk.sees("office_silent_none", "/office/silent").await;
        desk.sees("office_messages_none", "/office/messages?state=overdue")
            .await;
        let code = shop.birth_applied_for(&lan).await;
        desk.sees(
            "office_dossier_messages_none",
            &format!("/office/dossiers/{code}/messages"),
        )
        .await;
        shop.is_signed(&code).await;
        shop.breaks(System::CivilStatus, Fault::Down);
        for _ in 0..4 {
            shop.drain().await;
            shop.passes(TimeDelta::minutes(10));
        }
        shop.passes(TimeDelta::days(2));
        shop.drain().await;
        let (_, idle) = windows.officer(&shop, "Phạm Minh Đức", "administrator", lang).await;
        idle.sees("office_silent_administrator", "/office/silent").await;
        let desk = windows.again(&ha, lang).await;
        desk.sees("office_silent", "/office/silent").await;
        desk.sees("office_messages", "/office/messages").await;
        desk.sees("office_messages_narrowed", "/office/messages?system=residence&age=1d")
            .await;
        desk.sees("office_systems", "/office/systems").await;
        desk.sees("office_dossier_messages", &format!("/office/dossiers/{code}/messages"))
            .await;
        let found = list::open(&shop.desk, &ha, &list::Filter::default(), 1).await.unwrap();
        let page = format!("/office/messages/{}", found[0].id);
        desk.sees("office_message", &page).await;
        desk.sees_after("office_message_wrong", &page, &[("act", "discard"), ("reason", " ")])
            .await;
        desk.sends(&page, &[("act", "discard"), ("reason", "Đã đăng ký trên giấy")])
            .await;
        desk.sees("office_message_discarded", &page).await;
        shop.mends(System::CivilStatus);
        shop.drain().await;
        shop.close().await;
    }
}

#[tokio::test]
async fn a_certificate_is_about_to_end() {
    for lang in LANGUAGES {
        let (shop, _) = open().await;
        let (shop, ends) = shop.with_certificate(motcua_casework::connectors::System::SocialInsurance);
        let windows = Windows::of(&shop);
        shop.fresh.clock.set(ends - TimeDelta::days(6));
        let (duc, desk) = windows.officer(&shop, "Phạm Minh Đức", "administrator", lang).await;
        desk.sees("office_systems_certificate", "/office/systems").await;
        desk.sees("office_silent_certificate", "/office/silent").await;
        shop.fresh.clock.set(ends + TimeDelta::days(1));
        let desk = windows.again(&duc, lang).await;
        desk.sees("office_systems_certificate_ended", "/office/systems").await;
        shop.close().await;
    }
}
