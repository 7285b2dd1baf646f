//! The hours of a working day (TIM-1).

use chrono::Weekday;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A stretch of a day, from one minute up to another; written `07:30-11:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    from: u32,
    to: u32,
}

/// The days of the week on which an office works and the hours of each such day. Time limits are counted in these hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct OfficeHours {
    week: Vec<Weekday>,
    spans: Vec<Span>,
    minutes_per_day: u32,
}

/// Why hours make no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfficeHoursError {
    /// A stretch is not written `07:30-11:30`, or ends before it begins.
    #[error("'{text}' is not a stretch of a day like 07:30-11:30")]
    Span {
        /// What was written.
        text: String,
    },
    /// No stretch, or stretches that overlap or stand in the wrong order.
    #[error("the hours of a day must follow each other without overlap")]
    Order,
    /// No day of the week, or one that stands twice.
    #[error("the days of the week must be named once each, and at least one")]
    Week,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    week: Vec<Weekday>,
    spans: Vec<String>,
}

impl Span {
    /// Reads `07:30-11:30`.
    ///
    /// # Errors
    /// When it is not written so, or ends before it begins.
    pub fn parse(text: &str) -> Result<Self, OfficeHoursError> {
        let minute = |part: &str| -> Option<u32> {
            let (hour, minute) = part.trim().split_once(':')?;
            let two = |digits: &str| {
                (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse::<u32>().ok())?
            };
            let (hour, minute) = (two(hour)?, two(minute)?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        text.split_once('-')
            .and_then(|(from, to)| {
                Some(Self {
                    from: minute(from)?,
                    to: minute(to)?,
                })
            })
            .filter(|span| span.from < span.to)
            .ok_or_else(|| OfficeHoursError::Span {
                text: text.chars().take(40).collect(),
            })
    }

    /// First minute, counted from midnight.
    #[must_use]
    pub const fn from(self) -> u32 {
        self.from
    }

    /// The minute after the last, counted from midnight.
    #[must_use]
    pub const fn to(self) -> u32 {
        self.to
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}",
            self.from / 60,
            self.from % 60,
            self.to / 60,
            self.to % 60
        )
    }
}

impl OfficeHours {
    /// Hours for these days of the week.
    ///
    /// # Errors
    /// When there are no days or hours, or they overlap.
    pub fn new(week: Vec<Weekday>, spans: Vec<Span>) -> Result<Self, OfficeHoursError> {
        let twice = week.iter().enumerate().any(|(at, day)| week[..at].contains(day));
        if week.is_empty() || twice {
            return Err(OfficeHoursError::Week);
        }
        if spans.is_empty() || spans.windows(2).any(|pair| pair[0].to > pair[1].from) {
            return Err(OfficeHoursError::Order);
        }
        let minutes_per_day = spans.iter().map(|span| span.to - span.from).sum();
        Ok(Self {
            week,
            spans,
            minutes_per_day,
        })
    }

    /// Whether the office works on this day of the week.
    #[must_use]
    pub fn works_on(&self, weekday: Weekday) -> bool {
        self.week.contains(&weekday)
    }

    /// The stretches of a working day.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Working minutes of one day, 480 as a rule.
    #[must_use]
    pub const fn minutes_per_day(&self) -> u32 {
        self.minutes_per_day
    }

    /// The first working minute of a day, counted from midnight.
    #[must_use]
    pub fn opens(&self) -> u32 {
        self.spans.first().map_or(0, |span| span.from)
    }

    /// The end of a working day, counted in minutes from midnight.
    #[must_use]
    pub fn closes(&self) -> u32 {
        self.spans.last().map_or(0, |span| span.to)
    }

    /// Working minutes of a day before this minute of it.
    pub(super) fn worked_before(&self, minute: u32) -> u32 {
        self.spans
            .iter()
            .map(|span| minute.clamp(span.from, span.to) - span.from)
            .sum()
    }

    /// The first minute of the day before which so many (at least 1, at most a day's) have been worked.
    pub(super) fn minute_after(&self, worked: u32) -> u32 {
        let mut left = worked;
        for span in &self.spans {
            let length = span.to - span.from;
            if left <= length {
                return span.from + left;
            }
            left -= length;
        }
        self.closes()
    }
}

impl TryFrom<Raw> for OfficeHours {
    type Error = OfficeHoursError;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        let spans = raw
            .spans
            .iter()
            .map(|text| Span::parse(text))
            .collect::<Result<_, _>>()?;
        Self::new(raw.week, spans)
    }
}

impl From<OfficeHours> for Raw {
    fn from(hours: OfficeHours) -> Self {
        Self {
            week: hours.week,
            spans: hours.spans.iter().map(ToString::to_string).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn read(value: serde_json::Value) -> Result<OfficeHours, String> {
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    #[test]
    fn a_day_of_eight_hours() {
        let value = json!({"week": ["Mon", "Tue", "Wed", "Thu", "Fri"], "spans": ["07:30-11:30", "13:00-17:00"]});
        let hours = read(value.clone()).unwrap();
        assert_eq!(
            (hours.minutes_per_day(), hours.opens(), hours.closes()),
            (480, 450, 1020)
        );
        assert_eq!(hours.worked_before(0), 0);
        assert_eq!(hours.worked_before(12 * 60), 240);
        assert_eq!(hours.worked_before(13 * 60 + 30), 270);
        assert_eq!(hours.worked_before(23 * 60), 480);
        assert_eq!(
            (
                hours.minute_after(240),
                hours.minute_after(241),
                hours.minute_after(480)
            ),
            (690, 781, 1020)
        );
        assert!(hours.works_on(Weekday::Fri) && !hours.works_on(Weekday::Sat));
        assert_eq!(serde_json::to_value(&hours).unwrap(), value);
    }

    #[rstest]
    #[case(json!({"week": [], "spans": ["07:30-11:30"]}))]
    #[case(json!({"week": ["Mon", "Mon"], "spans": ["07:30-11:30"]}))]
    #[case(json!({"week": ["Mon"], "spans": []}))]
    #[case(json!({"week": ["Mon"], "spans": ["11:30-07:30"]}))]
    #[case(json!({"week": ["Mon"], "spans": ["07:30-24:00"]}))]
    #[case(json!({"week": ["Mon"], "spans": ["7:30-11:30"]}))]
    #[case(json!({"week": ["Mon"], "spans": ["07:30-11:30", "11:00-17:00"]}))]
    fn nonsense_is_refused(#[case] value: serde_json::Value) {
        assert!(read(value).is_err());
    }
}
