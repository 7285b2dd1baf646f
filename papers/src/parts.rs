//! What the papers share: head, persons, signatures.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::dates::{date_in_words, day_of, time_short};

/// The head every slip carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipHead {
    /// Superior agency (cơ quan chủ quản); set in capitals.
    pub superior: String,
    /// One-stop unit (bộ phận tiếp nhận và trả kết quả, trung tâm phục vụ hành chính công); set in capitals.
    pub unit: String,
    /// Place in "…, ngày … tháng … năm …".
    pub place: String,
    /// Number and sign of the slip ("125/TNHS"), without "Số:".
    pub number: Option<String>,
    /// Dossier code (COD rules).
    pub dossier_code: String,
    /// Address of the look-up page, printed.
    pub lookup_address: Option<String>,
    /// Secret look-up code, printed.
    pub lookup_code: Option<String>,
    /// Where the QR code leads; no QR code without it.
    pub qr_link: Option<String>,
    /// Hotline for feedback.
    pub hotline: Option<String>,
    /// A line over the head for papers that are not real ("BẢN THỬ NGHIỆM, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ").
    pub specimen: Option<String>,
    /// When the slip is made; its date.
    pub made_at: DateTime<Utc>,
}

impl SlipHead {
    pub(crate) fn view(&self) -> Value {
        json!({
            "superior": self.superior,
            "unit": self.unit,
            "place_and_date": format!("{}, {}", self.place, date_in_words(day_of(self.made_at))),
            "number": self.number,
            "dossier_code": self.dossier_code,
            "lookup_address": self.lookup_address,
            "lookup_code": self.lookup_code,
            "hotline": self.hotline,
            "specimen": self.specimen,
        })
    }
}

/// The person or organisation a slip is made out to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// Personal identification number or organisation code.
    pub identifier: Option<String>,
    /// For whom the person acts, when not for themselves.
    pub acting_for: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// The procedure a slip speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureName {
    /// Name.
    pub name: String,
    /// Code ("1.001193").
    pub code: Option<String>,
}

impl ProcedureName {
    pub(crate) fn line(&self) -> String {
        match &self.code {
            Some(code) => format!("{} (mã thủ tục {code})", self.name),
            None => self.name.clone(),
        }
    }
}

/// Someone whose name stands under the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Lines over the signature ("CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"); set in capitals.
    pub title: String,
    /// Full name; empty leaves the place for writing it.
    pub name: String,
    /// The digital signature, if there is one; without it space is left for a pen.
    pub signed: Option<SignedNote>,
}

/// What is shown of a digital signature. It is a note: the signature itself is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedNote {
    /// Who signed, as in the certificate.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Signer {
    pub(crate) fn view(&self) -> Value {
        json!({
            "title": self.title,
            "name": self.name,
            "signed": self.signed.as_ref().map(|note| json!({ "by": note.by, "at": time_short(note.at) })),
        })
    }
}
