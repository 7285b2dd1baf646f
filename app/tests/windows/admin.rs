//! The administrators' pages: a definition is changed by one and approved by another; reference data, staff, log.

use motcua_casework::admin::{self as work, Kind};
use motcua_casework::testing::Database;
use motcua_domain::dossier::Officer;
use motcua_domain::text::Lang;

use crate::browser::{Browser, Windows};
use crate::shop::{AGENCY, Shop};

const LANGUAGES: [Lang; 2] = [Lang::Vi, Lang::En];
const HALL: &str = "community-hall-lending";
const PAGE: &str = "/admin/procedures/community-hall-lending";
const TEXT: &str = "/admin/texts/procedures/community-hall-lending";
const OLD: &str = "Mượn hội trường, en: Community hall";
const NEW: &str = "Mượn nhà văn hóa, en: Community hall";

async fn open() -> (Shop, Windows) {
    let shop = Shop::open(Database::Sqlite.fresh().await.unwrap()).await;
    let windows = Windows::of(&shop);
    (shop, windows)
}

async fn two(shop: &Shop, windows: &Windows, lang: Lang) -> [(Officer, Browser); 2] {
    let first = ("quantri", "Đinh Quang Huy");
    let second = ("quantri2", "Mai Thị Yến");
    [
        windows.colleague(shop, AGENCY, first, work::ROLE, lang).await,
        windows.colleague(shop, AGENCY, second, work::ROLE, lang).await,
    ]
}

#[tokio::test]
async fn a_definition_is_changed_and_approved() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let [(huy, first), (yen, second)] = two(&shop, &windows, lang).await;
        first.sees("admin_list_narrowed", "/admin?q=hoi+truong").await;
        first.sees("admin_list_nothing", "/admin?state=draft").await;
        first.sees("admin_procedure", PAGE).await;
        first.sees("admin_preview", &format!("{PAGE}/preview/1")).await;
        first.sends(&format!("{TEXT}/begin"), &[]).await;
        let begun = work::draft(&shop.desk, &huy, Kind::Procedure, HALL)
            .await
            .unwrap()
            .unwrap();
        let broken = begun.text.replacen("role: hall_manager", "role: nobody", 1);
        first.sends(TEXT, &[("seen", "1"), ("text", &broken)]).await;
        first.sees("admin_edit_faults", TEXT).await;
        let typed = [
            ("seen", "2"),
            ("valid_from.day", "1"),
            ("valid_from.month", "12"),
            ("valid_from.year", "2026"),
        ];
        first
            .sees_after("admin_ask_unsound", &format!("{TEXT}/ask"), &typed)
            .await;
        // Somebody else saved meanwhile: nothing of what was written is lost.
        let mine = begun.text.replacen(OLD, NEW, 1);
        second
            .sees_after("admin_edit_second", TEXT, &[("seen", "1"), ("text", &mine)])
            .await;
        first.sends(TEXT, &[("seen", "2"), ("text", &mine)]).await;
        let typed = [
            ("seen", "3"),
            ("valid_from.day", "1"),
            ("valid_from.month", "12"),
            ("valid_from.year", "2026"),
        ];
        first.sends(&format!("{TEXT}/ask"), &typed).await;
        first.sees("admin_difference_own", &format!("{TEXT}/difference")).await;
        first
            .sees_after("admin_publish_own", &format!("{TEXT}/publish"), &[("seen", "4")])
            .await;
        second.sees("admin_procedure_waiting", PAGE).await;
        second.sees("admin_difference", &format!("{TEXT}/difference")).await;
        second.sends(&format!("{TEXT}/publish"), &[("seen", "4")]).await;
        second.sees("admin_procedure_published", PAGE).await;
        second.sees("admin_end", &format!("{PAGE}/end")).await;
        let end = [
            ("last_day.day", "31"),
            ("last_day.month", "12"),
            ("last_day.year", "2026"),
            ("reason", ""),
        ];
        second.sees_after("admin_end_wrong", &format!("{PAGE}/end"), &end).await;
        let end = [
            ("last_day.day", "31"),
            ("last_day.month", "12"),
            ("last_day.year", "2026"),
            ("reason", "Luật mới"),
        ];
        second.sends(&format!("{PAGE}/end"), &end).await;
        first.sees("admin_procedure_ending", PAGE).await;
        first.sees("admin_log", "/admin/log").await;
        let again = windows.again(&yen, lang).await;
        again
            .sees_after("admin_end_own", &format!("{PAGE}/end/confirm"), &[])
            .await;
        shop.close().await;
    }
}

