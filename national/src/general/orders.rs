//! What a service was asked to do: taken at once, done or decided against at once or later. A request is known by its id:
//! however often it arrives, it is one order with one answer.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{keeper, pattern, services};
use crate::National;
use crate::faults::System;
use crate::ledger::LedgerError;
use crate::orders::OrderError;
use crate::registry::Registry;

/// The service of the payment platform.
const COLLECT: &str = "payment.collect";

/// What is asked, read from the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ask {
    /// Which service (nghiepVu).
    pub service: String,
    /// The dossier it is for (maHoSo).
    pub dossier: String,
    /// The office that asks (maDonVi).
    pub unit: String,
    /// What it needs to know.
    pub data: BTreeMap<String, Value>,
}

/// A request with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// The id of the request (maYeuCau).
    pub request: String,
    /// The system's own name for it (maTiepNhan).
    pub reference: String,
    pub task: Ask,
    pub progress: Progress,
    /// Whether the one who asked is still to be told how it ended.
    pub untold: bool,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Progress {
    /// Looked at that time.
    Waiting { until: DateTime<Utc> },
    /// Done, with its result.
    Done(Map<String, Value>),
    /// Decided against.
    Refused,
}

impl Order {
    /// Whether somebody is to pay.
    pub fn is_payment(&self) -> bool {
        self.task.service == COLLECT
    }

    /// The system that does it.
    pub fn system(&self) -> System {
        keeper(&self.task.service).unwrap_or(System::Population)
    }
}

impl National {
    /// Takes a request for a service. The same request again gets the answer it already has; `declines`: the office is
    /// against it.
    pub(crate) fn serve_order(&self, request: &str, task: Ask, declines: bool) -> Result<Order, OrderError> {
        let known = self.registry().services.get(request).map(|it| it.task == task);
        match known {
            Some(false) => return Err(OrderError::OtherData),
            Some(true) => {
                if let Some(order) = self.served(request, declines)? {
                    return Ok(order);
                }
            }
            None => {}
        }
        let system = keeper(&task.service).unwrap_or(System::Population);
        let serial = self.registry().services.len() + 1;
        let until = match task.service == COLLECT && self.people_pay() {
            true => DateTime::<Utc>::MAX_UTC,
            false => self.clock().now() + self.pace(system),
        };
        let order = Order {
            request: request.to_owned(),
            reference: format!("TN26-{serial:06}"),
            task,
            progress: Progress::Waiting { until },
            untold: false,
        };
        Ok(self.settle_service(order, declines)?)
    }

    /// Somebody has paid what is to be collected, or will not. Nothing changes what has ended.
    pub(crate) fn pay(&self, request: &str, pays: bool) -> Result<(), LedgerError> {
        let Some(order) = self.to_pay(request) else {
            return Ok(());
        };
        let until = self.clock().now();
        let order = Order {
            progress: Progress::Waiting { until },
            ..order
        };
        self.settle_service(order, !pays).map(drop)
    }

    /// What is to be collected, whether or not it still is.
    pub(crate) fn to_pay(&self, request: &str) -> Option<Order> {
        let order = self.registry().services.get(request).cloned();
        order.filter(|order| order.task.service == COLLECT)
    }

    /// An order as it is now.
    pub(crate) fn served(&self, request: &str, declines: bool) -> Result<Option<Order>, LedgerError> {
        let known = self.registry().services.get(request).cloned();
        match known {
            Some(order) if matches!(order.progress, Progress::Waiting { .. }) => {
                self.settle_service(order, declines).map(Some)
            }
            other => Ok(other),
        }
    }

    /// Ends what has waited long enough and keeps what changed, first on the disk, then in memory.
    pub(crate) fn settle_service(&self, mut order: Order, declines: bool) -> Result<Order, LedgerError> {
        let mut registry = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        // Another message may have ended it while this one waited for the lock.
        let before = registry.services.get(&order.request).cloned();
        let ended = before
            .as_ref()
            .filter(|it| !matches!(it.progress, Progress::Waiting { .. }));
        if let Some(known) = ended {
            return Ok(known.clone());
        }
        if let Progress::Waiting { until } = order.progress
            && until <= self.clock().now()
        {
            order.progress = match declines {
                true => Progress::Refused,
                false => Progress::Done(self.result(&registry, &order.task)),
            };
            // Whoever was told to wait is told the end.
            order.untold = before.is_some();
        }
        if before.as_ref() != Some(&order) {
            self.write_entry(&order)?;
            registry.services.insert(order.request.clone(), order.clone());
        }
        Ok(order)
    }

    /// The one who asked knows how it ended.
    pub(crate) fn told_service(&self, request: &str) -> Result<(), LedgerError> {
        let mut registry = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        let Some(order) = registry.services.get(request).filter(|it| it.untold) else {
            return Ok(());
        };
        let order = Order {
            untold: false,
            ..order.clone()
        };
        self.write_entry(&order)?;
        registry.services.insert(order.request.clone(), order);
        Ok(())
    }

    fn result(&self, registry: &Registry, task: &Ask) -> Map<String, Value> {
        let commune = task.data.get("registered_office").and_then(|it| it["commune"].as_str());
        let office = super::made::office(commune.unwrap_or_default());
        let known = pattern::Known {
            today: self.clock().today(),
            serial: 100 + registry.services.len(),
            draw: u64::from_le_bytes(self.clock().bytes()),
            office: &office,
        };
        let fields = services().get(&task.service).into_iter().flatten();
        fields
            .map(|(name, pattern)| (name.clone(), pattern::filled_in(pattern, &known)))
            .collect()
    }
}
