//! What begins with a payment: it waits for the applicant without end and without blame, and goes on when they have paid.

use chrono::TimeDelta;
use motcua_casework::citizen;
use motcua_casework::error::Error;
use motcua_casework::silence::silent;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Citizen, Dossier, Outcome, Status, Why};
use motcua_domain::procedure::{Procedure, StepKind};

use crate::apply::submitted;
use crate::shop::Shop;

/// Whether the first thing it does is to have something paid.
fn begins_so(procedure: &Procedure) -> bool {
    let first = procedure.flow().steps().first();
    first.is_some_and(|step| matches!(&step.does, StepKind::Call { stops: Some(_), .. }))
}

/// Answers on the page of the payment platform.
async fn says(page: &str, does: &str) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let shown = client.get(page).send().await.unwrap();
    assert!(shown.status().is_success(), "{page}");
    let done = client.post(page).form(&[("does", does)]).send().await.unwrap();
    assert!(done.status().is_success(), "{page}");
}

async fn page(shop: &Shop, who: &Citizen, code: &str) -> String {
    let asked = citizen::dossier(&shop.desk, who, code)
        .await
        .unwrap()
        .payment
        .expect("something is due");
    assert_eq!(asked.amount, shop.dossier(code).await.application.fee);
    assert!(
        asked.amount > 0,
        "{code}: nothing is collected where nothing is due (FEE-7)"
    );
    asked.page.expect("the platform has the order")
}

async fn goes_on(shop: &Shop, code: &str) -> Dossier {
    shop.passes(TimeDelta::hours(1));
    shop.drain().await;
    shop.dossier(code).await
}

pub async fn paid_and_not_paid(shop: &Shop) {
    shop.national.let_people_pay();
    let today = vietnam_date(shop.desk.now());
    let all = shop.desk.catalogue.all_current(today);
    let mut seen = 0;
    for procedure in all.iter().filter(|it| begins_so(it)) {
        seen += 1;
        let id = &procedure.id;
        let (who, code) = submitted(shop, procedure, &Vec::new()).await.unwrap();
        let before = citizen::dossier(&shop.desk, &who, &code)
            .await
            .unwrap()
            .payment
            .unwrap();
        assert_eq!(before.page, None, "{id}: the platform knows of nothing yet");
        shop.drain().await;
        let place = page(shop, &who, &code).await;
        let withdrawn = citizen::withdraw(&shop.desk, &who, &code, None).await;
        assert!(
            matches!(withdrawn, Err(Error::Refused(refusal)) if refusal.why == Why::AwaitingPayment),
            "{id}"
        );

        // Nobody is late and nobody is reminded, however long the applicant takes.
        shop.passes(TimeDelta::days(20));
        shop.drain().await;
        let waiting = shop.dossier(&code).await;
        assert_eq!(
            (waiting.status(), waiting.next_due()),
            (Status::AwaitingPayment, None),
            "{id}"
        );
        let officer = shop.officer_of(waiting.application.competent.as_str(), "reception_officer", 1);
        let quiet = silent(&shop.desk, &officer).await.unwrap();
        assert!(quiet.watches, "they would see it");
        assert!(quiet.steps.iter().all(|step| step.code != code), "{id}");
        assert!(
            quiet.messages.iter().all(|message| message.dossier_code != code),
            "{id}"
        );

        says(&place, "pay").await;
        // Twice is once, and what is paid cannot be given up.
        says(&place, "pay").await;
        says(&place, "cancel").await;
        let paid = goes_on(shop, &code).await;
        assert_ne!(paid.status(), Status::AwaitingPayment, "{id}");
        assert!(paid.application.answers.contains_key("payment_receipt_number"), "{id}");
        let clock = paid.clock.as_ref().unwrap();
        assert!(
            clock.due > waiting.submitted_at + TimeDelta::days(20),
            "{id}: the time runs from the payment"
        );

        let (who, code) = submitted(shop, procedure, &Vec::new()).await.unwrap();
        shop.drain().await;
        says(&page(shop, &who, &code).await, "cancel").await;
        let ended = goes_on(shop, &code).await;
        assert_eq!(ended.outcome, Some(Outcome::Stopped), "{id}");
        assert_eq!(
            ended.last_reason.as_deref(),
            Some("Người nộp đã chọn không thanh toán"),
            "{id}"
        );
        assert!(!ended.is_given_up());
    }
    assert_eq!(seen, 6, "fines, taxes, land dues, court fees, insurance");
}
