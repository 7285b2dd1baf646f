//! Telling the one who asked how it ended: what was held is looked at when its time has come, and the answer is sent to
//! the address that was left, signed, until it is taken.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::faults::{Fault, System, distort};
use crate::orders::{Order, Progress};
use crate::{National, signing, wire};

/// Where answers go that come later.
#[derive(Debug, Default)]
pub(crate) struct Callbacks {
    address: Mutex<Option<String>>,
    client: OnceLock<Option<reqwest::Client>>,
}

impl Callbacks {
    fn client(&self) -> Option<&reqwest::Client> {
        let build = || {
            reqwest::Client::builder()
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(Duration::from_secs(5))
                .build()
                .ok()
        };
        self.client.get_or_init(build).as_ref()
    }
}

impl National {
    /// From now on answers that come later are also sent to this address with the system's id behind it, as
    /// `http://127.0.0.1:3000/exchange/callbacks`; with none, only those who ask learn them.
    pub fn set_callback(&self, address: Option<String>) {
        *self.callbacks.address.lock().unwrap_or_else(PoisonError::into_inner) = address;
    }

    /// Looks at what was held long enough and tells those who asked. Answers how many took the answer.
    pub async fn tick(&self) -> usize {
        self.look_at_what_is_due();
        let address = self
            .callbacks
            .address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let Some(address) = address else { return 0 };
        let untold: Vec<Order> = self
            .registry()
            .orders
            .values()
            .filter(|it| it.untold)
            .cloned()
            .collect();
        let mut told = 0;
        for order in untold {
            if self.tell(&address, &order).await && self.told(&order.request).is_ok() {
                told += 1;
            }
        }
        told
    }

    /// Ticks for as long as the systems are used elsewhere. Spawn it.
    pub fn keep_ticking(self: &Arc<Self>, every: Duration) -> impl Future<Output = ()> + Send + use<> {
        let national = Arc::downgrade(self);
        async move {
            let mut ticks = tokio::time::interval(every);
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                let Some(national) = national.upgrade() else { return };
                national.tick().await;
            }
        }
    }

    /// A system's signature over a callback about a message: for tests that send one themselves.
    pub fn sign_callback(&self, system: System, message: &str, body: &[u8]) -> String {
        signing::sign(system, &["callback", message, &signing::digest(body)])
    }

    fn look_at_what_is_due(&self) {
        let now = self.clock().now();
        let due: Vec<Order> = {
            let registry = self.registry();
            let waiting = registry.orders.values();
            waiting
                .filter(|it| matches!(it.progress, Progress::Waiting { until } if until <= now))
                .cloned()
                .collect()
        };
        for order in due {
            let declines = self.faults().get(order.ask.work.system()).fault == Fault::Decline;
            if let Err(problem) = self.settle_order(order, declines) {
                tracing::error!(%problem, "An order could not be kept");
            }
        }
    }

    /// Sends how an order ended, as the fault set now leaves it. True when it arrived and the sender knows.
    async fn tell(&self, address: &str, order: &Order) -> bool {
        let system = order.ask.work.system();
        let fault = self.faults().strike(system);
        let answer = wire::order_answer(self, &order.request, order);
        let once = async |body: Value| self.send(address, order, fault, &distort(fault, body)).await;
        match fault {
            Fault::Down | Fault::Refuse => false,
            Fault::LostReply => {
                once(answer).await;
                false
            }
            Fault::Doubled => {
                once(answer.clone()).await;
                once(answer).await
            }
            Fault::Reordered { .. } => {
                let told = once(answer.clone()).await;
                // What was true before arrives last.
                let mut before = answer;
                before["trangThai"] = json!(1);
                once(before).await;
                told
            }
            _ => once(answer).await,
        }
    }

    async fn send(&self, address: &str, order: &Order, fault: Fault, body: &Value) -> bool {
        let Some(client) = self.callbacks.client() else {
            return false;
        };
        let system = order.ask.work.system();
        let mut text = body.to_string();
        if let Fault::HugeReply { megabytes } = fault {
            text.push_str(&" ".repeat(usize::try_from(megabytes << 20).unwrap_or(0)));
        }
        let hash = signing::digest(match fault {
            Fault::WrongSignature => b"something else",
            _ => text.as_bytes(),
        });
        let signature = signing::sign(system, &["callback", &order.request, &hash]);
        let sent = client
            .post(format!("{address}/{}", system.id()))
            .header("content-type", "application/json")
            .header("x-road-client", "VN/GOV/NATIONAL")
            .header("x-road-id", &order.request)
            .header("x-road-issue", &order.ask.dossier)
            .header(signing::HEADER, signature)
            .body(text)
            .send()
            .await;
        sent.is_ok_and(|it| it.status().is_success())
    }
}
