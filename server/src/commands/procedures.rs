//! `motcua procedures`: look at the definitions, check them, bring them out and in.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;
use motcua_casework::admin::take_up;
use motcua_casework::clock::Clock;
use motcua_casework::procedures::{Catalogue, FileFault, Source, check, export, import, schema};
use motcua_casework::reference::Reference;
use motcua_casework::store::DatabaseUrl;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Lang;

use super::due::say;
use super::{fill, prefill};
use crate::building;
use crate::settings::Settings;

/// Look at the procedures.
#[derive(Debug, Subcommand)]
pub enum Procedures {
    /// Check definition files: all faults, each with file and line.
    Check {
        /// A file or a folder.
        path: PathBuf,
        /// The language of the sentences: vi or en.
        #[arg(long, default_value = "en", value_parser = ["vi", "en"])]
        lang: String,
    },
    /// A line for each procedure: id, version, names, the decision in whose list of essential services it stands, and the
    /// versions that are to come.
    List,
    /// A definition as one whole text, without shared pieces.
    Export {
        /// The id of a procedure; all of them if absent.
        id: Option<String>,
        /// The version; the one of today if absent.
        #[arg(long, requires = "id")]
        version: Option<u32>,
        /// The folder to write to, a file for each; needed for all of them.
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Check texts that were exported and write them into a folder of definitions.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The folder of definitions.
        #[arg(long)]
        into: PathBuf,
    },
    /// The format as a JSON Schema, for editors.
    Schema,
    /// How much of each form is filled in for a person of the demonstration.
    Prefill {
        /// Their personal identification number.
        #[arg(long = "as", value_name = "PERSONAL_ID")]
        person: String,
    },
    /// Made-up valid answers for drafts whose ids come on the standard input, as JSON: for tests.
    #[command(hide = true)]
    Fill {
        /// Whose drafts they are: a personal identification number of the demonstration.
        #[arg(long = "as", value_name = "PERSONAL_ID")]
        person: String,
    },
}

/// What can be applied for here: the definitions of the program or of a folder, and what administrators published in the
/// database, if there is one.
async fn here(settings: impl FnOnce() -> anyhow::Result<Settings>) -> anyhow::Result<Catalogue> {
    let settings = settings()?;
    let reference = Reference::embedded();
    let source = settings.procedures.clone().map_or(Source::Embedded, Source::Folder);
    let catalogue = Catalogue::load(&source, &reference);
    // Looking makes no database.
    let there = match settings.database()? {
        DatabaseUrl::Sqlite(path) => path.exists(),
        DatabaseUrl::Postgres(_) => true,
    };
    if there {
        let store = building::open_store(&settings).await?;
        // Tables of before anything could be published hold nothing.
        if store.ready().await.is_ok() {
            take_up(&store, &catalogue, &reference).await?;
        }
        store.close().await;
    }
    Ok(catalogue)
}

/// Runs it: 1 if a fault was found.
pub async fn run(
    command: &Procedures,
    settings: impl FnOnce() -> anyhow::Result<Settings>,
) -> anyhow::Result<ExitCode> {
    let today = vietnam_date(Clock::system().now());
    match command {
        Procedures::Check { path, lang } => {
            let faults = check(path, &Reference::embedded()).with_context(|| path.display().to_string())?;
            if faults.is_empty() {
                say("all sound");
            }
            let lang = if lang == "vi" { Lang::Vi } else { Lang::En };
            Ok(told(&faults, lang))
        }
        Procedures::List => {
            let catalogue = here(settings).await?;
            let all = catalogue.all_current(today);
            for procedure in &all {
                let upcoming: String = catalogue
                    .versions(&procedure.id)
                    .iter()
                    .filter(|it| it.valid_from > today)
                    .map(|it| format!("\tv{} from {}", it.version, it.valid_from))
                    .collect();
                say(&format!(
                    "{}\tv{}\t{}\t{}\t{}{upcoming}",
                    procedure.id,
                    procedure.version,
                    procedure.name.vi,
                    procedure.name.en,
                    procedure.national_list.as_deref().unwrap_or("-")
                ));
            }
            let essential = all.iter().filter(|it| it.national_list.is_some()).count();
            let others = all.len() - essential;
            // Beside the list: what reads the lines counts them.
            let _ = writeln!(
                std::io::stderr(),
                "{essential} essential procedures, {others} parts of linked groups and others"
            );
            Ok(ExitCode::SUCCESS)
        }
        Procedures::Export { id, version, to } => {
            let catalogue = here(settings).await?;
            let chosen = match id {
                None => catalogue.all(),
                Some(id) => {
                    let id = ProcedureId::from(id.as_str());
                    let found = match version {
                        Some(version) => catalogue.version(&id, *version),
                        None => catalogue.current(&id, today).or_else(|| catalogue.newest(&id)),
                    };
                    vec![found.with_context(|| format!("there is no procedure '{id}' in that version"))?]
                }
            };
            match to {
                None if chosen.len() == 1 => say(export(&chosen[0]).trim_end()),
                None => anyhow::bail!("say with --to where the files are to be written, or name one procedure"),
                Some(folder) => {
                    for procedure in chosen {
                        write(folder, &procedure)?;
                    }
                }
            }
            Ok(ExitCode::SUCCESS)
        }
        Procedures::Import { files, into } => {
            let reference = Reference::embedded();
            let mut faults = Vec::new();
            for file in files {
                let name = file.display().to_string();
                let text = std::fs::read_to_string(file).with_context(|| name.clone())?;
                match import(&name, &text, &reference) {
                    Ok(procedure) => write(into, &procedure)?,
                    Err(found) => faults.extend(found),
                }
            }
            Ok(told(&faults, Lang::En))
        }
        Procedures::Schema => {
            say(schema().trim_end());
            Ok(ExitCode::SUCCESS)
        }
        Procedures::Prefill { person } => {
            prefill::run(person).await?;
            Ok(ExitCode::SUCCESS)
        }
        Procedures::Fill { person } => {
            fill::run(&settings()?, person).await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn told(faults: &[FileFault], lang: Lang) -> ExitCode {
    for fault in faults {
        say(&format!("{}:{}: {}", fault.file, fault.line, fault.sentence(lang)));
    }
    if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

/// `birth-registration.yaml`; later versions `birth-registration-v2.yaml`.
fn write(folder: &Path, procedure: &motcua_domain::procedure::Procedure) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let name = match procedure.version {
        1 => format!("{}.yaml", procedure.id),
        version => format!("{}-v{version}.yaml", procedure.id),
    };
    let path = folder.join(name);
    std::fs::write(&path, export(procedure)).with_context(|| path.display().to_string())
}
