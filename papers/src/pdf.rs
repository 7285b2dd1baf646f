//! From a template and its data to a PDF.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, FixedOffset, Timelike, Utc};
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::clean::{BREAK_HERE, clean_all};
use crate::frames::{first_overflow, text_of, without_break_points};
use crate::qr::qr_svg;
use crate::world::{PaperWorld, Template};

/// More text than any paper of an office holds; a limit on the work one request can cause (bytes).
const MOST_TEXT: usize = 200_000;
/// Results of layouts unused for this many papers are forgotten, or the process would grow with every paper.
const KEEP_FOR_PAPERS: usize = 4;

/// A finished paper.
#[derive(Clone)]
pub struct Pdf {
    /// The file: tagged PDF/A-2a.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// The words on the paper in drawing order, one line for each run of text; for search and for tests.
    pub text: String,
    /// Characters the fonts cannot draw and that stand as "□": show them to the officer before signing.
    pub replaced: Vec<char>,
}

impl std::fmt::Debug for Pdf {
    /// A paper holds personal data: only its measures are shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Pdf")
            .field("bytes", &self.bytes.len())
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// Why a paper could not be made. The messages hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The values hold more text than a paper may.
    #[error("the paper's values hold {bytes} bytes of text, more than {MOST_TEXT}")]
    TooMuchText {
        /// Bytes given.
        bytes: usize,
    },
    /// The link for the QR code is too long.
    #[error("a text of {bytes} bytes does not fit a QR code")]
    QrTooLong {
        /// Bytes given.
        bytes: usize,
    },
    /// Some text would stand outside the page.
    #[error("text would leave page {page}")]
    Overflow {
        /// The page, counted from 1.
        page: usize,
    },
    /// The time of making cannot be written into a PDF.
    #[error("the time of making lies outside the years 0 to 9999")]
    Time,
    /// A fault in a template of ours.
    #[error("the template could not be set: {0}")]
    Template(String),
    /// A fault while writing the file.
    #[error("the PDF could not be written: {0}")]
    Export(String),
}

/// Forgets old layout results whatever way the work ends.
struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        // The copy of comemo that typst itself uses: another version would keep another cache.
        typst::comemo::evict(KEEP_FOR_PAPERS);
    }
}

/// What one paper is made of, beside its template.
pub(crate) struct Order {
    /// Title in the file's properties: the kind of paper, without personal data.
    pub(crate) title: String,
    /// The issuing office, in the file's properties.
    pub(crate) author: String,
    /// Names the paper stably for the file's identifier (dossier code and the like; only its hash is written).
    pub(crate) ident: String,
    /// Where the QR code leads, and what it says for those who cannot see it.
    pub(crate) qr: Option<String>,
    /// Further QR codes, as pictures.
    pub(crate) codes: Vec<String>,
    /// When the paper is made.
    pub(crate) made_at: DateTime<Utc>,
    /// The values, for the template.
    pub(crate) values: Value,
}

/// Sets a paper.
pub(crate) fn make(template: Template, order: Order) -> Result<Pdf, PaperError> {
    let Order {
        title,
        author,
        ident,
        qr,
        codes,
        made_at,
        values,
    } = order;
    let qr_picture = qr.as_deref().map(|link| qr_svg(link, "QR")).transpose()?;
    let mut data = serde_json::json!({
        "meta": { "title": title, "author": author, "qr": qr.is_some() },
        "it": values,
    });
    let bytes = text_bytes(&data);
    if bytes > MOST_TEXT {
        return Err(PaperError::TooMuchText { bytes });
    }
    let mut replaced = BTreeSet::new();
    clean_all(&mut data, &mut replaced);
    for property in ["title", "author"] {
        if let Value::String(text) = &mut data["meta"][property] {
            text.retain(|character| character != BREAK_HERE);
            if text.is_empty() {
                // An accessible file must have a title.
                "Giấy tờ hành chính".clone_into(text);
            }
        }
    }
    let options = PdfOptions {
        ident: Smart::Custom(format!("{template:?} {ident}")),
        creator: Smart::Custom(Some("Một Cửa".to_owned())),
        timestamp: Some(timestamp(made_at)?),
        page_ranges: None,
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| PaperError::Export(redact(error.message())))?,
        tagged: true,
        pretty: false,
    };

    let _forget = Forget;
    let world = PaperWorld::new(template, data.to_string(), qr_picture, codes);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|faults| PaperError::Template(summary(&faults)))?;
    let document = without_break_points(&document);
    if let Some(page) = first_overflow(&document) {
        return Err(PaperError::Overflow { page });
    }
    let bytes = typst_pdf::pdf(&document, &options).map_err(|faults| PaperError::Export(summary(&faults)))?;
    Ok(Pdf {
        bytes,
        pages: document.pages().len(),
        text: text_of(&document),
        replaced: replaced.into_iter().collect(),
    })
}

fn text_bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(text_bytes).sum(),
        Value::Object(fields) => fields.values().map(text_bytes).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// The PDF's time of creation, in Vietnam's zone (COD-14).
fn timestamp(at: DateTime<Utc>) -> Result<Timestamp, PaperError> {
    const MINUTES_EAST: i32 = 7 * 60;
    let zone = FixedOffset::east_opt(MINUTES_EAST * 60).ok_or(PaperError::Time)?;
    let at = at.with_timezone(&zone);
    if !(0..=9999).contains(&at.year()) {
        return Err(PaperError::Time);
    }
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| u8::try_from(part).unwrap_or_default());
    let local = Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second).ok_or(PaperError::Time)?;
    Timestamp::new_local(local, MINUTES_EAST).ok_or(PaperError::Time)
}

fn summary(faults: &[SourceDiagnostic]) -> String {
    let mut messages: Vec<String> = faults.iter().map(|fault| redact(&fault.message)).collect();
    messages.dedup();
    messages.truncate(5);
    messages.join("; ")
}

/// Takes quoted passages out of a message: they may be values from the paper.
fn redact(message: &str) -> String {
    message
        .split('"')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part } else { "\"…\"" })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_lose_quoted_values() {
        assert_eq!(
            redact(r#"the text "Nguyễn Văn A" could not be shown"#),
            r#"the text "…" could not be shown"#
        );
    }
}
