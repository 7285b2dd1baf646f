//! The operations of other systems that a step may call, for the check of definitions.

use crate::connectors::services;

/// All names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    services().map(|service| service.name)
}

/// What an operation answers; `None` if there is no such operation.
pub(super) fn answers(operation: &str) -> Option<&'static [&'static str]> {
    services()
        .find(|service| service.name == operation)
        .map(|service| service.answers)
}
