//! A mail server that keeps what it was sent.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The mails, by what tells them apart: how often each was sent.
type Mails = Arc<Mutex<BTreeMap<String, usize>>>;

/// The server. Stops taking mails when dropped.
#[derive(Debug)]
pub struct Sink {
    pub address: SocketAddr,
    mails: Mails,
    distinct: watch::Receiver<usize>,
    task: tokio::task::JoinHandle<()>,
}

impl Sink {
    /// At a port of its own.
    pub async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mails = Mails::default();
        let (count, distinct) = watch::channel(0);
        let kept = mails.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, count) = (kept.clone(), count.clone());
                // A connection lost is the test's purpose.
                tokio::spawn(async move { talk(stream, &kept, &count).await.ok() });
            }
        });
        Self {
            address,
            mails,
            distinct,
            task,
        }
    }

    /// How many different mails arrived so far.
    pub fn distinct(&self) -> watch::Receiver<usize> {
        self.distinct.clone()
    }

    /// Waits until so many different mails have arrived.
    pub async fn holds(&self, mails: usize) {
        self.distinct()
            .wait_for(|distinct| *distinct >= mails)
            .await
            .expect("the sink lives");
    }

    /// How many different mails are about a dossier.
    pub fn about(&self, dossier: &str) -> usize {
        let mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.keys().filter(|id| id.contains(dossier)).count()
    }

    /// How many mails were sent more than once: the same to whoever reads them, as their identifier is the same.
    pub fn repeated(&self) -> usize {
        let mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.values().filter(|times| **times > 1).count()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// As much of SMTP (RFC 5321) as it takes.
async fn talk(stream: TcpStream, mails: &Mails, distinct: &watch::Sender<usize>) -> std::io::Result<()> {
    let mut stream = BufStream::new(stream);
    say(&mut stream, "220 sink").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb: String = line.chars().take(4).collect::<String>().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => say(&mut stream, "250-sink\r\n250 8BITMIME").await?,
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let id = read_mail(&mut stream).await?;
                {
                    let mut mails = mails.lock().unwrap_or_else(PoisonError::into_inner);
                    *mails.entry(id).or_default() += 1;
                    distinct.send_replace(mails.len());
                }
                say(&mut stream, "250 kept").await?;
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => say(&mut stream, "250 ok").await?,
        }
    }
}

async fn say(stream: &mut BufStream<TcpStream>, words: &str) -> std::io::Result<()> {
    stream.write_all(words.as_bytes()).await?;
    stream.write_all(b"\r\n").await?;
    stream.flush().await
}

/// Reads a mail to its end; gives back its identifier.
async fn read_mail(stream: &mut BufStream<TcpStream>) -> std::io::Result<String> {
    let mut id = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let text = String::from_utf8_lossy(&line);
        if text == ".\r\n" {
            return id.ok_or_else(|| std::io::Error::other("a mail without an identifier"));
        }
        if let Some((name, value)) = text.split_once(':')
            && name.eq_ignore_ascii_case("message-id")
        {
            id.get_or_insert_with(|| value.trim().to_owned());
        }
    }
}
