//! An agency is merged into another while it has work (STA-2): its dossiers keep its name, and those who took over go on.

use std::sync::Arc;

use chrono::TimeDelta;
use motcua_casework::each_database;
use motcua_casework::officer;
use motcua_casework::people::with_taken_over;
use motcua_casework::reference::{Reference, Source};
use motcua_domain::dossier::{Officer, Outcome, Post};
use motcua_domain::procedure::Level;

use crate::shop::{POLICE, Shop, not_found};

/// The police of the neighbouring ward, who take over.
const NEIGHBOURS: &str = "G01.H26.00025";

const AGENCIES: &str = include_str!("../../../reference/agencies.yaml");
const MERGER: &str = r#"
  - code: G01.H26.00097
    kind: police
    province: "01"
    commune: "00097"
    name: {vi: Công an phường Hồng Hà, en: Police of Hồng Hà Ward}
    desk: {vi: Công an phường Hồng Hà, en: Police of Hồng Hà Ward}
    valid_from: "2025-07-01"
    valid_to: "2026-11-25"
    successor: G01.H26.00025
  - code: G01.H26.00025
    kind: police
    province: "01"
    commune: "00025"
    serves: ["00097"]
    name: {vi: Công an liên phường số 1, en: Police of wards No. 1}
    desk: {vi: Công an liên phường số 1, en: Police of wards No. 1}
    valid_from: "2025-07-01"
"#;

fn after_the_merger() -> Arc<Reference> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("agencies.yaml"), format!("{AGENCIES}{MERGER}")).unwrap();
    Arc::new(Reference::load(&Source::Folder(folder.path().to_owned())).unwrap())
}

/// An officer of the neighbours as they are when they sign in today.
fn neighbour(shop: &Shop, role: &str) -> Officer {
    let mut officer = shop.officer_of(NEIGHBOURS, role, 1);
    officer.posts = with_taken_over(&shop.desk, officer.posts);
    officer
}

each_database! {
    async fn the_agency_of_a_part_is_merged_while_the_part_runs(fresh) {
        let shop = Shop::open(fresh).await;
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let (residence, insurance) = (shop.part(&group, "residence").await, shop.part(&group, "insurance").await);
        let (handles, _) = shop.officers_of("residence");
        shop.leaves(&handles, &residence, "receive", "accept").await.unwrap();

        let shop = shop.refitted(|desk| desk.reference = after_the_merger());
        assert_eq!(neighbour(&shop, "residence_officer").posts.len(), 1, "until its last day has passed nothing changes");
        not_found(officer::open(&shop.desk, &neighbour(&shop, "residence_officer"), &residence).await);
        shop.passes(TimeDelta::days(1));
        let (handles, decides) = (neighbour(&shop, "residence_officer"), neighbour(&shop, "police_commander"));
        let police = Post { agency: POLICE.parse().unwrap(), role: "residence_officer".into() };
        assert!(handles.posts.contains(&police));
        shop.leaves(&handles, &residence, "handle", "propose").await.unwrap();
        shop.leaves(&decides, &residence, "decide", "approve").await.unwrap();
        shop.drain().await;
        shop.leaves(&handles, &residence, "seal", "issue").await.unwrap();
        shop.drain().await;

        let part = shop.dossier(&residence).await;
        assert_eq!(part.application.competent.as_str(), POLICE, "history is not renamed");
        let paper = &part.issued.last().unwrap().content;
        assert_eq!(paper.agency_name, "Công an liên phường số 1", "the paper names who issues it");
        shop.part_is_done("insurance", &insurance).await;
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::Completed));
        // What comes next goes to the neighbours at once.
        let next = shop.desk.reference.agency_that_decides("commune_police", Level::Commune, "00097");
        assert_eq!(next.unwrap().as_str(), NEIGHBOURS);
        // Nobody else has inherited anything.
        let strangers = shop.officer_of("G01.H26.00004", "residence_officer", 1).posts;
        assert_eq!(with_taken_over(&shop.desk, strangers.clone()), strangers);
        shop.close().await;
    }
}
