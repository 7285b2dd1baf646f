//! What happened. Events are the truth; they carry their consequences, so that replay needs neither calendar nor
//! definition.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::{Confirmation, Upload};
use super::paper::ResultContent;
use super::{AssuranceLevel, Channel, DossierId, OfficerRef, Outcome};
use crate::calendar::{Limit, StopKind};
use crate::facts::{Fact, Facts};
use crate::form::{Answers, Origin, Typed};
use crate::identifiers::{AgencyCode, DossierCode, PersonalId};
use crate::procedure::{Act, ProcedureId, Role};

/// Who did it, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// A citizen, with the assurance level of that session.
    Citizen {
        /// The account.
        account: Uuid,
        /// The name at that time.
        name: String,
        /// How sure the identity was.
        level: AssuranceLevel,
    },
    /// An officer.
    Officer(OfficerRef),
    /// The system.
    System,
}

impl Author {
    /// The name to show; empty for the system.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Author::Citizen { name, .. } => name,
            Author::Officer(officer) => &officer.name,
            Author::System => "",
        }
    }
}

/// One thing that happened to a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: Author,
    /// What.
    #[serde(flatten)]
    pub body: EventBody,
}

/// A judgement of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Good.
    Accepted,
    /// Not good.
    Faulty {
        /// Why.
        reason: String,
    },
}

