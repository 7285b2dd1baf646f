//! A linked group as its applicant sees it: all parts on one page, each with who has it, until when, what is asked, and
//! what came of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_domain::calendar::{Due, Stop};
use motcua_domain::condition::Expr;
use motcua_domain::dossier::{Citizen, DossierId, Event, OfferKind, Outcome, ResultContent};
use motcua_domain::procedure::{Procedure, StepKind};
use motcua_domain::text::Text;
use uuid::Uuid;

use crate::case::{Case, histories, paper_hash};
use crate::citizen::{self, Mine};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::silence::{Notice, notices};

/// A group with all its parts.
#[derive(Clone, Debug)]
pub struct Group {
    /// The group's own dossier, with its events and what may be done with it.
    pub mine: Mine,
    /// Its parts in the order of the procedure, those that were not chosen among them.
    pub parts: Vec<PartView>,
    /// The promised time of the whole with its explanation: moved by what the applicant took for the first part, because
    /// nothing else could go on meanwhile.
    pub due: Option<Due>,
    /// Everything that happened to the group and its parts, oldest first; each event of a part with the part's step.
    pub timeline: Vec<(Option<String>, Event)>,
}

/// Where a part stands for the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartStanding {
    /// Not chosen; whether it can still be added.
    NotChosen {
        /// Whether it can still be added.
        addable: bool,
    },
    /// Chosen; its turn is still to come.
    ToCome,
    /// Its dossier is being opened.
    Opening,
    /// Its agency has it.
    Going,
    /// It has its result, or ended without one.
    Ended(Outcome),
    /// It never began, because the group ended before.
    Never,
}

/// A part of a group.
#[derive(Clone, Debug)]
pub struct PartView {
    /// The step of the group that opens it.
    pub step: String,
    /// What it is.
    pub name: Text,
    /// What is going on, for the citizen.
    pub citizen: Text,
    /// Its procedure, if there is one of that name today.
    pub procedure: Option<Arc<Procedure>>,
    /// The section of the group's form that is about it: what is filled in to add it.
    pub section: Option<String>,
    /// Where it stands.
    pub standing: PartStanding,
    /// Since when it stands so.
    pub since: Option<DateTime<Utc>>,
    /// Its dossier, once there is one: code, agency, steps, supplement asked for, results.
    pub case: Option<Case>,
    /// The name of who has it.
    pub agency_name: Option<Text>,
    /// Its promised time with its explanation, once it was accepted.
    pub due: Option<Due>,
    /// Why it was not completed, and the legal basis.
    pub refused: Option<(String, Option<String>)>,
    /// The last time somebody was told that a step going on now is silent: "has not answered since ..., we have asked again".
    pub reminded: Option<Notice>,
    /// Its results, each with the hash by which it is known.
    pub papers: Vec<(String, ResultContent)>,
}

/// The citizen's group by its code.
///
/// # Errors
/// [`Error::NotFound`] if there is none, it is somebody else's, or it is no group.
pub async fn group(desk: &Desk, citizen: &Citizen, code: &str) -> Result<Group, Error> {
    let mine = citizen::dossier(desk, citizen, code).await?;
    if !mine.case.procedure.is_group() {
        return Err(Error::NotFound);
    }
    let mut parts = part_views(desk, std::slice::from_ref(&mine.case)).await?.remove(0);
    for part in &mut parts {
        if let PartStanding::NotChosen { addable } = &mut part.standing {
            let this = Some(part.step.as_str());
            *addable = mine.offers.iter().any(|offer| {
                offer.kind == OfferKind::AddPart && offer.step.as_deref() == this && offer.blocked.is_none()
            });
        }
    }
    let mut timeline: Vec<(Option<String>, Event)> = mine.events.iter().map(|event| (None, event.clone())).collect();
    let (steps, opened): (Vec<&str>, Vec<&Case>) = parts
        .iter()
        .filter_map(|part| Some((part.step.as_str(), part.case.as_ref()?)))
        .unzip();
    let of_parts = histories(desk, &opened).await?;
    timeline.extend(
        of_parts
            .into_iter()
            .map(|(place, event)| (Some(steps[place].to_owned()), event)),
    );
    timeline.sort_by_key(|(_, event)| event.at);
    let due = group_due(desk, &mine.case, &parts);
    Ok(Group {
        mine,
        parts,
        due,
        timeline,
    })
}

/// The group that a dossier of the citizen's is a part of: its code, for the link back.
#[must_use]
pub fn part_of(case: &Case) -> Option<&str> {
    let of = case.dossier.application.group.as_ref()?;
    Some(of.code.as_str())
}

