//! Registering a birth: what is checked, what is entered in the book, which number the child gets.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::people::{Birth, Marital, Person, Place, Sex, number};
use crate::registry::{Registry, same_name};

/// What a local system files about a birth, read from the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BirthData {
    pub notice: Option<String>,
    pub child_name: String,
    pub sex: Sex,
    pub born_on: NaiveDate,
    pub ethnicity: String,
    pub hometown: Place,
    pub mother: Option<String>,
    pub mother_name: Option<String>,
    pub father: Option<String>,
    pub father_name: Option<String>,
    /// The commune that registers.
    pub commune: String,
}

/// One dossier filed with the civil-status system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filing {
    pub dossier: String,
    pub birth: BirthData,
    pub outcome: Outcome,
}

/// What became of a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Waiting to be registered at that time.
    Waiting { until: DateTime<Utc> },
    /// In the book.
    Registered(Box<Registration>),
    /// Not possible.
    Failed(Problem),
}

/// An entry in the birth book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Registration {
    pub child: Person,
    pub commune: String,
    pub registered_on: NaiveDate,
    pub number: u32,
    pub page: u32,
}

impl Registration {
    /// The year of the book.
    pub fn year(&self) -> i32 {
        self.registered_on.year()
    }

    /// As printed: number and year.
    pub fn number_text(&self) -> String {
        format!("{}/{}", self.number, self.year())
    }

    /// As printed: the year's book number and year.
    pub fn book_text(&self) -> String {
        format!("01/{}", self.year())
    }
}

/// Why a birth cannot be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Problem {
    AlreadyRegistered,
    UnknownNotice,
    NoticeOfAnotherMother,
    UnknownMother,
    MotherNameDiffers,
    UnknownFather,
    FatherNameDiffers,
    BornInTheFuture,
    BadName,
    NoParent,
}

impl Problem {
    /// Code and sentence as the system answers them.
    pub fn wire(self) -> (&'static str, &'static str) {
        match self {
            Self::AlreadyRegistered => ("DA_DANG_KY", "Trẻ đã được đăng ký khai sinh"),
            Self::UnknownNotice => ("KHONG_CO_GCS", "Không tìm thấy giấy chứng sinh"),
            Self::NoticeOfAnotherMother => ("SAI_GCS", "Giấy chứng sinh không phải của người mẹ đã khai"),
            Self::UnknownMother => ("KHONG_CO_ME", "Không tìm thấy người mẹ trong cơ sở dữ liệu dân cư"),
            Self::MotherNameDiffers => ("SAI_TEN_ME", "Họ tên mẹ không khớp cơ sở dữ liệu dân cư"),
            Self::UnknownFather => ("KHONG_CO_CHA", "Không tìm thấy người cha trong cơ sở dữ liệu dân cư"),
            Self::FatherNameDiffers => ("SAI_TEN_CHA", "Họ tên cha không khớp cơ sở dữ liệu dân cư"),
            Self::BornInTheFuture => ("SAI_NGAY_SINH", "Ngày sinh của trẻ ở tương lai"),
            Self::BadName => ("SAI_TEN_TRE", "Họ tên trẻ có chữ số hoặc ký hiệu, hoặc để trống"),
            Self::NoParent => ("THIEU_CHA_ME", "Phải có thông tin của mẹ hoặc của cha"),
        }
    }
}

/// Whether the birth can be registered.
pub(crate) fn check(registry: &Registry, birth: &BirthData, today: NaiveDate) -> Result<(), Problem> {
    // A name is letters of a language of Vietnam's peoples, no digits or symbols (Civil Code Art. 26).
    let named = birth.child_name.split_whitespace().count() >= 2;
    let lettered = birth
        .child_name
        .chars()
        .all(|it| it.is_alphabetic() || it.is_whitespace() || "-'’".contains(it));
    if !named || !lettered {
        return Err(Problem::BadName);
    }
    if birth.born_on > today {
        return Err(Problem::BornInTheFuture);
    }
    if birth.mother.is_none() && birth.father.is_none() {
        return Err(Problem::NoParent);
    }
    let known = |id: &Option<String>, name: &Option<String>, unknown, differs| {
        let Some(id) = id else { return Ok(()) };
        let person = registry.people.get(id).ok_or(unknown)?;
        if name.as_ref().is_none_or(|it| same_name(it, &person.full_name)) {
            Ok(())
        } else {
            Err(differs)
        }
    };
    known(
        &birth.mother,
        &birth.mother_name,
        Problem::UnknownMother,
        Problem::MotherNameDiffers,
    )?;
    known(
        &birth.father,
        &birth.father_name,
        Problem::UnknownFather,
        Problem::FatherNameDiffers,
    )?;
    if let Some(number) = &birth.notice {
        let notice = registry.notices.get(number).ok_or(Problem::UnknownNotice)?;
        if birth.mother.as_ref().is_some_and(|it| *it != notice.mother.personal_id) {
            return Err(Problem::NoticeOfAnotherMother);
        }
    }
    if registry.already_registered(birth) {
        Err(Problem::AlreadyRegistered)
    } else {
        Ok(())
    }
}

/// Enters the birth in the book: the next number of the commune, and a new personal number for the child.
/// `draw` gives any number.
pub(crate) fn register(
    registry: &Registry,
    birth: &BirthData,
    today: NaiveDate,
    draw: impl FnMut() -> u64,
) -> Registration {
    let office = crate::people::Place::new(&birth.commune, "");
    let prefix = number::prefix(&office.province, birth.sex, birth.born_on.year());
    let personal_id = number::mint(&prefix, draw, |it| registry.people.contains_key(it));
    let parent = [&birth.mother, &birth.father]
        .into_iter()
        .flatten()
        .find_map(|it| registry.people.get(it));
    let home = parent.map_or(office, |it| it.permanent.clone());
    let head = parent.map_or_else(|| personal_id.clone(), |it| it.head.clone());
    let entry = registry.next_number(&birth.commune, today.year());
    let child = Person {
        full_name: birth.child_name.split_whitespace().collect::<Vec<_>>().join(" "),
        sex: birth.sex,
        born: Birth::Day(birth.born_on),
        ethnicity: birth.ethnicity.clone(),
        hometown: birth.hometown.clone(),
        permanent: home.clone(),
        current: home,
        marital: Marital::Single,
        spouse: None,
        mother: birth.mother.clone(),
        father: birth.father.clone(),
        head,
        relation_to_head: "Con".to_owned(),
        phone: None,
        email: None,
        level: 0,
        personal_id,
    };
    // Two entries stand on a page of the book.
    Registration {
        child,
        commune: birth.commune.clone(),
        registered_on: today,
        number: entry,
        page: entry.div_ceil(2),
    }
}
