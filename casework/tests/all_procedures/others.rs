//! What can happen to any dossier beside its way: a supplement, a withdrawal, a day that cannot be kept.

use std::collections::BTreeSet;

use bytes::Bytes;
use chrono::TimeDelta;
use futures::stream;
use motcua_casework::citizen::{self, SentFile};
use motcua_casework::officer;
use motcua_domain::dossier::{Citizen, Dossier, Officer, Outcome, Status, SupplementItem};
use motcua_domain::form::{Origin, Typed};
use motcua_domain::procedure::{Act, Procedure, Step, StepKind};

use crate::apply::submitted;
use crate::drive::{Way, walk, whose_turn};
use crate::shop::{PDF, Shop};

type Piece = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

/// The task at which the dossier stands, if a person has it.
fn task(shop: &Shop, procedure: &Procedure, dossier: &Dossier, act: Act) -> Option<(String, Officer)> {
    let active = dossier.active.iter().find(|(_, active)| active.act == Some(act));
    let (step, active) = active?;
    procedure.flow().number(step)?;
    Some((step.clone(), whose_turn(shop, dossier, active)))
}

fn has(procedure: &Procedure, wanted: Act) -> bool {
    let is_it = |step: &Step| matches!(step.does, StepKind::Task { act, .. } if act == wanted);
    procedure.flow().steps().iter().any(is_it)
}

async fn to_the_end(shop: &Shop, who: &Citizen, code: &str) -> Result<(), String> {
    let none = BTreeSet::new();
    let way = Way {
        toward: None,
        rather: &none,
        refused: false,
    };
    walk(shop, who, code, &way).await?;
    match shop.dossier(code).await.outcome {
        Some(Outcome::Completed) => Ok(()),
        other => Err(format!("it ended as {other:?}")),
    }
}

