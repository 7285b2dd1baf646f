//! Somebody applies: fills the form in from what registers know and what is made up, adds documents and confirmations.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use motcua_casework::citizen;
use motcua_casework::connectors::Operation;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::people;
use motcua_casework::seeding::{Resident, accounts};
use motcua_domain::application::DocumentState;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Citizen, ConfirmationState};
use motcua_domain::facts::Reply;
use motcua_domain::form::Typed;
use motcua_domain::procedure::{FileKind, Procedure, Step, StepKind};
use motcua_domain::testing::answers::{Filling, inputs_of};
use motcua_national::people::Person;
use uuid::Uuid;

use crate::branches::Conditions;
use crate::shop::{PDF, Shop, sent};

/// How a JPEG picture begins.
const JPEG: &[u8] = &[
    0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
];

/// Who may apply, in the order in which they are tried.
const APPLICANTS: [&str; 5] = ["Lan", "Hùng", "Bình", "Mai", "Yến"];

/// An application is complete and submitted; the conditions hold for it. Who applied, and its code.
pub async fn submitted(shop: &Shop, procedure: &Procedure, wishes: &Conditions) -> Result<(Citizen, String), String> {
    let mut why = String::new();
    if asks_about_children(procedure) {
        // A birth is registered once, and a child has one card.
        shop.national.start_over();
    }
    for name in APPLICANTS {
        let who = shop.parent(name).await;
        match ready(shop, &who, procedure, wishes).await {
            Ok(draft) => {
                let receipt = citizen::submit(&shop.desk, &who, draft).await;
                let receipt = receipt.map_err(|error| format!("{name} cannot submit: {error:?}"))?;
                return Ok((who, receipt.code.to_string()));
            }
            Err(hindered) => why = format!("{why}\n  {name}: {hindered}"),
        }
    }
    Err(why)
}

async fn ready(shop: &Shop, who: &Citizen, procedure: &Procedure, wishes: &Conditions) -> Result<Uuid, String> {
    let desk = &shop.desk;
    let today = vietnam_date(desk.now());
    let id = shop.begins(who, procedure.id.as_str()).await;
    let mut hindered = String::new();
    for _ in 0..5 {
        choose_records(shop, who, id).await;
        let draft = Draft::open(desk, who, id).await.map_err(|error| error.to_string())?;
        let lists = desk.reference.as_ref();
        let mut filling = Filling::new(&draft.procedure, &draft.body.facts, lists, today).at("01", "00097");
        let mut begun = draft.body.typed.clone();
        if begun.iter().next().is_none() && asks_about_children(procedure) {
            begun = known_child();
        }
        filling = filling.from(&begun);
        for (wish, holds) in wishes {
            filling = filling.wishing(wish, *holds);
        }
        let filled = filling.fill().map_err(|error| error.to_string())?;
        for section in &procedure.form.sections {
            let inputs = inputs_of(&procedure.form, &section.id, &filled.typed);
            drafts::save_section(desk, who, id, &section.id, &inputs)
                .await
                .map_err(|error| error.to_string())?;
        }
        // What was typed may be what a register is asked by.
        drafts::ask_again(desk, who, id)
            .await
            .map_err(|error| error.to_string())?;
        choose_records(shop, who, id).await;
        attach_what_is_missing(shop, who, id).await?;
        confirm_what_is_open(shop, who, id).await?;
        let draft = Draft::open(desk, who, id).await.map_err(|error| error.to_string())?;
        let review = draft.review(desk);
        let seen = motcua_domain::form::Seen {
            answers: &review.resolved.answers,
            facts: &draft.body.facts,
            today,
        };
        let unmet = wishes
            .iter()
            .find(|(wish, holds)| wish.evaluate(&seen) != (*holds).into());
        match (review.hindrance(), unmet) {
            (None, None) => return Ok(id),
            (Some(why), _) => hindered = format!("{why:?}"),
            (None, Some(wish)) => hindered = format!("{wish:?}"),
        }
    }
    Err(hindered)
}

