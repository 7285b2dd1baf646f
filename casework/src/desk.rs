//! What every use case has at hand: storage, clock, definitions, reference data, lines to national systems, files.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use motcua_domain::calendar::{WorkingCalendar, vietnam_date};
use motcua_domain::dossier::{Dossier, Given};
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::procedure::{Procedure, ProcedureId};
use motcua_domain::text::Lang;

use crate::clock::{Clock, Ids};
use crate::connectors::Connectors;
use crate::error::Error;
use crate::files::Files;
use crate::procedures::Catalogue;
use crate::reference::Reference;
use crate::serials::Serials;
use crate::silence::Budget;
use crate::store::Store;

/// The desk at which all use cases work. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Inner>);

/// What a desk is made of.
#[derive(Debug)]
pub struct Inner {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Identifiers and randomness.
    pub ids: Ids,
    /// The procedures.
    pub catalogue: Arc<Catalogue>,
    /// Agencies, places, calendars, code lists.
    pub reference: Arc<Reference>,
    /// National systems.
    pub connectors: Connectors,
    /// Uploads.
    pub files: Files,
    /// How long a person waits for registers before the value is left to be verified.
    pub register_patience: Duration,
    /// Address of the site as people see it, without a slash at its end: for links in mails and QR codes.
    pub base_url: String,
    /// How long something may be silent before the next one is told.
    pub budget: Budget,
    /// Serial numbers of dossier codes.
    pub serials: Serials,
}

impl Desk {
    /// A desk. What is published in its database is seen here, and not by others who hold the same definitions.
    #[must_use]
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(Inner {
            catalogue: Arc::new(inner.catalogue.apart()),
            reference: Arc::new(inner.reference.apart()),
            ..inner
        }))
    }

    /// Takes up what administrators have published meanwhile, on this node or another.
    ///
    /// # Errors
    /// The database's.
    pub async fn refresh(&self) -> Result<(), Error> {
        crate::admin::refresh(self).await
    }

    /// As [`Desk::refresh`], but asks the database once a second at most: for pages, which need not be ahead of a second.
    ///
    /// # Errors
    /// The database's.
    pub async fn keep_up(&self) -> Result<(), Error> {
        if self.catalogue.is_due(self.now()) {
            self.refresh().await?;
        }
        Ok(())
    }

    /// As [`Desk::procedure`], also if another node published that version a moment ago.
    ///
    /// # Errors
    /// As [`Desk::procedure`], and the database's.
    pub async fn procedure_or_refresh(&self, id: &ProcedureId, version: u32) -> Result<Arc<Procedure>, Error> {
        if let Some(found) = self.catalogue.version(id, version) {
            return Ok(found);
        }
        self.refresh().await?;
        self.procedure(id, version)
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The calendar of an agency by the rules of today; the general one without an agency.
    #[must_use]
    pub fn calendar(&self, agency: Option<&AgencyCode>) -> WorkingCalendar {
        self.reference.calendar(agency, vietnam_date(self.now()))
    }

    /// The version of a procedure that a dossier or draft keeps.
    ///
    /// # Errors
    /// [`Error::Broken`] if that version is not in the catalogue, which only a fault of ours can bring about.
    pub fn procedure(&self, id: &ProcedureId, version: u32) -> Result<Arc<Procedure>, Error> {
        self.catalogue
            .version(id, version)
            .ok_or_else(|| Error::Broken(format!("version {version} of procedure {id} is not in the catalogue")))
    }

    /// The procedure of a dossier.
    ///
    /// # Errors
    /// As [`Desk::procedure`].
    pub fn procedure_of(&self, dossier: &Dossier) -> Result<Arc<Procedure>, Error> {
        self.procedure(&dossier.application.procedure, dossier.application.version)
    }

    /// Runs a decision of the domain with everything it rests on.
    pub(crate) fn decide<T>(
        &self,
        procedure: &Procedure,
        agency: &AgencyCode,
        decision: impl FnOnce(Given<'_>) -> T,
    ) -> T {
        self.decide_signed(procedure, agency, self.now(), decision)
    }

    /// As [`Desk::decide`], about what was signed at a time: a paper names whoever had the agency's place when it was signed,
    /// and keeps that name (LAW-6).
    pub(crate) fn decide_signed<T>(
        &self,
        procedure: &Procedure,
        agency: &AgencyCode,
        signed_at: DateTime<Utc>,
        decision: impl FnOnce(Given<'_>) -> T,
    ) -> T {
        let day = vietnam_date(signed_at);
        let agency_name = |agency: &AgencyCode| {
            let present = self.reference.in_place_of(agency, day);
            self.reference.agency_name(&present, Lang::Vi)
        };
        decision(Given {
            procedure,
            calendar: &self.calendar(Some(agency)),
            lists: self.reference.as_ref(),
            rules: self.reference.service_rules(vietnam_date(self.now())),
            agency_name: &agency_name,
            now: self.now(),
        })
    }
}

impl std::ops::Deref for Desk {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
