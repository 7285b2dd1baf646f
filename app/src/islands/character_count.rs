//! How many characters are left.

use leptos::prelude::*;

/// Says while typing how much room is left in a text field; the server checks it too.
#[island]
pub fn CharacterCount(
    /// The `id` of the field.
    field: String,
    /// Most characters.
    limit: u32,
    /// The words for room left, with `{count}`.
    left: String,
    /// The words for too much, with `{count}`.
    over: String,
) -> impl IntoView {
    let shown = RwSignal::new(String::new());
    let too_long = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use super::browser::{by_id, listen};
        let Some(area) = by_id::<web_sys::HtmlTextAreaElement>(&field) else {
            return;
        };
        let (left, over, typed) = (left.clone(), over.clone(), area.clone());
        let count = move || {
            let length = u32::try_from(typed.value().chars().count()).unwrap_or(u32::MAX);
            too_long.set(length > limit);
            let (words, number) = if length > limit {
                (&over, length - limit)
            } else {
                (&left, limit - length)
            };
            shown.set(words.replace("{count}", &number.to_string()));
        };
        count();
        listen(&area, "input", move |_| count());
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (field, limit, left, over);
    view! {
        <p
            class="govuk-hint govuk-character-count__message"
            class:govuk-error-message=move || too_long.get()
            aria-live="polite"
        >
            {move || shown.get()}
        </p>
    }
}
