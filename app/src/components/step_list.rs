//! A workflow as a picture made of nested lists: it reads aloud and prints, and needs no script.

use leptos::prelude::*;
use motcua_texts::common::workflow as texts;

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Left behind.
    Done,
    /// The dossier is here.
    Now,
    /// Not reached.
    #[default]
    Ahead,
    /// Of a drawing alone: there is no dossier.
    Drawn,
}

/// A piece of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepNode {
    /// A step.
    Step {
        /// What is done.
        name: String,
        /// By whom, and in what time.
        note: Option<String>,
        /// How far it is.
        state: StepState,
    },
    /// Branches that run at the same time; all of them end before the next step.
    Together(Vec<Vec<StepNode>>),
    /// One of these ways, each with its condition in words.
    Either(Vec<(String, Vec<StepNode>)>),
    /// Branches that run at the same time, each with the case in which it does.
    Each(Vec<(String, Vec<StepNode>)>),
}

impl StepNode {
    /// A step.
    pub fn step(name: impl Into<String>, note: Option<String>, state: StepState) -> Self {
        StepNode::Step {
            name: name.into(),
            note,
            state,
        }
    }
}

/// The picture of a workflow.
#[component]
pub fn StepList(
    /// The steps, first to last.
    steps: Vec<StepNode>,
) -> impl IntoView {
    list(steps)
}

fn list(steps: Vec<StepNode>) -> AnyView {
    let items = steps.into_iter().map(node).collect::<Vec<_>>();
    view! { <ol class="mc-steps">{items}</ol> }.into_any()
}

fn node(node: StepNode) -> AnyView {
    let lang = super::lang();
    match node {
        StepNode::Step { name, note, state } => {
            let (class, said) = match state {
                StepState::Done => ("mc-step mc-step--done", Some(texts::step_done(lang))),
                StepState::Now => ("mc-step mc-step--now", Some(texts::step_now(lang))),
                StepState::Ahead => ("mc-step", Some(texts::step_next(lang))),
                StepState::Drawn => ("mc-step", None),
            };
            let current = (state == StepState::Now).then_some("step");
            view! {
                <li class=class aria-current=current>
                    <span class="mc-step__name">{name}</span>
                    <span class="govuk-visually-hidden">{said.map_or_else(|| ". ".to_owned(), |said| format!(" – {said}. "))}</span>
                    {note.map(|note| view! { <span class="mc-step__note">{note}</span> })}
                </li>
            }
            .into_any()
        }
        StepNode::Together(branches) => {
            let branches = branches
                .into_iter()
                .map(|steps| view! { <li class="mc-branch">{list(steps)}</li> })
                .collect_view();
            fork(texts::together(lang), branches)
        }
        StepNode::Either(ways) => fork(texts::either(lang), cases(ways)),
        StepNode::Each(ways) => {
            let label = if ways.len() == 1 {
                texts::only(lang)
            } else {
                texts::each(lang)
            };
            fork(label, cases(ways))
        }
    }
}

fn cases(ways: Vec<(String, Vec<StepNode>)>) -> impl IntoView + 'static {
    ways.into_iter()
        .map(|(condition, steps)| {
            view! {
                <li class="mc-branch">
                    <span class="mc-branch__condition">{condition}</span>
                    {list(steps)}
                </li>
            }
        })
        .collect_view()
}

fn fork(label: &'static str, branches: impl IntoView + 'static) -> AnyView {
    view! {
        <li class="mc-fork">
            <span class="mc-fork__label">{label}</span>
            <ul class="mc-fork__branches">{branches}</ul>
        </li>
    }
    .into_any()
}
