//! Every role tries everything; what is not theirs is refused.

use motcua_casework::case::Case;
use motcua_casework::citizen::{self, SentFile};
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_casework::officer::{self, open};
use motcua_domain::dossier::{Actor, CallReply, Command, Officer, Verdict, Why};
use motcua_domain::form::Typed;

use crate::in_each_shop;
use crate::shop::{AGENCY, ELSEWHERE, PDF, Shop, document, not_found, sent, why};

/// The steps of a birth registration: step, way onward, whose it is.
const STEPS: [(&str, &str, &str); 5] = [
    ("receive", "accept", "reception_officer"),
    ("handle", "propose", "civil_status_officer"),
    ("decide", "approve", "chairperson"),
    ("seal", "issue", "records_clerk"),
    ("return", "returned", "result_officer"),
];

/// Everything that can be done at a step, tried by somebody; named, with what came of it.
async fn tries(
    shop: &Shop,
    who: &Officer,
    code: &str,
    step: &str,
    exit: &str,
) -> Vec<(&'static str, Result<(), Error>)> {
    let desk = &shop.desk;
    let dossier = shop.dossier(code).await;
    let until = dossier.clock.as_ref().map_or(dossier.answer_due, |clock| clock.due) + chrono::TimeDelta::hours(20);
    let take = officer::take(desk, who, code, dossier.seq, step.to_owned()).await;
    let extended = officer::extend(desk, who, code, shop.dossier(code).await.seq, until, "Bận".to_owned()).await;
    vec![
        ("take", take),
        ("extend", extended),
        ("judge", shop.judges(who, code, "identity", Verdict::Accepted).await),
        ("leave", shop.leaves_because(who, code, step, exit).await),
        (
            "supplement",
            shop.asks_for(who, code, step, document("identity"), true).await,
        ),
    ]
}

/// What a role may do at a step beside what its holder may.
fn allowed(role: &str, owner: &str, step: &str, what: &str) -> bool {
    let desk_or_specialist = matches!(step, "receive" | "handle");
    match what {
        // The leader asks anew in the desk's place, and extends.
        "supplement" => desk_or_specialist && (role == owner || role == "chairperson"),
        "extend" => role == "chairperson" && step != "receive",
        "judge" => desk_or_specialist && role == owner,
        _ => role == owner,
    }
}

/// A dossier with a file, brought before a step.
async fn brought_to(shop: &Shop, before: usize) -> String {
    let lan = shop.parent("Lan").await;
    let draft = shop.ready_birth(&lan).await;
    drafts::attach(
        &shop.desk,
        &lan,
        draft,
        "identity",
        sent("a.pdf", "application/pdf", PDF.to_vec()),
    )
    .await
    .unwrap();
    let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
    for (step, exit, role) in &STEPS[..before] {
        if *step == "handle" {
            shop.judges(&shop.officer(role), &code, "identity", Verdict::Accepted)
                .await
                .unwrap();
        }
        shop.does(role, &code, step, exit).await;
        if *step == "decide" {
            shop.drain().await;
        }
    }
    code
}

