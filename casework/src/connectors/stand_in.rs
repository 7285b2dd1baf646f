//! Systems in this process, for simulations that need no wire.

use futures::future::BoxFuture;
use serde_json::Value;
use uuid::Uuid;

use super::{ConnectorError, Operation, Purpose, Query, Record, Register, Reply};

/// What stands in for all systems. The methods mean what those of [`super::Connectors`] mean.
pub trait StandIn: std::fmt::Debug + Send + Sync {
    /// Asks a register.
    fn look_up<'a>(
        &'a self,
        register: Register,
        query: &'a Query,
        purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Vec<Record>, ConnectorError>>;

    /// Asks a system to do something.
    fn perform<'a>(
        &'a self,
        operation: Operation,
        message_id: Uuid,
        body: &'a Value,
        purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Reply, ConnectorError>>;

    /// Asks how something held stands.
    fn ask_again<'a>(
        &'a self,
        operation: Operation,
        message_id: Uuid,
        body: &'a Value,
        purpose: &'a Purpose,
    ) -> BoxFuture<'a, Result<Reply, ConnectorError>>;
}
