//! Puts the parts together and opens the doors.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use motcua_app::render::Site;
use motcua_app::web::{App, Parts};
use motcua_casework::clock::{Clock, Ids};
use motcua_casework::connectors::{ConnectorSettings, Connectors, System, Urgency};
use motcua_casework::desk::{Desk, Inner};
use motcua_casework::files::Files;
use motcua_casework::procedures::{Catalogue, Source};
use motcua_casework::reference::Reference;
use motcua_casework::serials::Serials;
use motcua_casework::sessions::{Limits, Sessions};
use motcua_casework::sign_in::citizen::{Citizens, ProviderSettings};
use motcua_casework::sign_in::officer::Officers;
use motcua_casework::sign_in::{Cost, Passwords};
use motcua_casework::store::{DatabaseUrl, Store};
use motcua_domain::text::Text;
use motcua_national::identity::Client;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::figures::Figures;
use crate::settings::Settings;
use crate::{assets, background, demo, routes, secret_key};

/// Starts the log: readable lines, or JSON for machines.
pub fn log() -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,tower_http=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log_format().as_str() {
        "json" => builder.json().init(),
        "" | "text" => builder.with_target(false).init(),
        other => anyhow::bail!("MOTCUA_LOG_FORMAT is '{other}'; it is text or json"),
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the log starts before the settings are read")]
fn log_format() -> String {
    std::env::var("MOTCUA_LOG_FORMAT").unwrap_or_default()
}

/// Opens the database, making its folder if it is a file.
pub async fn open_store(settings: &Settings) -> anyhow::Result<Store> {
    let url = settings.database()?;
    if let DatabaseUrl::Sqlite(path) = &url
        && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    Store::open(&url).await.context("DATABASE_URL")
}

/// The accounts of officers.
pub async fn officers(settings: &Settings, store: &Store, clock: &Clock, ids: &Ids) -> anyhow::Result<Officers> {
    let vault = secret_key::vault(settings, store, ids).await?;
    let passwords = Passwords::new(Cost::default(), ids.clone())?;
    Ok(Officers::new(
        store.clone(),
        clock.clone(),
        ids.clone(),
        passwords,
        vault,
    ))
}

/// The folder of files.
pub fn files(settings: &Settings, ids: &Ids) -> anyhow::Result<Files> {
    Files::in_folder(&settings.storage, ids.clone()).context("MOTCUA_STORAGE")
}

/// The desk at which use cases work, by the machine's clock.
pub fn desk(settings: &Settings, store: Store) -> anyhow::Result<Desk> {
    desk_by(settings, store, Clock::system())
}

/// The desk at which use cases work.
fn desk_by(settings: &Settings, store: Store, clock: Clock) -> anyhow::Result<Desk> {
    let ids = Ids::system();
    let reference = Arc::new(Reference::embedded());
    let source = settings.procedures.clone().map_or(Source::Embedded, Source::Folder);
    let last_good = settings.storage.join("procedures-last-good");
    let catalogue = Catalogue::load_with_last_good(&source, &reference, &last_good);
    for fault in catalogue.faults() {
        tracing::error!("Procedure not taken: {fault}");
    }
    catalogue.prepare_search();
    let (client_id, client_secret) = client(settings);
    let mut systems = ConnectorSettings::simulated(&national(settings), &client_id, &client_secret);
    match &settings.signing_key {
        Some(key) => systems.signing_key = Some(key.clone()),
        None if settings.national_url.is_some() => {
            tracing::warn!("Messages are signed with the demonstration's key: set MOTCUA_SIGNING_KEY");
        }
        None => {}
    }
    for (system, said) in settings.systems.clone() {
        systems
            .adjust(system, said)
            .with_context(|| format!("[systems.{}]", system.id()))?;
    }
    let connectors = Connectors::new(&systems, &clock, &ids)?;
    for system in System::ALL {
        if let Some(certificate) = connectors.certificate(system).filter(|it| it.urgency > Urgency::None) {
            let (id, days) = (system.id(), certificate.days_left);
            tracing::warn!(system = id, "Our certificate at {id} ends in {days} days");
        }
    }
    let files = files(settings, &ids)?;
    Ok(Desk::new(Inner {
        store,
        clock,
        ids,
        catalogue: Arc::new(catalogue),
        reference,
        connectors,
        files,
        register_patience: Duration::from_millis(2500),
        base_url: settings.base_url.clone(),
        budget: settings.budget,
        serials: Serials::default(),
    }))
}

/// Where the national systems are.
fn national(settings: &Settings) -> String {
    let own = || format!("{}/national", settings.base_url);
    settings.national_url.clone().unwrap_or_else(own)
}

/// Our id and secret there.
fn client(settings: &Settings) -> (String, SecretString) {
    let id = settings.oidc_client_id.clone();
    let secret = settings.oidc_client_secret.clone();
    (
        id.unwrap_or_else(|| Client::DEMO_ID.to_owned()),
        secret.unwrap_or_else(|| SecretString::from(Client::DEMO_SECRET.to_owned())),
    )
}

/// Sign-in of citizens.
fn citizens(settings: &Settings, desk: &Desk) -> anyhow::Result<Citizens> {
    let (client_id, client_secret) = client(settings);
    let simulated = || format!("{}/identity", national(settings));
    let provider = ProviderSettings {
        issuer: settings.oidc_issuer.clone().unwrap_or_else(simulated),
        client_id,
        client_secret,
        redirect_url: format!("{}/sign-in/return", settings.base_url),
    };
    Ok(Citizens::new(
        provider,
        desk.store.clone(),
        desk.clock.clone(),
        desk.ids.clone(),
    )?)
}

/// Serves until the process is asked to stop; then ends what is under way.
pub async fn serve(mut settings: Settings, demonstration: bool, work: bool) -> anyhow::Result<()> {
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    if demonstration {
        settings
            .national_url
            .get_or_insert_with(|| format!("{}/national", settings.base_url));
    }
    let store = open_store(&settings).await?;
    store.migrate().await?;
    let clock = if demonstration {
        Clock::of_a_demonstration()
    } else {
        Clock::system()
    };
    let desk = desk_by(&settings, store.clone(), clock)?;
    // What was published and does not hold with this program any more is said now, not at the first page.
    desk.refresh().await?;
    let sessions = Sessions::new(store.clone(), desk.clock.clone(), desk.ids.clone(), Limits::default());
    let citizens = citizens(&settings, &desk)?;
    let officers = officers(&settings, &store, &desk.clock, &desk.ids).await?;
    officers.seal_old_secrets().await?;
    let simulated = if demonstration {
        Some(demo::prepare(&settings, &desk, &officers).await?)
    } else {
        None
    };
    let app = App::new(Parts {
        desk: desk.clone(),
        sessions: sessions.clone(),
        citizens,
        officers,
        assets: assets::names()?,
        site: Arc::new(Site {
            demo: demonstration,
            support_line: settings.support_line.as_deref().map(Text::same).unwrap_or_default(),
            service_message: None,
            tagline: None,
        }),
        trusted_proxies: settings.trusted_proxies.clone(),
        secure_cookies: settings.base_url.starts_with("https://"),
        demo_officers: demonstration.then(demo::officers),
    });
    let figures = Figures::new(
        desk.clone(),
        metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder()?,
        settings.metrics_token.clone(),
    );
    let router = routes::router(&app, simulated, figures);
    let (stop, stopped) = watch::channel(false);
    let background = if work {
        background::start(&settings, &desk, &sessions, &stopped)?
    } else {
        JoinSet::new()
    };
    tracing::info!("Một Cửa is at {}", settings.base_url);
    // Beside the first requests, not before them: a search for a place would else wait for it.
    tokio::task::spawn_blocking({
        let desk = desk.clone();
        move || desk.reference.warm()
    });
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<std::net::SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
        asked_to_stop().await;
        let _ = stop.send(true);
    })
    .await?;
    background.join_all().await;
    store.close().await;
    Ok(())
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupt => {},
        () = terminate => {},
    }
    tracing::info!("Asked to stop");
}
