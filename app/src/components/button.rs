//! Buttons: what can be done.

use super::Words;
use leptos::prelude::*;

/// What a button is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The main thing to do; one on a page.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// Something that hurts or cannot be undone.
    Warning,
}

impl ButtonKind {
    fn class(self, full_width: bool) -> String {
        let kind = match self {
            ButtonKind::Primary => "govuk-button",
            ButtonKind::Secondary => "govuk-button govuk-button--secondary",
            ButtonKind::Warning => "govuk-button govuk-button--warning",
        };
        if full_width {
            format!("{kind} mc-button--full")
        } else {
            kind.to_owned()
        }
    }
}

/// A button that sends its form.
#[component]
pub fn Button(
    /// What it does.
    #[prop(into)]
    text: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Over the whole width of its column.
    #[prop(optional)]
    full_width: bool,
    /// Name sent with the form when this button was pressed.
    #[prop(optional, into)]
    name: Words,
    /// Value sent with the form when this button was pressed.
    #[prop(optional, into)]
    value: Words,
    /// Sends the form here instead of where the form says.
    #[prop(optional, into)]
    formaction: Words,
    /// Access key, shown beside the text.
    #[prop(optional, into)]
    key: Words,
) -> impl IntoView {
    let access_key = key.clone().into_option().map(|key| key.to_lowercase());
    view! {
        <button
            type="submit"
            class=kind.class(full_width)
            name=name.into_option()
            value=value.into_option()
            formaction=formaction.into_option()
            accesskey=access_key
        >
            {text}
            {key.into_option().map(|key| view! { <kbd class="mc-key" aria-hidden="true">{key}</kbd> })}
        </button>
    }
}

/// A link that looks like a button, for going on without sending anything.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it does.
    #[prop(into)]
    text: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Over the whole width of its column.
    #[prop(optional)]
    full_width: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class(full_width) href=href role="button" draggable="false">
            {text}
        </a>
    }
}
