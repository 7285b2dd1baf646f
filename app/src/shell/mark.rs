//! The mark of the product: an open door under a roof. Our own drawing; the national emblem is not ours to use.

use leptos::prelude::*;

/// The mark, white and gold on the red of the header.
pub(super) fn mark() -> impl IntoView {
    view! {
        <svg class="mc-mark__sign" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path fill="#fff" d="M24 3 3 19v26h8V23l13-10 13 10v22h8V19z"></path>
            <path fill="#e0b04c" d="M16 45V28a8 8 0 0 1 16 0v17h-5V28a3 3 0 0 0-6 0v17z"></path>
        </svg>
    }
}
