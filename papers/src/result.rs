//! The result of any procedure: what it says is data, how it looks is one template.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::dates::date_in_words;
use crate::hash::content_hash;
use crate::parts::Signer;
use crate::pdf::{Order, PaperError, Pdf, make};
use crate::qr::qr_svg;
use crate::world::Template;

/// A result paper: certificate, extract, permission, confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultPaper {
    /// How it is dressed.
    pub style: Style,
    /// First line of the issuing agency (the superior one); set in capitals.
    pub superior: String,
    /// Issuing agency; set in capitals.
    pub agency: String,
    /// Title ("GIẤY KHAI SINH").
    pub title: String,
    /// Subtitle ("BẢN ĐIỆN TỬ", "Về việc sử dụng hội trường").
    pub subtitle: Option<String>,
    /// Numbers, one beside the other ("Số" 12/2026, "Quyển số" 01, "Trang số" 12).
    pub numbers: Vec<Pair>,
    /// What it says.
    pub body: Vec<Block>,
    /// Place of "place, date".
    pub place: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Who signs.
    pub signer: Signer,
    /// Words of the office seal's mark ("Đã đóng dấu điện tử: …"), set by the clerk.
    pub seal: Option<String>,
    /// Remarks at the foot.
    pub footnotes: Vec<String>,
    /// Code of the kind of paper or of this paper ("KQ.G15.000031").
    pub paper_code: Option<String>,
    /// Address where the paper can be checked; printed and in the QR code. Not part of the fingerprint.
    pub check_link: Option<String>,
    /// The hash under which the issuing system knows the paper; its beginning is printed. The paper's own without it.
    pub check_hash: Option<String>,
    /// A line over the head for papers that are not real.
    pub specimen: Option<String>,
    /// When this file is made. Not part of the fingerprint.
    pub made_at: DateTime<Utc>,
}

/// How a result is dressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// With a border: certificates that people keep.
    Certificate,
    /// Without: decisions, permissions, notices.
    #[default]
    Letter,
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// Rows of labels and values under an optional heading.
    Group {
        /// Heading.
        heading: Option<String>,
        /// Rows.
        rows: Vec<Row>,
    },
    /// A paragraph.
    Text(String),
    /// Legal bases, one a line ("Căn cứ …").
    Bases(Vec<String>),
    /// A QR code of its own, beside the one by which the paper is checked, with what it is.
    Code {
        /// What it is ("Mã QR của thẻ").
        label: String,
        /// What it says.
        text: String,
    },
    /// A word alone in the middle ("CHỨNG NHẬN", "QUYẾT ĐỊNH:").
    Centred(String),
    /// A table.
    Table {
        /// Column headings.
        columns: Vec<String>,
        /// Rows; short ones, and headings, are filled up with empty cells.
        rows: Vec<Vec<String>>,
    },
}

/// One to three label–value pairs side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row(pub Vec<Pair>);

impl Row {
    /// A row with one pair.
    pub fn one(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self(vec![Pair::new(label, value)])
    }

    /// The same row with one more pair to the right.
    #[must_use]
    pub fn and(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.push(Pair::new(label, value));
        self
    }
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Label, without colon.
    pub label: String,
    /// Value; empty shows a dash.
    pub value: String,
}

impl Pair {
    /// A pair.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

impl Block {
    fn view(&self, codes: &mut Vec<String>) -> Value {
        match self {
            Self::Group { heading, rows } => json!({ "kind": "group", "heading": heading, "rows": rows }),
            // Its picture is a file beside the values, known by its number.
            Self::Code { label, text } => match qr_svg(text, "QR") {
                Ok(picture) => {
                    codes.push(picture);
                    json!({ "kind": "code", "label": label, "picture": codes.len() - 1 })
                }
                // Too long for a code: as it is.
                Err(_) => json!({ "kind": "group", "heading": null, "rows": [Row::one(label, text)] }),
            },
            Self::Text(text) => json!({ "kind": "text", "text": text }),
            Self::Bases(bases) => json!({ "kind": "bases", "bases": bases }),
            Self::Centred(text) => json!({ "kind": "centred", "text": text }),
            Self::Table { columns, rows } => {
                let width = rows
                    .iter()
                    .map(Vec::len)
                    .chain([columns.len()])
                    .max()
                    .unwrap_or_default();
                let fill = |cells: &Vec<String>| -> Vec<String> {
                    (0..width)
                        .map(|column| cells.get(column).cloned().unwrap_or_default())
                        .collect()
                };
                json!({ "kind": "table", "columns": fill(columns), "rows": rows.iter().map(fill).collect::<Vec<_>>() })
            }
        }
    }
}

/// Makes a result paper.
///
/// # Errors
/// See [`PaperError`].
pub fn result_paper(paper: &ResultPaper) -> Result<Pdf, PaperError> {
    let hash = content_hash(paper);
    let mut codes = Vec::new();
    let body: Vec<Value> = paper.body.iter().map(|block| block.view(&mut codes)).collect();
    let values = json!({
        "certificate": paper.style == Style::Certificate,
        "superior": paper.superior,
        "agency": paper.agency,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "numbers": paper.numbers,
        "body": body,
        "place_and_date": format!("{}, {}", paper.place, date_in_words(paper.dated)),
        "signer": paper.signer.view(),
        "seal": paper.seal,
        "footnotes": paper.footnotes,
        "paper_code": paper.paper_code,
        "check_link": paper.check_link,
        "specimen": paper.specimen,
        "hash": paper.check_hash.as_deref().map_or_else(|| hash.short(), |own| own.chars().take(16).collect()),
    });
    make(
        Template::Result,
        Order {
            title: paper.title.clone(),
            author: paper.agency.clone(),
            ident: hash.to_string(),
            qr: paper.check_link.clone(),
            codes,
            made_at: paper.made_at,
            values,
        },
    )
}
