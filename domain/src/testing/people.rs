//! Who acts: the applicant, others, and an officer in every role.

use uuid::Uuid;

use crate::dossier::{Actor, AssuranceLevel, Citizen, Officer, OfficerRef, Post};
use crate::identifiers::{AgencyCode, PersonalId};
use crate::procedure::Role;

/// The applicant's personal number.
pub const PERSONAL_ID: &str = "001190000001";

/// The desk that receives.
#[must_use]
pub fn receiving() -> AgencyCode {
    agency("Z99.1")
}

/// The agency that decides.
#[must_use]
pub fn competent() -> AgencyCode {
    agency("Z99.2")
}

fn agency(code: &str) -> AgencyCode {
    AgencyCode::parse(code).expect("the code is well formed")
}

fn citizen(account: u128, personal_id: &str, name: &str, level: AssuranceLevel) -> Citizen {
    Citizen {
        account: Uuid::from_u128(account),
        personal_id: PersonalId::parse(personal_id).expect("the number is well formed"),
        name: name.to_owned(),
        level,
    }
}

/// The applicant.
#[must_use]
pub fn hoa() -> Citizen {
    citizen(1, PERSONAL_ID, "Nguyễn Thị Hoa", AssuranceLevel::Two)
}

/// The applicant, signed in with a level 1 account.
#[must_use]
pub fn hoa_level_one() -> Citizen {
    Citizen {
        level: AssuranceLevel::One,
        ..hoa()
    }
}

/// Another citizen.
#[must_use]
pub fn stranger() -> Citizen {
    citizen(2, "001090000002", "Trần Văn Lạ", AssuranceLevel::Two)
}

/// An officer of a role in an agency; the same number is the same person.
#[must_use]
pub fn officer(number: u128, agency: AgencyCode, role: &str) -> Officer {
    Officer {
        who: OfficerRef {
            id: Uuid::from_u128(1000 + number),
            name: format!("Cán bộ {number}"),
            title: role.to_owned(),
        },
        posts: vec![Post {
            agency,
            role: Role::from(role),
        }],
    }
}

/// At the receiving desk.
#[must_use]
pub fn receptionist() -> Officer {
    officer(1, receiving(), "reception_officer")
}

/// Who handles.
#[must_use]
pub fn hall_officer() -> Officer {
    officer(2, competent(), "hall_officer")
}

/// Who looks after the hall.
#[must_use]
pub fn caretaker() -> Officer {
    officer(3, competent(), "caretaker")
}

/// Who looks at safety.
#[must_use]
pub fn fire_officer() -> Officer {
    officer(4, competent(), "fire_officer")
}

/// Who decides.
#[must_use]
pub fn leader() -> Officer {
    officer(5, competent(), "hall_leader")
}

/// Who seals.
#[must_use]
pub fn clerk() -> Officer {
    officer(6, competent(), "clerk")
}

/// Holds all roles, but in an agency that has nothing to do with it.
#[must_use]
pub fn outsider() -> Officer {
    let posts = everyone().into_iter().filter_map(|(_, actor)| match actor {
        Actor::Officer(officer) => officer.posts.into_iter().next(),
        Actor::Citizen(_) | Actor::System => None,
    });
    let mut outsider = officer(7, agency("Z99.3"), "administrator");
    outsider.posts.extend(posts.map(|post| Post {
        agency: agency("Z99.3"),
        ..post
    }));
    outsider
}

/// Works in the competent agency, with rights to nothing here.
#[must_use]
pub fn administrator() -> Officer {
    officer(8, competent(), "administrator")
}

/// Holds every role everywhere: who can do anything that can be done at all, except what four eyes forbid.
#[must_use]
pub fn jack_of_all_trades() -> Officer {
    let mut all = officer(9, competent(), "administrator");
    for role in [
        "reception_officer",
        "hall_officer",
        "caretaker",
        "fire_officer",
        "hall_leader",
        "clerk",
    ] {
        all.posts.push(Post {
            agency: competent(),
            role: Role::from(role),
        });
        all.posts.push(Post {
            agency: receiving(),
            role: Role::from(role),
        });
    }
    all
}

/// The officers with a role here, and the applicant.
#[must_use]
pub fn everyone() -> Vec<(&'static str, Actor)> {
    vec![
        ("applicant", Actor::Citizen(hoa())),
        ("receptionist", Actor::Officer(receptionist())),
        ("hall officer", Actor::Officer(hall_officer())),
        ("caretaker", Actor::Officer(caretaker())),
        ("fire officer", Actor::Officer(fire_officer())),
        ("leader", Actor::Officer(leader())),
        ("clerk", Actor::Officer(clerk())),
    ]
}
