//! Nothing waits silently: what is past its time shows itself, to one after the other.

use chrono::TimeDelta;
use motcua_casework::linked;
use motcua_casework::silence::{Level, silent};

use crate::in_each_shop;
use crate::shop::{AGENCY, ELSEWHERE};

in_each_shop! {
    async fn a_silent_step_is_told_to_the_officer_then_to_the_leader_then_to_the_citizen(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.does("reception_officer", &birth, "receive", "accept").await;
        let chair = shop.officer("chairperson");
        assert!(silent(&shop.desk, &chair).await.unwrap().steps.is_empty());
        // Three working hours from 9:00 with the break: silent from 13:30 on.
        shop.passes(TimeDelta::hours(5));
        shop.drain().await;
        let found = silent(&shop.desk, &chair).await.unwrap().steps;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code.as_str(), found[0].agency.as_str(), found[0].role.as_str()), (birth.as_str(), AGENCY, "civil_status_officer"));
        assert_eq!(found[0].told.iter().map(|notice| notice.level).collect::<Vec<_>>(), [Level::Responsible]);
        // Four hours later the leader, after eight the citizen.
        shop.passes(TimeDelta::days(1));
        shop.drain().await;
        let found = silent(&shop.desk, &chair).await.unwrap().steps;
        let told: Vec<_> = found[0].told.iter().map(|notice| (notice.level, notice.role.as_str())).collect();
        assert_eq!(told, [
            (Level::Responsible, "civil_status_officer"),
            (Level::Leader, "chairperson"),
            (Level::Citizen, "civil_status_officer"),
        ]);
        assert!(shop.mail.mails().iter().any(|mail| mail.bodies().0.contains("đã nhắc cán bộ phụ trách")));
        let view = linked::group(&shop.desk, &lan, &group).await.unwrap();
        assert_eq!(view.parts[0].reminded.as_ref().map(|notice| notice.level), Some(Level::Citizen));
        // Who has nothing to do with it sees none of it.
        for officer in [shop.officer("administrator"), shop.officer_of(ELSEWHERE, "chairperson", 1)] {
            assert!(silent(&shop.desk, &officer).await.unwrap().steps.is_empty());
        }
        // Once it goes on, nothing is silent any more, and nobody is told again.
        shop.does("civil_status_officer", &birth, "handle", "propose").await;
        assert!(silent(&shop.desk, &chair).await.unwrap().steps.iter().all(|step| step.step.en != "Examine and draft the certificate"));
    }

    async fn what_waits_for_the_applicant_is_not_silent(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let officer = shop.officer("civil_status_officer");
        shop.asks_for(&officer, &code, "handle", crate::shop::document("identity"), false).await.unwrap();
        shop.passes(TimeDelta::days(2));
        shop.drain().await;
        assert!(silent(&shop.desk, &shop.officer("chairperson")).await.unwrap().steps.is_empty());
    }

    async fn what_happens_at_once_comes_in_one_mail(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.passes(TimeDelta::minutes(5));
        shop.drain().await;
        assert_eq!(shop.mail.mails().len(), 1, "the receipt");
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        for step in ["residence", "insurance"] {
            shop.part_is_done(step, &shop.part(&group, step).await).await;
        }
        shop.passes(TimeDelta::minutes(5));
        shop.drain().await;
        let mails = shop.mail.mails();
        assert_eq!(mails.len(), 2);
        let (text, _) = mails[1].bodies();
        assert!(text.contains(&group) && text.contains("tin mới"), "{text}");
        assert!(!text.contains("Bảo An"));
    }
}
