//! A browser's connection: kept alive, with the headers a browser sends.

use std::net::SocketAddr;

use anyhow::Context;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Path and query.
    pub path: String,
    /// The session's cookie, `name=value`.
    pub cookie: Option<String>,
    /// A posted form, encoded; none for a page.
    pub form: Option<String>,
}

impl Ask {
    /// A page.
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            cookie: None,
            form: None,
        }
    }

    /// A form.
    pub fn post(path: impl Into<String>, form: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            cookie: None,
            form: Some(form.into()),
        }
    }

    /// Within a session.
    #[must_use]
    pub fn with(mut self, cookie: &str) -> Self {
        self.cookie = Some(cookie.to_owned());
        self
    }
}

/// What came back, redirects not followed.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// After how many seconds to try again, if it says so.
    pub retry_after: Option<String>,
    /// The body as sent, compressed if it was.
    pub body: Bytes,
    /// Bytes of the head, about.
    pub head: usize,
}

/// A connection to the server.
#[derive(Debug)]
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// If nobody listens there.
    pub async fn open(to: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // Ends when the sender is dropped or the server closes.
        tokio::spawn(connection);
        Ok(Self {
            sender,
            host: to.to_string(),
        })
    }

    /// Asks and reads the whole answer.
    ///
    /// # Errors
    /// If the connection is lost.
    pub async fn send(&mut self, ask: &Ask) -> anyhow::Result<Answer> {
        self.send_accepting(ask, "gzip, deflate, br, zstd").await
    }

    /// As [`Connection::send`] for a page, but not compressed.
    ///
    /// # Errors
    /// If the connection is lost.
    pub async fn send_plain(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.send_accepting(&Ask::get(path), "identity").await
    }

    /// As [`Connection::send`], compressed as said in `encodings` (`identity`: not at all).
    ///
    /// # Errors
    /// If the connection is lost.
    pub async fn send_accepting(&mut self, ask: &Ask, encodings: &str) -> anyhow::Result<Answer> {
        let post = ask.form.is_some();
        let mut request = Request::builder()
            .method(if post { Method::POST } else { Method::GET })
            .uri(&ask.path)
            .header(header::HOST, &self.host)
            .header(
                header::USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            )
            .header(
                header::ACCEPT,
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            )
            .header(header::ACCEPT_LANGUAGE, "vi,en;q=0.5")
            .header(header::ACCEPT_ENCODING, encodings)
            .header("sec-fetch-dest", "document")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &ask.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if post {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::ORIGIN, format!("http://{}", self.host));
        }
        let body = Full::new(Bytes::from(ask.form.clone().unwrap_or_default()));
        self.sender.ready().await?;
        let response = self
            .sender
            .send_request(request.body(body).context("the request")?)
            .await?;
        let (parts, body) = response.into_parts();
        let head = parts
            .headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 4)
            .sum::<usize>()
            + 19;
        let retry_after = parts.headers.get(header::RETRY_AFTER);
        Ok(Answer {
            status: parts.status.as_u16(),
            retry_after: retry_after.and_then(|after| after.to_str().ok()).map(str::to_owned),
            location: parts
                .headers
                .get(header::LOCATION)
                .and_then(|to| to.to_str().ok())
                .map(str::to_owned),
            body: body.collect().await?.to_bytes(),
            head,
        })
    }
}
