//! Applications before they are submitted.

use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_casework::files::{ContentHash, FileError};
use motcua_casework::housekeeping::Housekeeping;
use motcua_domain::dossier::{AssuranceLevel, ConfirmationState, Why};
use motcua_domain::form::{Answer, Origin, ProblemKind};
use motcua_domain::procedure::ProcedureId;
use sha2::{Digest, Sha256};

use crate::in_each_shop;
use crate::shop::{LAN_TYPES, PDF, not_found, sent, why};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn inputs(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.to_owned())]
}

in_each_shop! {
    async fn registers_fill_in_all_but_five_fields(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let review = opened.review(&shop.desk);
        let missing: Vec<_> = review.blocking().into_iter().map(|problem| problem.field).collect();
        assert_eq!(missing, LAN_TYPES.map(|(_, field, _)| field));
        assert!(missing.len() <= 5);
        assert!(review.unverified.is_empty());
        assert_eq!(review.resolved.answers["mother_full_name"], Answer::from("Nguyễn Thị Lan"));
        assert_eq!(review.resolved.answers["father_full_name"], Answer::from("Trần Văn Hùng"));
        assert!(matches!(&review.resolved.origins["father_full_name"], Origin::Register { fact, .. } if fact == "father"));
        let listed = drafts::mine(&shop.desk, &lan).await.unwrap();
        assert_eq!(listed.iter().map(|draft| draft.id).collect::<Vec<_>>(), [draft]);
        not_found(drafts::start(&shop.desk, &lan, &ProcedureId::from("no-such-procedure")).await);
    }

    async fn what_was_typed_is_kept_valid_or_not(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let saved = shop.types(&lan, draft, "child", &[("child_full_name", "An 123"), ("mother_full_name", "X")]).await;
        let kept = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        assert_eq!(kept.body, saved.body);
        assert_eq!(kept.body.typed.get("child_full_name"), Some("An 123"));
        assert_eq!(kept.body.typed.get("mother_full_name"), None, "a field of another section");
        let problems = kept.review(&shop.desk).blocking();
        let problem = problems.iter().find(|problem| problem.field == "child_full_name").unwrap();
        assert_eq!((&problem.kind, problem.typed.as_deref()), (&ProblemKind::NotAName, Some("An 123")));
        not_found(drafts::save_section(&shop.desk, &lan, draft, "no_such_section", &[]).await);
        drafts::discard(&shop.desk, &lan, draft).await.unwrap();
        not_found(Draft::open(&shop.desk, &lan, draft).await);
    }

    async fn a_registers_value_cannot_be_forged_only_disputed(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let forged = shop.types(&lan, draft, "mother", &[("mother_date_of_birth", "13/03/1996")]).await;
        assert_eq!(forged.review(&shop.desk).resolved.answers["mother_date_of_birth"], Answer::from("1996-03-12"));

        let field = "mother_date_of_birth";
        let own = inputs(field, "13/03/1996");
        drafts::set_own_value(&shop.desk, &lan, draft, field, &own, "Giấy tờ của tôi ghi ngày 13").await.unwrap();
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let resolved = opened.review(&shop.desk).resolved;
        assert_eq!(resolved.answers[field], Answer::from("1996-03-13"));
        assert!(matches!(&resolved.origins[field], Origin::Disputed { said, .. } if *said == Answer::from("1996-03-12")));

        drafts::take_back(&shop.desk, &lan, draft, field).await.unwrap();
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        assert!(matches!(opened.review(&shop.desk).resolved.origins[field], Origin::Register { .. }));

        let phone = inputs("requester_phone", "0912345678");
        drafts::set_own_value(&shop.desk, &lan, draft, "requester_phone", &phone, "").await.unwrap();
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        assert!(matches!(opened.review(&shop.desk).resolved.origins["requester_phone"], Origin::Changed { .. }));
        assert!(opened.body.disputes.is_empty(), "a proposal is changed, not disputed");
        let name = inputs("child_full_name", "Trần Bảo An");
        not_found(drafts::set_own_value(&shop.desk, &lan, draft, "child_full_name", &name, "").await);
    }

    async fn a_mother_of_twins_says_which_of_them_is_meant(shop) {
        let yen = shop.parent("Yến").await;
        let draft = shop.begins(&yen, "birth-registration").await;
        let choice = |opened: &Draft| opened.review(&shop.desk).choice;
        assert_eq!(choice(&Draft::open(&shop.desk, &yen, draft).await.unwrap()).as_deref(), Some("notice"));
        assert_eq!(
            why(motcua_casework::citizen::submit(&shop.desk, &yen, draft).await),
            Why::ChoiceMissing("notice".to_owned())
        );
        not_found(drafts::choose_record(&shop.desk, &yen, draft, "notice", Some(7)).await);
        let mut sexes = Vec::new();
        for twin in [0, 1] {
            drafts::choose_record(&shop.desk, &yen, draft, "notice", Some(twin)).await.unwrap();
            let opened = Draft::open(&shop.desk, &yen, draft).await.unwrap();
            assert_eq!(choice(&opened), None);
            sexes.push(opened.review(&shop.desk).resolved.answers["child_gender"].clone());
        }
        sexes.sort_by_key(|sex| sex.as_text().map(str::to_owned));
        assert_eq!(sexes, ["female", "male"].map(Answer::from));
    }

    async fn none_of_several_records_may_be_meant(shop) {
        let yen = shop.parent("Yến").await;
        let draft = shop.begins(&yen, "birth-registration").await;
        drafts::choose_record(&shop.desk, &yen, draft, "notice", None).await.unwrap();
        let opened = Draft::open(&shop.desk, &yen, draft).await.unwrap();
        let review = opened.review(&shop.desk);
        assert_eq!(review.choice, None);
        assert!(!review.resolved.answers.contains_key("child_gender"), "it is asked now");
        let again = shop.types(&yen, draft, "declaration", &[]).await;
        assert_eq!(again.body.facts, opened.body.facts, "the register is not asked once more");
    }

    async fn other_keys_are_another_question_and_the_same_is_asked_once(shop) {
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let draft = shop.begins(&lan, "temporary-residence-registration").await;
        let sex = |opened: &Draft| opened.review(&shop.desk).resolved.answers.get("subject_gender").cloned();
        assert_eq!(sex(&Draft::open(&shop.desk, &lan, draft).await.unwrap()), Some(Answer::from("female")));
        let his = [
            ("subject_full_name", "Trần Văn Hùng"),
            ("subject_personal_id", "001094015263"),
            ("subject_date_of_birth", "02/07/1994"),
        ];
        for (field, value) in his {
            drafts::set_own_value(&shop.desk, &lan, draft, field, &inputs(field, value), "").await.unwrap();
        }
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        assert_eq!(sex(&opened), Some(Answer::from("male")));
        let asked = async || {
            let log = motcua_casework::citizen::data_log(&shop.desk, &hung, motcua_domain::text::Lang::Vi);
            log.await.unwrap().len()
        };
        let before = asked().await;
        assert!(before > 0);
        shop.types(&lan, draft, "stay", &[("stay_reason", "work")]).await;
        assert_eq!(asked().await, before, "nobody is asked what is known");
        // Her own name again: his number does not go with it, and what was said of him is forgotten.
        drafts::take_back(&shop.desk, &lan, draft, "subject_full_name").await.unwrap();
        assert_eq!(sex(&Draft::open(&shop.desk, &lan, draft).await.unwrap()), None);
    }

    async fn nobody_is_looked_up_by_a_number_that_was_just_typed(shop) {
        let (lan, mai) = (shop.parent("Lan").await, shop.parent("Mai").await);
        let draft = shop.begins(&lan, "marital-status-certificate").await;
        let known = |opened: &Draft| opened.body.facts.get("person_civil").is_some_and(|fact| fact.record().is_some());
        assert!(known(&Draft::open(&shop.desk, &lan, draft).await.unwrap()), "her own status is known");
        let hers = inputs("requester_personal_id", mai.personal_id.as_str());
        let opened = drafts::set_own_value(&shop.desk, &lan, draft, "requester_personal_id", &hers, "Ghi sai số của tôi").await;
        assert!(!known(&opened.unwrap()), "what was said of another number is not shown for this one");
        let log = motcua_casework::citizen::data_log(&shop.desk, &mai, motcua_domain::text::Lang::Vi).await.unwrap();
        assert!(log.is_empty(), "no register was asked about her");
    }

    async fn the_other_parent_confirms_or_declines_and_nobody_else(shop) {
        let (lan, hung, mai) = (shop.parent("Lan").await, shop.parent("Hùng").await, shop.parent("Mai").await);
        let draft = shop.begins(&lan, "birth-registration").await;
        shop.fills_in(&lan, draft).await;
        let name = "other_parent";
        let now = shop.desk.now();
        not_found(drafts::answer_confirmation(&shop.desk, &hung, draft, name, now, true).await);
        not_found(drafts::ask_confirmation(&shop.desk, &lan, draft, "no_such_confirmation").await);
        let seen = drafts::ask_confirmation(&shop.desk, &lan, draft, name).await.unwrap();
        assert!(drafts::confirmations_for(&shop.desk, &mai).await.unwrap().is_empty());
        let asked = drafts::confirmations_for(&shop.desk, &hung).await.unwrap();
        assert_eq!(
            (asked.len(), asked[0].draft, asked[0].asked_by.as_str(), asked[0].subject.as_str()),
            (1, draft, "Nguyễn Thị Lan", "Trần Bảo An")
        );
        not_found(drafts::answer_confirmation(&shop.desk, &mai, draft, name, seen, true).await);
        let unsure = shop.parent_at_level("Hùng", 1).await;
        assert_eq!(
            why(drafts::answer_confirmation(&shop.desk, &unsure, draft, name, seen, true).await),
            Why::LevelTooLow { needed: AssuranceLevel::Two }
        );
        for (given, state) in [(false, ConfirmationState::Declined), (true, ConfirmationState::Given)] {
            shop.passes(chrono::TimeDelta::minutes(1));
            let seen = drafts::ask_confirmation(&shop.desk, &lan, draft, name).await.unwrap();
            // The second click changes nothing.
            for _ in 0..2 {
                drafts::answer_confirmation(&shop.desk, &hung, draft, name, seen, given).await.unwrap();
            }
            let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
            assert_eq!(opened.body.confirmations[name].state, state);
        }
        assert!(drafts::confirmations_for(&shop.desk, &hung).await.unwrap().is_empty());
    }

    async fn a_confirmation_is_of_what_was_shown_and_falls_when_that_changes(shop) {
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let draft = shop.ready_birth(&lan).await;
        let need = async || {
            let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
            let review = opened.review(&shop.desk);
            (review.confirmations[0].state, review.confirmations[0].outdated)
        };
        assert_eq!(need().await, (Some(ConfirmationState::Given), false));
        shop.types(&lan, draft, "child", &[("child_full_name", "Trần Minh An")]).await;
        assert_eq!(need().await, (None, true));
        assert_eq!(
            why(motcua_casework::citizen::submit(&shop.desk, &lan, draft).await),
            Why::ConfirmationsMissing(vec!["other_parent".to_owned()])
        );
        let seen = drafts::ask_confirmation(&shop.desk, &lan, draft, "other_parent").await.unwrap();
        let asked = drafts::confirmations_for(&shop.desk, &hung).await.unwrap();
        assert!(asked[0].shown.contains(&("child_full_name".to_owned(), Answer::from("Trần Minh An"))));
        drafts::answer_confirmation(&shop.desk, &hung, draft, "other_parent", seen, true).await.unwrap();
        assert_eq!(need().await, (Some(ConfirmationState::Given), false));
    }

    async fn an_answer_to_what_is_not_asked_any_more_confirms_nothing(shop) {
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let draft = shop.begins(&lan, "birth-registration").await;
        shop.fills_in(&lan, draft).await;
        let name = "other_parent";
        let shown = drafts::ask_confirmation(&shop.desk, &lan, draft, name).await.unwrap();
        // While he reads, she changes the child's name and asks again.
        shop.passes(chrono::TimeDelta::minutes(1));
        shop.types(&lan, draft, "child", &[("child_full_name", "Trần Minh An")]).await;
        let anew = drafts::ask_confirmation(&shop.desk, &lan, draft, name).await.unwrap();
        let answer = async |seen, given| drafts::answer_confirmation(&shop.desk, &hung, draft, name, seen, given).await;
        assert!(matches!(why(answer(shown, true).await), Why::ChangedMeanwhile { .. }));
        let state = async || Draft::open(&shop.desk, &lan, draft).await.unwrap().body.confirmations[name].state;
        assert_eq!(state().await, ConfirmationState::Asked);
        answer(anew, true).await.unwrap();
        // Two windows: what was said first stays said, until he is asked again.
        assert!(matches!(why(answer(anew, false).await), Why::ChangedMeanwhile { .. }));
        assert_eq!(state().await, ConfirmationState::Given);
    }

    async fn an_answer_and_a_section_written_at_once_are_both_kept(shop) {
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let draft = shop.begins(&lan, "birth-registration").await;
        shop.fills_in(&lan, draft).await;
        for given in [true, false, true] {
            let asked = drafts::ask_confirmation(&shop.desk, &lan, draft, "other_parent").await.unwrap();
            shop.passes(chrono::TimeDelta::seconds(30));
            let name = if given { "Trần Minh An" } else { "Trần Gia An" };
            let typed = inputs("child_full_name", name);
            let (answered, saved) = tokio::join!(
                drafts::answer_confirmation(&shop.desk, &hung, draft, "other_parent", asked, given),
                drafts::save_section(&shop.desk, &lan, draft, "child", &typed),
            );
            answered.unwrap();
            saved.unwrap();
            let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
            let state = if given { ConfirmationState::Given } else { ConfirmationState::Declined };
            assert_eq!(opened.body.confirmations["other_parent"].state, state);
            assert_eq!(opened.body.typed.get("child_full_name"), Some(name));
        }
    }

    async fn a_file_is_kept_if_it_is_what_it_claims_and_small_enough(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let document = "medical_birth_certificate";
        let attach = async |name, mime, content: &[u8]| {
            drafts::attach(&shop.desk, &lan, draft, document, sent(name, mime, content.to_vec())).await
        };
        attach("giay-chung-sinh.pdf", "application/pdf", PDF).await.unwrap();
        attach("lan-nua.pdf", "application/pdf", PDF).await.unwrap();
        let disguised = attach("anh.jpg", "image/jpeg", PNG).await;
        assert!(matches!(disguised, Err(Error::File(FileError::Disguised { .. }))), "{disguised:?}");
        let page = attach("trang.pdf", "application/pdf", b"<!DOCTYPE html><script>alert(1)</script>").await;
        assert!(matches!(page, Err(Error::File(_))), "{page:?}");
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let limit = opened.procedure.documents.iter().find(|known| known.id == document).unwrap().max_mb;
        let mut large = PDF.to_vec();
        large.resize(usize::from(limit) * 1024 * 1024 + 1, b' ');
        let large = attach("to.pdf", "application/pdf", &large).await;
        assert!(matches!(large, Err(Error::File(FileError::TooLarge { .. }))), "{large:?}");
        not_found(
            drafts::attach(&shop.desk, &lan, draft, "no_such_document", sent("a.pdf", "application/pdf", PDF.to_vec()))
                .await,
        );
        let files = &opened.body.documents[document];
        assert_eq!(files.len(), 1, "the same file twice is one");
        drafts::detach(&shop.desk, &lan, draft, document, &files[0].sha256).await.unwrap();
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        assert!(opened.body.documents[document].is_empty());
    }

    async fn what_nobody_refers_to_is_thrown_away_and_nothing_else(shop) {
        let lan = shop.parent("Lan").await;
        // Files carry the time of the machine: so does everything here.
        shop.fresh.clock.set(motcua_casework::clock::Clock::system().now());
        let (files, day) = (shop.desk.files.clone(), chrono::TimeDelta::hours(25));
        let pdf = |words: &str| format!("%PDF-1.7\n{words}\n%%EOF\n").into_bytes();
        let named = |content: &[u8]| ContentHash(Sha256::digest(content).into());
        let there = async |words: &str| files.read(named(&pdf(words))).await.is_ok();
        let sends = async |draft, words: &str| {
            let file = sent("a.pdf", "application/pdf", pdf(words));
            drafts::attach(&shop.desk, &lan, draft, "identity", file).await
        };
        let sessions = motcua_casework::sessions::Sessions::new(
            shop.fresh.store.clone(),
            shop.fresh.clock.clone(),
            shop.fresh.ids.clone(),
            motcua_casework::sessions::Limits::default(),
        );
        let broom = Housekeeping::new(shop.fresh.store.clone(), shop.fresh.clock.clone(), files.clone(), sessions);

        let kept = shop.ready_birth(&lan).await;
        sends(kept, "stays").await.unwrap();
        sends(kept, "taken away").await.unwrap();
        drafts::detach(&shop.desk, &lan, kept, "identity", &named(&pdf("taken away")).to_string()).await.unwrap();
        let given_up = shop.begins(&lan, "birth-registration").await;
        sends(given_up, "given up").await.unwrap();
        sends(given_up, "stays").await.unwrap();
        drafts::discard(&shop.desk, &lan, given_up).await.unwrap();
        // One more than there may be is not even received.
        let most = shop.begins(&lan, "birth-registration").await;
        let mut number = 0;
        while sends(most, &format!("number {number}")).await.is_ok() {
            number += 1;
        }
        assert!(!there(&format!("number {number}")).await);

        assert_eq!(broom.sweep().await.files, 0, "a backup may still speak of them");
        shop.passes(day);
        assert_eq!(broom.sweep().await.files, 2);
        for (words, kept) in [("stays", true), ("number 0", true), ("taken away", false), ("given up", false)] {
            assert_eq!(there(words).await, kept, "{words}");
        }
        // A draft becomes a dossier, and its files stay.
        motcua_casework::citizen::submit(&shop.desk, &lan, kept).await.unwrap();
        shop.passes(day * 400);
        broom.sweep().await;
        assert!(there("stays").await);
        shop.fresh.clock.set(motcua_casework::clock::Clock::system().now());
    }
}
