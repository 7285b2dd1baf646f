//! What officers do, on the page as it is.

use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_casework::officer::{self, Leaving};
use motcua_domain::dossier::{Dossier, Officer, SupplementItem, Verdict};

use super::Shop;

/// A way out, with its reason and legal basis where it needs them.
pub fn way(step: &str, exit: &str) -> Leaving {
    Leaving {
        step: step.to_owned(),
        exit: exit.to_owned(),
        reason: None,
        legal: None,
    }
}

impl Shop {
    /// The dossier as it is.
    pub async fn dossier(&self, code: &str) -> Dossier {
        Case::by_code(&self.desk, code).await.unwrap().dossier
    }

    /// The officer leaves a step.
    pub async fn leaves(&self, officer: &Officer, code: &str, step: &str, exit: &str) -> Result<(), Error> {
        self.leaves_with(officer, code, way(step, exit)).await
    }

    /// The officer leaves a step and says why.
    pub async fn leaves_because(&self, officer: &Officer, code: &str, step: &str, exit: &str) -> Result<(), Error> {
        let leaving = Leaving {
            reason: Some("Thông tin chưa khớp".to_owned()),
            legal: Some("Nghị định 123/2015/NĐ-CP, Điều 9".to_owned()),
            ..way(step, exit)
        };
        self.leaves_with(officer, code, leaving).await
    }

    pub async fn leaves_with(&self, officer: &Officer, code: &str, leaving: Leaving) -> Result<(), Error> {
        let seen = self.dossier(code).await.seq;
        officer::leave(&self.desk, officer, code, seen, leaving).await
    }

    /// The one who holds the role does what the step asks, and it must work.
    #[track_caller]
    pub fn does(&self, role: &str, code: &str, step: &str, exit: &str) -> impl Future<Output = ()> {
        let officer = self.officer(role);
        async move { self.leaves(&officer, code, step, exit).await.unwrap() }
    }

    /// The officer asks for a document or a field to be supplemented.
    pub async fn asks_for(
        &self,
        officer: &Officer,
        code: &str,
        step: &str,
        item: SupplementItem,
        leader_override: bool,
    ) -> Result<(), Error> {
        let seen = self.dossier(code).await.seq;
        let reason = "Ảnh bị mờ".to_owned();
        let asking = officer::Asking {
            step: step.to_owned(),
            items: vec![item],
            reason,
            leader_override,
        };
        officer::request_supplement(&self.desk, officer, code, seen, asking).await
    }

    /// The officer judges a document.
    pub async fn judges(&self, officer: &Officer, code: &str, document: &str, verdict: Verdict) -> Result<(), Error> {
        let seen = self.dossier(code).await.seq;
        officer::check_document(&self.desk, officer, code, seen, document.to_owned(), verdict).await
    }

    /// From reception to the chairman's signature.
    pub async fn is_signed(&self, code: &str) {
        self.does("reception_officer", code, "receive", "accept").await;
        self.does("civil_status_officer", code, "handle", "propose").await;
        self.does("chairperson", code, "decide", "approve").await;
    }
}
