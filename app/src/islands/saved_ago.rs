//! How long ago the draft was saved.

use leptos::prelude::*;

/// Shows what the server says ("saved at 09:41"), and from then on how long ago that was.
#[island]
pub fn SavedAgo(
    /// When it was saved, milliseconds since 1970.
    saved: f64,
    /// What is shown at first, and without script.
    at: String,
    /// The words for less than a minute.
    just_now: String,
    /// The words for minutes, with `{count}` for their number.
    minutes: String,
) -> impl IntoView {
    let shown = RwSignal::new(at);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let (just_now, minutes) = (just_now.clone(), minutes.clone());
        set_interval(
            move || {
                const MINUTE_MS: f64 = 60_000.0;
                const HOUR: f64 = 60.0;
                let passed = ((super::browser::now() - saved) / MINUTE_MS).floor();
                if passed < 1.0 {
                    shown.set(just_now.clone());
                } else if passed < HOUR {
                    shown.set(minutes.replace("{count}", &passed.to_string()));
                }
            },
            std::time::Duration::from_secs(20),
        );
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (saved, just_now, minutes);
    view! { <span class="mc-saved">{move || shown.get()}</span> }
}
