//! One run: a mother applies, officers of three agencies work, systems fail, workers die, until everything has ended.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_casework::background::{MailSettings, Mailer, registry};
use motcua_casework::case::Case;
use motcua_casework::citizen;
use motcua_casework::clock::{Clock, Ids};
use motcua_casework::connectors::{ConnectorSettings, Connectors};
use motcua_casework::desk::{Desk, Inner};
use motcua_casework::drafts;
use motcua_casework::error::Error;
use motcua_casework::files::Files;
use motcua_casework::linked;
use motcua_casework::officer::{self, Asking, Leaving};
use motcua_casework::outbox::{self, JobError, Worker};
use motcua_casework::people;
use motcua_casework::procedures::{Catalogue, Source};
use motcua_casework::rebuild::rebuild;
use motcua_casework::reference::Reference;
use motcua_casework::seeding::{Resident, accounts};
use motcua_casework::serials::Serials;
use motcua_casework::silence::Budget;
use motcua_casework::testing::{Database, Fresh};
use motcua_domain::dossier::{Citizen, Dossier, Officer, OfficerRef, Outcome, PaperKind, Post, SupplementItem};
use motcua_domain::form::Typed;
use motcua_domain::procedure::{Act, ProcedureId};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use crate::family::{FATHER, MOTHER};
use crate::plan::{Fate, Plan};
use crate::systems::Systems;

static REFERENCE: LazyLock<Arc<Reference>> = LazyLock::new(|| Arc::new(Reference::embedded()));
/// Made once, for the certificates of the machine are read for it; nothing ever goes out by its lines.
static LINES: LazyLock<Connectors> = LazyLock::new(|| {
    let settings = ConnectorSettings::simulated("http://127.0.0.1:9", "client", &"secret".to_owned().into());
    Connectors::new(&settings, &Clock::system(), &Ids::seeded(0)).unwrap()
});
static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::load(&Source::Embedded, &REFERENCE)));

/// What came out: the outcome of the group and of each part, and the numbers of the papers.
pub type Results = BTreeMap<String, (Option<Outcome>, Vec<String>)>;

/// After so many rounds something is stuck.
const ROUNDS: usize = 400;

struct Town {
    seed: u64,
    desk: Desk,
    worker: Worker,
    systems: Arc<Systems>,
    dice: StdRng,
    plan: Plan,
    fresh: Fresh,
}

/// Runs one seed; says what is wrong if something is.
pub async fn run(seed: u64, plan: &Plan, faults: bool) -> Result<Results, String> {
    let mut town = Town::new(seed, plan, faults).await;
    let (lan, group) = town.apply().await?;
    let mends_after = if faults { town.dice.random_range(10..80) } else { 0 };
    let mut known: Vec<Dossier> = Vec::new();
    let mut changed = true;
    for round in 0..ROUNDS {
        if round == mends_after {
            town.systems.mend();
        }
        changed |= town.worker.drain().await.map_err(|error| error.to_string())?.done > 0;
        if changed {
            known = town.look(&group, known).await?;
        }
        let (ours, parts) = known.split_first().ok_or("there is no group")?;
        if known.iter().all(|it| it.outcome.is_some()) {
            return town.judge(&lan, &group).await;
        }
        changed = false;
        if plan.withdrawn_after.is_some_and(|after| usize::from(after) == round) {
            changed |= allowed(citizen::withdraw(&town.desk, &lan, &group, None).await)?;
        }
        if plan.card_later && !ours.parts.contains_key("identity_card") && ours.parts.len() > 1 {
            let wanted: Typed = [("child_id_requested", "yes")].into_iter().collect();
            changed |= allowed(linked::add_part(&town.desk, &lan, &group, "identity_card", wanted).await)?;
        }
        for dossier in parts.iter().filter(|it| it.outcome.is_none()) {
            changed |= town.act(&lan, dossier).await?;
        }
        town.time_passes();
    }
    let view = linked::group(&town.desk, &lan, &group)
        .await
        .map_err(|error| error.to_string())?;
    let standing: Vec<_> = view
        .parts
        .iter()
        .map(|part| {
            (
                part.step.clone(),
                part.standing,
                part.case
                    .as_ref()
                    .map(|case| case.dossier.active.keys().cloned().collect::<Vec<_>>()),
            )
        })
        .collect();
    let undone = outbox::undone(&town.desk.store, DateTime::<Utc>::MAX_UTC, 20)
        .await
        .map_err(|error| error.to_string())?;
    let undone: Vec<_> = undone
        .iter()
        .map(|job| (&job.body, job.try_at, &job.last_error))
        .collect();
    Err(format!(
        "stuck at {}: {standing:?}, undone: {undone:?}",
        town.desk.now()
    ))
}

