//! A double click sends a form once.

use leptos::{html, prelude::*};

/// Put into a form: while it is being sent, it is not sent again. The server has its own protection (a key in the form);
/// this one saves people the second answer.
#[island]
pub fn SubmitOnce() -> impl IntoView {
    let here = NodeRef::<html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(form) = here.get().and_then(|here| super::browser::form_of(&here)) {
            watch(&form);
        }
    });
    view! { <span hidden node_ref=here></span> }
}

#[cfg(feature = "hydrate")]
fn watch(form: &web_sys::HtmlFormElement) {
    use super::browser::{listen, now};
    use std::{cell::Cell, rc::Rc};

    /// After this time people may have had an error on the way: let them try again.
    const PATIENCE_MS: f64 = 8_000.0;
    let sent = Rc::new(Cell::new(0.0));
    let remembered = Rc::clone(&sent);
    listen(form, "submit", move |event| {
        if now() - remembered.get() < PATIENCE_MS {
            event.prevent_default();
        } else {
            remembered.set(now());
        }
    });
    // Coming back with the browser's own button shows the page as it was left.
    if let Some(window) = web_sys::window() {
        listen(&window, "pageshow", move |_| sent.set(0.0));
    }
}
