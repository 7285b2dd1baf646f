//! How the desks are doing this month: counted, for everybody to see.

use chrono::{Datelike, NaiveDate, NaiveTime};
use motcua_domain::calendar::{local_time, vietnam_date};

use crate::db;
use crate::desk::Desk;
use crate::error::Error;

/// Counts since the first of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The first day of the month.
    pub month: NaiveDate,
    /// Dossiers submitted.
    pub received: u64,
    /// Results issued.
    pub issued: u64,
    /// Results issued by the promised time.
    pub in_time: u64,
}

impl Figures {
    /// The share of results in time, in tenths of a percent; `None` while there is none.
    #[must_use]
    pub fn per_mille_in_time(&self) -> Option<u64> {
        (self.in_time * 1000).checked_div(self.issued)
    }
}

/// Counts. Goes over the month's entries of two indexes: for a page's own cache, not for every request.
///
/// # Errors
/// If the database fails.
pub async fn figures(desk: &Desk) -> Result<Figures, Error> {
    let today = vietnam_date(desk.now());
    let month = today.with_day(1).unwrap_or(today);
    let since = local_time(month.and_time(NaiveTime::MIN));
    let mut reader = desk.store.reader().await?;
    let received = db!(reader, figures::received(since))?;
    let (issued, in_time) = db!(reader, figures::issued(since))?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(Figures {
        month,
        received: count(received),
        issued: count(issued),
        in_time: count(in_time),
    })
}
