//! A register that is down stops nobody, and nothing is decided before it has answered.

use motcua_casework::citizen;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::officer::choose_record;
use motcua_domain::dossier::{Officer, Status, Why};
use motcua_domain::facts::Reply;
use motcua_domain::form::{Origin, ProblemKind};
use motcua_national::faults::{Fault, System};

use crate::in_each_shop;
use crate::shop::{not_found, why};

const HOME: [(&str, &str); 3] = [
    ("requester_residence.province", "01"),
    ("requester_residence.commune", "00097"),
    ("requester_residence.detail", "12 ngõ 34 Âu Cơ"),
];

/// What the notice would have said.
const BIRTH: [(&str, &str); 9] = [
    ("child_date_of_birth.day", "20"),
    ("child_date_of_birth.month", "11"),
    ("child_date_of_birth.year", "2026"),
    ("child_gender", "male"),
    ("child_birth_place_type", "facility"),
    ("child_birth_facility", "Bệnh viện Phụ sản Hà Nội"),
    ("child_birth_place.province", "01"),
    ("child_birth_place.commune", "00097"),
    ("birth_certificate_number", "01929.GCS.90002.26"),
];

in_each_shop! {
    async fn with_the_population_database_down_one_applies_and_is_verified_later(shop) {
        shop.breaks(System::Population, Fault::Down);
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let review = opened.review(&shop.desk);
        assert_eq!(review.unverified, ["father", "mother", "requester"]);
        assert!(matches!(review.resolved.origins["mother_residence"], Origin::Unverified { .. }));
        // Which desk is competent follows from an address that nobody can look up: the applicant says it.
        let Why::Problems(problems) = why(citizen::submit(&shop.desk, &lan, draft).await) else { panic!("problems") };
        assert_eq!((problems[0].field.as_str(), &problems[0].kind), ("competent_office", &ProblemKind::AddressIncomplete));
        shop.types(&lan, draft, "requester", &HOME).await;
        let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();

        assert!(shop.drain().await.retried > 0);
        shop.does("reception_officer", &code, "receive", "accept").await;
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        let chair = shop.officer("chairperson");
        let refused = why(shop.leaves(&chair, &code, "decide", "approve").await);
        assert!(matches!(&refused, Why::Unverified(facts) if facts.len() == 3), "{refused}");

        shop.mends(System::Population);
        shop.drain().await;
        let dossier = shop.dossier(&code).await;
        assert!(dossier.unverified().is_empty());
        assert!(matches!(dossier.application.origins["requester_residence"], Origin::Register { .. }));
        shop.leaves(&chair, &code, "decide", "approve").await.unwrap();
    }

    async fn what_was_typed_and_differs_is_shown_beside_the_register(shop) {
        shop.breaks(System::Population, Fault::Down);
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        let mut home = HOME;
        home[2].1 = "99 Âu Cơ";
        shop.types(&lan, draft, "requester", &home).await;
        let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        shop.mends(System::Population);
        shop.drain().await;
        let dossier = shop.dossier(&code).await;
        assert!(matches!(dossier.application.origins["requester_residence"], Origin::Disputed { .. }));
        assert_eq!(dossier.status(), Status::Submitted);
    }

    async fn registers_are_asked_again_when_they_are_back(shop) {
        shop.breaks(System::BirthNotices, Fault::Down);
        let lan = shop.parent("Lan").await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let unverified = async || Draft::open(&shop.desk, &lan, draft).await.unwrap().review(&shop.desk).unverified;
        assert!(unverified().await.contains(&"notice".to_owned()));
        shop.mends(System::BirthNotices);
        drafts::ask_again(&shop.desk, &lan, draft).await.unwrap();
        assert_eq!(unverified().await, Vec::<String>::new());
    }

    async fn what_hung_on_a_silent_register_is_open_no_longer_once_it_says_there_is_nothing(shop) {
        shop.breaks(System::BirthNotices, Fault::Down);
        let mai = shop.parent("Mai").await;
        let draft = shop.begins(&mai, "birth-registration").await;
        let unverified = async || Draft::open(&shop.desk, &mai, draft).await.unwrap().review(&shop.desk).unverified;
        assert_eq!(unverified().await, ["father", "marriage", "mother", "notice"]);
        // The notice names no father: there is nobody to ask about, and nothing left to be verified.
        shop.mends(System::BirthNotices);
        drafts::ask_again(&shop.desk, &mai, draft).await.unwrap();
        assert_eq!(unverified().await, Vec::<String>::new());
        assert!(Draft::open(&shop.desk, &mai, draft).await.unwrap().body.facts.get("father").is_none());
    }

    async fn a_dossier_is_not_held_for_ever_by_a_question_that_need_not_be_asked(shop) {
        shop.breaks(System::BirthNotices, Fault::Down);
        let mai = shop.parent("Mai").await;
        let draft = shop.begins(&mai, "birth-registration").await;
        shop.fills_in(&mai, draft).await;
        shop.types(&mai, draft, "birth", &BIRTH).await;
        shop.types(&mai, draft, "parents", &[("parents_married", "no")]).await;
        let code = citizen::submit(&shop.desk, &mai, draft).await.unwrap().code.to_string();
        assert!(shop.drain().await.retried > 0);
        assert_eq!(shop.dossier(&code).await.unverified().len(), 4);
        shop.mends(System::BirthNotices);
        // Each asks again in its own time.
        for _ in 0..4 {
            shop.drain().await;
            shop.passes(chrono::TimeDelta::minutes(10));
        }
        shop.drain().await;
        let dossier = shop.dossier(&code).await;
        assert!(dossier.unverified().is_empty(), "{:?}", dossier.unverified());
        let facts = &dossier.application.facts;
        assert!(facts.get("mother").unwrap().record().is_some());
        assert_eq!(facts.get("father").unwrap().reply, Reply::Nothing);
    }

    async fn several_late_records_verify_nothing_until_an_officer_has_chosen(shop) {
        shop.breaks(System::BirthNotices, Fault::Down);
        let yen = shop.parent("Yến").await;
        let draft = shop.begins(&yen, "birth-registration").await;
        shop.fills_in(&yen, draft).await;
        shop.types(&yen, draft, "birth", &BIRTH).await;
        shop.types(&yen, draft, "parents", &[("parents_married", "no")]).await;
        let code = citizen::submit(&shop.desk, &yen, draft).await.unwrap().code.to_string();
        shop.mends(System::BirthNotices);
        for _ in 0..4 {
            shop.drain().await;
            shop.passes(chrono::TimeDelta::minutes(10));
        }
        let dossier = shop.dossier(&code).await;
        assert!(dossier.unverified().contains(&"notice".to_owned()), "{:?}", dossier.unverified());
        let Reply::Several { records } = &dossier.application.facts.get("notice").unwrap().reply else {
            panic!("twins have a notice each")
        };
        assert_eq!(records.len(), 2);
        assert!(matches!(dossier.application.origins["child_gender"], Origin::Unverified { .. }));

        let choose = async |who: &Officer, record| {
            let seen = shop.dossier(&code).await.seq;
            choose_record(&shop.desk, who, &code, seen, "notice".to_owned(), record).await
        };
        for role in shop.desk.reference.roles() {
            let tried = choose(&shop.officer(&role.code), 9).await;
            match role.code.as_str() {
                "reception_officer" => assert_eq!(why(tried), Why::NotNow),
                _ if role.reads_dossiers => assert_eq!(why(tried), Why::NotTheirRole, "{}", role.code),
                _ => not_found(tried),
            }
        }
        choose(&shop.officer("reception_officer"), 1).await.unwrap();
        let dossier = shop.dossier(&code).await;
        assert!(!dossier.unverified().contains(&"notice".to_owned()));
        assert!(dossier.application.facts.get("notice").unwrap().record().is_some());
        for _ in 0..8 {
            shop.drain().await;
            shop.passes(chrono::TimeDelta::hours(1));
        }
        assert!(shop.dossier(&code).await.unverified().is_empty(), "those it held up are asked now");
    }
}
