//! A mail server, small but real: it speaks SMTP, keeps what it is sent, and refuses when it is told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail as it came.
#[derive(Debug, Clone)]
pub struct Received {
    pub to: String,
    raw: String,
}

/// The server. Stops with the test's runtime.
pub struct MailServer {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    mails: Vec<Received>,
    /// What the next recipients are answered.
    refusals: VecDeque<&'static str>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::<Mutex<State>>::default();
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { port, state }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The next mail is refused so: `451 try later`, `550 no such mailbox`.
    pub fn refuses_with(&self, answer: &'static str) {
        self.state.lock().unwrap().refusals.push_back(answer);
    }

    /// All mails so far.
    pub fn mails(&self) -> Vec<Received> {
        self.state.lock().unwrap().mails.clone()
    }
}

async fn converse(stream: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut to = String::new();
    writing.write_all(b"220 here\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase()
            .as_str()
        {
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                state.lock().unwrap().refusals.pop_front().unwrap_or("250 yes")
            }
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await?;
                let mut raw = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push('\n');
                }
                state.lock().unwrap().mails.push(Received { to: to.clone(), raw });
                "250 kept"
            }
            "QUIT" => "221 bye",
            _ => "250 yes",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

impl Received {
    /// A header, decoded.
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\n\n").next().unwrap().replace("\n ", " ");
        let line = head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")))
            .unwrap_or_default();
        let mut decoded = String::new();
        for word in line.split_inclusive(' ') {
            match word
                .trim_end()
                .strip_prefix("=?utf-8?b?")
                .and_then(|word| word.strip_suffix("?="))
            {
                Some(coded) => decoded.push_str(&String::from_utf8(base64(coded)).unwrap()),
                None => decoded.push_str(word),
            }
        }
        decoded
    }

    /// The text and the HTML, decoded.
    pub fn bodies(&self) -> (String, String) {
        let part = |kind: &str| {
            let part = self
                .raw
                .split("\n--")
                .find(|part| part.contains(&format!("Content-Type: {kind}")))
                .unwrap();
            let (head, body) = part.split_once("\n\n").unwrap();
            let bytes = if head.contains("base64") {
                base64(&body.replace('\n', ""))
            } else if head.contains("quoted-printable") {
                quoted_printable(body)
            } else {
                body.as_bytes().to_vec()
            };
            String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
        };
        (part("text/plain"), part("text/html"))
    }
}

fn base64(text: &str) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let code = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&code).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    bytes
}
