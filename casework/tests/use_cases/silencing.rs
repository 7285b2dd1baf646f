//! Nothing waits silently: what is past its time shows itself, to one after the other.

use chrono::TimeDelta;
use motcua_casework::linked;
use motcua_casework::outbox::{self, NewJob};
use motcua_casework::silence::{Budget, Level, release, silent};
use motcua_casework::store::{Conn, StoreError, Tx};
use motcua_domain::calendar::Limit;
use motcua_domain::dossier::Why;

use crate::in_each_shop;
use crate::shop::{AGENCY, ELSEWHERE, Shop, not_found, why};

/// Gives up every job that waits.
async fn park(tx: &mut Tx) -> Result<(), StoreError> {
    let sql = "update outbox set state = 'parked' where state = 'ready'";
    match tx.conn() {
        Conn::Sqlite(conn) => drop(sqlx::query(sql).execute(conn).await.unwrap()),
        Conn::Postgres(conn) => drop(sqlx::query(sql).execute(conn).await.unwrap()),
    }
    Ok(())
}

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

    async fn a_job_that_was_given_up_shows_itself_to_who_runs_the_system(shop) {
        let now = shop.desk.now();
        let body = serde_json::json!({"system": "population"});
        let job = NewJob::new("exchange_shepherd", "stands/still", now, body).about(uuid::Uuid::from_u128(7));
        shop.desk.store.write(async |tx| outbox::enqueue(tx, now, &[job]).await).await.unwrap();
        let (runs, chair) = (shop.officer("administrator"), shop.officer("chairperson"));
        assert!(silent(&shop.desk, &runs).await.unwrap().jobs.is_empty(), "it is not late yet");
        shop.passes(shop.desk.budget.job_after + TimeDelta::seconds(1));
        let late = silent(&shop.desk, &runs).await.unwrap().jobs;
        assert_eq!((late.len(), late[0].parked, late[0].code.as_deref()), (1, false, None));
        let id = late[0].id;
        assert!(why(release(&shop.desk, &runs, id).await) == Why::NotNow, "it was not given up");

        shop.desk.store.write(async |tx| park(tx).await).await.unwrap();
        let parked = silent(&shop.desk, &runs).await.unwrap();
        assert_eq!((parked.jobs.len(), parked.jobs[0].parked, parked.runs_the_system), (1, true, true));
        for role in shop.desk.reference.roles().iter().filter(|role| role.code != "administrator") {
            let who = shop.officer(&role.code);
            assert!(silent(&shop.desk, &who).await.unwrap().jobs.is_empty(), "{}", role.code);
            not_found(release(&shop.desk, &who, id).await);
        }
        assert!(!silent(&shop.desk, &chair).await.unwrap().runs_the_system);
        release(&shop.desk, &runs, id).await.unwrap();
        assert_eq!(why(release(&shop.desk, &runs, id).await), Why::NotNow);
        shop.drain().await;
        assert!(silent(&shop.desk, &runs).await.unwrap().jobs.is_empty());
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

motcua_casework::each_database! {
    async fn the_budget_says_how_soon_the_next_one_is_told(fresh) {
        let shop = Shop::open(fresh).await.refitted(|desk| {
            desk.budget = Budget { leader_after: Limit::WorkingHours(1), ..Budget::default() };
        });
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.does("reception_officer", &birth, "receive", "accept").await;
        // Three working hours from 9:00 with the break: silent from 13:30 on, and the leader is told at 14:30.
        shop.passes(TimeDelta::hours(5));
        shop.drain().await;
        shop.passes(TimeDelta::minutes(40));
        shop.drain().await;
        let found = silent(&shop.desk, &shop.officer("chairperson")).await.unwrap().steps;
        let told: Vec<_> = found[0].told.iter().map(|notice| notice.level).collect();
        assert_eq!(told, [Level::Responsible, Level::Leader]);
        shop.does("civil_status_officer", &birth, "handle", "propose").await;
        shop.close().await;
    }
}
