//! The standard slips of Circular 03/2025 (form set 2025), one file each.

pub(crate) mod apology;
pub(crate) mod control;
pub(crate) mod receipt;
pub(crate) mod refusal;
pub(crate) mod stop;
pub(crate) mod supplement;

use serde_json::Value;

use crate::parts::SlipHead;
use crate::pdf::{Order, PaperError, Pdf, make};
use crate::world::Template;

/// Makes a slip: its head and its own values side by side.
fn slip(template: Template, title: &str, head: &SlipHead, mut values: Value) -> Result<Pdf, PaperError> {
    values["head"] = head.view();
    make(
        template,
        Order {
            title: title.to_owned(),
            author: head.unit.clone(),
            ident: format!("{} {}", head.dossier_code, head.number.as_deref().unwrap_or_default()),
            qr: head.qr_link.clone(),
            codes: Vec::new(),
            made_at: head.made_at,
            values,
        },
    )
}
