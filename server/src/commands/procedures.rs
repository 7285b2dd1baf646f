//! `motcua procedures`: look at the definitions.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use motcua_casework::clock::Clock;
use motcua_casework::procedures::{Catalogue, Source, check};
use motcua_casework::reference::Reference;
use motcua_domain::calendar::vietnam_date;

use super::due::say;

/// Look at the procedures.
#[derive(Debug, Subcommand)]
pub enum Procedures {
    /// Check definition files: all faults, each with file and line.
    Check {
        /// A file or a folder.
        path: PathBuf,
    },
    /// A line for each procedure, its id first.
    List,
}

/// Runs it: 1 if a fault was found.
pub fn run(command: &Procedures) -> anyhow::Result<ExitCode> {
    match command {
        Procedures::Check { path } => {
            let faults = check(path, &Reference::embedded())?;
            for fault in &faults {
                say(&fault.to_string());
            }
            if faults.is_empty() {
                say("all sound");
                return Ok(ExitCode::SUCCESS);
            }
            Ok(ExitCode::from(1))
        }
        Procedures::List => {
            let today = vietnam_date(Clock::system().now());
            for procedure in Catalogue::load(&Source::Embedded, &Reference::embedded()).all_current(today) {
                say(&format!(
                    "{}\tv{}\t{}\t{}",
                    procedure.id, procedure.version, procedure.name.vi, procedure.name.en
                ));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}
