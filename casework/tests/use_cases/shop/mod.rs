//! A one-stop shop to test with: a desk over a fresh database, simulated national systems behind a real port, a mail
//! server, a clock that stands at nine on a Wednesday, and people who act. [`in_each_shop!`] makes a test on each database
//! and asserts at its end that nothing was left undone.

mod applications;
mod families;
mod mail_server;
mod officers;
mod people;

pub use applications::{LAN_TYPES, PDF, document, sent};
pub use families::{INSURANCE, POLICE};
pub use mail_server::MailServer;

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_casework::background::{MailSettings, Mailer, registry};
use motcua_casework::clock::Ids;
use motcua_casework::connectors::{ConnectorSettings, Connectors, System as Line};
use motcua_casework::desk::{Desk, Inner};
use motcua_casework::error::Error;
use motcua_casework::files::Files;
use motcua_casework::outbox::{Drained, Worker};
use motcua_casework::procedures::{Catalogue, Source};
use motcua_casework::reference::Reference;
use motcua_casework::serials::Serials;
use motcua_casework::silence::Budget;
use motcua_casework::testing::Fresh;
use motcua_domain::dossier::Why;
use motcua_national::National;
use motcua_national::faults::{Fault, System};
use motcua_national::identity::Client;

/// The ward of most demo people.
pub const AGENCY: &str = "H26.97";
/// Another agency.
pub const ELSEWHERE: &str = "H26.118";

static REFERENCE: LazyLock<Arc<Reference>> = LazyLock::new(|| Arc::new(Reference::embedded()));
static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::load(&Source::Embedded, &REFERENCE)));

/// The shop.
pub struct Shop {
    pub desk: Desk,
    pub fresh: Fresh,
    pub national: Arc<National>,
    pub mail: MailServer,
    mailer: Mailer,
    worker: Worker,
}

impl Shop {
    /// Opens it at nine in the morning, Vietnam's time, on Wednesday, 25 November 2026.
    pub async fn open(fresh: Fresh) -> Self {
        // Another test of this process may have installed it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let start: DateTime<Utc> = "2026-11-25T02:00:00Z".parse().unwrap();
        fresh.clock.set(start);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (clock, ids) = (fresh.clock.clone(), Ids::seeded(3));
        let simulated = motcua_national::Clock::new(
            move || clock.now(),
            move |bytes| {
                for part in bytes.chunks_mut(32) {
                    part.copy_from_slice(&ids.bytes::<32>()[..part.len()]);
                }
            },
        );
        let national = Arc::new(National::new(1, start.date_naive(), &base, simulated));
        tokio::spawn(motcua_national::serve(listener, national.clone()));
        let settings = settings(&base);
        let desk = Desk::new(Inner {
            store: fresh.store.clone(),
            clock: fresh.clock.clone(),
            ids: fresh.ids.clone(),
            catalogue: CATALOGUE.clone(),
            reference: REFERENCE.clone(),
            connectors: Connectors::new(&settings, &fresh.clock, &fresh.ids).unwrap(),
            files: Files::in_folder(&fresh.folder.path().join("files"), fresh.ids.clone()).unwrap(),
            register_patience: Duration::from_secs(20),
            base_url: "https://motcua.example.vn".to_owned(),
            budget: Budget::default(),
            serials: Serials::default(),
        });
        let mail = MailServer::start().await;
        let mailer = Mailer::new(&MailSettings {
            smtp: Some(mail.url().into()),
            from: "Một Cửa <khong-tra-loi@motcua.example.vn>".to_owned(),
        })
        .unwrap();
        let worker = Worker::new(
            fresh.store.clone(),
            fresh.clock.clone(),
            Ids::seeded(4),
            registry(&desk, &mailer),
        );
        Self {
            desk,
            fresh,
            national,
            mail,
            mailer,
            worker,
        }
    }

    /// The same shop after something of its desk was changed: other reference data, other lines to national systems.
    pub fn refitted(self, change: impl FnOnce(&mut Inner)) -> Self {
        let old = &self.desk;
        let mut parts = Inner {
            store: old.store.clone(),
            clock: old.clock.clone(),
            ids: old.ids.clone(),
            catalogue: old.catalogue.clone(),
            reference: old.reference.clone(),
            connectors: old.connectors.clone(),
            files: old.files.clone(),
            register_patience: old.register_patience,
            base_url: old.base_url.clone(),
            budget: old.budget,
            serials: Serials::default(),
        };
        change(&mut parts);
        let desk = Desk::new(parts);
        let worker = Worker::new(
            desk.store.clone(),
            desk.clock.clone(),
            Ids::seeded(5),
            registry(&desk, &self.mailer),
        );
        Self { desk, worker, ..self }
    }

    /// The same shop with other settings of its lines to national systems.
    pub fn with_lines(self, change: impl FnOnce(&mut ConnectorSettings)) -> Self {
        let mut settings = settings(self.national.base_url());
        change(&mut settings);
        let lines = Connectors::new(&settings, &self.fresh.clock, &self.fresh.ids).unwrap();
        self.refitted(|desk| desk.connectors = lines)
    }

    /// The same shop with a certificate of its own at a system, and when that ends.
    pub fn with_certificate(self, system: Line) -> (Self, DateTime<Utc>) {
        let path = self.fresh.folder.path().join("certificate.pem");
        std::fs::write(&path, include_str!("certificate.pem")).unwrap();
        let shop = self.with_lines(|settings| settings.of_mut(system).certificate = Some(path));
        let ends = shop.desk.connectors.certificate(system).unwrap().ends_at;
        (shop, ends)
    }

    /// Time goes by.
    pub fn passes(&self, time: TimeDelta) {
        self.fresh.clock.advance(time);
    }

    /// Does what is due.
    pub async fn drain(&self) -> Drained {
        self.worker.drain().await.unwrap()
    }

    /// A national system fails from now on.
    pub fn breaks(&self, system: System, fault: Fault) {
        self.national.faults().set(system, fault);
    }

    /// It works again, and the line to it has noticed.
    pub fn mends(&self, system: System) {
        self.national.faults().set(system, Fault::None);
        self.passes(TimeDelta::minutes(2));
    }

    /// Does what is left and asserts that nothing stays undone.
    pub async fn close(self) {
        self.drain().await;
        self.fresh.assert_nothing_undone().await;
    }
}

/// The lines to the simulated systems.
fn settings(base: &str) -> ConnectorSettings {
    ConnectorSettings::simulated(base, Client::DEMO_ID, &Client::DEMO_SECRET.to_owned().into())
}

/// Why something was refused.
#[track_caller]
pub fn why<T: std::fmt::Debug>(result: Result<T, Error>) -> Why {
    match result {
        Err(Error::Refused(refusal)) => refusal.why,
        other => panic!("not refused: {other:?}"),
    }
}

/// Whether outwards there is no such thing.
#[track_caller]
pub fn not_found<T: std::fmt::Debug>(result: Result<T, Error>) {
    match result.err() {
        Some(Error::NotFound) => {}
        other => panic!("found, or refused otherwise: {other:?}"),
    }
}

/// One test on each database: `in_each_shop!(async fn name(shop) { .. });` with `shop` a [`Shop`].
#[macro_export]
macro_rules! in_each_shop {
    ($($(#[$attribute:meta])* async fn $name:ident($shop:ident) $body:block)+) => {
        motcua_casework::each_database! {
            $($(#[$attribute])* async fn $name(fresh) {
                let $shop = $crate::shop::Shop::open(fresh).await;
                $body
                $shop.close().await;
            })+
        }
    };
}
