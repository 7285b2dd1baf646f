//! The content of a result paper: fixed when it is sealed, rendered the same for good.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Dossier, OfficerRef};
use crate::condition::Expr;
use crate::form::{Seen, display, plain};
use crate::identifiers::AgencyCode;
use crate::procedure::{Procedure, ResultDef};
use crate::reference::Lists;
use crate::text::{Lang, Text};

/// All that stands on a result paper. Its canonical JSON is what the check page compares by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultContent {
    /// Which result of the procedure.
    pub result: String,
    /// Its name for citizens.
    pub name: Text,
    /// Heading.
    pub title: String,
    /// Line below the heading.
    pub subtitle: Option<String>,
    /// National code of the paper.
    pub code: Option<String>,
    /// Number of the paper.
    pub number: String,
    /// The dossier it came from.
    pub dossier: String,
    /// The agency that issues it.
    pub agency: AgencyCode,
    /// Its name at that time (LAW-6).
    pub agency_name: String,
    /// The body.
    pub groups: Vec<PaperGroup>,
    /// Small print.
    pub notes: Vec<String>,
    /// What the signer is called: `CHỦ TỊCH`.
    pub signer_title: String,
    /// The signer.
    pub signer: String,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// When it was numbered and sealed.
    pub sealed_at: DateTime<Utc>,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperGroup {
    /// Heading.
    pub heading: Option<String>,
    /// Rows.
    pub rows: Vec<PaperRow>,
}

/// A labelled value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRow {
    /// Label.
    pub label: String,
    /// Value; empty where nothing is known, as on paper.
    pub value: String,
    /// Whether it stands on the same line as the one before.
    pub beside: bool,
}

/// Fills the layout of a result with the values of a dossier.
pub(super) fn content(
    procedure: &Procedure,
    result: &ResultDef,
    dossier: &Dossier,
    agency_name: String,
    lists: &dyn Lists,
    signed: &(OfficerRef, DateTime<Utc>),
    now: DateTime<Utc>,
) -> ResultContent {
    let application = &dossier.application;
    let seen = Seen {
        answers: &application.answers,
        facts: &application.facts,
        today: crate::calendar::vietnam_date(now),
    };
    let value = |expr: &Expr| {
        let Some(answer) = expr.answer(&seen) else {
            return String::new();
        };
        match expr {
            Expr::Var(name) => match procedure.form.field(name) {
                Some(field) => display(field, &answer, lists, Lang::Vi),
                None => plain(&answer, lists, Lang::Vi),
            },
            _ => plain(&answer, lists, Lang::Vi),
        }
    };
    ResultContent {
        result: result.id.clone(),
        name: result.name.clone(),
        title: result.title.clone(),
        subtitle: result.subtitle.clone(),
        code: result.code.clone(),
        number: result
            .number
            .as_ref()
            .map(value)
            .filter(|number| !number.is_empty())
            .unwrap_or_else(|| application.code.to_string()),
        dossier: application.code.to_string(),
        agency: application.competent.clone(),
        agency_name,
        groups: result
            .groups
            .iter()
            .map(|group| PaperGroup {
                heading: group.heading.clone(),
                rows: group
                    .rows
                    .iter()
                    .map(|row| PaperRow {
                        label: row.label.clone(),
                        value: value(&row.value),
                        beside: row.beside,
                    })
                    .collect(),
            })
            .collect(),
        notes: result.notes.clone(),
        signer_title: result.signer.clone(),
        signer: signed.0.name.clone(),
        signed_at: signed.1,
        sealed_at: now,
    }
}