/// A refusal is an answer; anything else is a failure.
fn allowed<T>(done: Result<T, Error>) -> Result<bool, String> {
    match done {
        Ok(_) | Err(Error::Refused(_)) => Ok(true),
        Err(error) => Err(error.to_string()),
    }
}

impl Town {
    async fn new(seed: u64, plan: &Plan, faults: bool) -> Self {
        let fresh = Database::Sqlite.fresh().await.unwrap();
        fresh.clock.set("2026-11-25T02:00:00Z".parse().unwrap());
        let systems = Arc::new(Systems::new(seed, plan, &fresh.clock, faults));
        let desk = Desk::new(Inner {
            store: fresh.store.clone(),
            clock: fresh.clock.clone(),
            ids: Ids::seeded(seed),
            catalogue: CATALOGUE.clone(),
            reference: REFERENCE.clone(),
            connectors: LINES.clone().with_stand_in(systems.clone()),
            files: Files::in_folder(&fresh.folder.path().join("files"), fresh.ids.clone()).unwrap(),
            register_patience: Duration::from_secs(20),
            base_url: "https://motcua.example.vn".to_owned(),
            budget: Budget::default(),
            serials: Serials::default(),
        });
        let mailer = Mailer::new(&MailSettings {
            smtp: None,
            from: "Một Cửa <khong-tra-loi@motcua.example.vn>".to_owned(),
        })
        .unwrap();
        // A worker that dies before it has done its job, or after it and before it could say so.
        let deaths = Arc::new(Mutex::new(StdRng::seed_from_u64(seed ^ 0xdead)));
        let rate = if faults { 0.08 } else { 0.0 };
        let handlers = registry(&desk, &mailer).around(move |job, work| {
            let (before, after) = {
                let mut dice = deaths.lock().unwrap();
                let mortal = job.attempt < 5;
                (mortal && dice.random_bool(rate), mortal && dice.random_bool(rate))
            };
            async move {
                if before {
                    return Err(JobError::Transient("died before".to_owned()));
                }
                let done = work.await;
                if after && done.is_ok() {
                    return Err(JobError::Transient("died after".to_owned()));
                }
                done
            }
        });
        let worker = Worker::new(
            fresh.store.clone(),
            fresh.clock.clone(),
            Ids::seeded(seed + 1),
            handlers,
        );
        Self {
            seed,
            desk,
            worker,
            systems,
            dice: StdRng::seed_from_u64(seed ^ 0xd1ce),
            plan: plan.clone(),
            fresh,
        }
    }

    async fn parent(&self, personal_id: &str, full_name: &str, date_of_birth: &str) -> Citizen {
        let resident = Resident {
            personal_id: personal_id.to_owned(),
            full_name: full_name.to_owned(),
            date_of_birth: date_of_birth.to_owned(),
            phone: Some("+84987654196".to_owned()),
            email: None,
        };
        let account = accounts(&self.desk, &[resident]).await.unwrap()[0];
        people::citizen(&self.desk, account, 2).await.unwrap().unwrap()
    }

    /// Lan applies once; Hùng confirms.
    async fn apply(&mut self) -> Result<(Citizen, String), String> {
        let lan = self.parent(MOTHER, "Nguyễn Thị Lan", "1996-03-12").await;
        let hung = self.parent(FATHER, "Trần Văn Hùng", "1994-07-02").await;
        let wrong = |error: Error| format!("cannot apply: {error:?}");
        let procedure = ProcedureId::from("linked-birth-residence-insurance");
        let draft = drafts::start(&self.desk, &lan, &procedure).await.map_err(wrong)?;
        for _ in 0..50 {
            let opened = drafts::Draft::open(&self.desk, &lan, draft).await.map_err(wrong)?;
            if opened.body.facts.iter().all(|(_, fact)| !fact.is_unavailable()) {
                break;
            }
            self.fresh.clock.advance(TimeDelta::seconds(5));
            drafts::ask_again(&self.desk, &lan, draft).await.map_err(wrong)?;
        }
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        let inputs = [
            ("child", vec![("child_full_name", "Trần Bảo An")]),
            ("residence", vec![("residence_wanted", yes_no(self.plan.residence))]),
            (
                "insurance",
                vec![
                    ("insurance_wanted", yes_no(self.plan.insurance)),
                    ("first_clinic", "01901"),
                ],
            ),
            ("identity_card", vec![("child_id_requested", yes_no(self.plan.card))]),
            (
                "result",
                vec![("copies_requested", "no"), ("result_delivery", "electronic")],
            ),
            ("declaration", vec![("declaration_truthful", "yes")]),
        ];
        for (section, inputs) in inputs {
            let inputs: Vec<_> = inputs
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            drafts::save_section(&self.desk, &lan, draft, section, &inputs)
                .await
                .map_err(wrong)?;
        }
        let asked = drafts::ask_confirmation(&self.desk, &lan, draft, "other_parent")
            .await
            .map_err(wrong)?;
        drafts::answer_confirmation(&self.desk, &hung, draft, "other_parent", asked, true)
            .await
            .map_err(wrong)?;
        let receipt = citizen::submit(&self.desk, &lan, draft).await.map_err(wrong)?;
        Ok((lan, receipt.code.to_string()))
    }

