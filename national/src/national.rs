//! The simulated systems together, as one router.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use chrono::{Duration, NaiveDate};

use crate::callbacks::Callbacks;
use crate::civil_status::{self, BirthData, Filing, Outcome, Problem};
use crate::clock::Clock;
use crate::faults::{self, Faults, System};
use crate::general;
use crate::identity::{self, Client, Identity};
use crate::ledger::{Entry, Ledger, LedgerError};
use crate::orders::Progress;
use crate::people::generate;
use crate::registry::Registry;
use crate::wire;

/// How many people are made up at least.
const PEOPLE: usize = 600;

/// The simulated national systems with everything they hold.
pub struct National {
    base_url: String,
    /// What the people were made from: seed and day.
    made_from: (u64, NaiveDate),
    clock: Clock,
    faults: Faults,
    pub(crate) registry: RwLock<Registry>,
    ledger: Mutex<Option<Ledger>>,
    /// How long each system holds what it is asked to do.
    pace: Mutex<BTreeMap<System, Duration>>,
    /// Whether people pay on the page of the payment platform; otherwise everything is paid at once.
    payers: AtomicBool,
    pub(crate) callbacks: Callbacks,
    clients: Vec<Client>,
    pub(crate) tokens: wire::Tokens,
    pub(crate) identity: Identity,
}

impl std::fmt::Debug for National {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("National")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

impl National {
    /// The systems as on `today`, with people drawn from `seed`. `base_url` is the address the router is reached at,
    /// such as `http://127.0.0.1:3000/national`, without a slash at its end; the identity provider's issuer is
    /// [`National::issuer`] under it. Knows the demo client of [`Client::demo`] until others are given.
    pub fn new(seed: u64, today: NaiveDate, base_url: &str, clock: Clock) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self {
            registry: RwLock::new(Registry::new(generate(seed, today, PEOPLE), today)),
            clients: vec![Client::demo(&base_url)],
            identity: Identity::new(&clock),
            tokens: wire::Tokens::default(),
            faults: Faults::default(),
            ledger: Mutex::new(None),
            pace: Mutex::default(),
            payers: AtomicBool::new(false),
            callbacks: Callbacks::default(),
            base_url,
            made_from: (seed, today),
            clock,
        }
    }

    /// Knows these clients instead of the demo client.
    #[must_use]
    pub fn with_clients(mut self, clients: Vec<Client>) -> Self {
        self.clients = clients;
        self
    }

    /// Keeps registrations in the file at `path` and takes up those already in it.
    ///
    /// # Errors
    /// When the file cannot be opened or holds something else.
    pub fn with_ledger(self, path: &Path) -> Result<Self, LedgerError> {
        let (ledger, entries) = Ledger::open(path)?;
        {
            let mut registry = self.registry.write().unwrap_or_else(PoisonError::into_inner);
            for entry in entries {
                match entry {
                    Entry::Order(order) => registry.keep_order(*order),
                    Entry::Filing(filing) => registry.keep(*filing),
                    Entry::Service(order) => {
                        registry.services.insert(order.request.clone(), *order);
                    }
                }
            }
        }
        *self.ledger.lock().unwrap_or_else(PoisonError::into_inner) = Some(ledger);
        Ok(self)
    }

    /// The address the systems are reached at.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The identity provider's issuer.
    pub fn issuer(&self) -> String {
        format!("{}/identity", self.base_url)
    }

    /// The faults, to set them from a test.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// From now on the civil-status system holds each filing that long before it registers it (0 at first).
    pub fn set_pace(&self, pace: Duration) {
        self.set_pace_of(System::CivilStatus, pace);
    }

    /// From now on that system holds each request that long before it looks at it (0 at first).
    pub fn set_pace_of(&self, system: System, pace: Duration) {
        let mut paces = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        paces.insert(system, pace);
    }

    /// How long a system holds requests.
    pub fn pace(&self, system: System) -> Duration {
        let paces = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        paces.get(&system).copied().unwrap_or_default()
    }

    /// From now on what is to be collected waits until somebody has paid on the platform's page, or said that they will
    /// not.
    pub fn let_people_pay(&self) {
        self.payers.store(true, Ordering::Relaxed);
    }

    pub(crate) fn people_pay(&self) -> bool {
        self.payers.load(Ordering::Relaxed)
    }

    /// Everything that was done at the systems so far, one line for each time it was done.
    pub fn deeds(&self) -> Vec<Deed> {
        let registry = self.registry();
        let births = registry.filings.values().filter_map(|it| match &it.outcome {
            Outcome::Registered(done) => Some(Deed {
                system: System::CivilStatus,
                work: "birth",
                dossier: it.dossier.clone(),
                child: done.child.personal_id.clone(),
            }),
            _ => None,
        });
        let orders = registry.orders.values().filter_map(|it| match &it.progress {
            Progress::Done(_) => Some(Deed {
                system: it.ask.work.system(),
                work: it.ask.work.id(),
                dossier: it.ask.dossier.clone(),
                child: it.ask.child.clone(),
            }),
            _ => None,
        });
        let services = registry.services.values().filter_map(|it| match &it.progress {
            general::Progress::Done(_) => Some(Deed {
                system: it.system(),
                work: general::services().get_key_value(&it.task.service)?.0,
                dossier: it.task.dossier.clone(),
                child: String::new(),
            }),
            _ => None,
        });
        births.chain(orders).chain(services).collect()
    }

