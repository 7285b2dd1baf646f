//! The parts of a group that has just been submitted, each with its code as soon as it has one.

use leptos::prelude::*;
use motcua_casework::linked::{PartStanding, PartView};
use motcua_texts::Lang;
use motcua_texts::group::submitted as texts;

use super::standing;
use crate::components::{SummaryList, SummaryRow};

/// The parts; nothing if there are none.
pub(in crate::citizen) fn parts_submitted(lang: Lang, parts: &[PartView]) -> Option<AnyView> {
    if parts.is_empty() {
        return None;
    }
    let rows: Vec<SummaryRow> = parts
        .iter()
        .map(|part| {
            let status = part.case.as_ref().map(|case| case.dossier.status());
            let code = part.case.as_ref().map(|case| case.dossier.application.code.to_string());
            let words = standing::words(lang, part.standing, status);
            let value = match (code, part.standing) {
                (Some(code), _) => format!("{code} · {words}"),
                (None, PartStanding::NotChosen { .. }) => words.to_owned(),
                (None, _) => texts::no_code_yet(lang).to_owned(),
            };
            SummaryRow::new(part.name.get(lang), value)
        })
        .collect();
    Some(
        view! {
            <h2 class="govuk-heading-m">{texts::parts(lang)}</h2>
            <SummaryList rows=rows />
            <p class="govuk-body">{texts::parts_text(lang)}</p>
        }
        .into_any(),
    )
}
