//! The made-up people: who they are, where they live, how they are related.

pub mod demo;
pub mod dice;
mod generate;
mod names;
pub mod number;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

pub use generate::{Population, generate};

/// Sex as registers record it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// A birth date; old people's records often hold only the year (COD-14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Birth {
    /// The full date is known.
    Day(NaiveDate),
    /// Only the year is known.
    Year(i32),
}

impl Birth {
    /// The year of birth.
    pub fn year(self) -> i32 {
        match self {
            Self::Day(day) => day.year(),
            Self::Year(year) => year,
        }
    }

    /// The population database's form: `yyyyMMdd`, or `yyyy` where only the year is known.
    pub fn compact(self) -> String {
        match self {
            Self::Day(day) => day.format("%Y%m%d").to_string(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// The form claims and pages use: `yyyy-MM-dd` or `yyyy`.
    pub fn iso(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Year(year) => year.to_string(),
        }
    }
}

/// A place: province and commune by code, and the rest in words (COD-12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Two digits.
    pub province: String,
    /// Five digits.
    pub commune: String,
    /// House, lane, street or village.
    pub detail: String,
}

impl Place {
    /// A place in a commune of the reference list.
    ///
    /// # Panics
    /// When there is no such commune: callers name communes of the list compiled in.
    pub fn new(commune: &str, detail: &str) -> Self {
        let known = crate::reference::Places::get()
            .commune(commune)
            .expect("a commune of the reference list");
        Self {
            province: known.province_code.clone(),
            commune: known.code.clone(),
            detail: detail.to_owned(),
        }
    }
}

/// Marital status as the population database codes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marital {
    /// Chưa kết hôn.
    Single,
    /// Đang có vợ, chồng.
    Married,
    /// Góa.
    Widowed,
    /// Đã ly hôn.
    Divorced,
}

/// One made-up person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Twelve digits (COD-6).
    pub personal_id: String,
    /// Family, middle and given name in that order, written as usual.
    pub full_name: String,
    /// Sex.
    pub sex: Sex,
    /// When born.
    pub born: Birth,
    /// Two-digit code of the ethnic group.
    pub ethnicity: String,
    /// Native place (quê quán).
    pub hometown: Place,
    /// Permanent residence (nơi thường trú).
    pub permanent: Place,
    /// Current residence (nơi ở hiện tại).
    pub current: Place,
    /// Marital status.
    pub marital: Marital,
    /// Whom they are married to.
    pub spouse: Option<String>,
    /// Their mother, where recorded.
    pub mother: Option<String>,
    /// Their father, where recorded.
    pub father: Option<String>,
    /// The head of their household; their own number if they head it.
    pub head: String,
    /// What they are to the head ("Chủ hộ", "Vợ", "Con", ...).
    pub relation_to_head: String,
    /// Ten digits.
    pub phone: Option<String>,
    /// Most people have none.
    pub email: Option<String>,
    /// Level of the electronic identity account: 0 none, 1 or 2 (domain rules 1.3).
    pub level: u8,
}

/// A registered marriage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marriage {
    /// The husband's number.
    pub husband: String,
    /// The wife's number.
    pub wife: String,
    /// Number and year, as "41/2018".
    pub number: String,
    /// The day of registration.
    pub registered_on: NaiveDate,
    /// Code of the commune that registered it.
    pub commune: String,
}

/// What a birth notice says of a parent. It is what the hospital wrote, which may differ from the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeParent {
    /// Full name as the hospital wrote it.
    pub full_name: String,
    /// Personal number.
    pub personal_id: String,
    /// Birth date.
    pub born: Birth,
}

/// A hospital's birth notice (giấy chứng sinh).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BirthNotice {
    /// Eighteen characters, `XXXXX.GCS.ZZZZZ.YY`.
    pub number: String,
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// Name of the health facility.
    pub facility: String,
    /// Where the facility is.
    pub place: Place,
    /// Day of birth.
    pub born_on: NaiveDate,
    /// Time of birth, `HH:mm`.
    pub born_at: String,
    /// The child's sex.
    pub sex: Sex,
    /// The mother.
    pub mother: NoticeParent,
    /// The father, where the mother named one.
    pub father: Option<NoticeParent>,
    /// Which of the children of this birth, from 1.
    pub order: u8,
    /// How many children were born.
    pub of: u8,
    /// The child's personal number once the birth is registered.
    pub registered_as: Option<String>,
}