in_each_shop! {
    async fn each_role_does_its_own_and_nothing_else(shop) {
        // One dossier for all steps: whoever may not, changes nothing.
        let code = brought_to(&shop, 0).await;
        for (step, exit, owner) in STEPS {
            for role in shop.desk.reference.roles() {
                let who = shop.officer(&role.code);
                if role.code == owner || (role.code == "chairperson" && matches!(step, "receive" | "handle")) {
                    continue;
                }
                let opened = open(&shop.desk, &who, &code).await;
                assert_eq!(opened.is_ok(), role.reads_dossiers, "{} opens", role.code);
                let before = shop.dossier(&code).await;
                for (what, result) in tries(&shop, &who, &code, step, exit).await {
                    if allowed(&role.code, owner, step, what) {
                        continue;
                    }
                    if role.reads_dossiers {
                        let refused = why(result);
                        assert!(
                            matches!(refused, Why::NotTheirRole | Why::NotNow),
                            "{} {what} at {step}: {refused:?}",
                            role.code
                        );
                    } else {
                        not_found(result);
                    }
                }
                if role.code != "chairperson" {
                    assert_eq!(shop.dossier(&code).await, before, "{} at {step}", role.code);
                }
            }
            for outsider in [shop.officer_of(ELSEWHERE, owner, 1), shop.officer_of(ELSEWHERE, "chairperson", 1)] {
                not_found(open(&shop.desk, &outsider, &code).await);
                for (_, result) in tries(&shop, &outsider, &code, step, exit).await {
                    not_found(result);
                }
            }
            if step == "handle" {
                shop.judges(&shop.officer(owner), &code, "identity", Verdict::Accepted).await.unwrap();
            }
            shop.does(owner, &code, step, exit).await;
            if step == "decide" {
                shop.drain().await;
            }
        }
    }

    async fn each_owner_may_do_what_is_theirs(shop) {
        for (number, (step, exit, owner)) in STEPS.into_iter().enumerate().take(2) {
            let code = brought_to(&shop, number).await;
            let who = shop.officer_of(AGENCY, owner, 7);
            for (what, result) in tries(&shop, &who, &code, step, exit).await {
                // Once they have left the step there is nothing to supplement any more.
                if what == "supplement" {
                    assert_eq!(why(result), Why::NotNow, "{what} at {step}");
                } else if allowed(owner, owner, step, what) {
                    result.unwrap();
                } else {
                    why(result);
                }
            }
        }
    }

    async fn a_strangers_dossier_does_not_exist(shop) {
        let (lan, mai) = (shop.parent("Lan").await, shop.parent("Mai").await);
        let draft = shop.ready_birth(&lan).await;
        let desk = &shop.desk;
        let field = "requester_phone";
        let file = || sent("a.pdf", "application/pdf", PDF.to_vec());
        not_found(Draft::open(desk, &mai, draft).await);
        not_found(drafts::save_section(desk, &mai, draft, "child", &[]).await);
        not_found(drafts::set_own_value(desk, &mai, draft, field, &[], "").await);
        not_found(drafts::take_back(desk, &mai, draft, field).await);
        not_found(drafts::choose_record(desk, &mai, draft, "notice", Some(0)).await);
        not_found(drafts::ask_again(desk, &mai, draft).await);
        not_found(drafts::ask_confirmation(desk, &mai, draft, "other_parent").await);
        not_found(drafts::answer_confirmation(desk, &mai, draft, "other_parent", desk.now(), true).await);
        not_found(drafts::attach(desk, &mai, draft, "identity", file()).await);
        not_found(drafts::detach(desk, &mai, draft, "identity", "").await);
        not_found(drafts::discard(desk, &mai, draft).await);
        not_found(citizen::submit(desk, &mai, draft).await);
        assert!(drafts::mine(desk, &mai).await.unwrap().is_empty());

        let code = citizen::submit(desk, &lan, draft).await.unwrap().code.to_string();
        let sent = SentFile { document: "identity".to_owned(), name: String::new(), mime: None, content: file().content };
        not_found(citizen::dossier(desk, &mai, &code).await);
        not_found(citizen::withdraw(desk, &mai, &code, None).await);
        not_found(citizen::supplement(desk, &mai, &code, Typed::default(), vec![sent]).await);
        not_found(citizen::paper(desk, &mai, &code, "").await);
        assert!(citizen::my_dossiers(desk, &mai, None).await.unwrap().is_empty());
        // Nor is the other parent the applicant.
        not_found(citizen::dossier(desk, &shop.parent("Hùng").await, &code).await);
    }

    async fn what_the_system_does_nobody_else_can(shop) {
        let lan = shop.parent("Lan").await;
        let code = brought_to(&shop, 3).await;
        let step = "register_birth".to_owned();
        let fact = shop.dossier(&code).await.application.facts.get("mother").unwrap().clone();
        let commands = [
            Command::Reply { step, reply: CallReply::Refused("Không".to_owned()) },
            Command::Verify { fact: "mother".to_owned(), answer: fact },
            Command::GiveUpWaiting,
        ];
        for actor in [Actor::Citizen(lan), Actor::Officer(shop.officer("chairperson"))] {
            for command in &commands {
                let mut case = Case::by_code(&shop.desk, &code).await.unwrap();
                assert_eq!(why(case.perform(&shop.desk, command.clone(), &actor).await), Why::NotTheirRole);
            }
        }
    }
}
