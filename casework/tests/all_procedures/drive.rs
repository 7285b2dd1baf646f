//! Takes dossiers of one procedure along every branch of its workflow.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use motcua_casework::citizen;
use motcua_casework::connectors::Operation;
use motcua_casework::drafts::{Count, Draft};
use motcua_casework::officer::{self, Leaving};
use motcua_domain::dossier::{ActiveStep, Citizen, Dossier, Officer, Outcome, PaperKind, Verdict};
use motcua_domain::facts::Reply;
use motcua_domain::procedure::{Act, Exit, ExitDef, Procedure, Step, StepKind};
use motcua_national::faults::{Fault, System};

use crate::apply::submitted;
use crate::branches::{Branch, branches, gone};
use crate::others;
use crate::papers;
use crate::shop::Shop;
use crate::table::Row;

/// Where a dossier is taken.
pub struct Way<'w> {
    /// The branch to go, if it is met.
    pub toward: Option<&'w Branch>,
    /// Branches to go on the way, rather than those that were gone before.
    pub rather: &'w BTreeSet<Branch>,
    /// Whether it is to be refused as soon as that can be.
    pub refused: bool,
}

/// All of one procedure.
pub async fn procedure(shop: &Shop, procedure: &Procedure) -> Result<Row, String> {
    let known = prefilled(shop, procedure).await;
    let all = branches(&procedure.workflow);
    let mut open: BTreeSet<Branch> = all.iter().map(|(branch, _)| branch.clone()).collect();
    // Straight on first: it must come to a result, with its papers.
    let (who, code) = submitted(shop, procedure, &Vec::new())
        .await
        .map_err(|why| format!("happy path: {why}"))?;
    let none = BTreeSet::new();
    let straight = Way {
        toward: None,
        rather: &none,
        refused: false,
    };
    walk(shop, &who, &code, &straight)
        .await
        .map_err(|why| format!("happy path: {why}"))?;
    let mine = citizen::dossier(&shop.desk, &who, &code)
        .await
        .map_err(|error| error.to_string())?;
    if mine.case.dossier.outcome != Some(Outcome::Completed) {
        return Err(format!("happy path: it ended as {:?}", mine.case.dossier.outcome));
    }
    let results = mine
        .papers
        .iter()
        .filter(|(_, content)| content.kind != PaperKind::Refusal)
        .count();
    // A group has what its parts give.
    if !procedure.is_group() && results < procedure.results.len().min(1) {
        return Err("happy path: there is no result".to_owned());
    }
    let papers = papers::made(shop, &mine)?;
    let fee = mine.case.dossier.application.fee;
    open = &open - &gone(&all, &mine.case.dossier, &mine.events);
    // Then each branch that is still to go.
    let mut missed = Vec::new();
    for (branch, wishes) in &all {
        if !open.contains(branch) {
            continue;
        }
        let went = async {
            let (who, code) = submitted(shop, procedure, wishes).await?;
            let way = Way {
                toward: Some(branch),
                rather: &open,
                refused: false,
            };
            walk(shop, &who, &code, &way).await?;
            citizen::dossier(&shop.desk, &who, &code)
                .await
                .map_err(|error| error.to_string())
        };
        match went.await {
            Ok(mine) => open = &open - &gone(&all, &mine.case.dossier, &mine.events),
            Err(why) => missed.push(format!("{branch:?}: {why}")),
        }
    }
    if !open.is_empty() {
        return Err(format!("not gone: {open:?}\n{}", missed.join("\n")));
    }
    others::supplement(shop, procedure)
        .await
        .map_err(|why| format!("supplement: {why}"))?;
    others::withdrawal(shop, procedure)
        .await
        .map_err(|why| format!("withdrawal: {why}"))?;
    others::overdue(shop, procedure)
        .await
        .map_err(|why| format!("overdue: {why}"))?;
    Ok(Row::new(procedure, all.len(), known, papers, fee))
}

async fn prefilled(shop: &Shop, procedure: &Procedure) -> Count {
    let lan = shop.parent("Lan").await;
    let draft = shop.begins(&lan, procedure.id.as_str()).await;
    let draft = Draft::open(&shop.desk, &lan, draft).await.unwrap();
    Count::of(&draft, &shop.desk)
}

/// Takes a dossier on until it has ended.
pub async fn walk(shop: &Shop, who: &Citizen, code: &str, way: &Way<'_>) -> Result<(), String> {
    let mut gone_here = BTreeSet::new();
    let paced = is_refused_by_a_system(way);
    for _ in 0..60 {
        let case = citizen::dossier(&shop.desk, who, code)
            .await
            .map_err(|error| error.to_string())?
            .case;
        if case.dossier.outcome.is_some() {
            return Ok(());
        }
        let flow = case.procedure.flow();
        let steps = case
            .dossier
            .active
            .iter()
            .filter_map(|(id, active)| Some((flow.step(flow.number(id)?), active)));
        // What people do first: systems and parts do theirs meanwhile.
        let next = steps.min_by_key(|(step, _)| !matches!(step.does, StepKind::Task { .. }));
        let Some((step, active)) = next else {
            return Err("nothing goes on".to_owned());
        };
        let exit = choose(step, way, &gone_here);
        gone_here.insert(Branch::Exit {
            step: step.id.clone(),
            exit: exit.id.clone(),
        });
        match &step.does {
            StepKind::Task { act, .. } => does(shop, &case.dossier, step, active, *act, exit).await?,
            StepKind::Call { operation, .. } => answers(shop, operation, exit, paced).await?,
            StepKind::Linked { .. } => Box::pin(part(shop, who, &case.dossier, step, exit, way)).await?,
        }
    }
    let dossier = shop.dossier(code).await;
    Err(format!("it never ends: {:?}", dossier.active.keys()))
}

