//! The systems that may ask for tokens and for sign-ins.

/// A registered system.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    /// Its name at the token endpoints.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// Where people may be sent back to.
    pub redirects: Redirects,
}

/// Addresses a person may be sent back to after signing in or out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redirects {
    /// These and no others.
    Exactly(Vec<String>),
    /// Any path of this origin: for a demonstration that runs under one address.
    Origin(String),
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("id", &self.id)
            .field("redirects", &self.redirects)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Id of the demo client.
    pub const DEMO_ID: &str = "motcua";
    /// Secret of the demo client: known to all, as everything in the simulation is.
    pub const DEMO_SECRET: &str = "motcua-demo";

    /// The demo client, which may send people anywhere on the origin the simulators themselves are served from.
    pub fn demo(base_url: &str) -> Self {
        Self {
            id: Self::DEMO_ID.to_owned(),
            secret: Self::DEMO_SECRET.to_owned(),
            redirects: Redirects::Origin(origin(base_url).to_owned()),
        }
    }

    /// The demo client for a system served from another origin than the simulators.
    pub fn demo_at(origin: &str) -> Self {
        Self {
            redirects: Redirects::Origin(origin.trim_end_matches('/').to_owned()),
            ..Self::demo(origin)
        }
    }

    pub(super) fn may_return_to(&self, address: &str) -> bool {
        match &self.redirects {
            Redirects::Exactly(known) => known.iter().any(|it| it == address),
            Redirects::Origin(own) => origin(address) == own && !address.contains(['#', '\\', '\r', '\n']),
        }
    }
}

/// Scheme, host and port of an address; the whole of it if it has no path.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..]
        .find(['/', '?', '#'])
        .map_or(address, |end| &address[..host + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_sent_back_to_the_own_origin_only() {
        let client = Client::demo("http://127.0.0.1:3000/national");
        assert!(client.may_return_to("http://127.0.0.1:3000/sign-in/back"));
        for other in [
            "http://127.0.0.1:3001/x",
            "http://127.0.0.1:3000.evil.test/",
            "http://127.0.0.1:3000@evil.test/",
            "/x",
        ] {
            assert!(!client.may_return_to(other), "{other}");
        }
    }
}