/// Something the applicant must supplement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum SupplementItem {
    /// A document of the published list.
    Document {
        /// Which.
        id: String,
        /// What is wrong and what exactly is needed.
        note: String,
    },
    /// A field of the form.
    Field {
        /// Which.
        id: String,
        /// What is wrong and what exactly is needed.
        note: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventBody {
    /// The application was submitted.
    Submitted(Box<Submitted>),
    /// A step began.
    Entered {
        /// The step.
        step: String,
        /// Who has to do it; nobody if a system has.
        role: Option<Role>,
        /// The kind of act it is.
        act: Option<Act>,
        /// Its own limit, as a time.
        due: Option<DateTime<Utc>>,
        /// The procedure of the part it opens, if it opens one (LNK-6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<ProcedureId>,
        /// What for the clock stands while it goes on (TIM-6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stops: Option<StopKind>,
    },
    /// An officer took a step.
    Taken {
        /// The step.
        step: String,
    },
    /// A document was judged.
    Checked {
        /// The document.
        document: String,
        /// How.
        #[serde(flatten)]
        verdict: Verdict,
    },
    /// A step was left.
    Left {
        /// The step.
        step: String,
        /// The way out.
        exit: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Document and article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        legal: Option<String>,
    },
    /// The dossier was accepted: the legal clock runs (TIM-5).
    Accepted {
        /// The limit that applies.
        limit: Limit,
        /// The promised time.
        due: DateTime<Utc>,
    },
    /// The applicant was asked to supplement; the clock stands.
    SupplementRequested {
        /// What.
        items: Vec<SupplementItem>,
        /// Why.
        reason: String,
        /// Until when.
        until: DateTime<Utc>,
        /// Whether a leader allowed it beyond the lawful number; it counts as overdue in the national scoring (KPI-2.1).
        beyond_lawful: bool,
    },
    /// The applicant supplemented; the clock runs again.
    Supplemented {
        /// What was typed anew.
        typed: Typed,
        /// The fields whose register value the answer stands against, each with the reason.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        disputes: BTreeMap<String, String>,
        /// What changed in the form by it.
        #[serde(flatten)]
        changes: Changes,
        /// Whom it is about now, if that changed by it: a child gets another name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// The fees in đồng, if they are other ones now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee: Option<i64>,
        /// New files.
        documents: BTreeMap<String, Vec<Upload>>,
        /// The new times.
        #[serde(flatten)]
        dues: NewDues,
    },
    /// A step for which the clock stood is over: it runs again.
    Resumed {
        /// What it stood for.
        stop: StopKind,
        /// The new times.
        #[serde(flatten)]
        dues: NewDues,
    },
    /// A national system answered.
    Replied {
        /// The step that called it.
        step: String,
        /// Values that are kept.
        keep: Answers,
        /// Its words, if it refused.
        refused: Option<String>,
    },
    /// A register answered that could not be asked before, or an officer said which of its records is meant.
    Verified {
        /// The name of the fact.
        fact: String,
        /// What it says.
        answer: Fact,
        /// What is now known or confirmed.
        #[serde(flatten)]
        changes: Changes,
        /// The fees in đồng, if they are other ones now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee: Option<i64>,
    },
    /// The applicant asked to withdraw what is accepted already (PRC-16).
    WithdrawalRequested {
        /// Why, if they said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The applicant goes on after all.
    WithdrawalTakenBack,
    /// Somebody signed (PRC-12).
    Signed,
    /// A result was numbered and sealed: it is fixed from now on (PRC-12).
    Issued(Box<ResultContent>),
    /// The head apologised and set a new date (PRC-14).
    Extended {
        /// The new date.
        due: DateTime<Utc>,
        /// Why.
        reason: String,
    },
    /// A part was added that was not chosen at the start. It starts at once, or in its turn.
    PartAdded {
        /// The step that opens it.
        step: String,
        /// What was typed about it.
        typed: Typed,
        /// What changed in the form by it.
        #[serde(flatten)]
        changes: Changes,
    },
    /// The dossier of a part was opened.
    PartOpened {
        /// The step that opened it.
        step: String,
        /// The dossier.
        part: DossierId,
        /// Its code.
        code: DossierCode,
    },
    /// A part has its result, or will never have one.
    PartEnded {
        /// The step that opened it.
        step: String,
        /// How.
        outcome: Outcome,
        /// Values that are kept.
        keep: Answers,
        /// Whom the group is about now, if the part changed that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// Why, if it was not completed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Document and article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        legal: Option<String>,
    },
    /// The applicant withdraws a linked group: its parts are withdrawn as far as they still can be, and it ends when each
    /// of them has said so (PRC-16).
    WithdrawalAsked {
        /// Why, if they say so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The dossier ended.
    Ended {
        /// How.
        outcome: Outcome,
        /// Why, if the applicant said so when withdrawing (PRC-16).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// How the values of a form differ after new input or a new answer of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Values that are new or different.
    pub answers: Answers,
    /// Where values come from now, where that changed.
    pub origins: BTreeMap<String, Origin>,
    /// Fields that hold no value any more, because they are hidden now or were emptied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
}

/// The times that hold when the clock runs again (TIM-6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDues {
    /// The promised time, if the clock was running.
    pub due: Option<DateTime<Utc>>,
    /// The promised time without the extension, where there was one (PRC-14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lawful_due: Option<DateTime<Utc>>,
    /// The times of the steps that are going on (TIM-7).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub step_dues: BTreeMap<String, DateTime<Utc>>,
    /// The time for the answer, if the dossier was not accepted yet.
    pub answer_due: Option<DateTime<Utc>>,
}

/// All of a submitted application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// Code.
    pub code: DossierCode,
    /// Procedure.
    pub procedure: ProcedureId,
    /// The version that applies to this dossier for good (DP-0).
    pub version: u32,
    /// The applicant's personal number.
    pub personal_id: PersonalId,
    /// Whom it is about, for lists and headings.
    pub subject: String,
    /// The desk that received it.
    pub receiving: AgencyCode,
    /// The agency that decides.
    pub competent: AgencyCode,
    /// How it came.
    pub channel: Channel,
    /// Where mails go.
    pub email: Option<String>,
    /// What was typed.
    pub typed: Typed,
    /// The answers.
    pub answers: Answers,
    /// Where each came from.
    pub origins: BTreeMap<String, Origin>,
    /// Why fields are disputed.
    pub disputes: BTreeMap<String, String>,
    /// What registers said.
    pub facts: Facts,
    /// Files.
    pub documents: BTreeMap<String, Vec<Upload>>,
    /// Confirmations.
    pub confirmations: BTreeMap<String, Confirmation>,
    /// Until when the desk must answer (PRC-4).
    pub answer_due: DateTime<Utc>,
    /// Fees in đồng.
    pub fee: i64,
    /// The linked group it is a part of, if it is one (LNK-6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<PartOf>,
}

/// Where a part of a linked group belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    /// The dossier of the group.
    pub group: DossierId,
    /// Its code.
    pub code: DossierCode,
    /// Its procedure.
    pub procedure: ProcedureId,
    /// The step of the group that opened this part.
    pub step: String,
    /// How long the group gives it, if less than its own procedure does (LNK-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}
