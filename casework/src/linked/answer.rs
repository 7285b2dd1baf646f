//! What a part tells its group: that its result is there, or that there will be none.

use motcua_domain::dossier::{Command, DossierId, EventBody, Outcome, PaperKind};

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
    let refused = outcome != Outcome::Completed;
    let command = Command::PartEnded {
        step: of.step.clone(),
        outcome,
        answers: dossier.application.answers.clone(),
        reason: dossier.last_reason.clone().filter(|_| refused),
        legal: if refused { legal(desk, part).await? } else { None },
    };
    Ok(Some((of.group, command)))
}

/// The legal basis the officer gave who ended it.
async fn legal(desk: &Desk, part: &Case) -> Result<Option<String>, Error> {
    let events = part.history(desk).await?;
    Ok(events.into_iter().rev().find_map(|event| match event.body {
        EventBody::Left { legal, .. } => legal,
        _ => None,
    }))
}
