//! A text that is being worked on.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::Kind;
use crate::store::rows::admin::{AdminDraftRow, Author};
use sqlx::types::Json;

/// A text that is being worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is a text of.
    pub kind: Kind,
    /// Of which one.
    pub name: String,
    /// The version it was begun from.
    pub base: u32,
    /// What stands in it.
    pub text: String,
    /// Counts up with every change.
    pub revision: i64,
    /// Whether approval is asked for.
    pub waiting: bool,
    /// Everybody whose work is in it.
    pub(crate) authors: Vec<Author>,
    /// Who changed it last.
    pub edited_by: Uuid,
    /// Their name.
    pub edited_by_name: String,
    /// When.
    pub edited_at: DateTime<Utc>,
    /// The first day, once approval is asked for.
    pub valid_from: Option<NaiveDate>,
    /// Why it was sent back.
    pub note: Option<String>,
}

const DRAFT: &str = "draft";
const WAITING: &str = "waiting";

impl Draft {
    /// Whether somebody's work is in it: they may not approve it.
    #[must_use]
    pub fn is_of(&self, officer: Uuid) -> bool {
        self.authors.iter().any(|author| author.id == officer)
    }

    /// The names of those whose work is in it.
    #[must_use]
    pub fn authors(&self) -> Vec<&str> {
        self.authors.iter().map(|author| author.name.as_str()).collect()
    }

    pub(super) fn of(row: AdminDraftRow) -> Option<Self> {
        Some(Self {
            kind: Kind::parse(&row.kind)?,
            name: row.name,
            base: u32::try_from(row.base).unwrap_or_default(),
            text: row.body,
            revision: row.revision,
            waiting: row.state == WAITING,
            authors: row.authors.0,
            edited_by: row.edited_by,
            edited_by_name: row.edited_by_name,
            edited_at: row.edited_at,
            valid_from: row.valid_from.and_then(|day| day.parse().ok()),
            note: row.note,
        })
    }

    pub(super) fn row(&self) -> AdminDraftRow {
        AdminDraftRow {
            kind: self.kind.name().to_owned(),
            name: self.name.clone(),
            base: i64::from(self.base),
            body: self.text.clone(),
            revision: self.revision,
            state: if self.waiting { WAITING } else { DRAFT }.to_owned(),
            authors: Json(self.authors.clone()),
            edited_by: self.edited_by,
            edited_by_name: self.edited_by_name.clone(),
            edited_at: self.edited_at,
            valid_from: self.valid_from.map(|day| day.to_string()),
            note: self.note.clone(),
        }
    }

    /// The same, changed by somebody now.
    pub(super) fn changed(mut self, by: Author, at: DateTime<Utc>) -> Self {
        self.revision += 1;
        self.edited_by = by.id;
        self.edited_by_name.clone_from(&by.name);
        self.edited_at = at;
        if !self.is_of(by.id) {
            self.authors.push(by);
        }
        self
    }
}
