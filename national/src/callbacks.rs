//! Telling the one who asked how it ended: what was held is looked at when its time has come, and the answer is sent to
//! the address that was left, signed, until it is taken.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::faults::{Fault, System, distort};
use crate::ledger::LedgerError;
use crate::orders::{Order, Progress};
use crate::{National, general, signing, wire};

/// Where answers go that come later.
#[derive(Debug, Default)]
pub(crate) struct Callbacks {
    address: Mutex<Option<String>>,
    client: OnceLock<Option<reqwest::Client>>,
}

/// Something that was held and has ended.
struct Ended {
    request: String,
    dossier: String,
    system: System,
    is_service: bool,
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
        let mut told = 0;
        for ended in self.untold() {
            if self.tell(&address, &ended).await && self.is_told(&ended).is_ok() {
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
        let due: Vec<general::Order> = {
            let registry = self.registry();
            let waiting = registry.services.values();
            let is_due =
                |it: &&general::Order| matches!(it.progress, general::Progress::Waiting { until } if until <= now);
            waiting.filter(is_due).cloned().collect()
        };
        for order in due {
            let declines = self.faults().get(order.system()).fault == Fault::Decline;
            if let Err(problem) = self.settle_service(order, declines) {
                tracing::error!(%problem, "An order could not be kept");
            }
        }
    }

    /// What ended and was not told yet.
    fn untold(&self) -> Vec<Ended> {
        let registry = self.registry();
        let orders = registry.orders.values().filter(|it| it.untold).map(|it| Ended {
            request: it.request.clone(),
            dossier: it.ask.dossier.clone(),
            system: it.ask.work.system(),
            is_service: false,
        });
        let services = registry.services.values().filter(|it| it.untold).map(|it| Ended {
            request: it.request.clone(),
            dossier: it.task.dossier.clone(),
            system: it.system(),
            is_service: true,
        });
        orders.chain(services).collect()
    }

    fn is_told(&self, ended: &Ended) -> Result<(), LedgerError> {
        match ended.is_service {
            true => self.told_service(&ended.request),
            false => self.told(&ended.request),
        }
    }

    /// The answer as the one who asks again would get it.
    fn answer_of(&self, ended: &Ended) -> Option<Value> {
        if ended.is_service {
            let order = self.registry().services.get(&ended.request).cloned()?;
            return Some(wire::general_answer(&ended.request, &order));
        }
        let order = self.registry().orders.get(&ended.request).cloned()?;
        Some(wire::order_answer(self, &ended.request, &order))
    }

    /// Sends how an order ended, as the fault set now leaves it. True when it arrived and the sender knows.
    async fn tell(&self, address: &str, ended: &Ended) -> bool {
        let fault = self.faults().strike(ended.system);
        let Some(answer) = self.answer_of(ended) else {
            return false;
        };
        let once = async |body: Value| self.send(address, ended, fault, &distort(fault, body)).await;
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

    async fn send(&self, address: &str, ended: &Ended, fault: Fault, body: &Value) -> bool {
        let Some(client) = self.callbacks.client() else {
            return false;
        };
        let system = ended.system;
        let mut text = body.to_string();
        if let Fault::HugeReply { megabytes } = fault {
            text.push_str(&" ".repeat(usize::try_from(megabytes << 20).unwrap_or(0)));
        }
        let hash = signing::digest(match fault {
            Fault::WrongSignature => b"something else",
            _ => text.as_bytes(),
        });
        let signature = signing::sign(system, &["callback", &ended.request, &hash]);
        let sent = client
            .post(format!("{address}/{}", system.id()))
            .header("content-type", "application/json")
            .header("x-road-client", "VN/GOV/NATIONAL")
            .header("x-road-id", &ended.request)
            .header("x-road-issue", &ended.dossier)
            .header(signing::HEADER, signature)
            .body(text)
            .send()
            .await;
        sent.is_ok_and(|it| it.status().is_success())
    }
}
