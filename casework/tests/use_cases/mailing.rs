//! Mails: one a milestone, to the right person, in both languages, with nothing in them that is nobody's business.

use std::collections::HashSet;

use chrono::TimeDelta;
use motcua_casework::outbox;

use crate::in_each_shop;
use crate::shop::document;

in_each_shop! {
    async fn each_milestone_brings_one_mail(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.drain().await;
        shop.is_signed(&code).await;
        shop.drain().await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        shop.drain().await;
        shop.does("result_officer", &code, "return", "returned").await;
        shop.drain().await;

        let mails = shop.mail.mails();
        assert_eq!(mails.len(), 3, "submitted, accepted, ready");
        let ids: HashSet<_> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 3);
        let happened = ["đã được gửi đến Bộ phận Một cửa", "đã được tiếp nhận", "Đã có kết quả"];
        for (mail, happened) in mails.iter().zip(happened) {
            assert_eq!(mail.to, "lan.nguyen@example.vn");
            assert_eq!(mail.header("Subject"), format!("{code}: Khai sinh / Birth registration"));
            assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
            let (text, html) = mail.bodies();
            for body in [&text, &html] {
                assert!(body.contains(happened), "{body}");
                assert!(body.contains(&format!("https://motcua.example.vn/dossiers/{code}")), "{body}");
                for name in ["Bảo An", "Lan", "Hùng", "001196028417"] {
                    assert!(!body.contains(name), "{name}: {body}");
                }
                let (vi, en) = (body.find("Mã hồ sơ").unwrap(), body.find("Dossier code").unwrap());
                assert!(vi < en, "Vietnamese first");
            }
            assert!(html.contains(r#"<section lang="vi">"#) && html.contains(r#"<section lang="en""#));
        }
        let (submitted, _) = mails[0].bodies();
        assert!(submitted.contains("Trả lời chậm nhất: ") && !submitted.contains("Hẹn trả"), "{submitted}");
        assert!(submitted.contains("Answer by: ") && !submitted.contains("Promised for"), "{submitted}");
        let (accepted, _) = mails[1].bodies();
        assert!(accepted.contains("Hẹn trả kết quả: 17:00 ngày 25/11/2026"), "{accepted}");
        assert!(accepted.contains("Promised for: 17:00 on 25 November 2026"), "{accepted}");
    }

    async fn a_request_names_what_is_missing_and_until_when(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.asks_for(&shop.officer("reception_officer"), &code, "receive", document("identity"), false).await.unwrap();
        shop.drain().await;
        let (text, _) = shop.mail.mails()[1].bodies();
        assert!(text.contains("- Giấy tờ tùy thân của người yêu cầu\n"), "{text}");
        assert!(text.contains("- Identity paper of the person asking\n"), "{text}");
        assert!(text.contains("Hạn của ông/bà: ") && text.contains("/12/2026"), "{text}");
        assert!(!text.contains("mờ"), "what an officer wrote stays on the page");
    }

    async fn who_gave_no_address_gets_no_mail(shop) {
        let mai = shop.parent("Mai").await;
        let draft = shop.begins(&mai, "birth-registration").await;
        shop.fills_in(&mai, draft).await;
        motcua_casework::citizen::submit(&shop.desk, &mai, draft).await.unwrap();
        shop.drain().await;
        assert!(shop.mail.mails().is_empty());
    }

    async fn a_mail_goes_to_the_address_in_the_form(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        let typed = [("requester_email".to_owned(), "nha.lan@example.vn".to_owned())];
        motcua_casework::drafts::set_own_value(&shop.desk, &lan, draft, "requester_email", &typed, "").await.unwrap();
        motcua_casework::citizen::submit(&shop.desk, &lan, draft).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.mail.mails()[0].to, "nha.lan@example.vn");
    }

    async fn a_server_that_is_busy_is_tried_again(shop) {
        let lan = shop.parent("Lan").await;
        shop.birth_applied_for(&lan).await;
        shop.mail.refuses_with("451 try later");
        assert_eq!(shop.drain().await.retried, 1);
        assert!(shop.mail.mails().is_empty());
        shop.passes(TimeDelta::minutes(1));
        assert_eq!(shop.drain().await.done, 1);
        assert_eq!(shop.mail.mails().len(), 1);
    }

    async fn an_address_that_is_refused_is_parked_where_somebody_sees_it(shop) {
        let lan = shop.parent("Lan").await;
        shop.birth_applied_for(&lan).await;
        shop.mail.refuses_with("550 no such mailbox");
        assert_eq!(shop.drain().await.parked, 1);
        let parked = outbox::parked(&shop.fresh.store, None, 10).await.unwrap();
        let error = parked[0].last_error.clone().unwrap();
        assert!(!error.contains("lan.nguyen"), "{error}");
        let mut tx = shop.fresh.store.begin().await.unwrap();
        assert!(outbox::release(&mut tx, parked[0].id, shop.fresh.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(shop.drain().await.done, 1);
    }
}
