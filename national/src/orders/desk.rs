//! Orders taken, looked at again and ended.

use std::sync::PoisonError;

use super::check::check;
use super::result::result;
use super::{Ask, Objection, Order, Progress, Work};
use crate::National;
use crate::ledger::LedgerError;
use crate::registry::Registry;

/// A request that was not looked at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OrderError {
    /// The id was used for something else.
    #[error("the request id was used with other data")]
    OtherData,
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl National {
    /// Takes a request. The same request again gets the answer it already has. `declines`: the office is against it.
    pub(crate) fn order(&self, request: &str, ask: Ask, declines: bool) -> Result<Order, OrderError> {
        let known = self.registry().orders.get(request).map(|it| it.ask == ask);
        match known {
            Some(false) => return Err(OrderError::OtherData),
            Some(true) => {
                if let Some(order) = self.order_now(request, ask.work, declines)? {
                    return Ok(order);
                }
            }
            None => {
                // The same dossier under another id: it is in hand already.
                if let Some(earlier) = self.registry().order_of_child(ask.work, &ask.child)
                    && earlier.ask.dossier == ask.dossier
                    && matches!(earlier.progress, Progress::Waiting { .. })
                {
                    return Ok(earlier.clone());
                }
            }
        }
        let until = self.clock().now() + self.pace(ask.work.system());
        let serial = self.registry().orders.len() + 1;
        let order = Order {
            request: request.to_owned(),
            reference: format!("{}26-{serial:06}", ask.work.prefix()),
            ask,
            progress: Progress::Waiting { until },
            untold: false,
        };
        Ok(self.settle_order(order, declines)?)
    }

    /// An order as it is now, by the id of the request or by the system's own reference.
    pub(crate) fn order_now(&self, name: &str, work: Work, declines: bool) -> Result<Option<Order>, LedgerError> {
        let known = {
            let registry = self.registry();
            let by_id = registry.orders.get(name);
            by_id
                .or_else(|| registry.orders.values().find(|it| it.reference == name))
                .filter(|it| it.ask.work.system() == work.system())
                .cloned()
        };
        match known {
            Some(order) if matches!(order.progress, Progress::Waiting { .. }) => {
                self.settle_order(order, declines).map(Some)
            }
            other => Ok(other),
        }
    }

    /// Ends what has waited long enough and keeps what changed, first on the disk, then in memory.
    pub(crate) fn settle_order(&self, mut order: Order, declines: bool) -> Result<Order, LedgerError> {
        let mut registry = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        // Another message may have ended it while this one waited for the lock.
        let before = registry.orders.get(&order.request).cloned();
        if let Some(known) = before
            .as_ref()
            .filter(|it| !matches!(it.progress, Progress::Waiting { .. }))
        {
            return Ok(known.clone());
        }
        if let Progress::Waiting { until } = order.progress
            && until <= self.clock().now()
        {
            let draw = u64::from_le_bytes(self.clock().bytes());
            order.progress = decide(&registry, &order, self.clock().today(), draw, declines);
            // Whoever was told to wait is told the end.
            order.untold = before.is_some();
        }
        if before.as_ref() != Some(&order) {
            self.write_entry(&order)?;
            registry.keep_order(order.clone());
        }
        Ok(order)
    }

    /// The one who asked knows how it ended.
    pub(crate) fn told(&self, request: &str) -> Result<(), LedgerError> {
        let mut registry = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        let Some(order) = registry.orders.get(request).filter(|it| it.untold) else {
            return Ok(());
        };
        let order = Order {
            untold: false,
            ..order.clone()
        };
        self.write_entry(&order)?;
        registry.keep_order(order);
        Ok(())
    }
}

fn decide(registry: &Registry, order: &Order, today: chrono::NaiveDate, draw: u64, declines: bool) -> Progress {
    let ask = &order.ask;
    let rival = registry
        .order_of_child(ask.work, &ask.child)
        .filter(|it| it.request != order.request);
    if let Some(rival) = rival {
        return Progress::Refused(match rival.progress {
            Progress::Done(_) => Objection::AlreadyDone,
            _ => Objection::UnderWayElsewhere,
        });
    }
    if declines {
        return Progress::Refused(match ask.work {
            Work::PermanentResidence => Objection::DwellingNotLawful,
            Work::HealthCard | Work::IdentityCard => Objection::NotEligible,
        });
    }
    if let Err(objection) = check(registry, ask, today) {
        return Progress::Refused(objection);
    }
    let Some(child) = registry.people.get(&ask.child) else {
        return Progress::Refused(Objection::UnknownChild);
    };
    Progress::Done(result(ask, child, today, registry.orders.len() + 1, draw))
}
