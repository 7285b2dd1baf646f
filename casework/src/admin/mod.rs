//! What administrators configure: definitions of procedures, files of reference data, staff.
//!
//! Definitions and reference data are texts with versions. A text is worked on as a draft, one at a time; whoever comes
//! second is told by whom it was changed, and loses nothing. A draft that is sound is approved by a person whose work is
//! not in it, and is published from a day on. What was published is never changed, dossiers stay with their version, and
//! every node takes a publication up by the number in the database ([`refresh`]).
//!
//! Every use case asks whether the actor is an administrator, and what was done is written down ([`log`]). An
//! administrator reads no dossiers (STA-1), so nobody is given a post by themselves, and nobody holds both kinds.

mod approve;
mod check;
mod difference;
mod draft;
mod edit;
mod error;
mod log;
mod procedures;
mod reference;
mod refresh;
mod retire;
mod staff;
mod texts;

use motcua_domain::dossier::Officer;

pub use approve::{ask, publish, send_back};
pub use check::{check, draft_procedure, version};
pub use difference::{DiffLine, Mark, Part, difference};
pub use draft::Draft;
pub use edit::{begin, begin_from, discard, draft, save};
pub use error::{AdminError, Denied};
pub use log::{Detail, Done, log};
pub use procedures::{Filter, Listed, Overview, State, VersionLine, procedure, procedures};
pub use reference::{File, files};
pub use refresh::{refresh, take_up};
pub use retire::{End, ask_end, confirm_end, take_back_end};
pub use staff::{
    Ending, Member, NewMember, NewPost, StaffPost, add_by_operator, add_member, close, end_post, give_post, invite,
    member, reopen, staff,
};
pub use texts::{Kind, text};

use crate::error::Error;
use crate::store::rows::admin::Author;

/// The role of administrators in `reference/roles.yaml`.
pub const ROLE: &str = "administrator";

/// Whether somebody configures the system.
#[must_use]
pub fn is_administrator(officer: &Officer) -> bool {
    officer.posts.iter().any(|post| post.role.as_str() == ROLE)
}

/// Whoever is no administrator learns nothing of what there is; that they asked is logged.
fn allowed(officer: &Officer) -> Result<(), Error> {
    if is_administrator(officer) {
        return Ok(());
    }
    tracing::warn!(officer = %officer.who.id, "Officer {} asked for the configuration", officer.who.id);
    Err(Error::NotFound)
}

fn author(officer: &Officer) -> Author {
    Author {
        id: officer.who.id,
        name: officer.who.name.clone(),
    }
}
