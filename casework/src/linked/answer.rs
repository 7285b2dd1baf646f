//! What a part tells its group: that its result is there, or that there will be none.

use motcua_domain::dossier::{Command, DossierId, Event, EventBody, Outcome, PaperKind};

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;

/// The group of a part and what to tell it; `None` if the dossier is no part, or has nothing to tell yet.
pub(crate) async fn answer(desk: &Desk, part: &Case) -> Result<Option<(DossierId, Command)>, Error> {
    let dossier = &part.dossier;
    let Some(of) = &dossier.application.group else {
        return Ok(None);
    };
    // A result that was issued stays issued, whatever becomes of its delivery; a written refusal is none.
    let outcome = match dossier.outcome {
        _ if dossier
            .issued
            .iter()
            .any(|issued| issued.content.kind != PaperKind::Refusal) =>
        {
            Outcome::Completed
        }
        Some(outcome) => outcome,
        None => return Ok(None),
    };
    let why = match outcome {
        Outcome::Completed => Why::default(),
        _ => why(&part.history(desk).await?),
    };
    let command = Command::PartEnded {
        step: of.step.clone(),
        outcome,
        answers: dossier.application.answers.clone(),
        reason: why.reason,
        legal: why.legal,
    };
    Ok(Some((of.group, command)))
}

/// Why a part has no result, in words meant for the applicant.
#[derive(Default)]
struct Why {
    reason: Option<String>,
    /// Document and article.
    legal: Option<String>,
}

/// What was said where the part ended. What officers wrote to one another on the way (why a draft was sent back) is no
/// business of the applicant's.
fn why(events: &[Event]) -> Why {
    let ended = events.iter().enumerate().rev().find_map(|(at, row)| match &row.body {
        EventBody::Ended { outcome, reason } => Some((at, *outcome, reason.clone())),
        _ => None,
    });
    let Some((at, outcome, said)) = ended else {
        return Why::default();
    };
    if said.is_some() || outcome == Outcome::Withdrawn {
        return Why {
            reason: said,
            legal: None,
        };
    }
    let (before, end) = (&events[..at], &events[at]);
    let of_step = |row: &Event| match &row.body {
        EventBody::Left { reason, legal, .. } => Some(Why {
            reason: reason.clone(),
            legal: legal.clone(),
        }),
        _ => None,
    };
    // The step whose way out was the end: it is left in the same decision.
    let same = |row: &&Event| row.at == end.at && row.by == end.by;
    let last = before.iter().rev().take_while(same).find_map(of_step);
    let refused = matches!(outcome, Outcome::Rejected | Outcome::NotEligible);
    match last {
        Some(last) if last.reason.is_some() || !refused => last,
        // A written refusal was signed before it was sealed and handed over: a refusal always names its law.
        _ if refused => {
            let mut steps = before.iter().rev().filter_map(of_step);
            steps.find(|step| step.legal.is_some()).unwrap_or_default()
        }
        _ => Why::default(),
    }
}
