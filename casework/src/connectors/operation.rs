//! What systems can be asked to do.

use serde::Serialize;

use super::service::services;
use super::{Service, System};

/// Something a system can be asked to do. What is sent and what comes back is described at
/// [`super::Connectors::perform`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Register a birth, at the civil-status system.
    RegisterBirth,
    /// Register a child's permanent residence, at the police.
    RegisterPermanentResidence,
    /// Issue an identity card to a child, at the police.
    IssueChildIdentityCard,
    /// Issue a health-insurance card to a child under 6, at the social insurance.
    IssueChildHealthCard,
    /// Anything else, by the one message of the data-sharing platform.
    Other(&'static Service),
}

impl Operation {
    /// Those with an adapter of their own.
    pub const ALL: [Self; 4] = [
        Self::RegisterBirth,
        Self::RegisterPermanentResidence,
        Self::IssueChildIdentityCard,
        Self::IssueChildHealthCard,
    ];

    /// As in procedure files, behind the system and a dot: `civil_status.register_birth`,
    /// `residence.register_permanent_residence`, `residence.issue_child_identity_card`,
    /// `social_insurance.issue_child_health_card`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::RegisterBirth => "register_birth",
            Self::RegisterPermanentResidence => "register_permanent_residence",
            Self::IssueChildIdentityCard => "issue_child_identity_card",
            Self::IssueChildHealthCard => "issue_child_health_card",
            Self::Other(service) => service.name,
        }
    }

    /// The operation of that name, with or without its system before it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(service) = services().find(|service| service.name == name && service.is_general) {
            return Some(Self::Other(service));
        }
        let (system, id) = match name.rsplit_once('.') {
            Some((system, id)) => (Some(system), id),
            None => (None, name),
        };
        let found = Self::ALL.into_iter().find(|it| it.id() == id)?;
        system.is_none_or(|it| it == found.system().id()).then_some(found)
    }

    /// Whether the applicant sees to it on a page of the system.
    #[must_use]
    pub fn is_by_applicant(self) -> bool {
        matches!(self, Self::Other(service) if service.by_applicant)
    }

    /// The system that does it.
    #[must_use]
    pub fn system(self) -> System {
        match self {
            Self::RegisterBirth => System::CivilStatus,
            Self::RegisterPermanentResidence | Self::IssueChildIdentityCard => System::Residence,
            Self::IssueChildHealthCard => System::SocialInsurance,
            Self::Other(service) => service.system,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_known_with_its_own_system_only() {
        for operation in Operation::ALL {
            assert_eq!(Operation::parse(operation.id()), Some(operation));
            let full = format!("{}.{}", operation.system().id(), operation.id());
            assert_eq!(Operation::parse(&full), Some(operation));
        }
        let moved = Operation::parse("vehicles.register").unwrap();
        assert_eq!((moved.id(), moved.system()), ("vehicles.register", System::Traffic));
        assert_eq!(Operation::parse("population.register_birth"), None);
        assert_eq!(Operation::parse("dance"), None);
    }
}
