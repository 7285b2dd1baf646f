//! A QR code, drawn as one path.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;
use std::fmt::Write;

/// Quiet zone around the code, in modules, as the standard asks.
const QUIET: usize = 4;

/// A QR code with its text beneath; nothing but the text when it is too long for a code.
#[component]
pub fn QrCode(
    /// What it holds: an address or a code, never personal data.
    #[prop(into)]
    content: String,
    /// What it is for, also for those who cannot see it.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    let svg = path(&content).map(|(side, path)| {
        view! {
            <svg
                class="mc-qr__code"
                xmlns="http://www.w3.org/2000/svg"
                viewBox=format!("0 0 {side} {side}")
                shape-rendering="crispEdges"
                role="img"
                aria-label=caption.clone()
            >
                <path fill="#fff" d=format!("M0 0h{side}v{side}H0z")></path>
                <path fill="#000" d=path></path>
            </svg>
        }
    });
    view! {
        <figure class="mc-qr">
            {svg}
            <figcaption class="mc-qr__caption">{caption}</figcaption>
        </figure>
    }
}

/// Side length in modules, and the dark modules as one path of horizontal runs.
fn path(content: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(content).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let start = x;
            while x < code.size && code[y][x].value() {
                x += 1;
            }
            if x > start {
                let _ = write!(path, "M{} {}h{}v1h-{}z", start + QUIET, y + QUIET, x - start, x - start);
            }
            x += 1;
        }
    }
    Some((code.size + 2 * QUIET, path))
}
