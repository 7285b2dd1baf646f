//! Every procedure is applied for through its pages, as a browser without script does: each section with made-up valid
//! answers, what is proposed changed on the page for that, records chosen, files sent, others asked, submitted. A real browser
//! does the same: `end2end/all-forms.spec.js`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;

use futures::FutureExt as _;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::people;
use motcua_casework::seeding::{Resident, accounts};
use motcua_casework::testing::Database;
use motcua_domain::application::DocumentState;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Citizen, ConfirmationState};
use motcua_domain::form::Typed;
use motcua_domain::procedure::{FileKind, Procedure};
use motcua_domain::testing::answers::{Filling, inputs_of};
use motcua_domain::text::Lang;
use uuid::Uuid;

use crate::browser::{Browser, Windows};
use crate::shop::{PDF, Shop};

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

/// The beginning of a JPEG picture.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";

#[tokio::test]
async fn every_procedure_is_applied_for_through_its_pages() {
    let shop = Shop::open(Database::Sqlite.fresh().await.unwrap()).await;
    let windows = Windows::of(&shop);
    // Lan is married; Mai may marry.
    let women = [shop.parent("Lan").await, shop.parent("Mai").await];
    let all = shop.desk.catalogue.all_current(vietnam_date(shop.desk.now()));
    assert!(all.len() >= 53, "{}", all.len());
    let mut failed = Vec::new();
    for (number, procedure) in all.iter().enumerate() {
        let lang = if number % 2 == 0 { Lang::Vi } else { Lang::En };
        let who = &women[usize::from(procedure.id.as_str().contains("marriage"))];
        let browser = windows.citizen(who, lang).await;
        let journey = Journey {
            shop: &shop,
            who,
            browser: &browser,
            procedure,
            sent: RefCell::default(),
        };
        // All that fail are named, not the first alone.
        if AssertUnwindSafe(journey.goes()).catch_unwind().await.is_err() {
            failed.push(procedure.id.to_string());
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
    // What becomes of the dossiers is the matter of other tests.
}

struct Journey<'j> {
    shop: &'j Shop,
    who: &'j Citizen,
    browser: &'j Browser,
    procedure: &'j Procedure,
    /// What was sent to each page: the same is not sent twice.
    sent: RefCell<BTreeMap<String, Vec<(String, String)>>>,
}

impl Journey<'_> {
    async fn goes(&self) {
        let id = self.procedure.id.as_str();
        let page = self.browser.opens(&format!("/procedures/{id}")).await;
        assert!(page.contains("\"GovernmentService\""), "{id}");
        self.browser.opens(&format!("/procedures/{id}/checklist")).await;
        let list = self.browser.sends(&format!("/procedures/{id}/apply"), &[]).await;
        let draft: Uuid = list.rsplit('/').next().unwrap().parse().unwrap();
        self.fills_in(draft).await;
        self.uploads(draft).await;
        self.is_confirmed(draft).await;
        self.browser.opens(&list).await;
        let review = format!("{list}/review");
        let page = self.browser.opens(&review).await;
        assert!(page.contains("id=\"submit\""), "{id}");
        let done = self.browser.sends(&review, &[]).await;
        assert!(done.ends_with("/submitted"), "{id} is not submitted: {done}");
        self.browser.opens(&done).await;
        self.browser.opens(done.trim_end_matches("/submitted")).await;
    }

    /// Sends inputs to a page of the draft, unless it has them.
    async fn sends(&self, id: Uuid, at: &str, inputs: &[(String, String)]) {
        let before = self.sent.borrow_mut().insert(at.to_owned(), inputs.to_vec());
        if before.is_some_and(|before| before == inputs) {
            return;
        }
        self.browser
            .sends(&format!("/applications/{id}/{at}"), &pairs(inputs))
            .await;
    }

    async fn draft(&self, draft: Uuid) -> Draft {
        Draft::open(&self.shop.desk, self.who, draft).await.unwrap()
    }

    /// Sections again and again: what was typed may open questions to registers, and those further sections.
    async fn fills_in(&self, id: Uuid) {
        let desk = &self.shop.desk;
        for _ in 0..6 {
            let draft = self.draft(id).await;
            if let Some(fact) = draft.review(desk).choice.clone() {
                let records = format!("records/{fact}");
                self.browser.opens(&format!("/applications/{id}/{records}")).await;
                self.sends(id, &records, &[("record".to_owned(), "0".to_owned())]).await;
                continue;
            }
            let today = vietnam_date(desk.now());
            // In the applicant's own ward; in the next one where that cannot be.
            let filling = |commune| {
                Filling::new(self.procedure, &draft.body.facts, desk.reference.as_ref(), today)
                    .at("01", commune)
                    .from(&draft.body.typed)
            };
            // Nobody else need agree, where that can be: not everybody the forms name has an account.
            let alone = |commune| {
                let others = self.procedure.confirmations.iter().filter_map(|it| it.when.as_ref());
                others.fold(filling(commune), |filling, when| filling.wishing(when, false))
            };
            let filled = alone("00097").fill().or_else(|_| alone("00118").fill());
            let filled = filled.or_else(|_| filling("00097").fill());
            let filled = filled.unwrap_or_else(|error| panic!("{error}"));
            for section in &self.procedure.form.sections {
                self.fills_in_section(id, &section.id, &filled.typed).await;
            }
            let draft = self.draft(id).await;
            let review = draft.review(desk);
            if review.choice.is_none() && review.blocking().is_empty() && draft.desks(desk, &review).is_some() {
                return;
            }
        }
        let draft = self.draft(id).await;
        let review = draft.review(desk);
        panic!("{}: {:?}", self.procedure.id, review.blocking());
    }

    async fn fills_in_section(&self, id: Uuid, section: &str, typed: &Typed) {
        let shown = {
            let draft = self.draft(id).await;
            let shown = draft.review(&self.shop.desk).resolved.shown;
            let fields = &self.procedure.form.section(section).unwrap().fields;
            fields.iter().any(|field| shown.contains(&field.id))
        };
        if !shown {
            return;
        }
        let at = format!("sections/{section}");
        let page = self.browser.opens(&format!("/applications/{id}/{at}")).await;
        let inputs = inputs_of(&self.procedure.form, section, typed);
        let here = names(&page);
        let field = |input: &str| input.split('.').next().unwrap().to_owned();
        let (typed_here, elsewhere): (Vec<_>, Vec<_>) = inputs.into_iter().partition(|(input, _)| {
            let field = field(input);
            here.iter().any(|name| name.split('.').next() == Some(&field))
        });
        // What is proposed, and should be another, has a page of its own.
        let changed: BTreeSet<String> = elsewhere.iter().map(|(input, _)| field(input)).collect();
        self.sends(id, &at, &typed_here).await;
        for name in changed {
            let own: Vec<_> = elsewhere
                .iter()
                .filter(|(input, _)| field(input) == name)
                .cloned()
                .collect();
            let at = format!("{at}/{name}/dispute");
            let inputs = names(&self.browser.opens(&format!("/applications/{id}/{at}")).await);
            for (input, _) in &own {
                assert!(
                    inputs.contains(input),
                    "{}: no input {input} on {at}",
                    self.procedure.id
                );
            }
            self.sends(id, &at, &own).await;
        }
    }

    async fn uploads(&self, id: Uuid) {
        let draft = self.draft(id).await;
        for (document, state) in draft.review(&self.shop.desk).documents {
            if state != DocumentState::Missing {
                continue;
            }
            let (name, mime, content) = match document.accept[0] {
                FileKind::Pdf => ("giay-to.pdf", "application/pdf", PDF),
                FileKind::Png => ("giay-to.png", "image/png", PNG),
                FileKind::Jpeg => ("giay-to.jpg", "image/jpeg", JPEG),
            };
            let at = format!("documents/{}", document.id);
            let path = format!("/applications/{id}/{at}");
            self.browser.opens(&path).await;
            self.browser.uploads(&path, (name, mime, content)).await;
        }
    }

    /// Those who must agree are asked, and agree from accounts of their own.
    async fn is_confirmed(&self, id: Uuid) {
        let draft = self.draft(id).await;
        let desk = &self.shop.desk;
        for need in draft.review(desk).confirmations {
            if need.state == Some(ConfirmationState::Given) {
                continue;
            }
            let (personal_id, name) = need.person.unwrap();
            let at = format!("confirmations/{}", need.def.id);
            self.browser.sends(&format!("/applications/{id}/{at}"), &[]).await;
            let other = Resident {
                personal_id,
                full_name: name,
                date_of_birth: "1990-01-01".to_owned(),
                phone: None,
                email: None,
            };
            let account = accounts(desk, &[other]).await.unwrap()[0];
            let other = people::citizen(desk, account, 2).await.unwrap().unwrap();
            let asked = drafts::confirmations_for(desk, &other).await.unwrap();
            let asked = asked
                .iter()
                .find(|it| it.draft == id && it.name == need.def.id)
                .unwrap();
            drafts::answer_confirmation(desk, &other, id, &need.def.id, asked.asked_at, true)
                .await
                .unwrap();
        }
    }
}

fn pairs(inputs: &[(String, String)]) -> Vec<(&str, &str)> {
    inputs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The names of the inputs of a page.
fn names(page: &str) -> BTreeSet<String> {
    page.split(" name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect()
}
