//! The steps of a calculation in words.

use super::line::{DayReason, Line};
use super::phrases::{day, day_small, duration, off, ordinal_vi, stop, taken, time};
use crate::text::Lang;

impl Line {
    /// One short sentence for this step.
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.vi(),
            Lang::En => self.en(),
        }
    }

    fn vi(&self) -> String {
        match self {
            Self::Start { at, limit, hours } => {
                let hours: Vec<String> = hours.iter().map(ToString::to_string).collect();
                format!(
                    "Bắt đầu tính từ {}, thời hạn {}, giờ làm việc {}.",
                    time(*at, Lang::Vi),
                    limit.to_text(Lang::Vi),
                    hours.join(" và ")
                )
            }
            Self::DayNotCounted { date, reason } => {
                let day = day(*date, Lang::Vi);
                match reason {
                    DayReason::Acceptance => format!("{day}: ngày tiếp nhận, không tính."),
                    DayReason::Weekly { .. } => format!("{day}: nghỉ hằng tuần, không tính."),
                    DayReason::Off { kind, name_vi, .. } => {
                        format!("{day}: {} ({name_vi}), không tính.", off(*kind, Lang::Vi))
                    }
                    DayReason::Closed => format!("{day}: đã hết giờ làm việc, không tính."),
                }
            }
            Self::DayCounted { date, n, instead } => {
                let instead = if *instead { " (làm bù)" } else { "" };
                format!(
                    "{}{instead}: ngày làm việc thứ {}.",
                    day(*date, Lang::Vi),
                    ordinal_vi(*n)
                )
            }
            Self::CalendarCounted { from, to, limit } => {
                format!(
                    "Tính {} kể từ ngày liền sau {}: đến hết {}.",
                    limit.to_text(Lang::Vi),
                    day_small(*from),
                    day_small(*to)
                )
            }
            Self::MinutesCounted { date, minutes } => {
                format!("{}: tính {}.", day(*date, Lang::Vi), duration(*minutes, Lang::Vi))
            }
            Self::Stopped {
                kind,
                from,
                to,
                taken_out,
            } => {
                let kind = stop(*kind, Lang::Vi);
                match to {
                    None => format!(
                        "Tạm dừng từ {} ({kind}), chưa kết thúc; ngày hẹn trả sẽ lùi khi tính tiếp.",
                        time(*from, Lang::Vi)
                    ),
                    Some(to) => format!(
                        "Tạm dừng từ {} đến {} ({kind}): {}.",
                        time(*from, Lang::Vi),
                        time(*to, Lang::Vi),
                        taken(*taken_out, Lang::Vi)
                    ),
                }
            }
            Self::LastDayGoesOn { date } => format!(
                "Thời hạn chưa hết khi tạm dừng; ngày cuối được tính tiếp vào {}.",
                day_small(*date)
            ),
            Self::MovedToNextWorkingDay { from, to } => format!(
                "{}: chuyển sang ngày làm việc tiếp theo, {}.",
                day(*from, Lang::Vi),
                day_small(*to)
            ),
            Self::AfterCutoff { cutoff } => format!(
                "Tiếp nhận sau {}: trả kết quả vào ngày làm việc tiếp theo.",
                cutoff.format("%H:%M")
            ),
            Self::NotAnnounced { from, to, expected } => {
                let years = if from == to {
                    format!("năm {from}")
                } else {
                    format!("các năm {from}–{to}")
                };
                if *expected {
                    format!("Lịch nghỉ {years} chưa được công bố chính thức; tính theo lịch dự kiến.")
                } else {
                    format!("Lịch nghỉ {years} chưa được công bố; chỉ tính ngày nghỉ hằng tuần và ngày lễ cố định.")
                }
            }
            Self::Due { at } => format!("Hạn trả kết quả: {}.", time(*at, Lang::Vi)),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Start { at, limit, hours } => {
                let hours: Vec<String> = hours.iter().map(ToString::to_string).collect();
                format!(
                    "Counted from {}, limit {}, office hours {}.",
                    time(*at, Lang::En),
                    limit.to_text(Lang::En),
                    hours.join(" and ")
                )
            }
            Self::DayNotCounted { date, reason } => {
                let day = day(*date, Lang::En);
                match reason {
                    DayReason::Acceptance => format!("{day}: day of acceptance, not counted."),
                    DayReason::Weekly { .. } => format!("{day}: weekly day off, not counted."),
                    DayReason::Off { kind, name_en, .. } => {
                        format!("{day}: {} ({name_en}), not counted.", off(*kind, Lang::En))
                    }
                    DayReason::Closed => format!("{day}: the office has closed, not counted."),
                }
            }
            Self::DayCounted { date, n, instead } => {
                let instead = if *instead { " (worked instead of a day off)" } else { "" };
                format!("{}{instead}: working day {n}.", day(*date, Lang::En))
            }
            Self::CalendarCounted { from, to, limit } => {
                format!(
                    "{} counted after {}: until the end of {}.",
                    limit.to_text(Lang::En),
                    day(*from, Lang::En),
                    day(*to, Lang::En)
                )
            }
            Self::MinutesCounted { date, minutes } => {
                format!("{}: {} counted.", day(*date, Lang::En), duration(*minutes, Lang::En))
            }
            Self::Stopped {
                kind,
                from,
                to,
                taken_out,
            } => {
                let kind = stop(*kind, Lang::En);
                match to {
                    None => format!(
                        "Paused since {} ({kind}); the due date will move when the time limit runs again.",
                        time(*from, Lang::En)
                    ),
                    Some(to) => format!(
                        "Paused from {} to {} ({kind}): {}.",
                        time(*from, Lang::En),
                        time(*to, Lang::En),
                        taken(*taken_out, Lang::En)
                    ),
                }
            }
            Self::LastDayGoesOn { date } => format!(
                "The time limit had not ended when it was paused; its last day is {}.",
                day(*date, Lang::En)
            ),
            Self::MovedToNextWorkingDay { from, to } => format!(
                "{}: moved to the next working day, {}.",
                day(*from, Lang::En),
                day(*to, Lang::En)
            ),
            Self::AfterCutoff { cutoff } => {
                format!("Accepted after {}: due the next working day.", cutoff.format("%H:%M"))
            }
            Self::NotAnnounced { from, to, expected } => {
                let years = if from == to {
                    from.to_string()
                } else {
                    format!("{from}–{to}")
                };
                if *expected {
                    format!("The days off of {years} are not officially announced; the expected ones are used.")
                } else {
                    format!(
                        "The days off of {years} are not announced; only weekly days off and fixed holidays are counted."
                    )
                }
            }
            Self::Due { at } => format!("Due: {}.", time(*at, Lang::En)),
        }
    }
}
