//! How much of a form the State knows already.

use motcua_domain::form::Origin;
use motcua_domain::procedure::FieldType;

use super::Draft;
use crate::desk::Desk;

/// How the fields that a form shows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Fields that hold a value or want one.
    pub asked: usize,
    /// Filled in from a register.
    pub prefilled: usize,
    /// They follow from others; also those that will, once the others are there.
    pub derived: usize,
    /// The form proposes the usual choice; the applicant looks at it, and no register says it.
    pub proposed: usize,
    /// Left to type or choose.
    pub typed: usize,
}

impl Count {
    /// The fields of a draft as it stands.
    #[must_use]
    pub fn of(draft: &Draft, desk: &Desk) -> Self {
        let resolved = draft.review(desk).resolved;
        let mut count = Self::default();
        let fields = draft.procedure.form.fields();
        let shown = fields.filter(|field| resolved.shown.contains(&field.id));
        for field in shown.filter(|field| !matches!(field.kind, FieldType::Information)) {
            count.asked += 1;
            let has_value = resolved.answers.contains_key(&field.id);
            match resolved.origins.get(&field.id).filter(|_| has_value) {
                Some(Origin::Register { .. } | Origin::Changed { .. } | Origin::Disputed { .. }) => {
                    count.prefilled += 1;
                }
                Some(Origin::Derived) => count.derived += 1,
                Some(Origin::Proposed) => count.proposed += 1,
                // What follows from others once they are there is not typed either.
                _ if field.derived.is_some() => count.derived += 1,
                _ => count.typed += 1,
            }
        }
        count
    }

    /// Adds another form.
    pub fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.prefilled += other.prefilled;
        self.derived += other.derived;
        self.proposed += other.proposed;
        self.typed += other.typed;
    }

    /// Prefilled and derived of a hundred asked, rounded down. What is only proposed is not known.
    #[must_use]
    pub fn share(&self) -> usize {
        (self.prefilled + self.derived) * 100 / self.asked.max(1)
    }
}
