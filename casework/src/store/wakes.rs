//! A bell that rings when work has come into the outbox.

use std::sync::Arc;

use tokio::sync::watch;

/// The bell of one store. Clones ring and hear the same one.
#[derive(Clone, Debug)]
pub struct Wakes(Arc<watch::Sender<u64>>);

impl Default for Wakes {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Wakes {
    /// Rings: every listener wakes once.
    pub fn ring(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Hears every ring from now on; `changed()` waits for the next.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
