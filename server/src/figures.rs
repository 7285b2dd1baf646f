//! The figures for Prometheus: for programs on this machine, or for whoever sends the token.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, FORWARDED, VIA, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use metrics_exporter_prometheus::PrometheusHandle;
use motcua_casework::desk::Desk;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq as _;
use tokio::sync::Mutex;

/// What is counted in the database is counted no more often than this, however many ask.
const FRESH: TimeDelta = TimeDelta::seconds(10);

/// The figures and who may see them.
pub struct Figures {
    desk: Desk,
    shown: PrometheusHandle,
    token: Option<SecretString>,
    counted_at: Mutex<Option<DateTime<Utc>>>,
}

impl Figures {
    /// Of a node.
    pub fn new(desk: Desk, shown: PrometheusHandle, token: Option<SecretString>) -> Arc<Self> {
        Arc::new(Self {
            desk,
            shown,
            token,
            counted_at: Mutex::new(None),
        })
    }

    /// Counts anew what is old. One request counts, the others wait for it.
    async fn count(&self) {
        let mut counted_at = self.counted_at.lock().await;
        let now = self.desk.now();
        if counted_at.is_some_and(|at| (at..at + FRESH).contains(&now)) {
            return;
        }
        if let Err(error) = motcua_casework::exchange::systems::figures(&self.desk).await {
            tracing::warn!(%error, "The figures of the exchange cannot be read: {error}");
        }
        if let Err(error) = motcua_casework::silence::figures(&self.desk).await {
            tracing::warn!(%error, "The figures of what is silent cannot be read: {error}");
        }
        *counted_at = Some(now);
    }
}

/// Shows them.
pub async fn show(State(figures): State<Arc<Figures>>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| *address);
    match allowed(figures.token.as_ref(), peer, request.headers()) {
        Ok(()) => {
            figures.count().await;
            figures.shown.render().into_response()
        }
        Err(StatusCode::UNAUTHORIZED) => (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response(),
        Err(status) => status.into_response(),
    }
}

/// Whether somebody may see them.
fn allowed(token: Option<&SecretString>, peer: Option<SocketAddr>, headers: &HeaderMap) -> Result<(), StatusCode> {
    let Some(token) = token else {
        // A proxy on this machine is on this machine too; whom it asks for is not.
        let passed_on = ["x-forwarded-for", "x-forwarded-host", "x-real-ip"];
        let direct = !headers.contains_key(FORWARDED)
            && !headers.contains_key(VIA)
            && passed_on.iter().all(|name| !headers.contains_key(*name));
        let here = peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback());
        return if direct && here {
            Ok(())
        } else {
            Err(StatusCode::NOT_FOUND)
        };
    };
    let given = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    match given {
        Some(given) if bool::from(given.ct_eq(token.expose_secret().as_bytes())) => Ok(()),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, SecretString, StatusCode, allowed};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let value = value.parse().expect("a value");
            (axum::http::HeaderName::from_static(name), value)
        });
        pairs.collect()
    }

    #[test]
    fn without_a_token_only_this_machine_sees_them_and_nobody_by_a_proxy() {
        let peer = |text: &str| Some(text.parse().expect("an address"));
        let none = headers(&[]);
        for here in ["127.0.0.1:9", "[::1]:9", "[::ffff:127.0.0.1]:9"] {
            assert_eq!(allowed(None, peer(here), &none), Ok(()), "{here}");
        }
        assert_eq!(allowed(None, peer("203.0.113.7:9"), &none), Err(StatusCode::NOT_FOUND));
        assert_eq!(allowed(None, None, &none), Err(StatusCode::NOT_FOUND));
        for passed_on in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
            let passed_on = headers(&[(passed_on, "203.0.113.7")]);
            assert_eq!(
                allowed(None, peer("127.0.0.1:9"), &passed_on),
                Err(StatusCode::NOT_FOUND)
            );
        }
    }

    #[test]
    fn with_a_token_whoever_sends_it_sees_them() {
        let token = SecretString::from("0123456789abcdef");
        let tried = |value| {
            let peer = "127.0.0.1:9".parse().expect("an address");
            allowed(Some(&token), Some(peer), &headers(&[("authorization", value)]))
        };
        assert_eq!(tried("Bearer 0123456789abcdef"), Ok(()));
        for wrong in [
            "Bearer 0123456789abcdeg",
            "Bearer 0123456789abcde",
            "Bearer ",
            "Basic 0123456789abcdef",
        ] {
            assert_eq!(tried(wrong), Err(StatusCode::UNAUTHORIZED), "{wrong}");
        }
        assert_eq!(
            allowed(Some(&token), None, &headers(&[])),
            Err(StatusCode::UNAUTHORIZED)
        );
    }
}
