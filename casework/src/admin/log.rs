//! What administrators did: written in the transaction that does it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use motcua_domain::dossier::Officer;

use super::{Kind, allowed};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::admin::AdminLogRow;
use crate::store::{StoreError, Tx};

/// Something an administrator did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What: `begin`, `save`, `discard`, `ask`, `send_back`, `publish`, `ask_end`, `confirm_end`, `take_back_end`,
    /// `add_member`, `give_post`, `end_post`, `close`, `reopen`, `invite`, `accept` (an invitation).
    pub act: String,
    /// To what: `procedures/birth-registration`, `staff/hoa`.
    pub subject: String,
    /// To whom, by name, if it was done to one of the staff.
    pub person: Option<String>,
    /// More about it.
    pub detail: Detail,
}

/// What else the log says of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// A post that was given or ended.
    Post {
        /// The role.
        role: String,
        /// The agency's code.
        agency: String,
        /// The decision or the reason.
        why: String,
    },
    /// A version that was published.
    Version {
        /// Its number.
        version: u32,
        /// Its first day.
        from: NaiveDate,
    },
    /// A day: the first one asked for, or the last one of a procedure.
    Day {
        /// The day.
        day: NaiveDate,
        /// Why, if that was said.
        why: String,
    },
    /// Words, or none.
    Words(String),
}

impl Detail {
    /// Reads what was written down.
    fn read(act: &str, text: &str) -> Self {
        let read = match act {
            "give_post" | "end_post" => Self::post(text),
            "publish" => Self::version(text),
            "ask" | "ask_end" | "confirm_end" | "take_back_end" => Self::day(text),
            _ => None,
        };
        read.unwrap_or_else(|| Self::Words(text.to_owned()))
    }

    fn post(text: &str) -> Option<Self> {
        let (post, why) = text
            .split_once(": ")
            .or(text.strip_suffix(':').map(|post| (post, "")))?;
        let (role, agency) = post.split_once(' ')?;
        Some(Self::Post {
            role: role.to_owned(),
            agency: agency.to_owned(),
            why: why.to_owned(),
        })
    }

    fn version(text: &str) -> Option<Self> {
        let (version, from) = text.strip_prefix('v')?.split_once(' ')?;
        Some(Self::Version {
            version: version.parse().ok()?,
            from: from.parse().ok()?,
        })
    }

    fn day(text: &str) -> Option<Self> {
        let (day, why) = text.split_once(": ").unwrap_or((text, ""));
        Some(Self::Day {
            day: day.parse().ok()?,
            why: why.to_owned(),
        })
    }
}

/// The most that is shown.
const MOST: i64 = 200;

/// What was done last, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn log(desk: &Desk, officer: &Officer) -> Result<Vec<Done>, Error> {
    allowed(officer)?;
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, admin_log::last(MOST))?;
    let names: BTreeMap<String, String> = db!(reader, admin_staff::officers())?
        .into_iter()
        .map(|officer| (officer.user_name, officer.display_name))
        .collect();
    let done = rows.into_iter().map(|row| Done {
        at: row.at,
        by: row.officer_name,
        person: row
            .subject
            .strip_prefix("staff/")
            .and_then(|name| names.get(name).cloned()),
        detail: Detail::read(&row.act, &row.detail),
        act: row.act,
        subject: row.subject,
    });
    Ok(done.collect())
}

/// Writes down what is done to a text.
pub(super) async fn write_down(
    desk: &Desk,
    tx: &mut Tx,
    officer: &Officer,
    act: &str,
    kind: Kind,
    name: &str,
    detail: &str,
) -> Result<(), StoreError> {
    note(desk, tx, officer, act, &format!("{}/{name}", kind.name()), detail).await
}

/// Writes down what is done.
pub(super) async fn note(
    desk: &Desk,
    tx: &mut Tx,
    officer: &Officer,
    act: &str,
    subject: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let now = desk.now();
    let row = AdminLogRow {
        id: desk.ids.uuid(now),
        at: now,
        officer: officer.who.id,
        officer_name: officer.who.name.clone(),
        act: act.to_owned(),
        subject: subject.to_owned(),
        detail: detail.to_owned(),
    };
    tracing::info!(officer = %officer.who.id, act, subject, "Configuration: {act} {subject}");
    db!(tx, admin_log::insert(&row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_again() {
        let day = |text: &str| text.parse().unwrap();
        let cases = [
            (
                "give_post",
                "reception_officer H26.97: Quyết định 12/QĐ-UBND: bổ sung",
                Detail::Post {
                    role: "reception_officer".to_owned(),
                    agency: "H26.97".to_owned(),
                    why: "Quyết định 12/QĐ-UBND: bổ sung".to_owned(),
                },
            ),
            (
                "publish",
                "v2 2026-11-24",
                Detail::Version {
                    version: 2,
                    from: day("2026-11-24"),
                },
            ),
            (
                "ask_end",
                "2026-12-31: Luật mới",
                Detail::Day {
                    day: day("2026-12-31"),
                    why: "Luật mới".to_owned(),
                },
            ),
            (
                "close",
                "2026-12-31: Nghỉ hưu",
                Detail::Words("2026-12-31: Nghỉ hưu".to_owned()),
            ),
            ("invite", "", Detail::Words(String::new())),
        ];
        for (act, text, expected) in cases {
            assert_eq!(Detail::read(act, text), expected, "{act} {text}");
        }
    }
}
