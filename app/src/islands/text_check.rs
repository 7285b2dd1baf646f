//! Checks a text while somebody writes it: the faults, each leading to its line.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Something wrong in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFault {
    /// The line in this text; none if the fault lies in another file.
    pub line: Option<u32>,
    /// Where, in words: `line 12`, or the name of the other file too.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// What is wrong with the text of a field. Without script it is what was found when the text was saved.
#[island]
pub fn TextCheck(
    /// The `id` of the field.
    field: String,
    /// Where a text is sent to be checked.
    address: String,
    /// What is wrong now.
    faults: Vec<TextFault>,
    /// The words when nothing is wrong.
    sound: String,
    /// The words before the faults, with `{count}`.
    count: String,
) -> impl IntoView {
    let found = RwSignal::new(faults);
    #[cfg(feature = "hydrate")]
    {
        let field = field.clone();
        Effect::new(move |_| watch(&field, address.clone(), found));
    }
    #[cfg(not(feature = "hydrate"))]
    drop(address);
    let list = move || {
        let field = field.clone();
        found
            .get()
            .into_iter()
            .map(move |fault| {
                let place = match fault.line {
                    Some(line) => {
                        let field = field.clone();
                        view! {
                            <a
                                class="govuk-link"
                                href=format!("#line-{line}")
                                on:click=move |event| {
                                    event.prevent_default();
                                    go_to_line(&field, line);
                                }
                            >
                                {fault.place}
                            </a>
                        }
                        .into_any()
                    }
                    None => view! { <span>{fault.place}</span> }.into_any(),
                };
                view! { <li>{place}": "<span>{fault.message}</span></li> }
            })
            .collect_view()
    };
    let words = move || match found.read().len() {
        0 => sound.clone(),
        faults => count.replace("{count}", &faults.to_string()),
    };
    view! {
        <div class="mc-checks" class:mc-checks--wrong=move || !found.read().is_empty()>
            <p class="govuk-body mc-checks__words" role="status">{words}</p>
            <ul class="govuk-list govuk-list--bullet">{list}</ul>
        </div>
    }
}

/// Checks the text whenever whoever writes it pauses.
#[cfg(feature = "hydrate")]
fn watch(field: &str, address: String, found: RwSignal<Vec<TextFault>>) {
    use super::browser::{by_id, listen, post};
    use std::{cell::Cell, rc::Rc, time::Duration};

    #[derive(Deserialize)]
    struct Answer {
        faults: Vec<TextFault>,
    }
    /// Long enough for a word to be written to its end.
    const PAUSE: Duration = Duration::from_millis(600);

    let Some(area) = by_id::<web_sys::HtmlTextAreaElement>(field) else {
        return;
    };
    // Number of the latest question: an answer to an older one is thrown away.
    let latest = Rc::new(Cell::new(0_u32));
    let typed = area.clone();
    listen(&area, "input", move |_| {
        let this = latest.get().wrapping_add(1);
        latest.set(this);
        let (latest, address, typed) = (Rc::clone(&latest), address.clone(), typed.clone());
        set_timeout(
            move || {
                if latest.get() != this {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let answer = post::<Answer>(&address, &typed.value()).await;
                    if let Some(answer) = answer.filter(|_| latest.get() == this) {
                        found.set(answer.faults);
                    }
                });
            },
            PAUSE,
        );
    });
}

/// Puts the cursor on a line of the field.
#[cfg(feature = "hydrate")]
fn go_to_line(field: &str, line: u32) {
    use super::browser::by_id;
    let Some(area) = by_id::<web_sys::HtmlTextAreaElement>(field) else {
        return;
    };
    let text = area.value();
    let lines: Vec<&str> = text.split('\n').collect();
    let at = (line.saturating_sub(1) as usize).min(lines.len().saturating_sub(1));
    // Browsers count as JavaScript does.
    let length = |line: &str| u32::try_from(line.encode_utf16().count()).unwrap_or(u32::MAX);
    let start: u32 = lines[..at].iter().map(|line| length(line) + 1).sum();
    let _ = area.focus();
    let _ = area.set_selection_range(start, start + length(lines[at]));
    // All lines are equally high, for they do not wrap.
    let height = f64::from(area.scroll_height()) / lines.len().max(1) as f64;
    area.set_scroll_top((height * (at as f64 - 3.0)).max(0.0) as i32);
}

#[cfg(not(feature = "hydrate"))]
fn go_to_line(_: &str, _: u32) {}
