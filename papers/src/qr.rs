//! QR codes as SVG: on pages with an accessible title, on papers with the text beside them.

use std::fmt::Write as _;

use fast_qr::ECL;
use fast_qr::qr::{QRBuilder, QRCodeError};

use crate::PaperError;

/// Light modules around the code, as ISO/IEC 18004 asks.
const QUIET_ZONE: usize = 4;

/// A QR code as a complete `<svg>` element: black on white, any size, `title` read aloud by screen readers.
///
/// # Errors
/// [`PaperError::QrTooLong`] when `text` does not fit a QR code (about 2 300 bytes).
pub fn qr_svg(text: &str, title: &str) -> Result<String, PaperError> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|error| match error {
        QRCodeError::EncodedData | QRCodeError::SpecifiedVersion => PaperError::QrTooLong { bytes: text.len() },
    })?;
    let side = code.size + 2 * QUIET_ZONE;
    let title = escape(title);
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|column| code[y][*column].value()).count();
            if run > 0 {
                // One rectangle for each run of dark modules keeps the picture small.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += run + 1;
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" shape-rendering=\"crispEdges\">\
         <title>{title}</title><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_a_title_that_cannot_break_out() {
        let svg = qr_svg("https://example.vn/k/1", "Tra cứu <script>\"&'").expect("short text");
        assert!(svg.contains("<title>Tra cứu &lt;script&gt;&quot;&amp;&#39;</title>"));
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(svg.contains("role=\"img\""));
    }

    #[test]
    fn the_finder_pattern_stands_in_the_corner() {
        // A version 1 code is 21 modules wide; its first row opens with seven dark modules.
        let svg = qr_svg("A", "t").expect("short text");
        assert!(svg.contains("viewBox=\"0 0 29 29\""));
        assert!(svg.contains("d=\"M4 4h7v1h-7z"));
    }

    #[test]
    fn too_much_text_is_refused() {
        assert!(matches!(
            qr_svg(&"x".repeat(4_000), "t"),
            Err(PaperError::QrTooLong { bytes: 4_000 })
        ));
    }
}
