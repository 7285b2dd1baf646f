//! Administrators change a definition, another approves it; reference data and staff.

use chrono::TimeDelta;
use motcua_casework::admin::{self, AdminError, Denied, Draft, Filter, Kind, Mark, State, difference};
use motcua_casework::citizen;
use motcua_casework::desk::{Desk, Inner};
use motcua_casework::error::Error;
use motcua_casework::sessions::{Account, Limits, Origin, Sessions};
use motcua_casework::sign_in::officer::{NewOfficer, NewPost as FirstPost, Officers, Refusal, by_id};
use motcua_casework::sign_in::{Cost, Passwords, TotpSecret};
use motcua_casework::vault::{SecretKey, Vault};
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::in_each_shop;
use crate::shop::{AGENCY, Shop, not_found};

const HALL: &str = "community-hall-lending";
const OLD: &str = "Mượn hội trường, en: Community hall";
const NEW: &str = "Mượn nhà văn hóa, en: Community hall";

fn hall() -> ProcedureId {
    ProcedureId::from(HALL)
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// Two administrators.
fn two(shop: &Shop) -> (Officer, Officer) {
    let (an, binh) = (
        shop.officer_of(AGENCY, admin::ROLE, 1),
        shop.officer_of(AGENCY, admin::ROLE, 2),
    );
    assert_ne!(an.who.id, binh.who.id);
    (an, binh)
}

#[track_caller]
fn denied<T: std::fmt::Debug>(result: Result<T, AdminError>) -> Denied {
    match result {
        Err(AdminError::Refused(denied)) => *denied,
        other => panic!("not refused: {other:?}"),
    }
}

#[track_caller]
fn hidden<T: std::fmt::Debug>(result: Result<T, AdminError>) {
    match result {
        Err(AdminError::Failed(Error::NotFound)) => {}
        other => panic!("found, or refused otherwise: {other:?}"),
    }
}

/// The definition of the hall with other words, written by somebody.
async fn rewritten(desk: &Desk, who: &Officer, from: &str, to: &str) -> Draft {
    let draft = admin::begin(desk, who, Kind::Procedure, HALL).await.unwrap();
    let text = draft.text.replacen(from, to, 1);
    assert_ne!(text, draft.text, "{from}");
    admin::save(desk, who, Kind::Procedure, HALL, draft.revision, &text)
        .await
        .unwrap()
}

/// The same desk as another node has it.
async fn other_node(shop: &Shop) -> Desk {
    let desk = &shop.desk;
    Desk::new(Inner {
        store: shop.fresh.second_node().await,
        clock: desk.clock.clone(),
        ids: desk.ids.clone(),
        catalogue: motcua_casework::procedures::Catalogue::load(
            &motcua_casework::procedures::Source::Embedded,
            &desk.reference,
        )
        .into(),
        reference: desk.reference.clone(),
        connectors: desk.connectors.clone(),
        files: desk.files.clone(),
        register_patience: desk.register_patience,
        base_url: desk.base_url.clone(),
        budget: desk.budget,
        serials: motcua_casework::serials::Serials::default(),
    })
}

fn accounts(shop: &Shop) -> Officers {
    let (fresh, ids) = (&shop.fresh, shop.fresh.ids.clone());
    let cheap = Cost {
        memory: 64,
        rounds: 1,
        at_once: 1,
    };
    Officers::new(
        fresh.store.clone(),
        fresh.clock.clone(),
        ids.clone(),
        Passwords::new(cheap, ids.clone()).unwrap(),
        Vault::new(&SecretKey::new(&ids), ids),
    )
}

fn post(role: &str) -> admin::NewPost {
    admin::NewPost {
        agency: AGENCY.to_owned(),
        role: role.to_owned(),
        legal_basis: "Quyết định 12/QĐ-UBND".to_owned(),
        ..admin::NewPost::default()
    }
}

fn newcomer(user_name: &str, role: &str) -> admin::NewMember {
    admin::NewMember {
        user_name: user_name.to_owned(),
        name: format!("Nguyễn {user_name}"),
        post: post(role),
    }
}

fn because(reason: &str) -> admin::Ending<'_> {
    admin::Ending {
        reason,
        leaving_one: false,
    }
}

/// An officer with an account, as the pages know them.
async fn known(shop: &Shop, id: Uuid) -> Officer {
    motcua_casework::people::officer(&shop.desk, id).await.unwrap().unwrap()
}

