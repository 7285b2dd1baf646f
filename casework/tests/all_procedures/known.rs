//! How much of the forms the State knows already of somebody whom the registers know.

use motcua_casework::drafts::{Count, Draft};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::form::Origin;
use motcua_domain::procedure::FieldType;

use crate::shop::Shop;

/// The fields that are left to type.
fn to_type(draft: &Draft, shop: &Shop) -> Vec<String> {
    let resolved = draft.review(&shop.desk).resolved;
    let fields = draft.procedure.form.fields().filter(|field| {
        let is_typed =
            !resolved.answers.contains_key(&field.id) || resolved.origins.get(&field.id) == Some(&Origin::Typed);
        let asked = resolved.shown.contains(&field.id) && !matches!(field.kind, FieldType::Information);
        asked && is_typed && field.derived.is_none()
    });
    fields.map(|field| field.id.clone()).collect()
}

/// Nobody types what the State knows: 60 of 100 fields over all procedures, 90 for a birth, 85 for a death.
pub async fn most_is_known(shop: &Shop) {
    let lan = shop.parent("Lan").await;
    let mut all = Count::default();
    let mut said = String::new();
    let mut too_little = Vec::new();
    for procedure in shop.desk.catalogue.all_current(vietnam_date(shop.desk.now())) {
        let draft = shop.begins(&lan, procedure.id.as_str()).await;
        let draft = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let count = Count::of(&draft, &shop.desk);
        all.add(count);
        let left = to_type(&draft, shop).join(" ");
        said.push_str(&format!(
            "{} {}% of {}: {left}\n",
            procedure.id,
            count.share(),
            count.asked
        ));
        let least = match procedure.id.as_str() {
            "linked-birth-residence-insurance" => 90,
            "linked-death-residence-funeral" => 85,
            _ => 0,
        };
        if count.share() < least {
            too_little.push(procedure.id.to_string());
        }
    }
    assert!(
        all.share() >= 60 && too_little.is_empty(),
        "{}% of all; {too_little:?}\n{said}",
        all.share()
    );
}
