//! A definition as one whole text, without shared pieces, written in one way only: exporting what was imported gives the same
//! text again, byte for byte.

use motcua_domain::procedure::{Definition, Procedure};

use super::files::FileFault;
use super::open::open;
use super::shared::Shared;
use crate::reference::Reference;
use crate::yaml;

/// The line by which editors find the schema.
const FIRST_LINE: &str = "# yaml-language-server: $schema=schema.json";

/// The whole text of a definition.
///
/// # Panics
/// Never: every definition can be written as JSON, and JSON is YAML.
#[must_use]
pub fn export(definition: &Definition) -> String {
    // JSON keeps the order of the format; a map of values would not.
    let json = serde_json::to_string(definition).expect("a definition can be written");
    let tree = yaml::parse(&json).expect("JSON is YAML");
    format!("{FIRST_LINE}\n{}", yaml::write(&tree))
}

/// Reads a text that was exported: a definition that stands for itself, without shared pieces.
///
/// # Errors
/// Every fault with its line.
pub fn import(file: &str, text: &str, reference: &Reference) -> Result<Procedure, Vec<FileFault>> {
    open(file, text, &Shared::default(), reference)
}
