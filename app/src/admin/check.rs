//! Checks a text while it is being written.

use axum::Json;
use axum::extract::{Path, State};
use motcua_casework::admin::{Kind, check as check_text};
use motcua_casework::procedures::FileFault;
use motcua_texts::Lang;
use motcua_texts::admin::faults as texts;
use serde::Serialize;

use super::kind;
use crate::islands::TextFault;
use crate::web::{App, Halt, SignedInOfficer};

/// What is wrong.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    faults: Vec<TextFault>,
}

/// Answers with every fault.
pub(super) async fn check(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    text: String,
) -> Result<Json<Answer>, Halt> {
    let kind = kind(&of)?;
    let found = check_text(&app.desk, &officer, kind, &name, &text).await?;
    Ok(Json(Answer {
        faults: found
            .iter()
            .map(|fault| text_fault(fault, kind, &name, visitor.lang))
            .collect(),
    }))
}

/// A fault as the editor shows it.
pub(super) fn text_fault(fault: &FileFault, kind: Kind, name: &str, lang: Lang) -> TextFault {
    let own = match kind {
        Kind::Procedure => fault.file.trim_end_matches(".yaml") == name,
        Kind::Reference => fault.file == name,
    };
    let line = texts::line(lang, fault.line.to_string());
    TextFault {
        line: own.then_some(fault.line),
        place: if own { line } else { format!("{}, {line}", fault.file) },
        message: fault.sentence(lang),
    }
}
