//! A part of a linked application: owner, state, promise, result.

use leptos::prelude::*;

/// How far a part is; the colour of its edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartState {
    /// Its result is there.
    Done,
    /// Somebody works on it.
    Now,
    /// It waits for another part, or need not be asked for.
    #[default]
    Waiting,
    /// The applicant must act, or it was refused.
    Problem,
}

/// A part.
#[component]
pub fn PartCard(
    /// What it is about.
    #[prop(into)]
    title: String,
    /// How far it is.
    state: PartState,
    /// Its state in words, a `Tag`, or a link.
    #[prop(into)]
    status: ViewFnOnce,
    /// Who owns it, when it is promised, what can be downloaded.
    children: Children,
) -> impl IntoView {
    let class = match state {
        PartState::Done => "mc-part mc-part--done",
        PartState::Now => "mc-part mc-part--now",
        PartState::Waiting => "mc-part",
        PartState::Problem => "mc-part mc-part--problem",
    };
    view! {
        <section class=class>
            <div class="mc-part__head">
                <h2 class="mc-part__title">{title}</h2>
                <div class="mc-part__status">{status.run()}</div>
            </div>
            <div class="mc-part__body">{children()}</div>
        </section>
    }
}
