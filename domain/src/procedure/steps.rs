//! The workflow as it stands in a file: a tree of steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ProcedureId;
use super::fields::is_false;
use crate::calendar::{Limit, StopKind};
use crate::condition::Expr;
use crate::dossier::Outcome;
use crate::text::Text;

/// A piece of a workflow. What a block starts, it also waits for, so a hanging join cannot be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// One step.
    Step(Box<Step>),
    /// One after the other.
    Seq(Vec<Node>),
    /// The first case that holds, else the other way.
    Choice {
        /// The cases in order.
        cases: Vec<Branch>,
        /// When no case holds.
        otherwise: Box<Node>,
    },
    /// All branches whose condition holds, side by side.
    All(Vec<Branch>),
}

/// A branch with its condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Taken when this holds; always if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// What is done.
    pub then: Node,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Names the step within the procedure.
    pub id: String,
    /// What is done, for officers.
    pub name: Text,
    /// What is going on, for the citizen: "The ward is checking your application".
    pub citizen: Text,
    /// Who ends the step, and how.
    pub does: StepKind,
    /// The step's own limit (TIM-7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// What the applicant must come for in person, if they must: fingerprints, the vehicle, a signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Text>,
    /// The ways out, in the order to show them.
    pub exits: Vec<ExitDef>,
}

/// Who ends a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// An officer.
    Task {
        /// In which role.
        role: Role,
        /// What kind of act it is.
        act: Act,
    },
    /// A national system.
    Call {
        /// Which operation: `civil_status.register_birth`.
        operation: String,
        /// What is sent, by the name the operation gives it.
        #[serde(default)]
        send: BTreeMap<String, Expr>,
        /// Which answers of its reply are kept, by the field they become.
        #[serde(default)]
        keep: BTreeMap<String, String>,
        /// Whether its answer makes the result, without anybody's decision: the receipt of a payment, the
        /// acknowledgement of a notice.
        #[serde(default, skip_serializing_if = "is_false")]
        issues: bool,
        /// What for the clock stands until it answers (TIM-6): `payment`, when the applicant is the one to act.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stops: Option<StopKind>,
    },
    /// A dossier of another procedure, opened by this one (liên thông, LNK-6). It has its own agency, code and clock; what
    /// it yields is an answer to this step.
    Linked {
        /// Which procedure.
        procedure: ProcedureId,
        /// Fields that the part's form has under the same name, given as they are, with where their values came from.
        #[serde(default)]
        same: Vec<String>,
        /// Other fields of the part's form and what is put into them.
        #[serde(default)]
        give: BTreeMap<String, Expr>,
        /// Which values of the part are kept, by the field they become here.
        #[serde(default)]
        keep: BTreeMap<String, String>,
        /// The section of the form that is about this part: what may be filled in when it is added later.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<String>,
    },
}

/// The kinds of act an officer's step can be (PRC-5 to PRC-13). They decide which page opens and which rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Check and accept (tiếp nhận); going onward starts the legal clock.
    Receive,
    /// Examine and draft (thụ lý).
    Handle,
    /// Approve and sign (phê duyệt, ký số); never by the person who drafted (STA-1).
    Decide,
    /// Number, date and seal (cấp số, đóng dấu); going onward makes the result.
    Seal,
    /// Hand the result over (trả kết quả).
    Return,
}

/// A role of an officer: `reception_officer`, `civil_status_officer`. The list is reference data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Role(String);

impl Role {
    /// The role as written in files and tables.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Role {
    fn from(role: &str) -> Self {
        Self(role.to_owned())
    }
}

/// A way out of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExitDef {
    /// Names the way out within the step: `accept`.
    pub id: String,
    /// What the button says.
    pub label: Text,
    /// Where it leads.
    pub to: Exit,
    /// Whether a reason must be given; a legal basis as well where the dossier ends by it (PRC-7, PRC-10).
    #[serde(default, skip_serializing_if = "is_false")]
    pub reason: bool,
}

/// Where a way out leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// On, in the order of the tree.
    Onward,
    /// Back to an earlier step of the same sequence, or of one around it; never out of a branch of an [`Node::All`].
    Back(String),
    /// To the end of the dossier.
    End(Outcome),
}

impl Node {
    /// All steps in the order of the file.
    #[must_use]
    pub fn steps(&self) -> Vec<&Step> {
        let mut steps = Vec::new();
        self.collect(&mut steps);
        steps
    }

    fn collect<'n>(&'n self, steps: &mut Vec<&'n Step>) {
        match self {
            Node::Step(step) => steps.push(step),
            Node::Seq(nodes) => nodes.iter().for_each(|node| node.collect(steps)),
            Node::Choice { cases, otherwise } => {
                cases.iter().for_each(|case| case.then.collect(steps));
                otherwise.collect(steps);
            }
            Node::All(branches) => branches.iter().for_each(|branch| branch.then.collect(steps)),
        }
    }
}
