//! What is left to do before submitting.

use super::{Tag, Tone};
use leptos::prelude::*;
use motcua_texts::common::status;

/// How far a task is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// Nothing left to do.
    Done,
    /// Not begun.
    ToDo,
    /// Begun.
    InProgress,
    /// Somebody else must act.
    Waiting,
    /// Something else comes first.
    CannotStart,
    /// Something is wrong.
    Problem,
    /// Need not be done.
    Optional,
    /// In words of its own, such as "the name is missing".
    Own(Tone, String),
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    name: String,
    hint: Option<String>,
    href: Option<String>,
    status: TaskStatus,
}

impl Task {
    /// A task.
    pub fn new(name: impl Into<String>, status: TaskStatus) -> Self {
        Self {
            name: name.into(),
            hint: None,
            href: None,
            status,
        }
    }

    /// With what is already there, or what is asked.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With a page of its own.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A list of tasks.
#[component]
pub fn TaskList(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// The tasks.
    items: Vec<Task>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .enumerate()
        .map(|(number, task)| {
            let hint_id = format!("{id}-{}-hint", number + 1);
            let status_id = format!("{id}-{}-status", number + 1);
            let described = match task.hint {
                Some(_) => format!("{hint_id} {status_id}"),
                None => status_id.clone(),
            };
            let class = match task.href {
                Some(_) => "govuk-task-list__item govuk-task-list__item--with-link",
                None => "govuk-task-list__item",
            };
            let name = match task.href {
                Some(href) => view! {
                    <a class="govuk-link govuk-task-list__link" href=href aria-describedby=described>
                        {task.name}
                    </a>
                }
                .into_any(),
                None => view! { <div>{task.name}</div> }.into_any(),
            };
            view! {
                <li class=class>
                    <div class="govuk-task-list__name-and-hint">
                        {name}
                        {task
                            .hint
                            .map(|hint| view! { <div id=hint_id class="govuk-task-list__hint">{hint}</div> })}
                    </div>
                    <div class="govuk-task-list__status" id=status_id>{status_view(task.status)}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="govuk-task-list">{items}</ul> }
}

/// What is done is plain text: the eye shall find what is left.
fn status_view(status: TaskStatus) -> AnyView {
    let lang = super::lang();
    let tag = |tone, text: &str| view! { <Tag tone=tone text=text /> }.into_any();
    match status {
        TaskStatus::Done => status::done(lang).into_any(),
        TaskStatus::ToDo => tag(Tone::Blue, status::to_do(lang)),
        TaskStatus::InProgress => tag(Tone::Blue, status::in_progress(lang)),
        TaskStatus::Waiting => tag(Tone::Yellow, status::waiting(lang)),
        TaskStatus::CannotStart => tag(Tone::Grey, status::cannot_start(lang)),
        TaskStatus::Problem => tag(Tone::Red, status::problem(lang)),
        TaskStatus::Optional => status::optional(lang).into_any(),
        TaskStatus::Own(tone, text) => tag(tone, &text),
    }
}
