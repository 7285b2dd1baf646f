//! What citizens fill in.

use bytes::Bytes;
use motcua_casework::citizen;
use motcua_casework::drafts::{self, Sent};
use motcua_domain::dossier::{Citizen, SupplementItem};
use motcua_domain::procedure::ProcedureId;
use uuid::Uuid;

use super::Shop;

/// Everything a mother of a child born in hospital types: field by section.
pub const LAN_TYPES: [(&str, &str, &str); 4] = [
    ("child", "child_full_name", "Trần Bảo An"),
    ("result", "copies_requested", "no"),
    ("result", "result_delivery", "one_stop"),
    ("declaration", "declaration_truthful", "yes"),
];

/// A small PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

type Piece = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

/// A file as it is sent.
pub fn sent(
    name: &'static str,
    mime: &'static str,
    content: Vec<u8>,
) -> Sent<'static, impl futures::Stream<Item = Piece> + Send> {
    Sent {
        name,
        mime: Some(mime),
        content: futures::stream::iter([Ok(Bytes::from(content))]),
    }
}

/// A document to be supplemented.
pub fn document(id: &str) -> SupplementItem {
    SupplementItem::Document {
        id: id.to_owned(),
        note: "Chụp lại rõ hơn".to_owned(),
    }
}

impl Shop {
    /// The citizen begins an application.
    pub async fn begins(&self, who: &Citizen, procedure: &str) -> Uuid {
        drafts::start(&self.desk, who, &ProcedureId::from(procedure))
            .await
            .unwrap()
    }

    /// The citizen types into a section.
    pub async fn types(&self, who: &Citizen, draft: Uuid, section: &str, inputs: &[(&str, &str)]) -> drafts::Draft {
        let inputs: Vec<_> = inputs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        drafts::save_section(&self.desk, who, draft, section, &inputs)
            .await
            .unwrap()
    }

    /// Fills in what the registers do not know.
    pub async fn fills_in(&self, who: &Citizen, draft: Uuid) {
        for section in ["child", "result", "declaration"] {
            let inputs: Vec<_> = LAN_TYPES
                .into_iter()
                .filter(|(of, ..)| *of == section)
                .map(|(_, name, value)| (name, value))
                .collect();
            self.types(who, draft, section, &inputs).await;
        }
    }

    /// The other parent is asked and confirms.
    pub async fn is_confirmed_by(&self, other: &Citizen, who: &Citizen, draft: Uuid) {
        let asked = drafts::ask_confirmation(&self.desk, who, draft, "other_parent")
            .await
            .unwrap();
        drafts::answer_confirmation(&self.desk, other, draft, "other_parent", asked, true)
            .await
            .unwrap();
    }

    /// A complete birth application of Lan, confirmed by Hùng.
    pub async fn ready_birth(&self, lan: &Citizen) -> Uuid {
        let draft = self.begins(lan, "birth-registration").await;
        self.fills_in(lan, draft).await;
        let hung = self.parent("Hùng").await;
        self.is_confirmed_by(&hung, lan, draft).await;
        draft
    }

    /// Lan has applied: the dossier's code.
    pub async fn birth_applied_for(&self, lan: &Citizen) -> String {
        let draft = self.ready_birth(lan).await;
        citizen::submit(&self.desk, lan, draft).await.unwrap().code.to_string()
    }

    /// Fills in the form of the community hall for so many guests.
    pub async fn ready_hall(&self, who: &Citizen, guests: &str) -> Uuid {
        let draft = self.begins(who, "community-hall-lending").await;
        let mut event = vec![
            ("purpose", "practice"),
            ("event_title", "Tập văn nghệ"),
            ("event_date.day", "05"),
            ("event_date.month", "12"),
            ("event_date.year", "2026"),
            ("starts_at", "18:30"),
            ("hours", "3"),
            ("guests", guests),
            ("equipment.sound", "yes"),
        ];
        if guests.parse::<u32>().unwrap() > 100 {
            event.push(("safety_plan", "Hai lối thoát, bốn bình chữa cháy"));
        }
        self.types(who, draft, "event", &event).await;
        self.types(who, draft, "agreement", &[("agreement_made", "yes")]).await;
        draft
    }
}
