//! The format as a JSON Schema, for editors.

/// The schema.
#[must_use]
pub fn schema() -> String {
    String::new()
}
