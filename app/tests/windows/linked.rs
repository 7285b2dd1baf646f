//! A linked group, on the pages of its applicant and of the officers of its parts.

use chrono::TimeDelta;
use motcua_casework::citizen as work;
use motcua_casework::testing::Database;
use motcua_domain::dossier::{Citizen, SupplementItem};
use motcua_domain::text::Lang;
use motcua_national::faults::{Fault, System};

use crate::browser::Windows;
use crate::shop::{INSURANCE, Shop};

const LANGUAGES: [Lang; 2] = [Lang::Vi, Lang::En];

async fn open() -> (Shop, Windows) {
    let shop = Shop::open(Database::Sqlite.fresh().await.unwrap()).await;
    let windows = Windows::of(&shop);
    (shop, windows)
}

/// A group of Lan's whose birth is registered: its code, and those of residence and insurance.
async fn registered(shop: &Shop, lan: &Citizen) -> (String, String, String) {
    let group = shop.group_applied_for(lan).await;
    shop.birth_is_registered(&shop.part(&group, "birth").await).await;
    let (residence, insurance) = (
        shop.part(&group, "residence").await,
        shop.part(&group, "insurance").await,
    );
    (group, residence, insurance)
}

async fn secret(shop: &Shop, who: &Citizen, code: &str) -> String {
    work::dossier(&shop.desk, who, code).await.unwrap().case.secret
}

#[tokio::test]
async fn from_the_list_of_tasks_to_three_results() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let mother = windows.citizen(&lan, lang).await;
        let draft = shop.ready_group(&lan).await;
        mother.sees("group_tasks", &format!("/applications/{draft}")).await;
        let group = work::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        shop.drain().await;
        mother
            .sees("group_submitted", &format!("/dossiers/{group}/submitted"))
            .await;
        let page = format!("/dossiers/{group}");
        mother.sees("group_fresh", &page).await;
        let birth = shop.part(&group, "birth").await;
        shop.birth_is_registered(&birth).await;
        mother.sees("group_parts_going", &page).await;
        mother.sees("group_mine", "/dossiers").await;
        let (residence, insurance) = (
            shop.part(&group, "residence").await,
            shop.part(&group, "insurance").await,
        );
        mother.sees("group_part", &format!("/dossiers/{residence}")).await;
        let (_, desk) = windows
            .officer_of(&shop, INSURANCE, "Nguyễn Thu Trang", "insurance_officer", lang)
            .await;
        desk.sees("office_part", &format!("/office/dossiers/{insurance}")).await;
        shop.part_is_done("insurance", &insurance).await;
        shop.part_is_done("residence", &residence).await;
        mother.sees("group_completed", &page).await;
        let codes = [("code", group.as_str()), ("secret", &secret(&shop, &lan, &group).await)];
        windows.guest(lang).sees_after("group_track", "/track", &codes).await;
        shop.close().await;
    }
}

#[tokio::test]
async fn a_part_is_added_later() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let mother = windows.citizen(&lan, lang).await;
        let (group, ..) = registered(&shop, &lan).await;
        let add = format!("/dossiers/{group}/parts/identity_card");
        mother.sees("group_add", &add).await;
        let nowhere = [
            ("child_id_delivery.province", "01"),
            ("child_id_delivery.commune", ""),
            ("child_id_delivery.detail", ""),
        ];
        mother.sees_after("group_add_wrong", &add, &nowhere).await;
        mother.sends(&add, &[]).await;
        shop.drain().await;
        mother.sees("group_added", &format!("/dossiers/{group}")).await;
        mother.sees("group_add_gone", &add).await;
        mother
            .sees("group_add_foreign", &format!("/dossiers/{group}/parts/birth"))
            .await;
        let other = windows.citizen(&shop.parent("Mai").await, lang).await;
        other.sees("group_add_not_theirs", &add).await;
        shop.close().await;
    }
}