/// The parts of each of these groups, in the order of its procedure.
pub(super) async fn part_views(desk: &Desk, groups: &[Case]) -> Result<Vec<Vec<PartView>>, Error> {
    let ids: Vec<Uuid> = groups.iter().map(|group| group.dossier.id.0).collect();
    let rows = {
        let mut reader = desk.store.reader().await?;
        db!(reader, dossiers::parts_of(&ids))?
    };
    let cases = rows
        .into_iter()
        .map(|row| Case::of(desk, row))
        .collect::<Result<Vec<_>, _>>()?;
    let going = cases.iter().filter(|case| case.dossier.outcome.is_none());
    let going: Vec<Uuid> = going.map(|case| case.dossier.id.0).collect();
    let told = notices(desk, &going).await?;
    let mut by_group: BTreeMap<DossierId, Vec<Case>> = BTreeMap::new();
    for case in cases {
        if let Some(of) = &case.dossier.application.group {
            by_group.entry(of.group).or_default().push(case);
        }
    }
    let own = |group: &Case| by_group.remove(&group.dossier.id).unwrap_or_default();
    let own: Vec<Vec<Case>> = groups.iter().map(own).collect();
    Ok(groups
        .iter()
        .zip(own)
        .map(|(group, cases)| views_of(desk, group, cases, &told))
        .collect())
}

fn views_of(desk: &Desk, group: &Case, mut cases: Vec<Case>, told: &BTreeMap<Uuid, Vec<Notice>>) -> Vec<PartView> {
    let mut views = Vec::new();
    for step in group.procedure.flow().steps() {
        let StepKind::Linked { procedure, section, .. } = &step.does else {
            continue;
        };
        let ours = |case: &Case| {
            let of = case.dossier.application.group.as_ref();
            of.is_some_and(|of| of.step == step.id)
        };
        let case = cases.iter().position(ours).map(|place| cases.swap_remove(place));
        let part = group.dossier.parts.get(&step.id);
        let end = part.and_then(|part| part.ended.as_ref());
        let clock = case.as_ref().and_then(|case| case.dossier.clock.as_ref());
        let reminded = case.as_ref().and_then(|case| {
            let told = told.get(&case.dossier.id.0)?.iter();
            told.rev()
                .find(|notice| case.dossier.active.contains_key(&notice.step))
                .cloned()
        });
        views.push(PartView {
            reminded,
            step: step.id.clone(),
            name: step.name.clone(),
            citizen: step.citizen.clone(),
            procedure: match &case {
                Some(case) => Some(Arc::clone(&case.procedure)),
                None => desk.catalogue.newest(procedure),
            },
            section: section.clone(),
            agency_name: case
                .as_ref()
                .map(|case| desk.reference.agency_text(&case.dossier.application.competent)),
            standing: standing(desk, group, &step.id),
            since: end
                .map(|end| end.at)
                .or_else(|| part?.opened.as_ref().map(|opened| opened.at))
                .or_else(|| Some(part?.since)),
            due: clock.map(|clock| {
                let agency = case.as_ref().map(|case| &case.dossier.application.competent);
                desk.calendar(agency).due(clock.accepted_at, clock.limit, &clock.stops)
            }),
            refused: end
                .filter(|end| end.outcome != Outcome::Completed)
                .map(|end| (end.reason.clone().unwrap_or_default(), end.legal.clone())),
            papers: case.as_ref().map(papers).unwrap_or_default(),
            case,
        });
    }
    views
}

fn papers(case: &Case) -> Vec<(String, ResultContent)> {
    let issued = case.dossier.issued.iter();
    issued
        .map(|issued| (paper_hash(&issued.content), issued.content.clone()))
        .collect()
}

fn standing(desk: &Desk, group: &Case, step: &str) -> PartStanding {
    let dossier = &group.dossier;
    match dossier.parts.get(step) {
        Some(part) => match (&part.ended, &part.opened) {
            (Some(end), _) => PartStanding::Ended(end.outcome),
            (None, Some(_)) => PartStanding::Going,
            (None, None) => PartStanding::Opening,
        },
        None if !chosen(desk, group, step) => PartStanding::NotChosen { addable: false },
        None if dossier.outcome.is_some() => PartStanding::Never,
        None => PartStanding::ToCome,
    }
}

/// Whether the application asks for the part.
fn chosen(desk: &Desk, group: &Case, step: &str) -> bool {
    let flow = group.procedure.flow();
    let Some(number) = flow.number(step) else { return false };
    let known = motcua_domain::form::Seen {
        facts: &group.dossier.application.facts,
        answers: &group.dossier.application.answers,
        today: motcua_domain::calendar::vietnam_date(desk.now()),
    };
    let holds = |condition: &Expr| condition.evaluate(&known).is_yes();
    flow.condition_of(number).is_none_or(holds)
}

/// The group's promised time: its own limit, with the stops of the first part, on which all others wait.
fn group_due(desk: &Desk, group: &Case, parts: &[PartView]) -> Option<Due> {
    let clock = group.dossier.clock.as_ref()?;
    let first = parts.first().and_then(|part| part.case.as_ref());
    let stops: Vec<Stop> = first.map_or_else(Vec::new, |case| {
        let dossier = &case.dossier;
        let own = dossier.clock.as_ref().map(|clock| clock.stops.clone());
        dossier
            .answer_stops
            .iter()
            .cloned()
            .chain(own.unwrap_or_default())
            .collect()
    });
    let calendar = desk.calendar(Some(&group.dossier.application.competent));
    Some(calendar.due(clock.accepted_at, clock.limit, &stops))
}
