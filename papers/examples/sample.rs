//! Writes every paper with made-up data: `cargo run -p motcua-papers --example sample -- FOLDER`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::Write as _;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "papers-sample".into()));
    std::fs::create_dir_all(&folder)?;
    let mut out = std::io::stdout().lock();
    for round in ["cold", "warm"] {
        let start = std::time::Instant::now();
        let papers = common::all();
        writeln!(
            out,
            "{round}: {} papers in {} ms",
            papers.len(),
            start.elapsed().as_millis()
        )?;
        for (name, pdf) in papers {
            std::fs::write(folder.join(format!("{name}.pdf")), &pdf.bytes)?;
        }
    }
    Ok(())
}
