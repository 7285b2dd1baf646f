//! Mail, by SMTP.

use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};

use crate::outbox::JobError;

/// Where mail leaves.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// `smtp://host:port` or `smtps://user:password@host:port`; none: mail is only noted in the log.
    pub smtp: Option<SecretString>,
    /// The sender.
    pub from: String,
}

/// A mail to one person. No personal data in the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text without markup.
    pub text: String,
    /// The text with markup.
    pub html: String,
    /// Stays the same when a mail is sent again, so that mailboxes show it once: becomes the message id.
    pub id: String,
    /// When it is written.
    pub at: DateTime<Utc>,
}

/// Sends mail. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    from: Mailbox,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Mailer")
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// The address of the server.
    #[error("the SMTP address cannot be used: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The sender's address.
    #[error("the sender's address cannot be used: {0}")]
    From(#[from] lettre::address::AddressError),
}

impl Mailer {
    /// A mailer. Nothing is connected yet.
    ///
    /// # Errors
    /// Settings that cannot be used.
    pub fn new(settings: &MailSettings) -> Result<Self, MailSettingsError> {
        let transport = match &settings.smtp {
            Some(url) => Some(AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())?.build()),
            None => None,
        };
        Ok(Self(Arc::new(Inner {
            transport,
            from: settings.from.parse()?,
        })))
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// Transient if the server may take it later, permanent if it never will.
    pub async fn send(&self, mail: &Mail) -> Result<(), JobError> {
        let Some(transport) = &self.0.transport else {
            tracing::info!(subject = %mail.subject, "No SMTP server is set: a mail was not sent");
            return Ok(());
        };
        let mut message = Message::builder()
            .from(self.0.from.clone())
            .to(mail
                .to
                .parse()
                .map_err(|_| JobError::Permanent("the address cannot be used".to_owned()))?)
            .message_id(Some(format!("<{}@{}>", mail.id, self.0.from.email.domain())))
            .date(SystemTime::from(mail.at))
            .subject(mail.subject.clone())
            .multipart(
                MultiPart::alternative()
                    .singlepart(
                        SinglePart::builder()
                            .header(ContentType::TEXT_PLAIN)
                            .body(mail.text.clone()),
                    )
                    .singlepart(
                        SinglePart::builder()
                            .header(ContentType::TEXT_HTML)
                            .body(mail.html.clone()),
                    ),
            )
            .map_err(|error| JobError::Permanent(error.to_string()))?;
        // No out-of-office answers to us (RFC 3834).
        let header = HeaderName::new_from_ascii_str("Auto-Submitted");
        message
            .headers_mut()
            .insert_raw(HeaderValue::new(header, "auto-generated".to_owned()));
        match transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(JobError::Permanent("the mail server refuses it".to_owned())),
            Err(_) => Err(JobError::Transient("the mail server does not take it".to_owned())),
        }
    }
}
