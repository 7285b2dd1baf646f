//! Marks for review must be about something that is there.

use super::{Check, FaultKind};

impl Check<'_> {
    pub(super) fn review(&mut self) {
        let Ok(whole) = serde_json::to_value(self.definition) else {
            return;
        };
        for (i, mark) in self.definition.review.iter().enumerate() {
            if !mark.at.is_empty() && !stands(&whole, &mark.at) {
                let place = mark.at.clone();
                self.fault(format!("review[{i}].at"), FaultKind::NoPlace { place });
            }
        }
    }
}

/// Whether the place is there; items of lists are named by their ids.
fn stands(whole: &serde_json::Value, place: &str) -> bool {
    let found = place.split('.').try_fold(whole, |value, name| match value {
        serde_json::Value::Object(object) => object.get(name),
        serde_json::Value::Array(items) => items.iter().find(|item| {
            ["id", "number"]
                .iter()
                .any(|key| item.get(key).and_then(|id| id.as_str()) == Some(name))
        }),
        _ => None,
    });
    found.is_some()
}
