//! A mother who applies once for three things, and the officers of three agencies.

use motcua_casework::case::Case;
use motcua_casework::citizen;
use motcua_casework::desk::Desk;
use motcua_casework::drafts;
use motcua_casework::error::Error;
use motcua_casework::officer::{self, Leaving};
use motcua_casework::people;
use motcua_casework::seeding::{self, Resident};
use motcua_domain::dossier::{Citizen, Dossier, Officer, OfficerRef, Outcome, Post};
use motcua_domain::procedure::{Act, ProcedureId};
use uuid::Uuid;

const GROUP: &str = "linked-birth-residence-insurance";
/// What she types or chooses.
const TYPED: [(&str, &[(&str, &str)]); 5] = [
    ("child", &[("child_full_name", "Trần Bảo An")]),
    ("insurance", &[("first_clinic", "01901")]),
    ("identity_card", &[("child_id_requested", "no")]),
    (
        "result",
        &[("copies_requested", "no"), ("result_delivery", "electronic")],
    ),
    ("declaration", &[("declaration_truthful", "yes")]),
];

/// An application for the whole group, ready to be submitted.
pub async fn ready(desk: &Desk) -> (Citizen, Uuid) {
    let lan = parent(desk, "001196028417", "Nguyễn Thị Lan", "1996-03-12").await;
    let hung = parent(desk, "001094015263", "Trần Văn Hùng", "1994-07-02").await;
    let draft = drafts::start(desk, &lan, &ProcedureId::from(GROUP)).await;
    let draft = draft.expect("a group can be applied for");
    for (section, fields) in TYPED {
        let inputs: Vec<(String, String)> = fields
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect();
        let saved = drafts::save_section(desk, &lan, draft, section, &inputs).await;
        saved.expect("the section is hers");
    }
    let asked = drafts::ask_confirmation(desk, &lan, draft, "other_parent").await;
    let asked = asked.expect("the father is asked");
    let answered = drafts::answer_confirmation(desk, &hung, draft, "other_parent", asked, true).await;
    answered.expect("the father confirms");
    (lan, draft)
}

async fn parent(desk: &Desk, personal_id: &str, name: &str, born: &str) -> Citizen {
    let resident = Resident {
        personal_id: personal_id.to_owned(),
        full_name: name.to_owned(),
        date_of_birth: born.to_owned(),
        phone: Some("+84987654196".to_owned()),
        email: Some(format!("{personal_id}@example.vn")),
    };
    let account = seeding::accounts(desk, &[resident])
        .await
        .expect("the database answers")[0];
    let citizen = people::citizen(desk, account, 2).await.expect("the database answers");
    citizen.expect("the account was just made")
}

/// A group that was applied for.
#[derive(Clone, Debug)]
pub struct Group {
    pub lan: Citizen,
    pub code: String,
}

/// How it stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub outcome: Option<Outcome>,
    /// Events of the group and its parts.
    pub events: u32,
    /// The parts that were opened, by their step.
    pub parts: Vec<(String, Dossier)>,
}

impl Group {
    /// Lan applies.
    pub async fn apply(desk: &Desk) -> Self {
        let (lan, draft) = ready(desk).await;
        let receipt = citizen::submit(desk, &lan, draft).await.expect("it is complete");
        Self {
            lan,
            code: receipt.code.to_string(),
        }
    }

    /// How it stands now.
    pub async fn standing(&self, desk: &Desk) -> Result<Standing, Error> {
        let ours = Case::by_code(desk, &self.code).await?.dossier;
        let mut standing = Standing {
            outcome: ours.outcome,
            events: ours.seq,
            parts: Vec::new(),
        };
        for (step, part) in &ours.parts {
            let Some(opened) = &part.opened else { continue };
            let dossier = Case::by_id(desk, opened.id).await?.dossier;
            standing.events += dossier.seq;
            standing.parts.push((step.clone(), dossier));
        }
        Ok(standing)
    }

    /// Every officer who has something to do does it, at another node. What cannot be done now is done at the next look.
    pub async fn officers_act(&self, desk: &Desk) -> Result<Standing, Error> {
        let standing = self.standing(desk).await?;
        for (_, dossier) in &standing.parts {
            match act(desk, dossier).await {
                Ok(()) | Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(standing)
    }
}

/// The way on from a step.
pub fn way_on(act: Act) -> &'static str {
    match act {
        Act::Receive => "accept",
        Act::Handle => "propose",
        Act::Decide => "approve",
        Act::Seal => "issue",
        Act::Return => "returned",
    }
}

async fn act(desk: &Desk, dossier: &Dossier) -> Result<(), Error> {
    let manned = dossier.active.iter().find_map(|(step, active)| {
        let (role, act) = (active.role.clone()?, active.act?);
        Some((step.clone(), role, act))
    });
    let Some((step, role, act)) = manned.filter(|_| dossier.outcome.is_none()) else {
        return Ok(());
    };
    let agency = match act {
        Act::Receive | Act::Return => dossier.application.receiving.clone(),
        _ => dossier.application.competent.clone(),
    };
    let officer = Officer {
        who: OfficerRef {
            id: Uuid::from_u128(role.as_str().bytes().fold(7, |id, byte| id * 31 + u128::from(byte))),
            name: role.as_str().to_owned(),
            title: String::new(),
        },
        posts: vec![Post { agency, role }],
    };
    let leaving = Leaving {
        step,
        exit: way_on(act).to_owned(),
        reason: None,
        legal: None,
    };
    officer::leave(desk, &officer, dossier.application.code.as_str(), dossier.seq, leaving).await
}
