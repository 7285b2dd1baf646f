//! Tasks of the workshop that need more than a line of shell.
//!
//! `cargo xtask assets [--release]` makes `target/site`: what a browser fetches besides pages.
//! `cargo xtask rules` checks the house rules that no compiler checks.

mod assets;
mod rules;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  assets [--release]   build the browser half, the styles and the static files into target/site;
                       --release: small (optimised for size) and compressed beforehand
  rules                check the house rules: dependency arrows, licences, source text
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["assets"] => assets::build(assets::Kind::Dev),
        ["assets", "--release"] => assets::build(assets::Kind::Release),
        ["rules"] => rules::check(),
        ["help" | "--help" | "-h"] => {
            eprint!("{HELP}");
            Ok(())
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
