//! Where a part of a linked group stands, in a few words: for the page of the group, for lists, and for the officers of the
//! other parts.

use motcua_casework::linked::{PartLine, PartStanding};
use motcua_domain::dossier::{Outcome, Status};
use motcua_texts::Lang;
use motcua_texts::group::standing as texts;

use super::super::status;
use crate::components::{PartState, Tone};

/// In words.
pub(crate) fn words(lang: Lang, standing: PartStanding, status: Option<Status>) -> &'static str {
    match (standing, status) {
        (PartStanding::NotChosen { .. }, _) => texts::not_chosen(lang),
        (PartStanding::ToCome, _) => texts::to_come(lang),
        (PartStanding::Opening, _) => texts::opening(lang),
        (PartStanding::Never, _) => texts::never(lang),
        // The group need not wait until a paper is fetched.
        (PartStanding::Ended(Outcome::Completed), _) => texts::done(lang),
        (PartStanding::Going, Some(status)) => status::words(lang, status),
        (PartStanding::Going, None) => status::words(lang, Status::Handling),
        (PartStanding::Ended(outcome), _) => status::words(lang, ended(outcome)),
    }
}

/// Of a whole group: that it is completed says nothing of who fetched which paper.
pub(crate) fn of_group(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Returned => motcua_texts::group::all_done(lang),
        Status::LinkedWaiting => motcua_texts::group::going(lang),
        other => status::words(lang, other),
    }
}

/// Where a dossier stands for its applicant: what one part of a group waits for from them is what matters about all of it.
pub(crate) fn shown(status: Status, parts: &[PartLine]) -> Status {
    let going = parts.iter().filter(|part| part.standing == PartStanding::Going);
    let mut stands = going.filter_map(|part| part.status);
    let awaited = stands.find(|status| matches!(status, Status::SupplementAtReception | Status::SupplementInHandling));
    awaited.unwrap_or(status)
}

/// Of a part in a list.
pub(crate) fn of_line(lang: Lang, line: &PartLine) -> &'static str {
    words(lang, line.standing, line.status)
}

/// The colour of its tag.
pub(crate) fn tone(standing: PartStanding, status: Option<Status>) -> Tone {
    match (standing, status) {
        (PartStanding::Ended(Outcome::Completed), _) => Tone::Green,
        (PartStanding::Ended(outcome), _) => status::tone(ended(outcome)),
        (PartStanding::Going, Some(status)) => status::tone(status),
        (PartStanding::Going | PartStanding::Opening, _) => Tone::Blue,
        _ => Tone::Grey,
    }
}

/// The colour of its edge.
pub(super) fn edge(standing: PartStanding, status: Option<Status>, silent: bool) -> PartState {
    match standing {
        PartStanding::Ended(Outcome::Completed) => PartState::Done,
        PartStanding::Ended(Outcome::Withdrawn) => PartState::Waiting,
        PartStanding::Ended(_) => PartState::Problem,
        PartStanding::Going if silent => PartState::Problem,
        PartStanding::Going => match status {
            Some(Status::SupplementAtReception | Status::SupplementInHandling) => PartState::Problem,
            Some(Status::WithdrawalRequested) => PartState::Waiting,
            _ => PartState::Now,
        },
        PartStanding::Opening => PartState::Now,
        PartStanding::NotChosen { .. } | PartStanding::ToCome | PartStanding::Never => PartState::Waiting,
    }
}

fn ended(outcome: Outcome) -> Status {
    match outcome {
        Outcome::Completed => Status::Returned,
        Outcome::Rejected => Status::Rejected,
        Outcome::NotEligible => Status::NotEligible,
        Outcome::Withdrawn => Status::Withdrawn,
        Outcome::Stopped => Status::Stopped,
        Outcome::PartiallyCompleted => Status::PartiallyCompleted,
    }
}