/// Something is asked for once more, comes, and the dossier goes on to its result.
pub async fn supplement(shop: &Shop, procedure: &Procedure) -> Result<(), String> {
    if !has(procedure, Act::Receive) {
        return Ok(());
    }
    let (who, code) = submitted(shop, procedure, &Vec::new()).await?;
    let dossier = shop.dossier(&code).await;
    let Some((step, officer)) = task(shop, procedure, &dossier, Act::Receive) else {
        return Err("nobody receives it".to_owned());
    };
    let note = "Mời bổ sung".to_owned();
    let typed_field = || {
        let typed = &dossier.application.typed;
        let mut fields = procedure.form.fields();
        fields.find(|field| {
            let is_typed = dossier.application.origins.get(&field.id) == Some(&Origin::Typed);
            is_typed && typed.touches(&field.id)
        })
    };
    let (item, typed, files) = match (procedure.documents.first(), typed_field()) {
        (_, Some(field)) => {
            let own = dossier.application.typed.iter().filter(|(input, _)| {
                let rest = input.strip_prefix(field.id.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            let id = field.id.clone();
            let stands = own.chain([(Typed::AS_IT_STANDS, "yes")]);
            (
                SupplementItem::Field { id, note },
                stands.collect::<Typed>(),
                Vec::new(),
            )
        }
        (Some(document), None) => {
            let file = SentFile {
                document: document.id.clone(),
                name: "bo-sung.pdf".to_owned(),
                mime: Some("application/pdf".to_owned()),
                content: stream::iter([Piece::Ok(Bytes::from_static(PDF))]),
            };
            let id = document.id.clone();
            (SupplementItem::Document { id, note }, Typed::default(), vec![file])
        }
        (None, None) => return Ok(()),
    };
    shop.asks_for(&officer, &code, &step, item, false)
        .await
        .map_err(|error| format!("{error:?}"))?;
    citizen::supplement(&shop.desk, &who, &code, typed, files)
        .await
        .map_err(|error| format!("{error:?}"))?;
    to_the_end(shop, &who, &code).await
}

/// Withdrawn before anybody accepted it, and once more afterwards, when an officer confirms.
pub async fn withdrawal(shop: &Shop, procedure: &Procedure) -> Result<(), String> {
    let withdraw = async |who: &Citizen, code: &str| {
        let asked = citizen::withdraw(&shop.desk, who, code, Some("Không còn nhu cầu".to_owned())).await;
        asked.map_err(|error| format!("{error:?}"))
    };
    let (who, code) = submitted(shop, procedure, &Vec::new()).await?;
    if shop.dossier(&code).await.awaiting_payment().is_some() {
        // Who may be paying at this moment withdraws by not paying: see `paying`.
        return to_the_end(shop, &who, &code).await;
    }
    withdraw(&who, &code).await?;
    shop.drain().await;
    let ended = shop.dossier(&code).await;
    if ended.outcome != Some(Outcome::Withdrawn) {
        return Err(format!("before acceptance: {:?}", ended.status()));
    }
    if !has(procedure, Act::Receive) || procedure.is_group() {
        return Ok(());
    }
    let (who, code) = submitted(shop, procedure, &Vec::new()).await?;
    let (step, receiver) =
        task(shop, procedure, &shop.dossier(&code).await, Act::Receive).ok_or("nobody receives it")?;
    accept(shop, procedure, &receiver, &code, &step).await?;
    let dossier = shop.dossier(&code).await;
    if dossier.active.values().all(|active| active.role.is_none()) {
        // A system has the rest: nobody is there to confirm anything.
        return to_the_end(shop, &who, &code).await;
    }
    let status = withdraw(&who, &code).await?;
    if status != Status::WithdrawalRequested {
        return Err(format!("after acceptance: {status:?}"));
    }
    let dossier = shop.dossier(&code).await;
    let watching = dossier
        .active
        .values()
        .next()
        .map(|active| whose_turn(shop, &dossier, active));
    let handler = handles(shop, procedure, &dossier)
        .or(watching)
        .ok_or("nobody watches")?;
    let confirmed = officer::confirm_withdrawal(&shop.desk, &handler, &code, dossier.seq).await;
    confirmed.map_err(|error| format!("{error:?}"))?;
    shop.drain().await;
    match shop.dossier(&code).await.outcome {
        Some(Outcome::Withdrawn) => Ok(()),
        other => Err(format!("confirmed: {other:?}")),
    }
}

fn handles(shop: &Shop, procedure: &Procedure, dossier: &Dossier) -> Option<Officer> {
    holder(shop, procedure, dossier, Act::Handle)
}

fn holder(shop: &Shop, procedure: &Procedure, dossier: &Dossier, wanted: Act) -> Option<Officer> {
    procedure.flow().steps().iter().find_map(|step| match &step.does {
        StepKind::Task { role, act } if *act == wanted => {
            let number = if wanted == Act::Decide { 2 } else { 1 };
            Some(shop.officer_of(dossier.application.competent.as_str(), role.as_str(), number))
        }
        _ => None,
    })
}

async fn accept(shop: &Shop, procedure: &Procedure, officer: &Officer, code: &str, step: &str) -> Result<(), String> {
    let number = procedure.flow().number(step).ok_or("no such step")?;
    let exits = &procedure.flow().step(number).exits;
    let onward = exits
        .iter()
        .find(|exit| exit.to == motcua_domain::procedure::Exit::Onward);
    let exit = onward.ok_or("nothing is accepted there")?;
    shop.leaves(officer, code, step, &exit.id)
        .await
        .map_err(|error| format!("{error:?}"))
}

/// The head apologises and names another day; even that passes, the dossier shows itself as late, and comes to its result.
pub async fn overdue(shop: &Shop, procedure: &Procedure) -> Result<(), String> {
    if !has(procedure, Act::Receive) || !has(procedure, Act::Decide) {
        return Ok(());
    }
    let begun = shop.desk.now();
    let (who, code) = submitted(shop, procedure, &Vec::new()).await?;
    let (step, receiver) =
        task(shop, procedure, &shop.dossier(&code).await, Act::Receive).ok_or("nobody receives it")?;
    accept(shop, procedure, &receiver, &code, &step).await?;
    let dossier = shop.dossier(&code).await;
    if dossier.outcome.is_some() {
        return Ok(());
    }
    let due = dossier.clock.as_ref().ok_or("no clock runs")?.due;
    let leader = holder(shop, procedure, &dossier, Act::Decide).ok_or("nobody leads")?;
    let until = due + TimeDelta::hours(20);
    let reason = "Hồ sơ cần xác minh thêm; xin lỗi vì sự chậm trễ".to_owned();
    officer::extend(&shop.desk, &leader, &code, dossier.seq, until, reason)
        .await
        .map_err(|error| format!("{error:?}"))?;
    shop.fresh.clock.set(until + TimeDelta::days(3));
    shop.drain().await;
    let dossier = shop.dossier(&code).await;
    let late = dossier.next_due().is_some_and(|due| due < shop.desk.now());
    let extended = dossier
        .clock
        .as_ref()
        .is_some_and(|clock| clock.extended && clock.lawful_due == due);
    if !late || !extended {
        return Err(format!("late: {late}, extended: {extended}"));
    }
    let done = to_the_end(shop, &who, &code).await;
    shop.drain().await;
    shop.fresh.clock.set(begun);
    done
}
