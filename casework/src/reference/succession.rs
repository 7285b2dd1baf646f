//! Agencies that end, and what takes their place (LAW-6): history keeps its names, work goes on.

use chrono::NaiveDate;
use motcua_domain::identifiers::AgencyCode;

use super::Reference;

/// Mergers of mergers that are followed.
const MOST_SUCCESSIONS: usize = 10;

impl Reference {
    /// The agency that does the work of another on a day: itself, or what took its place, at any remove.
    #[must_use]
    pub fn in_place_of(&self, code: &AgencyCode, on: NaiveDate) -> AgencyCode {
        let mut now = code.clone();
        // A circle in the file must not hold anybody up.
        for _ in 0..MOST_SUCCESSIONS {
            let ended = self
                .agency(&now)
                .filter(|agency| agency.valid_to.is_some_and(|last| last < on));
            match ended.and_then(|agency| agency.successor) {
                Some(next) => now = next,
                None => break,
            }
        }
        now
    }

    /// The agencies whose work this one has taken over by a day: their dossiers go on here under their old codes.
    #[must_use]
    pub fn taken_over(&self, code: &AgencyCode, on: NaiveDate) -> Vec<AgencyCode> {
        let ended = self.agencies().iter().filter(|agency| agency.successor.is_some());
        ended
            .filter(|agency| agency.code != *code && self.in_place_of(&agency.code, on) == *code)
            .map(|agency| agency.code.clone())
            .collect()
    }
}
