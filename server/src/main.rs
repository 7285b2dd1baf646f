//! `motcua`: the one binary of the one-stop shop.

mod api;
mod assets;
mod background;
mod building;
mod commands;
mod demo;
mod exchange;
mod figures;
mod routes;
mod secret_key;
mod security;
mod settings;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use settings::Settings;

/// A page is made of many small strings: this allocator gives them out in a third less time than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The software of the Vietnamese one-stop shop.
#[derive(Debug, Parser)]
#[command(name = "motcua", version, about, after_help = settings::help())]
struct Arguments {
    /// The settings file.
    #[arg(long, default_value = "motcua.toml", global = true)]
    settings: std::path::PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site, the API and the background work.
    Serve {
        /// With simulated national systems and made-up people, in one process.
        #[arg(long)]
        demo: bool,
        /// Without background work on this node.
        #[arg(long)]
        no_worker: bool,
    },
    /// Bring the tables of the database up to date.
    Migrate,
    /// Look at the procedures.
    #[command(subcommand)]
    Procedures(commands::procedures::Procedures),
    /// When something is due, and why.
    Due(commands::due::Due),
    /// Serve the simulated national systems alone.
    National {
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:3100")]
        listen: std::net::SocketAddr,
        /// The people drawn.
        #[arg(long, default_value_t = 2026)]
        seed: u64,
    },
    /// Look at the record of what happened.
    #[command(subcommand)]
    Audit(commands::audit::Audit),
    /// Write the database and the files into one archive; the site may go on meanwhile.
    Backup {
        /// The archive to make: motcua-2026-11-22.tar.gz
        file: std::path::PathBuf,
    },
    /// Put back what an archive holds, and prove that it is whole. The site must not be running.
    Restore {
        /// The archive.
        file: std::path::PathBuf,
        /// Also over a database or files that hold something already.
        #[arg(long)]
        force: bool,
    },
    /// Make the tables that lists read again from the events, and say what was different.
    Rebuild {
        /// Only compare.
        #[arg(long)]
        check: bool,
    },
    /// Add an officer or end a post.
    #[command(subcommand)]
    Officer(commands::officer::OfficerCommand),
    /// Measure: load generators that drive a running server.
    Bench(motcua_bench::Bench),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // One TLS stack for everything that goes out; it must be chosen before the first connection.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&anyhow::Error::from(error)),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let settings = || Settings::load(&arguments.settings);
    Ok(match arguments.command {
        Command::Serve { demo, no_worker } => {
            building::log()?;
            building::serve(settings()?, demo, !no_worker).await?;
            ExitCode::SUCCESS
        }
        Command::Migrate => {
            building::log()?;
            building::open_store(&settings()?).await?.migrate().await?;
            ExitCode::SUCCESS
        }
        Command::Procedures(command) => commands::procedures::run(&command, settings).await?,
        Command::Due(due) => commands::due::run(&due)?,
        Command::National { listen, seed } => {
            building::log()?;
            demo::national(listen, seed).await?;
            ExitCode::SUCCESS
        }
        Command::Audit(command) => commands::audit::run(&settings()?, &command).await?,
        Command::Backup { file } => commands::backup::back_up(&settings()?, &file).await?,
        Command::Restore { file, force } => commands::backup::restore(&settings()?, &file, force).await?,
        Command::Rebuild { check } => commands::audit::rebuild(&settings()?, !check).await?,
        Command::Officer(command) => commands::officer::run(&settings()?, command).await?,
        Command::Bench(bench) => {
            motcua_bench::run(bench).await?;
            ExitCode::SUCCESS
        }
    })
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("motcua: {error:#}");
    ExitCode::FAILURE
}
