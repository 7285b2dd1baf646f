//! Citizens who submit, some with a double click, and send again what was not acknowledged.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use motcua_bench::child::Server;
use motcua_bench::client::{Ask, Connection};
use motcua_bench::seed::Ready;
use motcua_casework::clock::Ids;
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::mail::Sink;

/// Browsers at once.
const BROWSERS: usize = 8;

/// What is to be submitted, and what was acknowledged.
#[derive(Clone, Debug, Default)]
pub struct Load(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Ready>,
    acknowledged: BTreeMap<Uuid, String>,
    sent_again: usize,
}

/// How far it has come since the server started.
#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    sent: usize,
    acknowledged: usize,
}

/// When the server is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// When so many posts were sent.
    Sent(usize),
    /// When so many were acknowledged.
    Acknowledged(usize),
    /// When so many more mails arrived.
    Mails(usize),
}

impl Moment {
    fn draw(chance: &Ids) -> Self {
        let [kind, number] = chance.bytes::<2>();
        let number = usize::from(number);
        match kind % 3 {
            0 => Self::Sent(1 + number % 40),
            1 => Self::Acknowledged(1 + number % 35),
            _ => Self::Mails(1 + number % 25),
        }
    }
}

impl Load {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// More applications are ready.
    pub fn begin(&self, ready: Vec<Ready>) {
        self.state().waiting.extend(ready);
    }

    /// The codes citizens were told, by draft.
    pub fn acknowledged(&self) -> BTreeMap<Uuid, String> {
        self.state().acknowledged.clone()
    }

    /// How many posts were not acknowledged and sent again.
    pub fn sent_again(&self) -> usize {
        self.state().sent_again
    }

    /// Citizens submit until the server is killed, at a moment drawn.
    pub async fn until_killed(&mut self, server: Server, sink: &Sink, chance: &Ids) {
        let moment = Moment::draw(chance);
        let (progress, mut seen) = watch::channel(Progress::default());
        let mut mails = sink.distinct();
        let arrived = *mails.borrow();
        let mut browsers = self.browsers(server.address, &progress);
        {
            // If everything is done before the moment comes, the kill finds a server at rest: that too is a moment.
            let done = all(&mut browsers);
            let come = async {
                let waited = match moment {
                    Moment::Sent(number) => seen.wait_for(|now| now.sent >= number).await.is_ok(),
                    Moment::Acknowledged(number) => seen.wait_for(|now| now.acknowledged >= number).await.is_ok(),
                    Moment::Mails(number) => mails.wait_for(|now| *now >= arrived + number).await.is_ok(),
                };
                assert!(waited, "the test goes on");
            };
            tokio::select! { () = done => {} () = come => {} }
        }
        server.kill().await.expect("it can be killed");
        all(&mut browsers).await;
    }

    /// Citizens submit until nothing waits.
    pub async fn until_all_are_acknowledged(&mut self, address: SocketAddr) {
        let (progress, _seen) = watch::channel(Progress::default());
        while !self.state().waiting.is_empty() {
            all(&mut self.browsers(address, &progress)).await;
        }
    }

    fn browsers(&self, address: SocketAddr, progress: &watch::Sender<Progress>) -> JoinSet<()> {
        let mut browsers = JoinSet::new();
        for number in 0..BROWSERS {
            let (load, progress) = (self.clone(), progress.clone());
            // Every fourth clicks twice.
            let clicks = if number % 4 == 0 { 2 } else { 1 };
            browsers.spawn(async move {
                loop {
                    let Some(ready) = load.state().waiting.pop_front() else {
                        return;
                    };
                    progress.send_modify(|now| now.sent += 1);
                    let posts = (0..clicks).map(|_| post(address, &ready));
                    let answers = futures::future::join_all(posts).await;
                    if answers.iter().all(Option::is_none) {
                        // The server is gone. The citizen does not know what became of it, and will send it again.
                        let mut state = load.state();
                        state.waiting.push_back(ready);
                        state.sent_again += 1;
                        return;
                    }
                    for code in answers.into_iter().flatten() {
                        load.acknowledge(&ready, &code);
                    }
                    progress.send_modify(|now| now.acknowledged += 1);
                }
            });
        }
        browsers
    }

    fn acknowledge(&self, ready: &Ready, code: &str) {
        let mut state = self.state();
        let told = state.acknowledged.entry(ready.draft).or_insert_with(|| code.to_owned());
        assert_eq!(told, code, "a draft has one code, however often it is submitted");
    }
}

/// Waits for all of them; what one found wrong fails the test.
async fn all(browsers: &mut JoinSet<()>) {
    while let Some(ended) = browsers.join_next().await {
        ended.expect("citizens are answered as they should be");
    }
}

/// Submits as the page does; the code the citizen is told, or none if there was no answer.
async fn post(address: SocketAddr, ready: &Ready) -> Option<String> {
    let ask = Ask::post(format!("/applications/{}/review", ready.draft), "").with(&ready.cookie);
    let answer = Connection::open(address).await.ok()?.send(&ask).await.ok()?;
    assert_eq!(answer.status, 303, "a complete application is taken");
    let location = answer.location.expect("the way on");
    let code = location
        .strip_prefix("/dossiers/")
        .and_then(|rest| rest.strip_suffix("/submitted"));
    Some(code.unwrap_or_else(|| panic!("led to {location}")).to_owned())
}
