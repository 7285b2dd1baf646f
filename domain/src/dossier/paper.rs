//! The content of a result paper: fixed when it is sealed, rendered the same for good.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Dossier, OfficerRef};
use crate::calendar::vietnam_time;
use crate::condition::Expr;
use crate::form::{Seen, display, plain};
use crate::identifiers::AgencyCode;
use crate::procedure::{Procedure, ResultDef};
use crate::reference::{Lists, RefusalWords};
use crate::text::{Lang, Text};

/// What a paper is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// What was applied for.
    #[default]
    Result,
    /// The written reply that the applicant is not eligible (PRC-10).
    Refusal,
}

impl PaperKind {
    /// Whether it is what was applied for.
    #[must_use]
    pub fn is_result(&self) -> bool {
        *self == PaperKind::Result
    }
}

/// All that stands on a result paper. Its canonical JSON is what the check page compares by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultContent {
    /// What it is; left out of the canonical JSON for results.
    #[serde(default, skip_serializing_if = "PaperKind::is_result")]
    pub kind: PaperKind,
    /// Which result of the procedure; `refusal` for a refusal.
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
    /// Label; empty for a paragraph.
    pub label: String,
    /// Value; empty where nothing is known, as on paper.
    pub value: String,
    /// Whether it stands on the same line as the one before.
    pub beside: bool,
    /// Whether it is drawn as a QR code; left out of the canonical JSON where it is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub qr: bool,
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
        kind: PaperKind::Result,
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
                        qr: row.qr,
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

/// The written reply to somebody who is not eligible, signed by the leader who says so (PRC-10).
pub(super) fn refusal(
    procedure: &Procedure,
    words: &RefusalWords,
    dossier: &Dossier,
    agency_name: String,
    (reason, legal): (String, String),
    (signer, now): (&OfficerRef, DateTime<Utc>),
) -> ResultContent {
    let application = &dossier.application;
    let row = |label: &String, value: String| PaperRow {
        label: label.clone(),
        value,
        beside: false,
        qr: false,
    };
    let group = |heading: Option<&String>, rows| PaperGroup {
        heading: heading.cloned(),
        rows,
    };
    let mut about = vec![
        row(&words.applicant, dossier.applicant.clone()),
        row(&words.subject, application.subject.clone()),
        row(&words.procedure, procedure.name.vi.clone()),
    ];
    about.extend(dossier.clock.as_ref().map(|clock| {
        let day = vietnam_time(clock.accepted_at).format("%d/%m/%Y");
        row(&words.accepted, day.to_string())
    }));
    let decision = vec![row(&words.reason, reason), row(&words.legal, legal)];
    let remedies = words.remedies.iter();
    let remedies = remedies.map(|remedy| row(&String::new(), remedy.clone())).collect();
    ResultContent {
        kind: PaperKind::Refusal,
        result: "refusal".to_owned(),
        name: words.name.clone(),
        title: words.title.clone(),
        subtitle: None,
        code: None,
        number: application.code.to_string(),
        dossier: application.code.to_string(),
        agency: application.competent.clone(),
        agency_name,
        groups: vec![
            group(None, about),
            group(Some(&words.decision), decision),
            group(Some(&words.remedy), remedies),
        ],
        notes: Vec::new(),
        // Whoever signs the result would sign under the same title.
        signer_title: procedure
            .results
            .first()
            .map_or_else(|| signer.title.clone(), |result| result.signer.clone()),
        signer: signer.name.clone(),
        signed_at: now,
        sealed_at: now,
    }
}
