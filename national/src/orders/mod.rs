//! What the police and the social insurance are asked to do for a child: taken at once, done or refused at once or later.
//!
//! A request is known by its id: however often it arrives, it is one order with one answer.

mod check;
mod desk;
mod result;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::faults::System;
use crate::people::Place;

pub(crate) use desk::OrderError;

/// Something that is done for a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Work {
    /// Permanent residence is registered (đăng ký thường trú).
    PermanentResidence,
    /// An identity card is issued (cấp thẻ căn cước).
    IdentityCard,
    /// A health-insurance card is issued (cấp thẻ BHYT).
    HealthCard,
}

impl Work {
    pub fn system(self) -> System {
        match self {
            Self::PermanentResidence | Self::IdentityCard => System::Residence,
            Self::HealthCard => System::SocialInsurance,
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            Self::PermanentResidence => "permanent_residence",
            Self::IdentityCard => "identity_card",
            Self::HealthCard => "health_card",
        }
    }

    /// What its references begin with.
    fn prefix(self) -> &'static str {
        match self {
            Self::PermanentResidence => "TT",
            Self::IdentityCard => "CC",
            Self::HealthCard => "BH",
        }
    }
}

/// What is asked, read from the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ask {
    pub work: Work,
    /// The dossier it is for (maHoSo).
    pub dossier: String,
    pub child: String,
    pub child_name: String,
    pub born_on: NaiveDate,
    /// Number of the entry in the birth book.
    pub certificate: String,
    /// The dwelling.
    pub place: Option<Place>,
    pub head: Option<String>,
    pub head_name: Option<String>,
    pub relation: String,
    /// The head of the household, or the owner, agrees.
    pub consent: bool,
    /// Facility of first care: code and name.
    pub facility: Option<String>,
    pub facility_name: Option<String>,
}

/// A request with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// The id of the request (maYeuCau).
    pub request: String,
    /// The system's own name for it (maTiepNhan).
    pub reference: String,
    pub ask: Ask,
    pub progress: Progress,
    /// Whether the one who asked is still to be told how it ended.
    pub untold: bool,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Progress {
    /// Looked at that time.
    Waiting { until: DateTime<Utc> },
    /// Done, with the result as the wire has it.
    Done(Map<String, Value>),
    /// Decided against.
    Refused(Objection),
}

/// Why something is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Objection {
    UnknownChild,
    ChildNameDiffers,
    BirthDateDiffers,
    TooOld,
    UnknownHead,
    HeadNameDiffers,
    NoConsent,
    DwellingNotLawful,
    NoFacility,
    AlreadyDone,
    UnderWayElsewhere,
    NotEligible,
}

impl Objection {
    /// Code and sentence as the systems answer them.
    pub fn wire(self, work: Work) -> (&'static str, &'static str) {
        match (self, work) {
            (Self::UnknownChild, _) => ("KHONG_CO_TRE", "Không tìm thấy trẻ trong cơ sở dữ liệu dân cư"),
            (Self::ChildNameDiffers, _) => ("SAI_TEN_TRE", "Họ tên trẻ không khớp cơ sở dữ liệu dân cư"),
            (Self::BirthDateDiffers, _) => ("SAI_NGAY_SINH", "Ngày sinh của trẻ không khớp cơ sở dữ liệu dân cư"),
            (Self::TooOld, _) => ("QUA_TUOI", "Trẻ đã đủ 6 tuổi"),
            (Self::UnknownHead, _) => ("KHONG_CO_CHU_HO", "Không tìm thấy chủ hộ trong cơ sở dữ liệu dân cư"),
            (Self::HeadNameDiffers, _) => ("SAI_TEN_CHU_HO", "Họ tên chủ hộ không khớp cơ sở dữ liệu dân cư"),
            (Self::NoConsent, _) => ("CHUA_DONG_Y", "Chưa có ý kiến đồng ý của chủ hộ hoặc chủ sở hữu chỗ ở"),
            (Self::DwellingNotLawful, _) => (
                "CHO_O_KHONG_DU_DIEU_KIEN",
                "Chỗ ở không đủ điều kiện đăng ký thường trú",
            ),
            (Self::NoFacility, _) => ("SAI_CSKCB", "Chưa chọn nơi đăng ký khám bệnh, chữa bệnh ban đầu"),
            (Self::AlreadyDone, Work::PermanentResidence) => ("DA_DANG_KY", "Trẻ đã được đăng ký thường trú"),
            (Self::AlreadyDone, Work::HealthCard) => ("DA_CO_THE", "Trẻ đã có thẻ bảo hiểm y tế"),
            (Self::AlreadyDone, Work::IdentityCard) => ("DA_CO_THE", "Trẻ đã có thẻ căn cước"),
            (Self::UnderWayElsewhere, _) => ("DANG_GIAI_QUYET", "Đã có hồ sơ khác đang giải quyết cho trẻ này"),
            (Self::NotEligible, _) => ("KHONG_DU_DIEU_KIEN", "Hồ sơ không đủ điều kiện giải quyết"),
        }
    }
}
