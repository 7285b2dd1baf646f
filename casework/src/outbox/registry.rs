//! Who does which kind of job.

use std::collections::HashMap;
use std::sync::Arc;

use futures::future::BoxFuture;

use super::{Job, JobError, Patience};

type Handle = Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// The handlers, by kind.
#[derive(Clone, Default)]
pub struct Registry(HashMap<&'static str, Handler>);

#[derive(Clone)]
pub(super) struct Handler {
    pub(super) handle: Handle,
    pub(super) patience: Patience,
}

impl Registry {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers the handler of a kind, with the usual patience.
    #[must_use]
    pub fn on<F, Fut>(self, kind: &'static str, handler: F) -> Self
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.on_with(kind, Patience::default(), handler)
    }

    /// Registers the handler of a kind, and how long it is tried.
    #[must_use]
    pub fn on_with<F, Fut>(mut self, kind: &'static str, patience: Patience, handler: F) -> Self
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let handle: Handle = Arc::new(move |job| Box::pin(handler(job)));
        self.0.insert(kind, Handler { handle, patience });
        self
    }

    /// The same with something around every handler: it is given the job and the handler's work, to be awaited or not. For
    /// tests that break off before or after.
    #[must_use]
    pub fn around<F, Fut>(mut self, around: F) -> Self
    where
        F: Fn(Job, BoxFuture<'static, Result<(), JobError>>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        for handler in self.0.values_mut() {
            let (inner, around) = (Arc::clone(&handler.handle), around.clone());
            handler.handle = Arc::new(move |job| Box::pin(around(job.clone(), inner(job))));
        }
        self
    }

    /// The handler of a kind. One nobody registered fails for a while (an older program may still be running beside a
    /// newer one) and is parked in the end.
    pub(super) fn of(&self, kind: &str) -> Handler {
        self.0.get(kind).cloned().unwrap_or_else(|| Handler {
            handle: Arc::new(|job| {
                Box::pin(async move { Err(JobError::Transient(format!("nobody does jobs of kind {}", job.kind))) })
            }),
            patience: Patience::default(),
        })
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
