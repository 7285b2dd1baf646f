//! The steps of a calculation in words.

use super::limit::Limit;
use super::line::{DayReason, Line, TakenOut};
use super::stop::StopKind;
use super::table::DayOffKind;
use super::zone::vietnam_time;
use crate::text::Lang;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};

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
                    "Tính {} kể từ sau {}: đến hết {}.",
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
                        "Stopped since {} ({kind}); the due date will move when the clock goes on.",
                        time(*from, Lang::En)
                    ),
                    Some(to) => format!(
                        "Stopped from {} to {} ({kind}): {}.",
                        time(*from, Lang::En),
                        time(*to, Lang::En),
                        taken(*taken_out, Lang::En)
                    ),
                }
            }
            Self::LastDayGoesOn { date } => format!(
                "The limit had not ended when the clock stopped; its last day is {}.",
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

impl Limit {
    /// The limit in words: `3 ngày làm việc`, `3 working days`.
    #[must_use]
    pub fn to_text(self, lang: Lang) -> String {
        let (n, vi, en) = match self {
            Self::WorkingHours(n) => (n, "giờ làm việc", "working hour"),
            Self::WorkingDays(n) => (n, "ngày làm việc", "working day"),
            Self::Days(n) => (n, "ngày", "day"),
            Self::Months(n) => (n, "tháng", "month"),
            Self::SameDay => {
                return if lang == Lang::Vi {
                    "trong ngày làm việc"
                } else {
                    "the same working day"
                }
                .to_owned();
            }
        };
        match lang {
            Lang::Vi => format!("{n} {vi}"),
            Lang::En => format!("{n} {en}{}", plural(n.into())),
        }
    }
}

fn plural(n: i64) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Vietnamese has words of its own for the first and the fourth.
fn ordinal_vi(n: u32) -> String {
    match n {
        1 => "nhất".to_owned(),
        4 => "tư".to_owned(),
        n => n.to_string(),
    }
}

fn weekday(day: Weekday, lang: Lang) -> &'static str {
    const VI: [&str; 7] = [
        "Thứ Hai",
        "Thứ Ba",
        "Thứ Tư",
        "Thứ Năm",
        "Thứ Sáu",
        "Thứ Bảy",
        "Chủ nhật",
    ];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let at = usize::try_from(day.num_days_from_monday()).unwrap_or(0);
    match lang {
        Lang::Vi => VI[at],
        Lang::En => EN[at],
    }
}

fn day(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", weekday(date.weekday(), lang), date.format("%d/%m/%Y"))
}

/// Inside a Vietnamese sentence the weekday begins small.
fn day_small(date: NaiveDate) -> String {
    day(date, Lang::Vi).replacen("Thứ", "thứ", 1).replacen("Chủ", "chủ", 1)
}

fn time(at: DateTime<Utc>, lang: Lang) -> String {
    let local = vietnam_time(at);
    let date = local.date_naive();
    let day = if lang == Lang::Vi {
        day_small(date)
    } else {
        day(date, lang)
    };
    format!("{} {day}", local.format("%H:%M"))
}

fn duration(minutes: i64, lang: Lang) -> String {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let part = |n: i64, vi: &str, en: &str| match lang {
        Lang::Vi => format!("{n} {vi}"),
        Lang::En => format!("{n} {en}{}", plural(n)),
    };
    match (hours, minutes) {
        (0, minutes) => part(minutes, "phút", "minute"),
        (hours, 0) => part(hours, "giờ", "hour"),
        (hours, minutes) => format!("{} {}", part(hours, "giờ", "hour"), part(minutes, "phút", "minute")),
    }
}

fn taken(out: TakenOut, lang: Lang) -> String {
    match (out, lang) {
        (TakenOut::Open, Lang::Vi) => "chưa kết thúc".to_owned(),
        (TakenOut::Open, Lang::En) => "not ended yet".to_owned(),
        (TakenOut::WorkingMinutes(n), Lang::Vi) => format!("không tính {} làm việc", duration(n, lang)),
        (TakenOut::WorkingMinutes(n), Lang::En) => format!("{} of working time not counted", duration(n, lang)),
        (TakenOut::WorkingDays(n), Lang::Vi) => format!("không tính {n} ngày làm việc"),
        (TakenOut::WorkingDays(n), Lang::En) => format!("{n} working day{} not counted", plural(n)),
        (TakenOut::CalendarDays(n), Lang::Vi) => format!("không tính {n} ngày"),
        (TakenOut::CalendarDays(n), Lang::En) => format!("{n} day{} not counted", plural(n)),
    }
}

fn off(kind: DayOffKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (DayOffKind::Holiday, Lang::Vi) => "nghỉ lễ",
        (DayOffKind::Holiday, Lang::En) => "public holiday",
        (DayOffKind::Compensation, Lang::Vi) => "nghỉ bù",
        (DayOffKind::Compensation, Lang::En) => "compensatory day off",
        (DayOffKind::Swap, Lang::Vi) => "nghỉ hoán đổi",
        (DayOffKind::Swap, Lang::En) => "swapped day off",
    }
}

fn stop(kind: StopKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (StopKind::Supplement, Lang::Vi) => "chờ bổ sung hồ sơ",
        (StopKind::Supplement, Lang::En) => "waiting for a supplement",
        (StopKind::Payment, Lang::Vi) => "chờ thực hiện nghĩa vụ tài chính",
        (StopKind::Payment, Lang::En) => "waiting for payment",
        (StopKind::Verification, Lang::Vi) => "chờ xác minh",
        (StopKind::Verification, Lang::En) => "waiting for verification",
        (StopKind::AppraisalCouncil, Lang::Vi) => "chờ hội đồng thẩm định",
        (StopKind::AppraisalCouncil, Lang::En) => "waiting for the appraisal council",
        (StopKind::PublicPosting, Lang::Vi) => "niêm yết công khai",
        (StopKind::PublicPosting, Lang::En) => "public posting",
        (StopKind::TaxNotice, Lang::Vi) => "chờ thông báo thuế",
        (StopKind::TaxNotice, Lang::En) => "waiting for the tax notice",
        (StopKind::Other, Lang::Vi) => "lý do khác theo quy định",
        (StopKind::Other, Lang::En) => "another reason set by law",
    }
}
