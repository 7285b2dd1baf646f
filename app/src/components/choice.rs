//! One of several answers.

use leptos::prelude::{AnyView, IntoAny, IntoView};

/// An answer to choose.
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// Help in a sentence.
    pub hint: Option<String>,
    /// What is asked further when this answer is chosen.
    pub then: Option<AnyView>,
}

impl Choice {
    /// An answer.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            then: None,
        }
    }

    /// With help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With a further question.
    #[must_use]
    pub fn then(mut self, view: impl IntoView + 'static) -> Self {
        self.then = Some(view.into_any());
        self
    }
}
