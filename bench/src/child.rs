//! A server as a process of its own: started, asked whether it is ready, measured, stopped.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::process::{Child, Command};

use crate::client::{Ask, Connection};

/// A process that serves.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process to its first good answer.
    pub ready_after: Duration,
}

/// An address of this machine nobody listens at.
///
/// # Errors
/// If there is none.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// What is started.
#[derive(Clone, Copy, Debug)]
pub struct Start<'s> {
    /// The program.
    pub program: &'s Path,
    /// Its arguments.
    pub arguments: &'s [&'s str],
    /// Its settings. None of the settings of this process reach it.
    pub settings: &'s [(&'s str, String)],
    /// Its folder, also for its log.
    pub folder: &'s Path,
    /// Where it will listen.
    pub address: SocketAddr,
    /// The page that answers when it is ready.
    pub ready: &'s str,
}

impl Server {
    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// If it ends, or does not answer within half a minute.
    pub async fn start(start: Start<'_>) -> anyhow::Result<Self> {
        let path = start.folder.join("server.log");
        let log = File::options().create(true).append(true).open(&path)?;
        let mut command = Command::new(start.program);
        command
            .args(start.arguments)
            .current_dir(start.folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true);
        for name in [
            "DATABASE_URL",
            "MOTCUA_SMTP",
            "MOTCUA_OIDC_ISSUER",
            "MOTCUA_PROCEDURES",
            "MOTCUA_NATIONAL_URL",
            "MOTCUA_SECRET_KEY",
        ] {
            command.env_remove(name);
        }
        command.envs(start.settings.iter().map(|(name, value)| (*name, value)));
        let begun = Instant::now();
        let mut child = command
            .spawn()
            .with_context(|| format!("{} cannot be started", start.program.display()))?;
        while !answers(start.address, start.ready).await {
            if let Some(status) = child.try_wait()? {
                let log = std::fs::read_to_string(&path).unwrap_or_default();
                let tail: Vec<&str> = log.lines().rev().take(5).collect();
                bail!(
                    "the server ended with {status}: {}",
                    tail.into_iter().rev().collect::<Vec<_>>().join("\n")
                );
            }
            if begun.elapsed() > Duration::from_secs(30) {
                bail!("the server is not ready after half a minute");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(Self {
            child,
            address: start.address,
            ready_after: begun.elapsed(),
        })
    }

    /// The process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// Asks it to stop, and waits for that.
    ///
    /// # Errors
    /// If it cannot be waited for.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        if let Some(id) = self.child.id() {
            let _ = Command::new("kill").args(["-TERM", &id.to_string()]).status().await;
        }
        if tokio::time::timeout(Duration::from_secs(15), self.child.wait())
            .await
            .is_err()
        {
            self.child.kill().await?;
        }
        Ok(())
    }

    /// Ends it at once, as `kill -9` does, and waits until it is gone.
    ///
    /// # Errors
    /// If it cannot be waited for.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().await?;
        Ok(())
    }

    /// CPU time used so far, of user and kernel, in microseconds, by the system's own account of the process.
    ///
    /// # Errors
    /// If it is gone.
    pub fn cpu_micros(&self) -> anyhow::Result<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id()))?;
        // The name of the program, in brackets, may hold anything.
        let (_, rest) = stat.rsplit_once(')').context("the process's figures")?;
        let field = |index: usize| {
            rest.split_whitespace()
                .nth(index)
                .and_then(|ticks| ticks.parse::<u64>().ok())
        };
        let ticks = field(11).context("user time")? + field(12).context("kernel time")?;
        // A tick is a hundredth of a second wherever Linux shows it.
        Ok(ticks * 10_000)
    }

    /// The most memory it ever held, in KiB.
    ///
    /// # Errors
    /// If it is gone.
    pub fn peak_memory_kib(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .context("peak memory")?;
        line.split_whitespace()
            .next()
            .and_then(|number| number.parse().ok())
            .context("peak memory")
    }
}

async fn answers(address: SocketAddr, page: &str) -> bool {
    let Ok(mut connection) = Connection::open(address).await else {
        return false;
    };
    matches!(connection.send(&Ask::get(page)).await, Ok(answer) if answer.status == 200)
}
