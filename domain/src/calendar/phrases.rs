//! Dates, times and reasons in words, as the explanations use them.

use super::limit::Limit;
use super::line::TakenOut;
use super::stop::StopKind;
use super::table::DayOffKind;
use super::zone::vietnam_time;
use crate::text::Lang;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};

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
pub(super) fn ordinal_vi(n: u32) -> String {
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

pub(super) fn day(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", weekday(date.weekday(), lang), date.format("%d/%m/%Y"))
}

/// Inside a Vietnamese sentence the weekday begins small.
pub(super) fn day_small(date: NaiveDate) -> String {
    day(date, Lang::Vi).replacen("Thứ", "thứ", 1).replacen("Chủ", "chủ", 1)
}

pub(super) fn time(at: DateTime<Utc>, lang: Lang) -> String {
    let local = vietnam_time(at);
    let date = local.date_naive();
    let day = if lang == Lang::Vi {
        day_small(date)
    } else {
        day(date, lang)
    };
    format!("{} {day}", local.format("%H:%M"))
}

pub(super) fn duration(minutes: i64, lang: Lang) -> String {
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

pub(super) fn taken(out: TakenOut, lang: Lang) -> String {
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

pub(super) fn off(kind: DayOffKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (DayOffKind::Holiday, Lang::Vi) => "nghỉ lễ",
        (DayOffKind::Holiday, Lang::En) => "public holiday",
        (DayOffKind::Compensation, Lang::Vi) => "nghỉ bù",
        (DayOffKind::Compensation, Lang::En) => "compensatory day off",
        (DayOffKind::Swap, Lang::Vi) => "nghỉ hoán đổi",
        (DayOffKind::Swap, Lang::En) => "swapped day off",
    }
}

pub(super) fn stop(kind: StopKind, lang: Lang) -> &'static str {
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
