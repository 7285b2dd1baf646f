//! The systems of the police and of the social insurance hold what they are asked, and answer later by signed callbacks.

use chrono::TimeDelta;
use motcua_casework::connectors::System;
use motcua_casework::exchange::callback::{Callback, receive};
use motcua_casework::exchange::list::of_dossier;
use motcua_casework::exchange::{Direction, State};
use motcua_domain::dossier::Status;
use motcua_national::faults::System as Simulated;

use crate::in_each_shop;
use crate::shop::Shop;

/// How long they hold it: longer than anybody asks by themselves in between.
const HELD: TimeDelta = TimeDelta::minutes(10);

/// The message of a part to its system that waits.
async fn waiting(shop: &Shop, step: &str, code: &str) -> String {
    let (officer, _) = shop.officers_of(step);
    let messages = of_dossier(&shop.desk, &officer, code).await.unwrap().messages;
    let out = messages
        .iter()
        .find(|it| it.direction == Direction::Out && it.state == State::Acknowledged);
    out.expect("it was taken and is held").id.to_string()
}

in_each_shop! {
    async fn residence_and_card_come_by_callbacks_each_of_its_own_system(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let parts = [
            ("residence", Simulated::Residence, System::Residence),
            ("insurance", Simulated::SocialInsurance, System::SocialInsurance),
        ];
        let mut held = Vec::new();
        for (step, simulated, _) in parts {
            shop.national.set_pace_of(simulated, HELD);
            let code = shop.part(&group, step).await;
            shop.part_is_signed(step, &code).await;
            shop.drain().await;
            assert_eq!(shop.dossier(&code).await.status(), Status::Calling, "{step} is held");
            held.push((waiting(&shop, step, &code).await, code));
        }
        let body = br#"{"trangThai": 4}"#;
        // The one may not answer for the other.
        let foreign = shop.national.sign_callback(Simulated::SocialInsurance, &held[0].0, body);
        let said = receive(&shop.desk, System::Residence, &held[0].0, &foreign, body).await.unwrap();
        assert_eq!(said, Callback::NotBelieved);
        let said = receive(&shop.desk, System::SocialInsurance, &held[0].0, &foreign, body).await.unwrap();
        assert_eq!(said, Callback::Unknown);
        shop.passes(HELD);
        for ((step, simulated, system), (message, code)) in parts.into_iter().zip(&held) {
            let signature = shop.national.sign_callback(simulated, message, body);
            for _ in 0..2 {
                let said = receive(&shop.desk, system, message, &signature, body).await.unwrap();
                assert_eq!(said, Callback::Taken, "{step}, and the same again");
            }
            shop.drain().await;
            assert_eq!(shop.dossier(code).await.status(), Status::AwaitingSeal, "{step}");
            let (officer, _) = shop.officers_of(step);
            shop.leaves(&officer, code, "seal", "issue").await.unwrap();
            shop.drain().await;
        }
        let dossier = shop.dossier(&group).await;
        assert_eq!(dossier.outcome, Some(motcua_domain::dossier::Outcome::Completed));
        let mut works: Vec<&str> = shop.national.deeds().iter().map(|deed| deed.work).collect();
        works.sort_unstable();
        assert_eq!(works, ["birth", "health_card", "permanent_residence"]);
    }
}
