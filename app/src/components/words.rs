//! A text that may be left out.

use std::borrow::Cow;

/// An optional text of a component: takes a fixed text, an owned one, or an `Option` of either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Option<Cow<'static, str>>);

impl Words {
    /// Whether there is a text.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// The text, as views take it.
    #[must_use]
    pub fn into_option(self) -> Option<Cow<'static, str>> {
        self.0
    }

    /// The text, empty when there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl From<&'static str> for Words {
    fn from(text: &'static str) -> Self {
        Self(Some(Cow::Borrowed(text)))
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self(Some(Cow::Owned(text)))
    }
}

impl From<Option<String>> for Words {
    fn from(text: Option<String>) -> Self {
        Self(text.map(Cow::Owned))
    }
}

impl From<Option<&'static str>> for Words {
    fn from(text: Option<&'static str>) -> Self {
        Self(text.map(Cow::Borrowed))
    }
}
