//! How much of a promised time is left, in words.

use super::Words;
use leptos::prelude::*;

/// How urgent it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeState {
    /// Past the promise.
    Late,
    /// Little time left.
    Soon,
    /// Time enough.
    #[default]
    Ok,
    /// The clock stands still.
    Paused,
}

impl TimeState {
    pub(super) const fn class(self) -> &'static str {
        match self {
            TimeState::Late => "mc-time mc-time--late",
            TimeState::Soon => "mc-time mc-time--soon",
            TimeState::Ok => "mc-time mc-time--ok",
            TimeState::Paused => "mc-time mc-time--paused",
        }
    }
}

/// The time left; make the words with `format::time_left`.
#[component]
pub fn TimeLeft(
    /// How urgent it is.
    state: TimeState,
    /// In words: "Còn 3 giờ 30 phút".
    #[prop(into)]
    text: String,
    /// The due time (RFC 3339), for machines and as a tool tip.
    #[prop(optional, into)]
    due: Words,
) -> impl IntoView {
    match due.into_option() {
        Some(due) => view! { <time class=state.class() datetime=due>{text}</time> }.into_any(),
        None => view! { <span class=state.class()>{text}</span> }.into_any(),
    }
}
