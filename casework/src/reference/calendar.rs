//! Working calendars by agency and day, and the dated rules of service.

use std::sync::Arc;

use chrono::NaiveDate;
use motcua_domain::calendar::{Certainty, DayTable, OfficeRule, OfficeRules, WorkingCalendar};
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::reference::{RefusalWords, ServiceRules};
use serde::Deserialize;

use super::Reference;
use super::files::{Files, ReferenceFault, fault};

#[derive(Debug)]
pub(super) struct Calendars {
    days: Arc<DayTable>,
    offices: OfficeRules,
    /// What holds for everybody when no rule is dated so.
    general: OfficeRule,
    service: Vec<DatedService>,
}

#[derive(Debug)]
struct DatedService {
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    rules: ServiceRules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    rules: Vec<ServiceRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceRow {
    valid_from: NaiveDate,
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    answer_within: motcua_domain::calendar::Limit,
    legal: String,
    refusal: RefusalWords,
    #[serde(default, rename = "certainty")]
    _certainty: Certainty,
}

impl Calendars {
    pub fn load(files: &Files) -> Result<Self, Vec<ReferenceFault>> {
        let days = Arc::new(files.yaml::<DayTable>("holidays.yaml")?);
        let offices: OfficeRules = files.yaml("office_hours.yaml")?;
        let general = offices
            .rules
            .iter()
            .filter(|rule| rule.agencies.is_empty())
            .min_by_key(|rule| rule.valid_from);
        let general = general.cloned().ok_or_else(|| {
            vec![fault(
                "office_hours.yaml",
                1,
                "no rule is for all agencies; add one with 'agencies: []'",
            )]
        })?;
        let file: ServiceFile = files.yaml("service_rules.yaml")?;
        let service: Vec<DatedService> = file
            .rules
            .into_iter()
            .map(|row| DatedService {
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                rules: ServiceRules {
                    answer_within: row.answer_within,
                    legal: row.legal,
                    refusal: row.refusal,
                },
            })
            .collect();
        if service.is_empty() {
            return Err(vec![fault("service_rules.yaml", 1, "there is no rule; add one")]);
        }
        Ok(Self {
            days,
            offices,
            general,
            service,
        })
    }
}

impl Reference {
    /// The calendar of an agency by the rules of a day; without an agency the general one.
    #[must_use]
    pub fn calendar(&self, agency: Option<&AgencyCode>, on: NaiveDate) -> WorkingCalendar {
        let rule = self
            .calendars
            .offices
            .rule_for(agency, on)
            .unwrap_or(&self.calendars.general);
        rule.calendar(Arc::clone(&self.calendars.days))
    }

    /// When the counter of an agency receives people, by the rules of a day.
    #[must_use]
    pub fn office_rule(&self, agency: Option<&AgencyCode>, on: NaiveDate) -> &OfficeRule {
        self.calendars
            .offices
            .rule_for(agency, on)
            .unwrap_or(&self.calendars.general)
    }

    /// The rules of service of a day: those that began last, or the earliest if none had begun.
    #[must_use]
    pub fn service_rules(&self, on: NaiveDate) -> &ServiceRules {
        let all = &self.calendars.service;
        let holding = all
            .iter()
            .filter(|it| it.valid_from <= on && it.valid_to.is_none_or(|last| on <= last));
        let chosen = holding
            .max_by_key(|it| it.valid_from)
            .or_else(|| all.iter().min_by_key(|it| it.valid_from));
        &chosen.expect("loading refuses a file without rules").rules
    }
}
