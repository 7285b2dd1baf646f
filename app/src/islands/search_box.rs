//! Search that suggests while one types.

use leptos::{ev, prelude::*};
use serde::{Deserialize, Serialize};

/// A procedure that may be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Suggestion {
    id: String,
    #[serde(default)]
    name_vi: String,
    #[serde(default)]
    name_en: String,
}

/// A search form; with script, procedures are suggested while one types, and the arrow keys choose among them.
#[island]
pub fn SearchBox(
    /// Where the form is sent.
    action: String,
    /// What was searched for.
    value: String,
    /// What the field is, for those who cannot see it.
    label: String,
    /// An example in everyday words.
    placeholder: String,
    /// What the button says.
    button: String,
    /// What the list of suggestions is, for those who cannot see it.
    suggestions: String,
    /// Whether names are shown in English.
    english: bool,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let chosen = RwSignal::new(None::<usize>);
    // Before the browser wakes it, the field is a plain one and must not promise a list.
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));

    let close = move || {
        found.set(Vec::new());
        chosen.set(None);
    };
    let typed = move |event: ev::Event| {
        chosen.set(None);
        look_up(event_target_value(&event), found);
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let count = found.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                chosen.update(|at| *at = Some(at.map_or(0, |at| (at + 1) % count)));
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                chosen.update(|at| *at = Some(at.map_or(count - 1, |at| (at + count - 1) % count)));
            }
            "Escape" => close(),
            "Enter" => {
                let target = chosen
                    .get_untracked()
                    .and_then(|at| found.read_untracked().get(at).map(address));
                if let Some(target) = target {
                    event.prevent_default();
                    go_to(&target);
                }
            }
            _ => {}
        }
    };
    let list = move || {
        let at = chosen.get();
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(number, suggestion)| {
                let href = address(&suggestion);
                let name = if english {
                    suggestion.name_en
                } else {
                    suggestion.name_vi
                };
                let selected = at == Some(number);
                view! {
                    // A choice is no link inside an option: what is inside would be out of reach for screen readers.
                    <li
                        id=format!("suggestion-{number}")
                        role="option"
                        aria-selected=if selected { "true" } else { "false" }
                        class="mc-suggestion"
                        on:click=move |_| go_to(&href)
                    >
                        {name}
                    </li>
                }
            })
            .collect_view()
    };
    let on_combobox = move |value: &'static str| move || awake.get().then_some(value);
    view! {
        <form class="mc-search" method="get" action=action role="search">
            <label class="govuk-visually-hidden" r#for="q">{label}</label>
            <div class="mc-search__row">
                <input
                    class="mc-search__input"
                    id="q"
                    name="q"
                    type="search"
                    value=value
                    placeholder=placeholder
                    autocomplete="off"
                    role=on_combobox("combobox")
                    aria-autocomplete=on_combobox("list")
                    aria-controls=on_combobox("suggestions")
                    aria-expanded=move || {
                        awake.get().then(|| if found.read().is_empty() { "false" } else { "true" })
                    }
                    aria-activedescendant=move || chosen.get().map(|at| format!("suggestion-{at}"))
                    on:input=typed
                    on:keydown=pressed
                />
                <button class="mc-search__button" type="submit">{button}</button>
            </div>
            <ul
                class="mc-suggestions"
                id="suggestions"
                role="listbox"
                aria-label=suggestions
                hidden=move || found.read().is_empty()
            >
                {list}
            </ul>
        </form>
    }
}

/// The page of a suggestion.
fn address(suggestion: &Suggestion) -> String {
    format!("/procedures/{}", suggestion.id)
}

#[cfg(feature = "hydrate")]
fn look_up(text: String, found: RwSignal<Vec<Suggestion>>) {
    use super::browser::{encoded, json};
    use std::{cell::Cell, time::Duration};

    #[derive(Deserialize)]
    struct Answer {
        items: Vec<Suggestion>,
    }
    thread_local! {
        /// Number of the latest question: an answer to an older one is thrown away.
        static LATEST: Cell<u32> = const { Cell::new(0) };
    }
    /// People type a letter about every 100 to 200 ms: ask when they pause.
    const PAUSE: Duration = Duration::from_millis(180);

    let this = LATEST.get().wrapping_add(1);
    LATEST.set(this);
    if text.trim().chars().count() < 2 {
        found.set(Vec::new());
        return;
    }
    set_timeout(
        move || {
            if LATEST.get() != this {
                return;
            }
            leptos::task::spawn_local(async move {
                let address = format!("/api/v1/procedures?limit=6&q={}", encoded(&text));
                let answer = json::<Answer>(&address).await;
                if LATEST.get() == this {
                    found.set(answer.map(|answer| answer.items).unwrap_or_default());
                }
            });
        },
        PAUSE,
    );
}

#[cfg(not(feature = "hydrate"))]
fn look_up(_: String, _: RwSignal<Vec<Suggestion>>) {}

#[cfg(feature = "hydrate")]
fn go_to(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_href(address);
    }
}

#[cfg(not(feature = "hydrate"))]
fn go_to(_: &str) {}
