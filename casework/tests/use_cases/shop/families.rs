//! A linked birth group, applied for and handled by three agencies.

use motcua_casework::citizen;
use motcua_casework::linked;
use motcua_domain::dossier::{Citizen, DossierId, Officer};
use uuid::Uuid;

use super::Shop;

/// The police of the ward.
pub const POLICE: &str = "G01.H26.00097";
/// The social insurance office that serves the ward.
pub const INSURANCE: &str = "G24.H26.01";
/// The procedure of the group.
pub const GROUP: &str = "linked-birth-residence-insurance";

/// Everything a mother of a child born in hospital types or chooses for the whole group.
pub const SHE_TYPES: [(&str, &str, &str); 6] = [
    ("child", "child_full_name", "Trần Bảo An"),
    ("insurance", "first_clinic", "01901"),
    ("identity_card", "child_id_requested", "no"),
    ("result", "copies_requested", "no"),
    ("result", "result_delivery", "electronic"),
    ("declaration", "declaration_truthful", "yes"),
];

impl Shop {
    /// A complete application of Lan for the group, confirmed by Hùng.
    pub async fn ready_group(&self, lan: &Citizen) -> Uuid {
        let draft = self.begins(lan, GROUP).await;
        for section in ["child", "insurance", "identity_card", "result", "declaration"] {
            let inputs: Vec<_> = SHE_TYPES
                .into_iter()
                .filter(|(of, ..)| *of == section)
                .map(|(_, name, value)| (name, value))
                .collect();
            self.types(lan, draft, section, &inputs).await;
        }
        let hung = self.parent("Hùng").await;
        self.is_confirmed_by(&hung, lan, draft).await;
        draft
    }

    /// Lan has applied for the group, and its first part is open: the group's code.
    pub async fn group_applied_for(&self, lan: &Citizen) -> String {
        let draft = self.ready_group(lan).await;
        let code = citizen::submit(&self.desk, lan, draft).await.unwrap().code.to_string();
        self.drain().await;
        code
    }

    /// The code of a part, which must have been opened.
    #[track_caller]
    pub fn part(&self, group: &str, step: &str) -> impl Future<Output = String> {
        let (group, step) = (group.to_owned(), step.to_owned());
        async move {
            let dossier = self.dossier(&group).await;
            let opened = dossier.parts.get(&step).and_then(|part| part.opened.clone());
            opened.expect("the part was opened").code.to_string()
        }
    }

    /// How many dossiers there are of a group's parts.
    pub async fn parts_there_are(&self, lan: &Citizen, group: &str) -> usize {
        let view = linked::group(&self.desk, lan, group).await.unwrap();
        view.parts.iter().filter(|part| part.case.is_some()).count()
    }

    /// From reception to the seal: the birth certificate is there.
    pub async fn birth_is_registered(&self, code: &str) {
        self.is_signed(code).await;
        self.drain().await;
        self.does("records_clerk", code, "seal", "issue").await;
        self.drain().await;
    }

    /// The officers of a police or insurance part: who handles, and who decides.
    pub fn officers_of(&self, step: &str) -> (Officer, Officer) {
        let (agency, handles, decides) = match step {
            "insurance" => (INSURANCE, "insurance_officer", "insurance_director"),
            "identity_card" => (POLICE, "identity_officer", "police_commander"),
            _ => (POLICE, "residence_officer", "police_commander"),
        };
        (self.officer_of(agency, handles, 1), self.officer_of(agency, decides, 1))
    }

    /// A police or insurance part from reception to the signature.
    pub async fn part_is_signed(&self, step: &str, code: &str) {
        let (handles, decides) = self.officers_of(step);
        self.leaves(&handles, code, "receive", "accept").await.unwrap();
        self.leaves(&handles, code, "handle", "propose").await.unwrap();
        self.leaves(&decides, code, "decide", "approve").await.unwrap();
    }

    /// A police or insurance part from reception to its result.
    pub async fn part_is_done(&self, step: &str, code: &str) {
        self.part_is_signed(step, code).await;
        self.drain().await;
        let (handles, _) = self.officers_of(step);
        self.leaves(&handles, code, "seal", "issue").await.unwrap();
        self.drain().await;
    }

    /// The dossier's id.
    pub async fn id(&self, code: &str) -> DossierId {
        self.dossier(code).await.id
    }
}