#[tokio::test]
async fn reference_data_and_staff() {
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let [(huy, first), (yen, _)] = two(&shop, &windows, lang).await;
        let (duc, clerk) = windows.officer(&shop, "Phạm Minh Đức", "reception_officer", lang).await;
        first.sees("admin_reference", "/admin/reference").await;
        first.sees("admin_staff", "/admin/staff").await;
        first
            .sees("admin_member", &format!("/admin/staff/{}", duc.who.id))
            .await;
        first.sees("admin_new_member", "/admin/staff/new").await;
        let wrong = [("name", "Trần Thị Hòa"), ("user_name", "hoa"), ("role", "cashier")];
        first
            .sees_after("admin_new_member_wrong", "/admin/staff/new", &wrong)
            .await;
        let own = format!("/admin/staff/{}/close", huy.who.id);
        first.sees_after("admin_close_self", &own, &[("reason", "Nghỉ")]).await;
        // What is missing is said beside its field, and what was typed stays.
        let another = format!("/admin/staff/{}/close", duc.who.id);
        first
            .sees_after("admin_close_unexplained", &another, &[("reason", "")])
            .await;
        let second = format!("/admin/staff/{}/close", yen.who.id);
        first
            .sees_after("admin_close_leaves_one", &second, &[("reason", "Nghỉ hưu")])
            .await;
        // For everybody else there is no administration.
        clerk.sees("admin_not_for_officers", "/admin").await;
        shop.close().await;
    }
}

#[tokio::test]
async fn somebody_new_takes_the_account_over_with_the_code() {
    const INVITATION: &str = "/office/invitation";
    for lang in LANGUAGES {
        let (shop, windows) = open().await;
        let [(_, first), _] = two(&shop, &windows, lang).await;
        let new = [
            ("name", "Trần Thị Hòa"),
            ("user_name", "hoa"),
            ("role", "reception_officer"),
            ("agency", AGENCY),
            ("legal_basis", "Quyết định 12/QĐ-UBND"),
        ];
        let (status, page) = first.posts("/admin/staff/new", &new).await;
        assert_eq!(status, 200);
        let code = page
            .split("<code>")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .unwrap();
        let guest = windows.guest(lang);
        guest.sees("invitation", INVITATION).await;
        let named = |code| [("user_name", "hoa"), ("invitation", code)];
        guest.sees_after("invitation_empty", INVITATION, &named("")).await;
        guest
            .sees_after("invitation_wrong", INVITATION, &named("AAAAA-BBBBB"))
            .await;
        let (status, page) = guest.posts(INVITATION, &named(code)).await;
        let totp = windows.officers.invited("hoa", code).await.unwrap().totp;
        assert_eq!(status, 200);
        assert!(page.contains(&totp.base32()) && page.contains("<svg"), "{page}");

        let one_time = totp.code_at(shop.desk.now());
        let chooses = |password, one_time| {
            let [name, code] = named(code);
            [name, code, ("password", password), ("code", one_time)]
        };
        for (password, one_time) in [("ngắn quá", one_time.as_str()), ("mưa phùn tháng giêng", "12345")] {
            let (status, page) = guest.posts(INVITATION, &chooses(password, one_time)).await;
            assert_eq!(status, 422);
            assert!(!page.contains(password), "a password never stands on a page");
        }
        let to = guest
            .sends(INVITATION, &chooses("mưa phùn tháng giêng", &one_time))
            .await;
        assert_eq!(to, "/office/sign-in");
        // The code is good once.
        guest.sees_after("invitation_wrong", INVITATION, &named(code)).await;
        first.sees("admin_log_invitation", "/admin/log").await;
        shop.close().await;
    }
}
