//! Reverse proxies in front of a node: whose word on where a request comes from is taken.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The header in which each proxy notes whom it was asked by, the nearest last.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Addresses and networks of proxies. Anybody can write the header; what is written in it counts only as far as a trusted
/// proxy wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// A text that names no networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNetwork(String);

impl std::fmt::Display for NoNetwork {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let said = &self.0;
        write!(
            formatter,
            "'{said}' is no address and no network; write 10.0.0.7, or 10.0.0.0/8"
        )
    }
}

impl std::error::Error for NoNetwork {}

/// A network, or one address alone.
fn network(text: &str) -> Result<IpNet, NoNetwork> {
    let alone = || text.parse().map(|address: IpAddr| IpNet::from(address.to_canonical()));
    text.parse()
        .or_else(|_| alone())
        .map_err(|_| NoNetwork(text.to_owned()))
}

impl FromStr for TrustedProxies {
    type Err = NoNetwork;

    /// From addresses and networks with commas between them.
    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        Ok(Self(parts.map(network).collect::<Result<_, _>>()?))
    }
}

impl TrustedProxies {
    fn trust(&self, address: IpAddr) -> bool {
        // An old address may come as a new one.
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Where a request comes from: read from the nearest proxy on, for as long as each is trusted.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(FORWARDED_FOR).iter();
        let said: Vec<&str> = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        let mut client = peer;
        for said in said.into_iter().rev() {
            if !self.trust(client) {
                break;
            }
            match address(said.trim()) {
                Some(address) => client = address,
                None => break,
            }
        }
        client
    }
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().map(|socket: std::net::SocketAddr| socket.ip()).ok();
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, IpAddr, TrustedProxies};

    fn client(trusted: &str, peer: &str, lines: &[&'static str]) -> String {
        let trusted: TrustedProxies = trusted.parse().expect("networks");
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        let peer: IpAddr = peer.parse().expect("an address");
        trusted.client(peer, &headers).to_string()
    }

    #[test]
    fn only_what_a_trusted_proxy_wrote_counts() {
        let forged = "198.51.100.1, 203.0.113.9";
        // Nobody is trusted: the header is anybody's.
        assert_eq!(client("", "203.0.113.77", &[forged]), "203.0.113.77");
        assert_eq!(client("10.0.0.0/8", "203.0.113.77", &[forged]), "203.0.113.77");
        // The nearest proxy noted the last; what stands before it the client may have written.
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &[forged]), "203.0.113.9");
        // Two proxies, and two headers read as one.
        let two = ["198.51.100.1", "203.0.113.9, 10.9.9.9"];
        assert_eq!(client("10.0.0.0/8, ::1", "::1", &two), "203.0.113.9");
        assert_eq!(
            client("127.0.0.1", "::ffff:127.0.0.1", &["203.0.113.9:4711"]),
            "203.0.113.9"
        );
        assert_eq!(client("fd00::/8", "fd12::1", &["[2001:db8::1]:80"]), "2001:db8::1");
    }

    #[test]
    fn what_cannot_be_read_ends_the_search() {
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &[]), "10.1.2.3");
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["unknown"]), "10.1.2.3");
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["203.0.113.9, "]), "10.1.2.3");
        assert_eq!(client("0.0.0.0/0", "10.1.2.3", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client("0.0.0.0/0", "fd12::1", &["203.0.113.9"]), "fd12::1");
    }

    #[test]
    fn a_network_is_an_address_with_a_fitting_prefix() {
        for wrong in [
            "proxy",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/",
            "10.0.0/8",
            "10.0.0.1 10.0.0.2",
        ] {
            assert!(wrong.parse::<TrustedProxies>().is_err(), "{wrong}");
        }
        assert_eq!("".parse(), Ok(TrustedProxies::default()));
    }
}
