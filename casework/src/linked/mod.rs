//! Linked groups (liên thông): one application, several procedures, each part a dossier of its own (LNK-6).
//!
//! A group is a dossier whose steps open others. Orders between a group and its parts leave through the outbox
//! ([`Effect::OpenPart`](motcua_domain::dossier::Effect), `AnswerGroup`, `WithdrawPart`), so that none is lost, and each is
//! carried out idempotently: the dossier of a part is written in the transaction that notes it in the group, a part answers
//! once, and what the group no longer waits for changes nothing.

mod add;
mod answer;
mod lines;
mod open;
mod view;
mod withdraw;

pub use add::{Adding, add_part, adding};
pub(crate) use answer::answer;
pub use lines::{PartLine, others};
pub(crate) use lines::{around, lines, lines_of};
pub(crate) use open::open_part;
pub use view::{Group, PartStanding, PartView, group, part_of};
pub(crate) use withdraw::withdraw_part;

/// How often an order is tried anew when others keep changing the same dossier.
const TRIES: usize = 8;