#[tokio::test]
async fn a_silent_system_a_supplement_and_a_refusal() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let (group, residence, insurance) = registered(&shop, &lan).await;
        let page = format!("/dossiers/{group}");
        shop.breaks(System::SocialInsurance, Fault::Down);
        shop.part_is_signed("insurance", &insurance).await;
        let (handles, decides) = shop.officers_of("residence");
        shop.leaves(&handles, &residence, "receive", "accept").await.unwrap();
        let item = SupplementItem::Field {
            id: "relationship_to_head".to_owned(),
            note: "Ghi rõ quan hệ".to_owned(),
        };
        shop.asks_for(&handles, &residence, "handle", item, false)
            .await
            .unwrap();
        for _ in 0..3 {
            shop.passes(TimeDelta::days(1));
            shop.drain().await;
        }
        let mother = windows.citizen(&lan, lang).await;
        mother.sees("group_supplement_and_silence", &page).await;
        let typed = [("relationship_to_head", "grandchild")].into_iter().collect();
        let none: Vec<work::SentFile<futures::stream::Empty<_>>> = Vec::new();
        work::supplement(&shop.desk, &lan, &residence, typed, none)
            .await
            .unwrap();
        mother.sees("group_silence", &page).await;
        let codes = [("code", group.as_str()), ("secret", &secret(&shop, &lan, &group).await)];
        windows
            .guest(lang)
            .sees_after("group_track_silence", "/track", &codes)
            .await;
        shop.leaves_because(&handles, &residence, "handle", "propose_refusal")
            .await
            .unwrap();
        shop.leaves_because(&decides, &residence, "decide", "refuse")
            .await
            .unwrap();
        shop.drain().await;
        mother.sees("group_refused_one", &page).await;
        shop.mends(System::SocialInsurance);
        shop.passes(TimeDelta::hours(1));
        shop.drain().await;
        let (handles, _) = shop.officers_of("insurance");
        shop.leaves(&handles, &insurance, "seal", "issue").await.unwrap();
        shop.drain().await;
        let mother = windows.citizen(&lan, lang).await;
        mother.sees("group_partly", &page).await;
        mother
            .sees("group_part_refused", &format!("/dossiers/{residence}"))
            .await;
        // What looked after the system that was down sees that nothing waits any more.
        shop.passes(TimeDelta::minutes(2));
        shop.close().await;
    }
}

#[tokio::test]
async fn the_birth_is_refused() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.leaves_because(&shop.officer("reception_officer"), &birth, "receive", "refuse")
            .await
            .unwrap();
        shop.drain().await;
        let mother = windows.citizen(&lan, lang).await;
        mother.sees("group_refused", &format!("/dossiers/{group}")).await;
        shop.close().await;
    }
}

#[tokio::test]
async fn a_group_is_withdrawn() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let lan = shop.parent("Lan").await;
        let mother = windows.citizen(&lan, lang).await;
        let (group, residence, insurance) = registered(&shop, &lan).await;
        let page = format!("/dossiers/{group}");
        // The insurance has accepted its part: it confirms. The police have not: theirs ends at once.
        let (handles, _) = shop.officers_of("insurance");
        shop.leaves(&handles, &insurance, "receive", "accept").await.unwrap();
        mother.sees("group_withdraw", &format!("{page}/withdraw")).await;
        mother
            .sends(&format!("{page}/withdraw"), &[("reason", "Chuyển về quê")])
            .await;
        shop.drain().await;
        mother.sees("group_withdrawing", &page).await;
        let (officer, desk) = windows
            .officer_of(&shop, INSURANCE, "Nguyễn Thu Trang", "insurance_officer", lang)
            .await;
        let confirm = format!("/office/dossiers/{insurance}/withdrawal");
        desk.sees("office_part_withdrawal", &confirm).await;
        let seen = shop.dossier(&insurance).await.seq.to_string();
        desk.sends(&confirm, &[("seen", &seen)]).await;
        assert!(officer.posts.len() == 1 && shop.dossier(&residence).await.outcome.is_some());
        shop.drain().await;
        mother.sees("group_withdrawn", &page).await;
        shop.close().await;
    }
}
