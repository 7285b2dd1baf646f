//! Working time: when a dossier is due, how much time is left, and why (TIM-1 to TIM-9).
//!
//! [`WorkingCalendar`] joins the [`OfficeHours`] of an agency with the [`DayTable`] of the country; both are dated data. Its
//! [`due`](WorkingCalendar::due) counts a [`Limit`] from a start, leaves out the [`Stop`]s, and explains each step as a [`Line`];
//! [`due_at`](WorkingCalendar::due_at) is the same without the explanation. All times are UTC outside and Vietnam's time
//! (UTC+7, no summer time) inside; all counting is in whole minutes.

mod count;
mod days;
mod due;
mod due_days;
mod explain;
mod hours;
mod limit;
mod line;
mod office;
mod phrases;
mod remaining;
mod stop;
mod table;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod timeliness;
mod zone;

#[cfg(test)]
mod tests_properties;
#[cfg(test)]
mod tests_rules;

pub use days::Day;
pub use due::Due;
pub use hours::{OfficeHours, OfficeHoursError, Span};
pub use limit::{Limit, LimitError};
pub use line::{DayReason, Line, TakenOut};
pub use office::{DayCountMode, OfficeRule, OfficeRules, OpeningHours, WorkingCalendar};
pub use remaining::Remaining;
pub use stop::{Stop, StopKind};
pub use table::{
    Certainty, DayOff, DayOffKind, DayTable, DayTableError, FixedHoliday, WorkingSaturday, YearStatus, YearTable,
};
pub use timeliness::{Timeliness, WarningLevel, WarningRules};
pub use zone::{local_time, vietnam, vietnam_date, vietnam_time};