    /// The group and its parts as they are now; what has ended is not looked at again.
    async fn look(&self, group: &str, known: Vec<Dossier>) -> Result<Vec<Dossier>, String> {
        let wrong = |error: Error| error.to_string();
        let ours = Case::by_code(&self.desk, group).await.map_err(wrong)?.dossier;
        let mut all = vec![ours.clone()];
        for opened in ours.parts.values().filter_map(|part| part.opened.as_ref()) {
            let ended = known.iter().find(|it| it.id == opened.id && it.outcome.is_some());
            all.push(match ended {
                Some(ended) => ended.clone(),
                None => Case::by_id(&self.desk, opened.id).await.map_err(wrong)?.dossier,
            });
        }
        Ok(all)
    }

    /// Minutes, hours, now and then days.
    fn time_passes(&mut self) {
        let minutes = match self.dice.random_range(0..10) {
            0..3 => self.dice.random_range(1..30),
            3..9 => self.dice.random_range(30..600),
            _ => self.dice.random_range(600..4_000),
        };
        self.fresh.clock.advance(TimeDelta::minutes(minutes));
    }

    /// Those who have a part do what is planned, or not yet.
    async fn act(&mut self, lan: &Citizen, dossier: &Dossier) -> Result<bool, String> {
        let step = dossier
            .application
            .group
            .as_ref()
            .map(|of| of.step.clone())
            .unwrap_or_default();
        let (code, fate) = (dossier.application.code.to_string(), self.plan.fate(&step));
        if self.plan.card_withdrawn && step == "insurance" && dossier.outcome.is_none() && dossier.withdrawal.is_none()
        {
            return allowed(citizen::withdraw(&self.desk, lan, &code, None).await);
        }
        if self.dice.random_bool(0.3) {
            return Ok(false);
        }
        if dossier.supplement.is_some() {
            if fate != Fate::Supplemented {
                return Ok(false);
            }
            // What is answered may be what was declared before: it is right as it stands then.
            let inputs = [(asked_of(&step), answer_to(&step)), (Typed::AS_IT_STANDS, "yes")];
            let typed: Typed = inputs.into_iter().collect();
            return allowed(
                citizen::supplement::<futures::stream::Empty<_>>(&self.desk, lan, &code, typed, Vec::new()).await,
            );
        }
        let mut manned = dossier
            .active
            .iter()
            .filter_map(|(at, active)| Some((at, active, active.role.clone()?)));
        let Some((at, active, role)) = manned.next() else {
            return Ok(false);
        };
        let agency = dossier.application.competent.clone();
        let officer = Officer {
            who: OfficerRef {
                id: Uuid::from_u128(role.as_str().bytes().fold(7, |id, byte| id * 31 + u128::from(byte))),
                name: role.as_str().to_owned(),
                title: String::new(),
            },
            posts: vec![Post { agency, role }],
        };
        // Whoever has the dossier confirms that the applicant withdraws (PRC-16).
        if dossier.withdrawal.is_some() {
            return allowed(officer::confirm_withdrawal(&self.desk, &officer, &code, dossier.seq).await);
        }
        let asked_before = dossier.supplements > 0;
        let refused_before = fate == Fate::RefusedBySystem && dossier.last_reason.is_some();
        let exit = match active.act {
            Some(Act::Receive) if fate == Fate::RefusedAtReception => "refuse",
            Some(Act::Receive) => "accept",
            Some(Act::Handle) if !asked_before && matches!(fate, Fate::Supplemented | Fate::NeverSupplemented) => {
                let asking = Asking {
                    step: at.clone(),
                    items: vec![SupplementItem::Field {
                        id: asked_of(&step).to_owned(),
                        note: "Ghi rõ".to_owned(),
                    }],
                    reason: "Chưa rõ".to_owned(),
                    leader_override: false,
                };
                return allowed(officer::request_supplement(&self.desk, &officer, &code, dossier.seq, asking).await);
            }
            Some(Act::Handle) if refused_before => "propose_refusal",
            Some(Act::Handle) => "propose",
            Some(Act::Decide) if fate == Fate::RefusedByLeader || refused_before => "refuse",
            Some(Act::Decide) => "approve",
            Some(Act::Seal) => "issue",
            Some(Act::Return) => "returned",
            None => return Ok(false),
        };
        let leaving = Leaving {
            step: at.clone(),
            exit: exit.to_owned(),
            reason: Some("Thông tin chưa khớp".to_owned()).filter(|_| exit.contains("refus")),
            legal: Some("Nghị định 118/2025/NĐ-CP".to_owned()).filter(|_| exit.contains("refus")),
        };
        allowed(officer::leave(&self.desk, &officer, &code, dossier.seq, leaving).await)
    }

