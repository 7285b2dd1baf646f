//! What a node does beside answering: effects that wait in the outbox, and housekeeping.

use anyhow::Context;
use motcua_casework::background::{MailSettings, Mailer, registry};
use motcua_casework::desk::Desk;
use motcua_casework::housekeeping::{Housekeeping, Swept};
use motcua_casework::outbox::Worker;
use motcua_casework::sessions::Sessions;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::settings::Settings;

/// Starts it. What is under way when `stopped` becomes true is ended before the tasks end.
pub fn start(
    settings: &Settings,
    desk: &Desk,
    sessions: &Sessions,
    stopped: &watch::Receiver<bool>,
) -> anyhow::Result<JoinSet<()>> {
    let mailer = Mailer::new(&MailSettings {
        smtp: settings.smtp.clone(),
        from: settings.mail_from.clone(),
    })
    .context("MOTCUA_SMTP, MOTCUA_MAIL_FROM")?;
    let worker = Worker::new(
        desk.store.clone(),
        desk.clock.clone(),
        desk.ids.clone(),
        registry(desk, &mailer),
    );
    let housekeeping = Housekeeping::new(
        desk.store.clone(),
        desk.clock.clone(),
        desk.files.clone(),
        sessions.clone(),
    );
    let asked = |stopped: &watch::Receiver<bool>| {
        let mut stopped = stopped.clone();
        async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        }
    };
    let mut tasks = JoinSet::new();
    let end = asked(stopped);
    tasks.spawn(async move { worker.run(end).await });
    let end = asked(stopped);
    tasks.spawn(async move { housekeeping.run(end, tell).await });
    Ok(tasks)
}

fn tell(swept: Swept) {
    if swept != Swept::default() {
        tracing::info!(?swept, "Threw away what nobody needs any more");
    }
}
