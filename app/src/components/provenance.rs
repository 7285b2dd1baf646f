//! Where a value comes from.

use leptos::prelude::*;
use motcua_texts::common::source as texts;

/// How sure a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProvenanceState {
    /// A register says so.
    #[default]
    Confirmed,
    /// The register has not answered yet; the dossier may be submitted, not decided.
    Unverified,
    /// The person says the register is wrong.
    Disputed,
    /// Typed by the person.
    Typed,
    /// Proposed from what is known; the person may choose another.
    Proposed,
}

/// Source, time and state of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Source and time, such as "Giấy chứng sinh · 09:32"; empty for typed values.
    pub text: String,
    /// How sure it is.
    pub state: ProvenanceState,
}

impl Provenance {
    /// A value that a register has confirmed; the time is ready to read.
    pub fn confirmed(source: &str, time: &str) -> Self {
        Self {
            text: format!("{source} · {time}"),
            state: ProvenanceState::Confirmed,
        }
    }

    /// A value whose register is slow; the text says what that means for the person.
    pub fn unverified(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            state: ProvenanceState::Unverified,
        }
    }

    /// A value the person disputes; the text names the source.
    pub fn disputed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            state: ProvenanceState::Disputed,
        }
    }

    /// A value that follows from others and may be changed; the text says so.
    pub fn proposed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            state: ProvenanceState::Proposed,
        }
    }

    /// A value typed by the person.
    #[must_use]
    pub fn typed() -> Self {
        Self {
            text: String::new(),
            state: ProvenanceState::Typed,
        }
    }
}

/// The note under a value.
#[component]
pub fn ProvenanceNote(
    /// What it says.
    provenance: Provenance,
) -> impl IntoView {
    let lang = super::lang();
    let (class, state) = match provenance.state {
        ProvenanceState::Confirmed => ("mc-source", None),
        ProvenanceState::Unverified => ("mc-source mc-source--unverified", Some(texts::unverified(lang))),
        ProvenanceState::Disputed => ("mc-source mc-source--disputed", Some(texts::disputed(lang))),
        ProvenanceState::Typed => ("mc-source mc-source--typed", Some(texts::typed(lang))),
        ProvenanceState::Proposed => ("mc-source mc-source--typed", None),
    };
    let text = match (provenance.text.as_str(), state) {
        ("", state) => state.unwrap_or_default().to_owned(),
        (text, None) => text.to_owned(),
        (text, Some(state)) => format!("{text} · {state}"),
    };
    view! { <span class=class>{text}</span> }
}
