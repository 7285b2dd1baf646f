//! What is set for one line: a certificate whose end is said in time, a patience of its own.

use std::time::Duration;

use chrono::TimeDelta;
use motcua_casework::connectors::{Retry, System, Urgency};
use motcua_casework::each_database;
use motcua_casework::exchange::list::of_dossier;
use motcua_casework::exchange::systems::systems;
use motcua_casework::exchange::{Next, State, Trouble};
use motcua_national::faults::{Fault, System as Simulated};

use crate::shop::Shop;

each_database! {
    async fn the_end_of_a_certificate_is_said_sixty_thirty_and_seven_days_before(fresh) {
        let (shop, ends) = Shop::open(fresh).await.with_certificate(System::SocialInsurance);
        let officer = shop.officer("administrator");
        for (days, urgency) in [
            (61, Urgency::None), (60, Urgency::Within60Days), (31, Urgency::Within60Days), (30, Urgency::Within30Days),
            (8, Urgency::Within30Days), (7, Urgency::Within7Days), (0, Urgency::Within7Days), (-1, Urgency::Expired),
        ] {
            shop.fresh.clock.set(ends - TimeDelta::days(days));
            let views = systems(&shop.desk, &officer).await.unwrap();
            let said: Vec<_> = views.iter().filter_map(|view| Some((view.system, view.certificate?))).collect();
            let [(System::SocialInsurance, certificate)] = said[..] else { panic!("{said:?}") };
            assert_eq!((certificate.urgency, certificate.days_left, certificate.ends_at), (urgency, days, ends));
        }
        shop.close().await;
    }

    async fn each_system_is_tried_again_as_its_own_settings_say(fresh) {
        let retry = Retry { first: Duration::from_secs(100), longest: Duration::from_secs(150) };
        let shop = Shop::open(fresh).await.with_lines(|it| it.of_mut(System::CivilStatus).retry = retry);
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.breaks(Simulated::CivilStatus, Fault::Refuse);
        let officer = shop.officer("civil_status_officer");
        for (attempts, least) in [(1, 100), (2, 150), (3, 150)] {
            shop.drain().await;
            let mut messages = of_dossier(&shop.desk, &officer, &code).await.unwrap().messages;
            messages.retain(|it| it.operation == "register_birth");
            let [message] = &messages[..] else { panic!("{messages:#?}") };
            assert_eq!((message.attempts, message.state, message.trouble()), (attempts, State::Sent, Some(Trouble::NotAllowed)));
            let Next::Tries(at) = message.next else { panic!("{:?}", message.next) };
            let wait = (at - shop.desk.now()).num_seconds();
            assert!((least..=2 * least).contains(&wait), "{wait} seconds after {attempts}");
            shop.fresh.clock.set(at + TimeDelta::seconds(1));
        }
        shop.mends(Simulated::CivilStatus);
        shop.close().await;
    }
}
