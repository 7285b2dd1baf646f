//! What is wrong with a text: line, place, and what to do.

use leptos::prelude::*;
use motcua_casework::procedures::FileFault;
use motcua_texts::Lang;
use motcua_texts::admin::faults as texts;

/// The list. Lines of the text itself are links to them.
pub(super) fn list(faults: &[FileFault], lang: Lang) -> AnyView {
    let items = faults
        .iter()
        .map(|fault| {
            let line = texts::line(lang, fault.line.to_string());
            let file = fault.file.clone();
            view! { <li><code>{file}</code>", "{line}": "{fault.sentence(lang)}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <p class="govuk-body"><strong>{texts::count(lang, faults.len() as u64)}</strong></p>
        <ul class="govuk-list govuk-list--bullet">{items}</ul>
    }
    .into_any()
}