in_each_shop! {
    async fn a_definition_is_changed_by_two(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let lan = shop.parent("Lan").await;
        let begun = shop.ready_hall(&lan, "40").await;
        let before = citizen::submit(desk, &lan, begun).await.unwrap().code.to_string();
        let waiting = shop.ready_hall(&lan, "30").await;
        let node = other_node(&shop).await;

        let draft = rewritten(desk, &an, OLD, NEW).await;
        assert!(draft.text.contains("\nversion: 2\n"));
        assert_eq!(admin::check(desk, &an, Kind::Procedure, HALL, &draft.text).await.unwrap(), []);
        let (_, published) = admin::text(desk, &an, Kind::Procedure, HALL).await.unwrap();
        let changed = difference(&published, &draft.text);
        assert!(changed.iter().flatten().any(|line| line.mark == Mark::Added
            && line.parts.iter().any(|part| part.changed && part.text.contains("nhà"))));

        let asked = admin::ask(desk, &an, Kind::Procedure, HALL, draft.revision, day("2026-11-25")).await.unwrap();
        assert!(asked.waiting && asked.text.contains("valid_from: \"2026-11-25\""));
        // Not by the author, and nobody sees it before it is approved.
        assert_eq!(denied(admin::publish(desk, &an, Kind::Procedure, HALL, asked.revision).await), Denied::OwnWork);
        assert_eq!(desk.catalogue.current(&hall(), day("2026-11-25")).unwrap().version, 1);
        assert_eq!(admin::publish(desk, &binh, Kind::Procedure, HALL, asked.revision).await.unwrap(), 2);

        let now = desk.catalogue.current(&hall(), day("2026-11-25")).unwrap();
        assert_eq!((now.version, now.short_name().vi.as_str()), (2, "Mượn nhà văn hóa"));
        // What was submitted before keeps its version; what was only a draft is handed in under the rules of the day.
        assert_eq!(shop.dossier(&before).await.application.version, 1);
        let older = citizen::submit(desk, &lan, waiting).await.unwrap().code.to_string();
        assert_eq!(shop.dossier(&older).await.application.version, 2);
        let fresh = shop.ready_hall(&lan, "20").await;
        let newer = citizen::submit(desk, &lan, fresh).await.unwrap().code.to_string();
        assert_eq!(shop.dossier(&newer).await.application.version, 2);

        // Another node that has not looked yet opens the new dossier all the same, and then offers the new version.
        assert_eq!(node.catalogue.newest(&hall()).unwrap().version, 1);
        let case = motcua_casework::case::Case::by_code(&node, &newer).await.unwrap();
        assert_eq!(case.procedure.version, 2);
        assert_eq!(node.catalogue.current(&hall(), day("2026-11-25")).unwrap().version, 2);

        let seen = admin::procedure(desk, &an, &hall()).await.unwrap();
        let dossiers: Vec<_> = seen.versions.iter().map(|it| (it.procedure.version, it.dossiers)).collect();
        assert_eq!(dossiers, [(2, 2), (1, 1)]);
        let (authors, approver, _) = seen.versions[0].published.clone().unwrap();
        assert_eq!((authors, approver), (vec![an.who.name.clone()], binh.who.name.clone()));
        assert!(seen.draft.is_none() && seen.versions[1].published.is_none());
        let acts: Vec<_> = admin::log(desk, &an).await.unwrap().into_iter().map(|done| done.act).collect();
        assert_eq!(acts, ["publish", "ask", "save", "begin"]);
    }

    async fn a_page_of_another_node_is_a_second_behind_at_most(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let node = other_node(&shop).await;
        let knows = || node.catalogue.newest(&hall()).unwrap().version;
        node.keep_up().await.unwrap();
        let draft = rewritten(desk, &an, OLD, NEW).await;
        let asked = admin::ask(desk, &an, Kind::Procedure, HALL, draft.revision, day("2026-11-25")).await.unwrap();
        admin::publish(desk, &binh, Kind::Procedure, HALL, asked.revision).await.unwrap();
        node.keep_up().await.unwrap();
        assert_eq!(knows(), 1, "the database was asked within this second");
        shop.passes(chrono::TimeDelta::seconds(1));
        node.keep_up().await.unwrap();
        assert_eq!(knows(), 2);
    }

    async fn later_is_later(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let draft = rewritten(desk, &an, OLD, NEW).await;
        let ask = |seen, on: &'static str| admin::ask(desk, &an, Kind::Procedure, HALL, seen, day(on));
        assert_eq!(denied(ask(draft.revision, "2026-11-24").await), Denied::DatePassed);
        let asked = ask(draft.revision, "2026-12-01").await.unwrap();
        shop.passes(chrono::TimeDelta::days(10));
        assert_eq!(denied(admin::publish(desk, &binh, Kind::Procedure, HALL, asked.revision).await), Denied::DatePassed);
        let asked = ask(asked.revision, "2027-01-01").await.unwrap();
        admin::publish(desk, &binh, Kind::Procedure, HALL, asked.revision).await.unwrap();
        let on = |date: &str| desk.catalogue.current(&hall(), day(date)).map(|it| it.version);
        assert_eq!((on("2026-12-31"), on("2027-01-01")), (Some(1), Some(2)));
        let draft = rewritten(desk, &an, NEW, OLD).await;
        assert_eq!(
            denied(admin::ask(desk, &an, Kind::Procedure, HALL, draft.revision, day("2026-12-20")).await),
            Denied::BeforeVersion(day("2027-01-01"))
        );
        let listed = admin::procedures(desk, &an, &Filter { words: "hoi truong".into(), ..Filter::default() }).await.unwrap();
        let hall = listed.iter().find(|it| it.procedure.id.as_str() == HALL).unwrap();
        assert_eq!((hall.state, hall.next), (State::Published, Some(day("2027-01-01"))));
    }

    async fn what_applies_today_is_changed_before_what_is_to_come(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let (kind, name) = (Kind::Procedure, "birth-registration");
        let begun = admin::begin_from(desk, &an, kind, name, Some(1)).await.unwrap();
        assert!(begun.text.contains("\nversion: 3\n"), "the number 2 is taken");
        let text = begun.text.replace("Bạn là ai đối với trẻ?", "Bạn và trẻ có quan hệ gì?");
        let draft = admin::save(desk, &an, kind, name, begun.revision, &text).await.unwrap();
        let (base, published) = admin::text(desk, &an, kind, name).await.unwrap();
        assert_eq!((base, published.contains("Bạn là ai đối với trẻ?")), (1, true));
        // The law of March is not taken back.
        let ask = |on: &'static str| admin::ask(desk, &an, kind, name, draft.revision, day(on));
        assert_eq!(denied(ask("2027-03-01").await), Denied::AfterVersion(day("2027-03-01")));
        let asked = ask("2026-12-10").await.unwrap();
        assert_eq!(admin::publish(desk, &binh, kind, name, asked.revision).await.unwrap(), 3);
        let birth = ProcedureId::from(name);
        let on = |date: &str| desk.catalogue.current(&birth, day(date)).map(|it| it.version);
        assert_eq!(
            [on("2026-12-09"), on("2026-12-10"), on("2027-02-28"), on("2027-03-01")],
            [Some(1), Some(3), Some(3), Some(2)]
        );
        // What is to come is changed by itself; it still begins from the file it named.
        let begun = admin::begin_from(desk, &an, kind, name, Some(2)).await.unwrap();
        assert!(begun.text.contains("\nversion: 4\n") && begun.text.contains("use: birth-registration\n"));
        assert_eq!(admin::check(desk, &an, kind, name, &begun.text).await.unwrap(), []);
        let text = begun.text.replace("time_limit.limit: 8wh", "time_limit.limit: 7wh");
        let draft = admin::save(desk, &an, kind, name, begun.revision, &text).await.unwrap();
        let ask = |on: &'static str| admin::ask(desk, &an, kind, name, draft.revision, day(on));
        assert_eq!(denied(ask("2027-02-01").await), Denied::BeforeVersion(day("2027-03-01")));
        let asked = ask("2027-03-01").await.unwrap();
        assert_eq!(admin::publish(desk, &binh, kind, name, asked.revision).await.unwrap(), 4);
        let march = desk.catalogue.current(&birth, day("2027-03-01")).unwrap();
        assert_eq!((march.version, march.time_limit.limit.to_string()), (4, "7wh".to_owned()));
    }

    async fn the_second_loses_nothing(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let first = admin::begin(desk, &an, Kind::Procedure, HALL).await.unwrap();
        let same = admin::begin(desk, &binh, Kind::Procedure, HALL).await.unwrap();
        assert_eq!(first, same);
        let save = |who, seen, text: String| async move {
            admin::save(desk, who, Kind::Procedure, HALL, seen, &text).await
        };
        let theirs = save(&an, first.revision, first.text.replace(OLD, NEW)).await.unwrap();
        match denied(save(&binh, first.revision, format!("{}# của Bình\n", first.text)).await) {
            Denied::Changed(Some(now)) => {
                assert_eq!((now.edited_by, &now.text), (an.who.id, &theirs.text));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(admin::draft(desk, &an, Kind::Procedure, HALL).await.unwrap().unwrap(), theirs);
        // On top of what the other wrote it goes; and then neither may approve.
        let both = save(&binh, theirs.revision, format!("{}# của Bình\n", theirs.text)).await.unwrap();
        let asked = admin::ask(desk, &an, Kind::Procedure, HALL, both.revision, day("2026-12-01")).await.unwrap();
        for author in [&an, &binh] {
            assert_eq!(denied(admin::publish(desk, author, Kind::Procedure, HALL, asked.revision).await), Denied::OwnWork);
        }
        let chi = shop.officer_of(AGENCY, admin::ROLE, 3);
        let back = |note: &'static str| admin::send_back(desk, &chi, Kind::Procedure, HALL, asked.revision, note);
        assert_eq!(denied(back(" ").await), Denied::Missing);
        back("Chưa có căn cứ pháp lý").await.unwrap();
        let sent = admin::draft(desk, &an, Kind::Procedure, HALL).await.unwrap().unwrap();
        assert_eq!((sent.waiting, sent.note.as_deref()), (false, Some("Chưa có căn cứ pháp lý")));
        assert!(matches!(
            denied(admin::publish(desk, &chi, Kind::Procedure, HALL, asked.revision).await),
            Denied::Changed(Some(_))
        ));
        assert_eq!(denied(admin::publish(desk, &chi, Kind::Procedure, HALL, sent.revision).await), Denied::NotWaiting);
        assert!(matches!(
            denied(admin::discard(desk, &binh, Kind::Procedure, HALL, asked.revision).await),
            Denied::Changed(Some(_))
        ));
        admin::discard(desk, &binh, Kind::Procedure, HALL, sent.revision).await.unwrap();
        assert!(admin::draft(desk, &an, Kind::Procedure, HALL).await.unwrap().is_none());
    }

    async fn what_is_not_sound_is_not_published(shop) {
        let desk = &shop.desk;
        let (an, _) = two(&shop);
        let begun = admin::begin(desk, &an, Kind::Procedure, HALL).await.unwrap();
        let ask = |seen| admin::ask(desk, &an, Kind::Procedure, HALL, seen, day("2026-12-01"));
        assert_eq!(denied(ask(begun.revision).await), Denied::NothingChanged);
        for (from, to, line, words) in [
            ("role: hall_manager", "role: nobody", "role: nobody", "no role"),
            ("amount: 100000", "amount: -1", "amount: -1", ""),
            ("\nid: community-hall-lending", "\nid: hall", "id: hall", "cannot be changed"),
            ("\nversion: 2", "\nversion: 7", "version: 7", "next version is 2"),
        ] {
            let text = begun.text.replacen(from, to, 1);
            let faults = admin::check(desk, &an, Kind::Procedure, HALL, &text).await.unwrap();
            let at = u32::try_from(text.lines().position(|it| it.contains(line)).unwrap() + 1).unwrap();
            let fault = faults.iter().find(|it| it.line.abs_diff(at) <= 1 && it.message().contains(words));
            assert!(fault.is_some(), "{from}: {faults:?}");
        }
        let text = begun.text.replacen("role: hall_manager", "role: nobody", 1);
        let draft = admin::save(desk, &an, Kind::Procedure, HALL, begun.revision, &text).await.unwrap();
        match denied(ask(draft.revision).await) {
            Denied::Unsound(faults) => assert!(!faults.is_empty()),
            other => panic!("{other:?}"),
        }
        // A field that a group hands over cannot go.
        let birth = "birth-registration";
        let begun = admin::begin_from(desk, &an, Kind::Procedure, birth, Some(1)).await.unwrap();
        let text = begun.text.replace("child_full_name", "child_name_in_full");
        let faults = admin::check(desk, &an, Kind::Procedure, birth, &text).await.unwrap();
        assert!(!faults.is_empty());
    }

    async fn a_procedure_ends_by_two(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let birth = ProcedureId::from("birth-registration");
        let end = |id: ProcedureId, on: &'static str, why: &'static str| {
            let an = an.clone();
            async move { admin::ask_end(desk, &an, &id, day(on), why).await }
        };
        assert!(matches!(denied(end(birth, "2026-12-31", "Luật mới").await), Denied::PartOf(_)));
        assert_eq!(denied(end(hall(), "2026-11-24", "Luật mới").await), Denied::DatePassed);
        assert_eq!(denied(end(hall(), "2026-12-31", " ").await), Denied::Missing);
        end(hall(), "2026-12-31", "Luật mới").await.unwrap();
        assert_eq!(denied(end(hall(), "2026-12-31", "Luật mới").await), Denied::EndsAlready);
        assert_eq!(denied(admin::confirm_end(desk, &an, &hall()).await), Denied::OwnWork);
        assert!(desk.catalogue.current(&hall(), day("2027-01-01")).is_some());
        admin::confirm_end(desk, &binh, &hall()).await.unwrap();
        assert!(desk.catalogue.current(&hall(), day("2026-12-31")).is_some());
        assert!(desk.catalogue.current(&hall(), day("2027-01-01")).is_none());
        admin::take_back_end(desk, &an, &hall()).await.unwrap();
        assert!(desk.catalogue.current(&hall(), day("2027-01-01")).is_some());
        assert_eq!(denied(admin::confirm_end(desk, &binh, &hall()).await), Denied::NotWaiting);
    }

    async fn days_off_are_published_on_every_node(shop) {
        let desk = &shop.desk;
        let (an, binh) = two(&shop);
        let node = other_node(&shop).await;
        let file = "holidays.yaml";
        let begun = admin::begin(desk, &an, Kind::Reference, file).await.unwrap();
        let holiday = "      - {date: \"2027-01-01\"";
        let more = "      - {date: \"2026-12-31\", kind: holiday, name_vi: Nghỉ, name_en: Off}\n    working_saturdays:";
        let text = begun.text.replacen("    working_saturdays:\n      - {date: \"2026-01-10\"", &format!("{more}\n      - {{date: \"2026-01-10\""), 1);
        assert!(text != begun.text && text.contains(holiday));
        let past = begun.text.replacen("      - {date: \"2026-11-24\", kind: holiday, name_vi: Ngày Văn hóa Việt Nam, name_en: Viet Nam Culture Day}\n    working_saturdays:\n      - {date: \"2026-01-10\"", "    working_saturdays:\n      - {date: \"2026-01-10\"", 1);
        assert_ne!(past, begun.text);
        let faults = admin::check(desk, &an, Kind::Reference, file, &past).await.unwrap();
        assert!(faults.iter().any(|it| it.message().contains("2026-11-24 is past")), "{faults:?}");
        let draft = admin::save(desk, &an, Kind::Reference, file, begun.revision, &text).await.unwrap();
        let asked = admin::ask(desk, &an, Kind::Reference, file, draft.revision, day("2026-11-25")).await.unwrap();
        let working = |desk: &Desk| desk.calendar(None).is_working_day(day("2026-12-31"));
        assert!(working(desk));
        assert_eq!(admin::publish(desk, &binh, Kind::Reference, file, asked.revision).await.unwrap(), 2);
        assert!(!working(desk) && working(&node));
        node.refresh().await.unwrap();
        assert!(!working(&node));
        // The other desks of this process hold what they held.
        assert_eq!(admin::files(desk, &an).await.unwrap().iter().filter(|it| it.version == 2).count(), 1);
    }

    async fn history_is_not_renamed_and_what_is_used_stays(shop) {
        let desk = &shop.desk;
        let (an, _) = two(&shop);
        let lan = shop.parent("Lan").await;
        shop.birth_applied_for(&lan).await;
        let (_, agencies) = admin::text(desk, &an, Kind::Reference, "agencies.yaml").await.unwrap();
        let name = desk.reference.agency(&AGENCY.parse().unwrap()).unwrap().name.vi;
        let renamed = agencies.replacen(&name, "Ủy ban nhân dân phường Khác", 1);
        assert_ne!(renamed, agencies);
        let faults = admin::check(desk, &an, Kind::Reference, "agencies.yaml", &renamed).await.unwrap();
        assert!(faults.iter().any(|it| it.message().contains("is history")), "{faults:?}");
        let ended = agencies.replacen(&format!("code: {AGENCY}\n"), &format!("code: {AGENCY}\n    valid_to: \"2027-06-30\"\n"), 1);
        assert_ne!(ended, agencies);
        let faults = admin::check(desk, &an, Kind::Reference, "agencies.yaml", &ended).await.unwrap();
        assert!(faults.iter().any(|it| it.message().contains("has dossiers")), "{faults:?}");
        let (_, roles) = admin::text(desk, &an, Kind::Reference, "roles.yaml").await.unwrap();
        let without = |code: &str| -> String {
            let gone = format!("{{code: {code},");
            roles.lines().filter(|line| !line.contains(&gone)).map(|line| format!("{line}\n")).collect()
        };
        for (code, words) in [("administrator", "must be there"), ("hall_manager", "no role 'hall_manager'")] {
            let faults = admin::check(desk, &an, Kind::Reference, "roles.yaml", &without(code)).await.unwrap();
            assert!(faults.iter().any(|it| it.message().contains(words)), "{code}: {faults:?}");
        }
        not_found(admin::check(desk, &an, Kind::Reference, "../banks.yaml", "").await);
    }

    async fn staff_come_and_go(shop) {
        let desk = &shop.desk;
        let officers = accounts(&shop);
        let (an, _) = two(&shop);
        let add = async |name: &str, role: &str| admin::add_member(desk, &officers, &an, &newcomer(name, role)).await;
        let (first, _) = add("quantri", admin::ROLE).await.unwrap();
        assert_eq!(denied(add("QuanTri", admin::ROLE).await), Denied::NameTaken);
        assert_eq!(denied(add("hoa", "nobody").await), Denied::NoRole);
        // All that is wrong is said at once.
        let nothing = admin::NewMember { user_name: "Hòa Trần".to_owned(), name: " ".to_owned(), post: admin::NewPost::default() };
        assert_eq!(
            denied(admin::add_member(desk, &officers, &an, &nothing).await),
            Denied::Several(vec![
                Denied::NameMissing,
                Denied::UserName,
                Denied::AgencyMissing,
                Denied::NoRole,
                Denied::DecisionMissing,
            ])
        );
        let (clerk, _) = add("duc", "reception_officer").await.unwrap();
        let first = known(&shop, first).await;
        let give = async |who: &Officer, to, role: &str| admin::give_post(desk, who, to, &post(role)).await;
        assert_eq!(denied(give(&first, first.who.id, "chairperson").await), Denied::Oneself);
        assert_eq!(denied(give(&an, first.who.id, "chairperson").await), Denied::BothKinds);
        assert_eq!(denied(give(&an, clerk, admin::ROLE).await), Denied::BothKinds);
        give(&an, clerk, "result_officer").await.unwrap();
        assert_eq!(known(&shop, clerk).await.posts.len(), 2);

        // The only administrator with an account stays.
        let own = admin::member(desk, &first, first.who.id).await.unwrap().posts[0].id;
        for by in [&first, &an] {
            assert_eq!(denied(admin::end_post(desk, by, first.who.id, own, because("Nghỉ")).await), Denied::LastAdministrator);
            assert_eq!(denied(admin::close(desk, by, first.who.id, because("Nghỉ")).await), Denied::LastAdministrator);
        }
        let (second, _) = add("quantri2", admin::ROLE).await.unwrap();
        let second = known(&shop, second).await;
        assert_eq!(denied(admin::end_post(desk, &first, first.who.id, own, because("Nghỉ")).await), Denied::Oneself);
        // One alone can publish nothing: whoever leaves one is told so, and says that it is meant.
        assert!(admin::member(desk, &second, first.who.id).await.unwrap().leaves_one);
        assert!(!admin::member(desk, &second, clerk).await.unwrap().leaves_one);
        assert_eq!(denied(admin::end_post(desk, &second, first.who.id, own, because("Nghỉ")).await), Denied::OneWouldBeLeft);
        assert_eq!(
            denied(admin::close(desk, &second, first.who.id, because(" ")).await),
            Denied::Several(vec![Denied::Missing, Denied::OneWouldBeLeft])
        );
        let meant = admin::Ending { leaving_one: true, ..because("Nghỉ hưu") };
        admin::close(desk, &second, first.who.id, meant).await.unwrap();
        assert!(motcua_casework::people::officer(desk, first.who.id).await.unwrap().is_none());

        // Whoever has work in hand hands it over first.
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let clerk = known(&shop, clerk).await;
        let seq = shop.dossier(&code).await.seq;
        motcua_casework::officer::take(desk, &clerk, &code, seq, "receive".to_owned()).await.unwrap();
        let reception = admin::member(desk, &second, clerk.who.id).await.unwrap().posts[0].id;
        let leaves = || admin::end_post(desk, &second, clerk.who.id, reception, because("Chuyển công tác"));
        assert_eq!(denied(leaves().await), Denied::InHand(1));
        shop.leaves(&clerk, &code, "receive", "accept").await.unwrap();
        leaves().await.unwrap();
        assert_eq!(known(&shop, clerk.who.id).await.posts.len(), 1);
        admin::reopen(desk, &second, first.who.id).await.unwrap();
        assert!(by_id(&desk.store, first.who.id).await.unwrap().unwrap().disabled_at.is_none());
    }

    async fn password_and_codes_are_the_officers_own_from_the_beginning(shop) {
        let desk = &shop.desk;
        let officers = accounts(&shop);
        let (an, _) = two(&shop);
        let (id, first) = admin::add_member(desk, &officers, &an, &newcomer("hanh", "reception_officer")).await.unwrap();
        let (code, password) = (first.code.expose_secret(), SecretString::from("mưa phùn tháng giêng"));
        let enters = async |password: &SecretString, totp: &TotpSecret| {
            let code = totp.code_at(desk.now());
            officers.sign_in("hanh", password, &code, "203.0.113.0/24").await.map(|officer| officer.id)
        };
        let wrong = |tried: Result<_, Refusal>| assert!(matches!(tried, Err(Refusal::WrongDetails)));
        for (name, code) in [("hanh", "AAAAA-AAAAA-AAAAA-AAAAA"), ("hanh", ""), ("lan", code)] {
            wrong(officers.invited(name, code).await.map(|_| id));
        }
        let invited = officers.invited("Hanh", &code.to_lowercase().replace('-', " ")).await.unwrap();
        assert_eq!(invited.officer.id, id);
        wrong(enters(&"".into(), &invited.totp).await);
        let accepts = async |password: &str, one_time: &str| officers.accept("hanh", code, &password.into(), one_time).await;
        let one_time = invited.totp.code_at(desk.now());
        assert!(matches!(accepts("ngắn quá", &one_time).await, Err(Refusal::Password(_))));
        assert!(matches!(accepts(password.expose_secret(), "12345").await, Err(Refusal::WrongCode)));
        assert!(matches!(accepts("ngắn quá", "12345").await, Err(Refusal::WrongCodeAndPassword)));
        // Twice at the same moment: one of them.
        let (one, two) = tokio::join!(
            accepts(password.expose_secret(), &one_time),
            accepts(password.expose_secret(), &one_time)
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        wrong(accepts(password.expose_secret(), &one_time).await.map(|_| id));
        wrong(enters(&password, &invited.totp).await);
        shop.passes(TimeDelta::seconds(60));
        assert_eq!(enters(&password, &invited.totp).await.unwrap(), id);

        // The telephone is lost: what was good until now is no more.
        let (store, clock, ids) = (shop.fresh.store.clone(), shop.fresh.clock.clone(), shop.fresh.ids.clone());
        let sessions = Sessions::new(store, clock, ids, Limits::default());
        let token = sessions.create(Account::Officer { id }, &Origin::default(), None).await.unwrap();
        let second = admin::invite(desk, &officers, &an, id).await.unwrap();
        assert!(sessions.find(token.secret()).await.unwrap().is_none());
        shop.passes(TimeDelta::seconds(60));
        wrong(enters(&password, &invited.totp).await);
        let anew = officers.invited("hanh", second.code.expose_secret()).await.unwrap();
        assert_ne!(anew.totp, invited.totp);
        // Only the newest invitation is good, and not for ever.
        let third = admin::invite(desk, &officers, &an, id).await.unwrap();
        wrong(officers.invited("hanh", second.code.expose_secret()).await.map(|_| id));
        shop.fresh.clock.set(third.until);
        wrong(officers.invited("hanh", third.code.expose_secret()).await.map(|_| id));

        assert_eq!(denied(admin::invite(desk, &officers, &an, an.who.id).await), Denied::Oneself);
        let log = admin::log(desk, &an).await.unwrap();
        let acts: Vec<&str> = log.iter().rev().map(|done| done.act.as_str()).collect();
        assert_eq!(acts.iter().filter(|act| **act == "invite").count(), 2);
        for act in ["add_member", "give_post", "accept"] {
            assert!(log.iter().any(|done| done.act == act && done.subject == "staff/hanh"), "{act}: {acts:?}");
        }
    }

    async fn an_account_is_made_whole_or_not_at_all(shop) {
        let desk = &shop.desk;
        let officers = accounts(&shop);
        let (an, _) = two(&shop);
        let before = admin::staff(desk, &an).await.unwrap().len();
        let with = |change: fn(&mut admin::NewPost)| {
            let mut new = newcomer("hanh", "reception_officer");
            change(&mut new.post);
            new
        };
        for (new, why) in [
            (with(|post| post.from = Some("2026-11-01T00:00:00Z".parse().unwrap())), Denied::DatePassed),
            (with(|post| post.agency = "H99".to_owned()), Denied::NoAgency),
            (with(|post| post.role = "nobody".to_owned()), Denied::NoRole),
            (with(|post| post.legal_basis = " ".to_owned()), Denied::DecisionMissing),
        ] {
            assert_eq!(denied(admin::add_member(desk, &officers, &an, &new).await), why);
        }
        let account = |name: &str| NewOfficer {
            user_name: name.to_owned(),
            display_name: "Nguyễn Hạnh".to_owned(),
            password: "mưa phùn tháng giêng".into(),
            totp: TotpSecret::new(&desk.ids),
        };
        let first = |agency: &str, role: &str| FirstPost {
            agency_code: agency.to_owned(),
            department: None,
            role: role.to_owned(),
            valid_from: desk.now(),
            valid_to: None,
        };
        for (agency, role, why) in [("H99", admin::ROLE, Denied::NoAgency), (AGENCY, "nobody", Denied::NoRole)] {
            let tried = admin::add_by_operator(desk, &officers, &account("hanh"), &[first(agency, role)]).await;
            assert_eq!(denied(tried), why);
        }
        assert_eq!(admin::staff(desk, &an).await.unwrap().len(), before);
        let id = admin::add_by_operator(desk, &officers, &account("hanh"), &[first(AGENCY, admin::ROLE)]).await.unwrap();
        assert_eq!(admin::member(desk, &an, id).await.unwrap().posts.len(), 1);
    }

    async fn two_administrators_at_once_give_nobody_both_kinds_of_posts(shop) {
        let desk = &shop.desk;
        let officers = accounts(&shop);
        let (an, binh) = two(&shop);
        for round in 0..4 {
            let account = NewOfficer {
                user_name: format!("hanh{round}"),
                display_name: "Nguyễn Hạnh".to_owned(),
                password: "mưa phùn tháng giêng".into(),
                totp: TotpSecret::new(&desk.ids),
            };
            let id = officers.add(&account).await.unwrap().id;
            let (configures, reads) = (post(admin::ROLE), post("reception_officer"));
            let (one, two) = tokio::join!(
                admin::give_post(desk, &an, id, &configures),
                admin::give_post(desk, &binh, id, &reads)
            );
            assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        }
    }

    async fn every_role_tries(shop) {
        let desk = &shop.desk;
        let officers = accounts(&shop);
        let (an, binh) = two(&shop);
        let draft = rewritten(desk, &an, OLD, NEW).await;
        let seen = draft.revision;
        let (id, kind) = (hall(), Kind::Procedure);
        for role in desk.reference.roles().to_vec() {
            if role.code == admin::ROLE {
                continue;
            }
            let who = shop.officer(&role.code);
            let on = day("2026-12-01");
            not_found(admin::procedures(desk, &who, &Filter::default()).await);
            not_found(admin::procedure(desk, &who, &id).await);
            not_found(admin::draft(desk, &who, kind, HALL).await);
            not_found(admin::text(desk, &who, kind, HALL).await);
            not_found(admin::check(desk, &who, kind, HALL, "").await);
            not_found(admin::draft_procedure(desk, &who, HALL).await);
            not_found(admin::version(desk, &who, HALL, 1).await);
            not_found(admin::files(desk, &who).await);
            not_found(admin::staff(desk, &who).await);
            not_found(admin::log(desk, &who).await);
            hidden(admin::begin(desk, &who, kind, HALL).await);
            hidden(admin::save(desk, &who, kind, HALL, seen, "").await);
            hidden(admin::discard(desk, &who, kind, HALL, seen).await);
            hidden(admin::ask(desk, &who, kind, HALL, seen, on).await);
            hidden(admin::send_back(desk, &who, kind, HALL, seen, "a").await);
            hidden(admin::publish(desk, &who, kind, HALL, seen).await);
            hidden(admin::ask_end(desk, &who, &id, on, "a").await);
            hidden(admin::confirm_end(desk, &who, &id).await);
            hidden(admin::take_back_end(desk, &who, &id).await);
            hidden(admin::add_member(desk, &officers, &who, &newcomer("ai", "chairperson")).await);
            hidden(admin::give_post(desk, &who, binh.who.id, &post("chairperson")).await);
            hidden(admin::end_post(desk, &who, binh.who.id, binh.who.id, because("a")).await);
            hidden(admin::close(desk, &who, binh.who.id, because("a")).await);
            hidden(admin::reopen(desk, &who, binh.who.id).await);
            hidden(admin::invite(desk, &officers, &who, binh.who.id).await);
        }
        assert_eq!(admin::draft(desk, &binh, kind, HALL).await.unwrap(), Some(draft));
        assert_eq!(admin::log(desk, &an).await.unwrap().len(), 2);
    }
}
