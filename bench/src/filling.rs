//! Made-up valid answers for a draft as it stands, for journeys in a browser.

use std::collections::BTreeMap;

use motcua_casework::desk::Desk;
use motcua_casework::drafts::Draft;
use motcua_casework::error::Error;
use motcua_domain::application::DocumentState;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Citizen, ConfirmationState};
use motcua_domain::form::Typed;
use motcua_domain::procedure::FileKind;
use motcua_domain::testing::answers::{Filling, inputs_of};
use serde::Serialize;
use uuid::Uuid;

/// The communes somebody of the demonstration lives in, or in the next one where that cannot be.
const COMMUNES: [&str; 2] = ["00097", "00118"];

/// What is to be done next with a draft.
#[derive(Debug, Default, Serialize)]
pub struct Next {
    /// The fact of which a record must be chosen first; then there is nothing else yet.
    record: Option<String>,
    /// Sections with their inputs, in the order of the form.
    sections: Vec<(String, BTreeMap<String, String>)>,
    /// Documents that are missing, and a kind of file each takes.
    documents: Vec<(String, FileKind)>,
    /// Confirmations that are not given, and by whom.
    confirmations: Vec<(String, String)>,
    /// What still hinders the application, for messages; empty: it can be submitted.
    hindered: String,
}

/// Says it. The form begins with what `others` says of people it may be about.
///
/// # Errors
/// If the draft is not the citizen's, or no valid answers were found.
pub async fn next(desk: &Desk, citizen: &Citizen, id: Uuid, others: &Typed) -> anyhow::Result<Next> {
    let draft = Draft::open(desk, citizen, id).await?;
    let review = draft.review(desk);
    if let Some(fact) = review.choice.clone() {
        return Ok(Next {
            record: Some(fact),
            ..Next::default()
        });
    }
    let today = vietnam_date(desk.now());
    let procedure = &draft.procedure;
    let begun = match draft.body.typed.iter().next() {
        Some(_) => &draft.body.typed,
        None => others,
    };
    let filling = |commune: &'static str| {
        Filling::new(procedure, &draft.body.facts, desk.reference.as_ref(), today)
            .at("01", commune)
            .from(begun)
    };
    // Nobody else need agree, where that can be: not everybody the forms name has an account.
    let alone = |commune: &'static str| {
        let others = procedure.confirmations.iter().filter_map(|it| it.when.as_ref());
        others.fold(filling(commune), |filling, when| filling.wishing(when, false))
    };
    let filled = COMMUNES.into_iter().find_map(|commune| alone(commune).fill().ok());
    let filled = match filled {
        Some(filled) => filled,
        None => filling(COMMUNES[0])
            .fill()
            .map_err(|error| Error::Broken(format!("{}: {error}", procedure.id)))?,
    };
    let inputs = |section: &str| inputs_of(&procedure.form, section, &filled.typed).into_iter().collect();
    let sections = procedure.form.sections.iter();
    let shown = sections.filter(|section| {
        let mut fields = section.fields.iter();
        fields.any(|field| filled.resolved.shown.contains(&field.id))
    });
    let missing = review
        .documents
        .iter()
        .filter(|(_, state)| *state == DocumentState::Missing);
    let open = review
        .confirmations
        .iter()
        .filter(|need| need.state != Some(ConfirmationState::Given));
    Ok(Next {
        record: None,
        sections: shown.map(|section| (section.id.clone(), inputs(&section.id))).collect(),
        documents: missing
            .filter_map(|(document, _)| Some((document.id.clone(), *document.accept.first()?)))
            .collect(),
        confirmations: open
            .filter_map(|need| Some((need.def.id.clone(), need.person.clone()?.1)))
            .collect(),
        hindered: match review.hindrance() {
            Some(why) => format!("{why:?}"),
            None if draft.desks(desk, &review).is_none() => "nobody knows which agency decides".to_owned(),
            None => String::new(),
        },
    })
}