/// Whether a system of the birth group is asked, which looks at the child in its own register.
fn asks_about_children(procedure: &Procedure) -> bool {
    let asks = |step: &Step| match &step.does {
        StepKind::Call { operation, .. } => !matches!(Operation::parse(operation), None | Some(Operation::Other(_))),
        StepKind::Linked { procedure, .. } => procedure.as_str() == "birth-registration",
        StepKind::Task { .. } => false,
    };
    procedure.flow().steps().iter().any(asks)
}

/// A small child of the population, each time another one: no two dossiers get the same card.
fn known_child() -> Typed {
    static CHILDREN: LazyLock<Vec<Person>> = LazyLock::new(|| {
        let today = "2026-11-25".parse().unwrap();
        let all = motcua_national::people::generate(1, today, 600).people;
        all.into_iter()
            .filter(|it| it.born.year() >= 2022 && it.level == 0)
            .collect()
    });
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let child = &CHILDREN[NEXT.fetch_add(1, Ordering::Relaxed) % CHILDREN.len()];
    let mut typed = Typed::default();
    for who in ["child", "insured", "subject"] {
        typed.set(&format!("{who}_full_name"), &child.full_name);
        typed.set(&format!("{who}_personal_id"), &child.personal_id);
        typed.set(&format!("{who}_date_of_birth"), &child.born.iso());
    }
    typed.set("birth_registered_on", "2026-11-24");
    for consent in ["owner_consent", "head_consent", "parent_consent"] {
        typed.set(consent, "yes");
    }
    typed
}

/// Of several records the first is meant.
async fn choose_records(shop: &Shop, who: &Citizen, id: Uuid) {
    for _ in 0..5 {
        let draft = Draft::open(&shop.desk, who, id).await.unwrap();
        let open = draft
            .body
            .facts
            .iter()
            .find(|(_, fact)| matches!(&fact.reply, Reply::Known { chosen: None, .. }));
        let Some((fact, _)) = open else { break };
        drafts::choose_record(&shop.desk, who, id, fact, Some(0)).await.unwrap();
    }
}

async fn attach_what_is_missing(shop: &Shop, who: &Citizen, id: Uuid) -> Result<(), String> {
    let draft = Draft::open(&shop.desk, who, id).await.unwrap();
    let review = draft.review(&shop.desk);
    let missing = review
        .documents
        .iter()
        .filter(|(_, state)| *state == DocumentState::Missing);
    for (document, _) in missing {
        let attached = if document.accept.contains(&FileKind::Pdf) {
            let file = sent("giay-to.pdf", "application/pdf", PDF.to_vec());
            drafts::attach(&shop.desk, who, id, &document.id, file).await
        } else {
            let file = sent("anh.jpg", "image/jpeg", JPEG.to_vec());
            drafts::attach(&shop.desk, who, id, &document.id, file).await
        };
        attached.map_err(|error| format!("{}: {error}", document.id))?;
    }
    Ok(())
}

async fn confirm_what_is_open(shop: &Shop, who: &Citizen, id: Uuid) -> Result<(), String> {
    let draft = Draft::open(&shop.desk, who, id).await.unwrap();
    let review = draft.review(&shop.desk);
    for need in review
        .confirmations
        .iter()
        .filter(|need| need.state != Some(ConfirmationState::Given))
    {
        let Some((personal_id, name)) = need.person.clone() else {
            return Err(format!("nobody knows who gives {}", need.def.id));
        };
        let other = account(shop, &personal_id, &name).await;
        let said = async {
            let asked = drafts::ask_confirmation(&shop.desk, who, id, &need.def.id).await?;
            drafts::answer_confirmation(&shop.desk, &other, id, &need.def.id, asked, true).await
        };
        said.await
            .map_err(|error| format!("{} does not confirm: {error:?}", need.def.id))?;
    }
    Ok(())
}

async fn account(shop: &Shop, personal_id: &str, name: &str) -> Citizen {
    let resident = Resident {
        personal_id: personal_id.to_owned(),
        full_name: name.to_owned(),
        date_of_birth: "1990-01-01".to_owned(),
        phone: None,
        email: None,
    };
    let account = accounts(&shop.desk, &[resident]).await.unwrap()[0];
    people::citizen(&shop.desk, account, 2).await.unwrap().unwrap()
}