    /// What must be true once everything has ended.
    async fn judge(self, lan: &Citizen, group: &str) -> Result<Results, String> {
        let wrong = |error: Error| error.to_string();
        let view = linked::group(&self.desk, lan, group).await.map_err(wrong)?;
        let doubled = self.systems.doubled();
        if !doubled.is_empty() {
            return Err(format!("done twice: {doubled:?}"));
        }
        // Timers and messages that nobody waits for any more come to their end, too.
        self.fresh.clock.advance(TimeDelta::days(30));
        for _ in 0..10 {
            self.worker.drain().await.map_err(|error| error.to_string())?;
            self.fresh.clock.advance(TimeDelta::days(1));
        }
        let now = self.desk.now();
        let undone = outbox::undone(&self.desk.store, now, 10)
            .await
            .map_err(|error| error.to_string())?;
        let parked = outbox::parked(&self.desk.store, None, 10)
            .await
            .map_err(|error| error.to_string())?;
        if let Some(job) = undone.iter().chain(&parked).next() {
            return Err(format!("left undone: {} {:?}", job.body, job.last_error));
        }
        // Costs as much as all the rest of it: in one run of four.
        if self.seed.is_multiple_of(4) {
            let rebuilt = rebuild(&self.desk, false).await.map_err(wrong)?;
            if (rebuilt.different, rebuilt.broken) != (0, 0) {
                return Err(format!("the tables are not what the events say: {rebuilt:?}"));
            }
        }
        let ours = &view.mine.case.dossier;
        let mut results = Results::new();
        results.insert("group".to_owned(), (ours.outcome, Vec::new()));
        for part in &view.parts {
            let told = ours.parts.get(&part.step);
            let (Some(case), Some(told)) = (&part.case, told) else {
                if part.case.is_some() || told.is_some_and(|told| told.opened.is_some()) {
                    return Err(format!("group and part disagree about {}", part.step));
                }
                continue;
            };
            let dossier = &case.dossier;
            let outcome = told.ended.as_ref().map(|end| end.outcome);
            let wanted = match dossier.outcome {
                _ if dossier
                    .issued
                    .iter()
                    .any(|issued| issued.content.kind != PaperKind::Refusal) =>
                {
                    Some(Outcome::Completed)
                }
                outcome => outcome,
            };
            if outcome != wanted {
                return Err(format!(
                    "the group knows {outcome:?} of {}, which ended {wanted:?}",
                    part.step
                ));
            }
            if let Some(clock) = &dossier.clock {
                let calendar = self.desk.calendar(Some(&dossier.application.competent));
                let due = calendar.due_at(clock.accepted_at, clock.limit, &clock.stops);
                let open = clock.stops.iter().any(|stop| stop.to.is_none());
                // A supplement that never came ends the dossier; its clock is not moved any more.
                if open || (due != clock.due && dossier.outcome == Some(Outcome::Completed)) {
                    return Err(format!("the clock of {} says {}, not {due}", part.step, clock.due));
                }
            }
            // A written refusal carries the day in its number.
            let given = part.papers.iter().filter(|(_, paper)| paper.kind != PaperKind::Refusal);
            let papers = given.map(|(_, paper)| paper.number.clone()).collect();
            results.insert(part.step.clone(), (outcome, papers));
        }
        Ok(results)
    }
}

/// The field that is asked for anew in a part.
fn asked_of(step: &str) -> &'static str {
    match step {
        "birth" => "child_ethnicity",
        "residence" => "relationship_to_head",
        "insurance" => "clinic",
        _ => "requester_relationship",
    }
}

fn answer_to(step: &str) -> &'static str {
    match step {
        "birth" => "Kinh",
        "residence" => "child",
        "insurance" => "01902",
        _ => "mother",
    }
}
