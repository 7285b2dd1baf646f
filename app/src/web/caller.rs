//! Where a sign-in comes from: in part only, so that sessions can be recognised and nobody is traced.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use motcua_casework::sessions::Origin;

use super::App;

/// The browser and its network.
pub(crate) struct Caller(pub Origin);

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let address = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| app.trusted_proxies.client(address.ip(), &parts.headers));
        let user_agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default();
        Ok(Self(Origin {
            user_agent: user_agent.to_owned(),
            ip_prefix: address.map(network).unwrap_or_default(),
        }))
    }
}

/// The network of an address: /24, or /48 of the new kind.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn only_the_network_is_kept() {
        assert_eq!(network("203.0.113.77".parse().expect("an address")), "203.0.113.0/24");
        assert_eq!(
            network("2001:db8:7:8::1".parse().expect("an address")),
            "2001:db8:7::/48"
        );
        assert_eq!(
            network("::ffff:203.0.113.77".parse().expect("an address")),
            "203.0.113.0/24"
        );
    }
}
