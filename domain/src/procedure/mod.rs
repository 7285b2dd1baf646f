//! What can be applied for, as data: everything one definition file can say.
//!
//! No procedure has code of its own. What a procedure needs and cannot be said here becomes a general feature of this
//! format. [`Definition`] is what a file holds; [`Procedure`] is a definition that was checked and is ready to run.

mod check;
mod document;
mod facts;
mod fault;
mod fee;
mod fields;
mod parts;
mod register;
mod results;
mod review;
mod steps;

pub use document::{DocumentDef, DocumentForm, FileKind};
pub use facts::{FactDef, Pick};
pub use fault::{Fault, FaultKind};
pub use fee::{Amount, FeeDef, FeeKind, Reduction};
pub use fields::{Choice, Column, Field, FieldType, Form, Prefill, Required, Rule, Section, Serving, Severity};
pub use register::Register;
pub use results::{ResultDef, ResultGroup, ResultRow};
pub use review::ReviewMark;
pub use steps::{Act, Branch, Exit, ExitDef, Node, Role, Step, StepKind};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Limit;
use crate::condition::Expr;
use crate::text::Text;
use crate::workflow::Flow;

/// Names a procedure for good: `birth-registration`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProcedureId(String);

impl ProcedureId {
    /// The id as written in files, URLs and tables.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ProcedureId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl std::fmt::Display for ProcedureId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Who may apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// A person.
    Citizen,
    /// A household, by its head or a member.
    Household,
    /// An organisation, by its representative.
    Organization,
    /// An enterprise, by its representative.
    Enterprise,
    /// A household business, by its owner.
    HouseholdBusiness,
    /// A person of another nationality.
    Foreigner,
}

/// Which level of government decides (LAW-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A commune, ward or special zone.
    Commune,
    /// A province or city.
    Province,
    /// A ministry.
    Central,
}

/// How far the service is online (LAW-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlineLevel {
    /// Every step including payment and result (toàn trình).
    Full,
    /// Some step needs a visit (một phần).
    Partial,
}

/// How long handling takes, from valid acceptance (TIM-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    /// The limit in the ordinary case.
    pub limit: Limit,
    /// Cases in which the law gives more time, the first that holds: verification, inspection on the spot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub longer: Vec<LongerLimit>,
    /// What the texts add: verification, the 15:00 mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// How long the applicant has to supplement (PRC-17, LNK-4).
    #[serde(default = "default_supplement")]
    pub supplement_within: Limit,
    /// How many supplement requests need no leader's override (PRC-6).
    #[serde(default = "one")]
    pub supplements: u8,
}

/// A case in which handling may take longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongerLimit {
    /// When the case is given.
    pub when: Expr,
    /// The limit then.
    pub limit: Limit,
    /// Why, for the applicant.
    pub why: Text,
}

impl TimeLimit {
    /// The case that gives more time to this very application, if there is one.
    #[must_use]
    pub fn case(&self, env: &dyn crate::condition::Env) -> Option<&LongerLimit> {
        self.longer.iter().find(|longer| longer.when.evaluate(env).is_yes())
    }

    /// The limit of this very application.
    #[must_use]
    pub fn in_case(&self, env: &dyn crate::condition::Env) -> Limit {
        self.case(env).map_or(self.limit, |longer| longer.limit)
    }
}

fn default_supplement() -> Limit {
    Limit::WorkingDays(7)
}

const fn one() -> u8 {
    1
}

/// One condition of eligibility, said in words and, where it can be, as a condition (three-valued).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EligibilityRule {
    /// What must be so, in plain words.
    pub text: Text,
    /// The same as a condition; without it the rule is only read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// What to do instead if it is not so: never a dead end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Text>,
    /// Document and article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
}

/// A legal text the procedure rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Number and sign: `60/2014/QH13`.
    pub number: String,
    /// Its subject.
    pub title: Text,
}

/// What another person must confirm before the application can be submitted: the other parent, the household head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationDef {
    /// Names the confirmation within the procedure.
    pub id: String,
    /// What is asked of the other person.
    pub text: Text,
    /// When it is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// The personal number of the person who must confirm.
    pub person: Expr,
    /// The name of that person, for the pages.
    pub name: Expr,
    /// The fields that person sees and agrees with. If one of them changes afterwards, they are asked again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<String>,
}

/// An offer on the home page: the citizen lets one register be asked, and hears that the application is nearly filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferDef {
    /// The fact that is asked, with the purpose of its own.
    pub fact: String,
    /// Which of its records makes the offer hold; each is looked at as if it were chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// The question before anything is asked: `Has a child been born?`
    pub question: Text,
    /// What is asked, of whom and why, when the citizen agrees.
    pub consent: Text,
    /// Said when there is such a record.
    pub title: Text,
    /// What can be done now.
    pub text: Text,
    /// Values of the record by which people recognise it: `notice.child_date_of_birth`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<String>,
}

