//! Many connections at once, each asking again as soon as it has its answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::client::{Ask, Connection};

/// What is asked for, one after the other over all connections; none when there is nothing left to ask for.
pub(crate) type Asks = Arc<dyn Fn(usize) -> Option<Ask> + Send + Sync>;

/// What was measured.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Answers as expected.
    pub(crate) good: u64,
    /// Other answers, and connections lost.
    pub(crate) errors: u64,
    /// The first of them.
    pub(crate) first_error: Option<String>,
    /// From the first request to the last answer.
    pub(crate) time: Duration,
    /// How long each good answer took, in microseconds, the shortest first.
    pub(crate) micros: Vec<u64>,
    /// Where redirects led, each with the number of the request.
    pub(crate) locations: Vec<(usize, String)>,
}

impl Measured {
    /// Good answers a second.
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    pub(crate) fn rate(&self) -> f64 {
        self.good as f64 / self.time.as_secs_f64().max(1e-9)
    }

    /// The time within which so many of a thousand answers came, in microseconds.
    pub(crate) fn within(&self, of_thousand: usize) -> u64 {
        let last = self.micros.len().saturating_sub(1);
        self.micros
            .get((self.micros.len() * of_thousand / 1000).min(last))
            .copied()
            .unwrap_or_default()
    }

    fn add(&mut self, other: Self) {
        self.good += other.good;
        self.errors += other.errors;
        self.micros.extend(other.micros);
        self.locations.extend(other.locations);
        self.first_error = self.first_error.take().or(other.first_error);
    }
}

/// Asks for so long over so many connections; a good answer has this status.
pub(crate) async fn drive(
    address: SocketAddr,
    connections: usize,
    time: Duration,
    status: u16,
    asks: Asks,
) -> Measured {
    let number = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut browsers = JoinSet::new();
    for _ in 0..connections {
        let (asks, number) = (asks.clone(), number.clone());
        browsers.spawn(async move {
            let mut seen = Measured::default();
            let mut connection = Connection::open(address).await.ok();
            while begun.elapsed() < time
                && let number = number.fetch_add(1, Ordering::Relaxed)
                && let Some(ask) = asks(number)
            {
                let location = one(&mut connection, address, status, &ask, &mut seen).await;
                seen.locations.extend(location.map(|location| (number, location)));
            }
            seen
        });
    }
    let mut all = Measured::default();
    while let Some(seen) = browsers.join_next().await {
        match seen {
            Ok(seen) => all.add(seen),
            Err(_) => all.errors += 1,
        }
    }
    all.time = begun.elapsed();
    all.micros.sort_unstable();
    all
}

async fn one(
    connection: &mut Option<Connection>,
    address: SocketAddr,
    status: u16,
    ask: &Ask,
    seen: &mut Measured,
) -> Option<String> {
    let begun = Instant::now();
    let answer = async {
        let mut open = match connection.take() {
            Some(open) => open,
            None => Connection::open(address).await?,
        };
        let answer = open.send(ask).await?;
        *connection = Some(open);
        Ok::<_, anyhow::Error>(answer)
    };
    let wrong = match answer.await {
        Ok(answer) if answer.status == status => {
            seen.good += 1;
            seen.micros
                .push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
            return answer.location;
        }
        Ok(answer) => format!("{} {} instead of {status}", ask.path, answer.status),
        Err(error) => format!("{} {error:#}", ask.path),
    };
    seen.errors += 1;
    seen.first_error.get_or_insert(wrong);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_sorted_times() {
        let measured = Measured {
            micros: (1..=1000).collect(),
            ..Measured::default()
        };
        assert_eq!(
            (measured.within(500), measured.within(990), measured.within(1000)),
            (501, 991, 1000)
        );
        assert_eq!(Measured::default().within(500), 0);
    }
}