/// The way out that is wanted, or else the ordinary one.
fn choose<'s>(step: &'s Step, way: &Way<'_>, gone_here: &BTreeSet<Branch>) -> &'s ExitDef {
    let branch = |exit: &ExitDef| Branch::Exit {
        step: step.id.clone(),
        exit: exit.id.clone(),
    };
    let fresh = |exit: &&ExitDef| !gone_here.contains(&branch(exit));
    let wanted = step
        .exits
        .iter()
        .find(|exit| way.toward == Some(&branch(exit)) && fresh(exit));
    let refuses = |exit: &&ExitDef| way.refused && matches!(exit.to, Exit::End(_));
    let rather =
        |exit: &&ExitDef| !matches!(exit.to, Exit::End(_)) && way.rather.contains(&branch(exit)) && fresh(exit);
    let onward = |exit: &&ExitDef| matches!(exit.to, Exit::Onward);
    wanted
        .or_else(|| step.exits.iter().find(refuses))
        .or_else(|| step.exits.iter().find(rather))
        .or_else(|| step.exits.iter().find(onward))
        .unwrap_or(&step.exits[0])
}

/// The officer whose turn it is.
pub fn whose_turn(shop: &Shop, dossier: &Dossier, active: &ActiveStep) -> Officer {
    let application = &dossier.application;
    let agency = match active.act {
        Some(Act::Receive | Act::Return) => &application.receiving,
        _ => &application.competent,
    };
    let role = active.role.as_ref().map_or("", |role| role.as_str());
    // Who decides has not drafted, even where both have the same role.
    let number = if active.act == Some(Act::Decide) { 2 } else { 1 };
    shop.officer_of(agency.as_str(), role, number)
}

async fn does(
    shop: &Shop,
    dossier: &Dossier,
    step: &Step,
    active: &ActiveStep,
    act: Act,
    exit: &ExitDef,
) -> Result<(), String> {
    let officer = whose_turn(shop, dossier, active);
    let code = dossier.application.code.as_str();
    let wrong = |error: motcua_casework::error::Error| {
        format!(
            "{} does not leave {} by {}: {error:?}",
            officer.who.name, step.id, exit.id
        )
    };
    if matches!(act, Act::Receive | Act::Handle) {
        for (document, files) in &dossier.application.documents {
            if !files.is_empty() && !dossier.checks.contains_key(document) {
                shop.judges(&officer, code, document, Verdict::Accepted)
                    .await
                    .map_err(wrong)?;
            }
        }
        for (fact, known) in dossier.application.facts.iter() {
            if matches!(known.reply, Reply::Several { .. }) {
                let seen = shop.dossier(code).await.seq;
                officer::choose_record(&shop.desk, &officer, code, seen, fact.to_owned(), 0)
                    .await
                    .map_err(wrong)?;
            }
        }
    }
    let leaving = Leaving {
        step: step.id.clone(),
        exit: exit.id.clone(),
        reason: exit.reason.then(|| "Thông tin chưa khớp với giấy tờ đã nộp".to_owned()),
        legal: exit.reason.then(|| "Nghị định 118/2025/NĐ-CP, Điều 16".to_owned()),
    };
    shop.leaves_with(&officer, code, leaving).await.map_err(wrong)
}

/// Whether a system is to refuse. Then it takes its time with everything, so that of two calls in a row the second can be
/// refused.
fn is_refused_by_a_system(way: &Way<'_>) -> bool {
    matches!(way.toward, Some(Branch::Exit { exit, .. }) if exit == "refused")
}

/// The system answers, well or not.
async fn answers(shop: &Shop, operation: &str, exit: &ExitDef, paced: bool) -> Result<(), String> {
    let known = Operation::parse(operation).ok_or_else(|| format!("there is no {operation}"))?;
    let system = System::from_id(known.system().id()).ok_or_else(|| format!("nobody does {operation}"))?;
    if !paced {
        shop.drain().await;
        return Ok(());
    }
    // One call may follow another: each is held, so that each can be answered in its own way.
    hold(shop, TimeDelta::minutes(1));
    if exit.id == "refused" {
        shop.national.faults().set(system, Fault::Decline);
    }
    shop.drain().await;
    shop.passes(TimeDelta::minutes(2));
    shop.drain().await;
    shop.national.faults().set(system, Fault::None);
    hold(shop, TimeDelta::zero());
    Ok(())
}

/// From now on every system holds what it is asked that long.
fn hold(shop: &Shop, pace: TimeDelta) {
    for system in System::ALL {
        shop.national.set_pace_of(system, pace);
    }
}

/// A part of a group is taken to its end, which answers the group.
async fn part(
    shop: &Shop,
    who: &Citizen,
    group: &Dossier,
    step: &Step,
    exit: &ExitDef,
    way: &Way<'_>,
) -> Result<(), String> {
    shop.drain().await;
    let group = shop.dossier(group.application.code.as_str()).await;
    let Some(opened) = group.parts.get(&step.id).and_then(|part| part.opened.clone()) else {
        return Err(format!("the part {} was not opened", step.id));
    };
    let of_part = Way {
        toward: None,
        rather: &BTreeSet::new(),
        refused: exit.id == "refused" || way.refused,
    };
    walk(shop, who, opened.code.as_str(), &of_part)
        .await
        .map_err(|why| format!("{}: {why}", step.id))?;
    shop.drain().await;
    Ok(())
}
