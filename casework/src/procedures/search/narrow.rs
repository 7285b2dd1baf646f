//! A search within the procedures of one life event, ministry or kind of applicant.

use motcua_domain::fold::fold;
use motcua_domain::procedure::{ApplicantKind, Procedure};
use motcua_domain::text::Text;

/// What narrows a search down; what is not given does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// The id of a life event: `birth`.
    pub event: Option<String>,
    /// The key of the ministry that leads, by [`ministry_key`]: `bo-cong-an`.
    pub ministry: Option<String>,
    /// Who applies.
    pub who: Option<ApplicantKind>,
}

impl Narrow {
    /// Whether a procedure is among those wanted.
    #[must_use]
    pub fn holds(&self, procedure: &Procedure) -> bool {
        let of_event = |event: &String| procedure.life_event == *event;
        let of_ministry = |key: &String| ministry_key(&procedure.ministry) == *key;
        let by = |who| procedure.applicants.contains(&who);
        self.event.as_ref().is_none_or(of_event)
            && self.ministry.as_ref().is_none_or(of_ministry)
            && self.who.is_none_or(by)
    }
}

/// Who may apply, in the order in which it is offered.
pub const APPLICANTS: [ApplicantKind; 6] = [
    ApplicantKind::Citizen,
    ApplicantKind::Household,
    ApplicantKind::HouseholdBusiness,
    ApplicantKind::Enterprise,
    ApplicantKind::Organization,
    ApplicantKind::Foreigner,
];

/// A kind of applicant in an address: as in definitions, `household_business`.
#[must_use]
pub fn applicant_key(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Citizen => "citizen",
        ApplicantKind::Household => "household",
        ApplicantKind::Organization => "organization",
        ApplicantKind::Enterprise => "enterprise",
        ApplicantKind::HouseholdBusiness => "household_business",
        ApplicantKind::Foreigner => "foreigner",
    }
}

/// The kind of applicant with this key.
#[must_use]
pub fn applicant_of_key(key: &str) -> Option<ApplicantKind> {
    APPLICANTS.into_iter().find(|kind| applicant_key(*kind) == key)
}

/// A ministry in an address: its Vietnamese name without marks, `bo-cong-an`.
#[must_use]
pub fn ministry_key(ministry: &Text) -> String {
    let name = fold(&ministry.vi);
    let words: Vec<&str> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}
