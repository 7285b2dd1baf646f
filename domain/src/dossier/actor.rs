//! Who acts.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::refusal::Why;
use crate::identifiers::{AgencyCode, PersonalId};
use crate::procedure::Role;

/// How sure the State is of a person's identity (VNeID account level).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AssuranceLevel {
    /// Level 1: may look and track.
    #[serde(rename = "1")]
    One,
    /// Level 2, equal to the physical card: may submit.
    #[serde(rename = "2")]
    Two,
}

/// A citizen who signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citizen {
    /// The account.
    pub account: Uuid,
    /// The personal identification number.
    pub personal_id: PersonalId,
    /// Full name.
    pub name: String,
    /// How sure the identity is, in this session.
    pub level: AssuranceLevel,
}

impl Citizen {
    /// Why they may look and track only: at level 1 (VNeID accounts). None at level 2.
    #[must_use]
    pub fn held_back(&self) -> Option<Why> {
        let needed = AssuranceLevel::Two;
        (self.level < needed).then_some(Why::LevelTooLow { needed })
    }
}

/// An officer, as kept in events: who it was, never rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRef {
    /// The account.
    pub id: Uuid,
    /// The name at that time.
    pub name: String,
    /// What the officer is called in the office: `Chủ tịch`.
    pub title: String,
}

/// A post an officer holds today: a role in a unit (STA-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The agency.
    pub agency: AgencyCode,
    /// The role there.
    pub role: Role,
}

/// An officer who signed in, with the posts valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Who.
    pub who: OfficerRef,
    /// The posts held now.
    pub posts: Vec<Post>,
}

impl Officer {
    /// Whether the officer holds the role in the agency now.
    #[must_use]
    pub fn holds(&self, agency: &AgencyCode, role: &Role) -> bool {
        self.posts
            .iter()
            .any(|post| post.agency == *agency && post.role == *role)
    }

    /// Whether the officer works in the agency at all.
    #[must_use]
    pub fn works_in(&self, agency: &AgencyCode) -> bool {
        self.posts.iter().any(|post| post.agency == *agency)
    }
}

/// Who gives a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A citizen.
    Citizen(Citizen),
    /// An officer.
    Officer(Officer),
    /// The system itself: a reply of a national system, a date that passed.
    System,
}