/// What a definition file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Names the procedure for good.
    pub id: ProcedureId,
    /// Counts up with every published change.
    pub version: u32,
    /// First day of validity.
    pub valid_from: NaiveDate,
    /// Last day of validity, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// National code `N.NNNNNN`, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_code: Option<String>,
    /// The decision whose list of essential services it stands in: `06/QĐ-TTg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_list: Option<String>,
    /// Name.
    pub name: Text,
    /// A few words for narrow places (lists, mail subjects); the name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<Text>,
    /// One sentence: what you get.
    pub summary: Text,
    /// Life event it belongs to: `birth`.
    pub life_event: String,
    /// Field of administration (lĩnh vực).
    pub field: Text,
    /// Ministry that leads.
    pub ministry: Text,
    /// Which level decides.
    pub level: Level,
    /// The kind of office that decides; the kinds are reference data.
    #[serde(default = "commune_committee", skip_serializing_if = "is_commune_committee")]
    pub agency: String,
    /// Which office decides, in words.
    pub authority: Text,
    /// Where one goes in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Text>,
    /// How far it is online.
    pub online: OnlineLevel,
    /// Who may apply.
    pub applicants: Vec<ApplicantKind>,
    /// Everyday words people search by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub search_words: Vec<String>,
    /// Other procedures people need next, or take this one for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ProcedureId>,
    /// Conditions to be met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<EligibilityRule>,
    /// Registers asked when an application starts, by the name fields refer to them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, FactDef>,
    /// The form.
    pub form: Form,
    /// The personal name the dossier is about, for lists and pages.
    pub subject: Expr,
    /// Which desk decides: the commune of an address field or the value of an agency field.
    pub competent: Expr,
    /// What is offered on the home page to those for whom a register already holds what it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferDef>,
    /// What others must confirm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmations: Vec<ConfirmationDef>,
    /// Documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentDef>,
    /// Fees and charges; an empty list means free of charge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeDef>,
    /// What else is to be paid that no figure can be given for, or to whom; without fees it is said in the place of "free".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_note: Option<Text>,
    /// Time limit.
    pub time_limit: TimeLimit,
    /// How it is handled.
    pub workflow: Node,
    /// What the applicant gets; a linked group gives what its parts give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<ResultDef>,
    /// Legal texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<LegalBasis>,
    /// Facts a legal officer must still confirm; shown to administrators, never told to citizens as certain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<ReviewMark>,
}

fn commune_committee() -> String {
    "commune_committee".to_owned()
}

fn is_commune_committee(agency: &str) -> bool {
    agency == "commune_committee"
}

impl Definition {
    /// The procedures of a linked group, in the order of the file; empty for a single procedure.
    #[must_use]
    pub fn linked_parts(&self) -> Vec<&ProcedureId> {
        let steps = self.workflow.steps();
        let linked = steps.into_iter().filter_map(|step| match &step.does {
            StepKind::Linked { procedure, .. } => Some(procedure),
            _ => None,
        });
        linked.collect()
    }

    /// Whether some step makes the results: a seal, a system that issues, or a part of a linked group.
    #[must_use]
    pub fn makes_results(&self) -> bool {
        let makes = |step: &&Step| {
            matches!(
                step.does,
                StepKind::Task { act: Act::Seal, .. } | StepKind::Call { issues: true, .. } | StepKind::Linked { .. }
            )
        };
        self.workflow.steps().iter().any(makes)
    }

    /// Whether nobody pays anything, as far as the definition says.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.fees.is_empty() && self.fee_note.is_none()
    }

    /// Whether something is marked for review, so that it is not told as certain: `time_limit`, `fees.late_registration`.
    #[must_use]
    pub fn is_unsure(&self, place: &str) -> bool {
        self.review.iter().any(|mark| mark.covers(place))
    }
}

/// A checked definition, ready to run. Made by [`Procedure::new`] only, so it is always sound.
#[derive(Clone, Debug)]
pub struct Procedure {
    definition: Definition,
    flow: Flow,
}

impl Procedure {
    /// Checks a definition and makes it ready to run.
    ///
    /// # Errors
    /// All faults at once, each with the path of the place in the file.
    pub fn new(definition: Definition) -> Result<Self, Vec<Fault>> {
        let faults = check::faults(&definition);
        if !faults.is_empty() {
            return Err(faults);
        }
        let flow = Flow::new(&definition.workflow).map_err(|fault| vec![Fault::new("workflow", fault)])?;
        Ok(Self { definition, flow })
    }

    /// The numbered workflow.
    #[must_use]
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// Whether it opens dossiers of other procedures: a linked group (nhóm thủ tục liên thông).
    #[must_use]
    pub fn is_group(&self) -> bool {
        let linked = |step: &Step| matches!(step.does, StepKind::Linked { .. });
        self.flow.steps().iter().any(linked)
    }

    /// Whether some desk must receive what is submitted. A group has none: each part is received by its own.
    #[must_use]
    pub fn is_received(&self) -> bool {
        self.has_act(Act::Receive)
    }

    /// Whether officers do such acts in it.
    #[must_use]
    pub fn has_act(&self, wanted: Act) -> bool {
        let does = |step: &Step| matches!(step.does, StepKind::Task { act, .. } if act == wanted);
        self.flow.steps().iter().any(does)
    }

    /// The name for narrow places.
    #[must_use]
    pub fn short_name(&self) -> &Text {
        self.short_name.as_ref().unwrap_or(&self.name)
    }
}

impl std::ops::Deref for Procedure {
    type Target = Definition;

    fn deref(&self) -> &Definition {
        &self.definition
    }
}