    /// Everything that was done is forgotten, and the people are as they were at first: for tests. A ledger on the disk keeps
    /// what it holds.
    pub fn start_over(&self) {
        let (seed, today) = self.made_from;
        let first = Registry::new(generate(seed, today, PEOPLE), today);
        *self.registry.write().unwrap_or_else(PoisonError::into_inner) = first;
    }

    /// Forgets all tokens of systems, as a restart would.
    pub fn forget_tokens(&self) {
        self.tokens.forget();
    }

    /// All systems, mountable at the path of the base address.
    pub fn router(self: Arc<Self>) -> Router {
        let fault = |system| from_fn_with_state((self.clone(), system), faults::misbehave);
        let guarded = |router: Router<Arc<Self>>, system| {
            router
                .layer(from_fn_with_state(self.clone(), wire::guard))
                .layer(fault(system))
        };
        let mut router = Router::new();
        for system in System::GENERAL {
            let path = format!("/{}", system.id().replace('_', "-"));
            router = router.nest(&path, guarded(wire::general(system), system));
        }
        router
            .nest("/population", guarded(wire::population(), System::Population))
            .nest("/birth-notices", guarded(wire::birth_notices(), System::BirthNotices))
            .nest(
                "/civil-status",
                guarded(
                    wire::civil_status().merge(wire::general(System::CivilStatus)),
                    System::CivilStatus,
                ),
            )
            .nest(
                "/residence",
                guarded(
                    wire::residence().merge(wire::general(System::Residence)),
                    System::Residence,
                ),
            )
            .nest(
                "/social-insurance",
                guarded(
                    wire::social_insurance().merge(wire::general(System::SocialInsurance)),
                    System::SocialInsurance,
                ),
            )
            .nest("/identity", identity::router().layer(fault(System::Identity)))
            .merge(wire::token_router())
            .merge(faults::router())
            .merge(crate::payments::router())
            .route("/national.css", get(crate::html::style))
            .with_state(self)
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.clients.iter().find(|it| it.id == id)
    }

    pub(crate) fn registry(&self) -> RwLockReadGuard<'_, Registry> {
        self.registry.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Files a birth. The same dossier filed again gets the answer it already has, unless that was a problem: then what
    /// was corrected is looked at anew.
    pub(crate) fn file_birth(&self, dossier: &str, birth: BirthData) -> Result<Filing, FilingError> {
        {
            let registry = self.registry();
            if let Some(known) = registry.filings.get(dossier) {
                match &known.outcome {
                    Outcome::Failed(_) => {}
                    _ if known.birth == birth => return Ok(known.clone()),
                    _ => return Err(FilingError::OtherData),
                }
            }
        }
        let pace = self.pace(System::CivilStatus);
        let filing = Filing {
            dossier: dossier.to_owned(),
            birth,
            outcome: Outcome::Waiting {
                until: self.clock.now() + pace,
            },
        };
        self.settle(filing)
    }

    /// A filing as it is now.
    pub(crate) fn filing(&self, dossier: &str) -> Result<Option<Filing>, FilingError> {
        let known = self.registry().filings.get(dossier).cloned();
        match known {
            Some(filing) if matches!(filing.outcome, Outcome::Waiting { .. }) => self.settle(filing).map(Some),
            other => Ok(other),
        }
    }

    /// Keeps a filing or an order on the disk.
    pub(crate) fn write_entry(&self, entry: &impl serde::Serialize) -> Result<(), LedgerError> {
        match &mut *self.ledger.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(ledger) => ledger.append(entry),
            None => Ok(()),
        }
    }

    /// Registers what has waited long enough and keeps what changed, first on the disk, then in memory.
    fn settle(&self, mut filing: Filing) -> Result<Filing, FilingError> {
        let today = self.clock.today();
        let mut registry = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        // Another message may have settled it while this one waited for the lock.
        let known = registry.filings.get(&filing.dossier);
        if let Some(known) = known.filter(|it| it.birth == filing.birth && matches!(it.outcome, Outcome::Registered(_)))
        {
            return Ok(known.clone());
        }
        let before = known.cloned();
        filing.outcome = match (civil_status::check(&registry, &filing.birth, today), filing.outcome) {
            (Err(problem), _) => Outcome::Failed(problem),
            (Ok(()), Outcome::Waiting { until }) if until > self.clock.now() => Outcome::Waiting { until },
            (Ok(()), _) => {
                let draw = || u64::from_le_bytes(self.clock.bytes());
                Outcome::Registered(Box::new(civil_status::register(&registry, &filing.birth, today, draw)))
            }
        };
        if before.as_ref() != Some(&filing) {
            self.write_entry(&filing)?;
            registry.keep(filing.clone());
        }
        Ok(filing)
    }
}

/// Something a system did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Deed {
    /// Which.
    pub system: System,
    /// `birth`, `permanent_residence`, `identity_card`, `health_card`, or the name of a service: `vehicles.register`.
    pub work: &'static str,
    /// The dossier it was done for.
    pub dossier: String,
    /// Personal number of the child; empty for a service.
    pub child: String,
}

/// A filing that was not looked at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FilingError {
    /// The dossier code was used for something else.
    #[error("the dossier was filed with other data")]
    OtherData,
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Answers on `listener` until the task is dropped.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: tokio::net::TcpListener, national: Arc<National>) -> std::io::Result<()> {
    axum::serve(listener, national.router()).await
}

/// The problem a filing ended with, if it did.
pub(crate) fn problem(filing: &Filing) -> Option<Problem> {
    match filing.outcome {
        Outcome::Failed(problem) => Some(problem),
        _ => None,
    }
}
