//! What stands around the citizens: the server and the simulated national systems.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use motcua_bench::child::{Server, Start, free_address};
use motcua_casework::clock::{Clock, Ids};
use motcua_casework::store::DatabaseUrl;
use motcua_casework::testing::Fresh;
use motcua_domain::calendar::vietnam_date;
use motcua_national::National;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::mail::Sink;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_motcua");

/// The program to measure, if another one than that under test is named.
#[expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]
fn program() -> PathBuf {
    std::env::var_os("MOTCUA_CRASH_SERVER").map_or_else(|| PathBuf::from(PROGRAM), PathBuf::from)
}

/// Answers until the test ends; its address.
pub async fn simulated_national_systems() -> String {
    national().await.base_url().to_owned()
}

/// The same, to be broken and looked into.
pub async fn national() -> Arc<National> {
    // Where requests go out by TLS, a provider must be chosen; another test may have done so.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let (time, ids) = (Clock::system(), Ids::system());
    let today = vietnam_date(time.now());
    let clock = motcua_national::Clock::new(
        move || time.now(),
        move |bytes| {
            for chunk in bytes.chunks_mut(32) {
                chunk.copy_from_slice(&ids.bytes::<32>()[..chunk.len()]);
            }
        },
    );
    let national = Arc::new(National::new(2026, today, &base, clock));
    let served = national.clone();
    tokio::spawn(async move { motcua_national::serve(listener, served).await });
    national
}

/// The server, started again and again over the same database.
#[derive(Debug)]
pub struct Node {
    pub database: String,
    pub files: PathBuf,
    /// Where its national systems are; nowhere if nothing is asked of them.
    pub national: Option<String>,
    folder: PathBuf,
    smtp: String,
}

impl Node {
    pub fn new(fresh: &Fresh, sink: &Sink) -> Self {
        let database = match &fresh.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let folder = fresh.folder.path().to_owned();
        Self {
            database,
            files: folder.join("files"),
            national: None,
            folder,
            smtp: format!("smtp://{}", sink.address),
        }
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("DATABASE_URL", self.database.clone()),
            ("MOTCUA_STORAGE", self.files.display().to_string()),
            ("MOTCUA_SMTP", self.smtp.clone()),
        ];
        settings.extend(self.national.clone().map(|address| ("MOTCUA_NATIONAL_URL", address)));
        settings
    }

    /// Starts it and waits until it is ready.
    pub async fn start(&self) -> Server {
        let address = free_address().expect("a port");
        let mut settings = self.settings();
        settings.push(("MOTCUA_LISTEN", address.to_string()));
        settings.push(("MOTCUA_BASE_URL", format!("http://{address}")));
        let start = Start {
            program: &program(),
            arguments: &["serve"],
            settings: &settings,
            folder: &self.folder,
            address,
            ready: "/readyz",
        };
        Server::start(start)
            .await
            .expect("the server starts, whatever happened to it before")
    }

    /// Whether `motcua audit verify` is content.
    pub async fn audit_verifies(&self) -> bool {
        let mut command = Command::new(program());
        command
            .args(["audit", "verify"])
            .envs(self.settings())
            .current_dir(&self.folder)
            .stdout(Stdio::null());
        command.status().await.expect("the command runs").success()
    }
}
