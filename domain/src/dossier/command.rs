//! What can be asked of a dossier.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::{SupplementItem, Verdict};
use super::{Channel, DossierId, Outcome};
use crate::facts::{Fact, Facts};
use crate::form::{Answers, Typed};
use crate::identifiers::{AgencyCode, DossierCode};

/// A file somebody uploaded for a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// SHA-256 of the content, in hexadecimal: its name in the file store.
    pub sha256: String,
    /// The name it had, for people.
    pub name: String,
    /// Media type by content.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// When it was uploaded.
    pub at: DateTime<Utc>,
}

/// What another person said to a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationState {
    /// Asked, not answered.
    Asked,
    /// Confirmed.
    Given,
    /// Declined.
    Declined,
}

/// A confirmation asked of another person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The personal number of the person asked.
    pub personal_id: String,
    /// Their name.
    pub name: String,
    /// Where it stands.
    pub state: ConfirmationState,
    /// When it last changed.
    pub at: DateTime<Utc>,
    /// What they were asked to agree with: the values of the form at that time.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub agreed: Answers,
}

/// A complete application, as a draft has become it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// What was typed, word for word.
    pub typed: Typed,
    /// The fields whose register value the applicant disputes, each with the reason given.
    pub disputes: BTreeMap<String, String>,
    /// What registers said, by the server's own copy.
    pub facts: Facts,
    /// The files by document.
    pub documents: BTreeMap<String, Vec<Upload>>,
    /// The confirmations by id.
    pub confirmations: BTreeMap<String, Confirmation>,
    /// The code the dossier gets.
    pub code: DossierCode,
    /// The desk that receives.
    pub receiving: AgencyCode,
    /// The agency that decides.
    pub competent: AgencyCode,
    /// How it came.
    pub channel: Channel,
    /// Where mails go, if anywhere.
    pub email: Option<String>,
}

impl Submission {
    /// The disputed fields.
    #[must_use]
    pub fn disputed(&self) -> BTreeSet<String> {
        self.disputes.keys().cloned().collect()
    }
}

/// What can be asked of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// An officer takes a step upon themselves.
    Take {
        /// The step.
        step: String,
    },
    /// An officer judges a document.
    Check {
        /// The document.
        document: String,
        /// Good, or not and why.
        verdict: Verdict,
    },
    /// An officer leaves a step by a way out.
    Leave {
        /// The step.
        step: String,
        /// The way out.
        exit: String,
        /// Why, where a reason is needed.
        reason: Option<String>,
        /// Document and article, where the dossier ends by it.
        legal: Option<String>,
    },
    /// An officer asks the applicant to supplement (Form 02).
    RequestSupplement {
        /// The step at which it was noticed.
        step: String,
        /// All that is missing, at once.
        items: Vec<SupplementItem>,
        /// Why.
        reason: String,
        /// A leader allows a request beyond the lawful number.
        leader_override: bool,
    },
    /// The applicant supplements.
    Supplement {
        /// What was typed anew.
        typed: Typed,
        /// New files by document.
        documents: BTreeMap<String, Vec<Upload>>,
    },
    /// The applicant withdraws (PRC-16): at once before acceptance, afterwards an officer has to confirm.
    Withdraw {
        /// Why, if they say so.
        reason: Option<String>,
    },
    /// The applicant wants to go on after all, before an officer has confirmed the withdrawal.
    TakeBackWithdrawal,
    /// An officer confirms that the applicant withdraws (PRC-16, Form 05).
    ConfirmWithdrawal,
    /// An officer says which of several records of a register is meant.
    ChooseRecord {
        /// The name of the fact.
        fact: String,
        /// The place of the record among those the register gave, from 0.
        record: usize,
    },
    /// The head of the agency apologises and sets a new date, once (PRC-14).
    Extend {
        /// The new date.
        until: DateTime<Utc>,
        /// Why it is late.
        reason: String,
    },
    /// A national system answered a step that calls it.
    Reply {
        /// The step.
        step: String,
        /// What it answered.
        reply: CallReply,
    },
    /// A register that could not be asked has answered since.
    Verify {
        /// The name of the fact.
        fact: String,
        /// What it says.
        answer: Fact,
    },
    /// The supplement did not come in time.
    GiveUpWaiting,
    /// The applicant adds a part of a linked group that was not chosen at the start.
    AddPart {
        /// The step that opens it.
        step: String,
        /// What was filled in about it: the inputs of the section that the step names.
        typed: Typed,
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
        /// How: completed as soon as its result is there.
        outcome: Outcome,
        /// Its values, by the names its own form gives them.
        answers: Answers,
        /// Why, if it was not completed.
        reason: Option<String>,
        /// Document and article.
        legal: Option<String>,
    },
}

/// What a national system answered to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallReply {
    /// Done; its data by the names the operation gives them.
    Done(Answers),
    /// It refuses, in its own words.
    Refused(String),
}
