//! Faults that can be put on a simulated system while it runs, to try what depends on it.

mod distort;
mod layer;
mod page;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

pub(crate) use distort::distort;
pub(crate) use layer::{Declines, misbehave};
pub(crate) use page::router;

/// A simulated system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// The national population database.
    Population,
    /// The hospitals' birth notices.
    BirthNotices,
    /// The civil-status system.
    CivilStatus,
    /// The police's residence and identity-card system.
    Residence,
    /// The social-insurance system.
    SocialInsurance,
    /// Social assistance and poverty status.
    SocialAssistance,
    /// People with merit.
    Merit,
    /// The tax authority.
    Tax,
    /// Land-use certificates.
    Land,
    /// The traffic police: vehicles, driving licences, fines.
    Traffic,
    /// The health database: papers of health facilities, death notices.
    Health,
    /// Schools, exams and degrees.
    Education,
    /// Passports.
    Immigration,
    /// Courts and enforcement offices.
    Courts,
    /// The business register.
    Businesses,
    /// The directory of organisations.
    Organisations,
    /// The electricity company's customers.
    Electricity,
    /// Notarised contracts.
    Notaries,
    /// Customs declarations.
    Customs,
    /// Criminal records.
    CriminalRecords,
    /// The register of seals.
    Seals,
    /// The payment platform and the State Treasury.
    Payments,
    /// The identity provider.
    Identity,
}

impl System {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 23] = [
        Self::Population,
        Self::BirthNotices,
        Self::CivilStatus,
        Self::Residence,
        Self::SocialInsurance,
        Self::SocialAssistance,
        Self::Merit,
        Self::Tax,
        Self::Land,
        Self::Traffic,
        Self::Health,
        Self::Education,
        Self::Immigration,
        Self::Courts,
        Self::Businesses,
        Self::Organisations,
        Self::Electricity,
        Self::Notaries,
        Self::Customs,
        Self::CriminalRecords,
        Self::Seals,
        Self::Payments,
        Self::Identity,
    ];

    /// Those that only speak the one message of the data-sharing platform.
    pub const GENERAL: [Self; 17] = [
        Self::SocialAssistance,
        Self::Merit,
        Self::Tax,
        Self::Land,
        Self::Traffic,
        Self::Health,
        Self::Education,
        Self::Immigration,
        Self::Courts,
        Self::Businesses,
        Self::Organisations,
        Self::Electricity,
        Self::Notaries,
        Self::Customs,
        Self::CriminalRecords,
        Self::Seals,
        Self::Payments,
    ];

    /// Whether it is one of those that hold what they are asked to do for a while.
    pub fn is_holding(self) -> bool {
        !matches!(self, Self::Population | Self::BirthNotices | Self::Identity)
    }

    /// As in addresses: `population`, `birth_notices`, `social_insurance`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::BirthNotices => "birth_notices",
            Self::CivilStatus => "civil_status",
            Self::Residence => "residence",
            Self::SocialInsurance => "social_insurance",
            Self::SocialAssistance => "social_assistance",
            Self::Merit => "merit",
            Self::Tax => "tax",
            Self::Land => "land",
            Self::Traffic => "traffic",
            Self::Health => "health",
            Self::Education => "education",
            Self::Immigration => "immigration",
            Self::Courts => "courts",
            Self::Businesses => "businesses",
            Self::Organisations => "organisations",
            Self::Electricity => "electricity",
            Self::Notaries => "notaries",
            Self::Customs => "customs",
            Self::CriminalRecords => "criminal_records",
            Self::Seals => "seals",
            Self::Payments => "payments",
            Self::Identity => "identity",
        }
    }

    /// The system of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// What people call it, in Vietnamese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Population => ("Cơ sở dữ liệu quốc gia về dân cư", "National population database"),
            Self::BirthNotices => ("Giấy chứng sinh điện tử", "Electronic birth notices"),
            Self::CivilStatus => ("Hệ thống đăng ký hộ tịch", "Civil-status system"),
            Self::Residence => (
                "Hệ thống cư trú và căn cước (công an)",
                "Residence and identity cards (police)",
            ),
            Self::SocialInsurance => ("Hệ thống bảo hiểm xã hội", "Social insurance system"),
            Self::SocialAssistance => ("Cơ sở dữ liệu an sinh xã hội", "Social protection database"),
            Self::Merit => ("Cơ sở dữ liệu người có công", "People-with-merit database"),
            Self::Tax => ("Hệ thống thuế", "Tax system"),
            Self::Land => ("Cơ sở dữ liệu quốc gia về đất đai", "National land database"),
            Self::Traffic => ("Hệ thống của cảnh sát giao thông", "Traffic police system"),
            Self::Health => ("Cơ sở dữ liệu y tế", "Health database"),
            Self::Education => ("Cơ sở dữ liệu ngành giáo dục", "Education database"),
            Self::Immigration => ("Cơ sở dữ liệu xuất nhập cảnh", "Immigration database"),
            Self::Courts => ("Thông báo của Tòa án, thi hành án", "Court notices"),
            Self::Businesses => ("Cơ sở dữ liệu đăng ký doanh nghiệp", "Business register"),
            Self::Organisations => ("Danh mục cơ quan, tổ chức", "Directory of organisations"),
            Self::Electricity => ("Hệ thống khách hàng dùng điện", "Electricity customer system"),
            Self::Notaries => ("Cơ sở dữ liệu công chứng", "Notarial database"),
            Self::Customs => ("Hệ thống thông tin hải quan", "Customs system"),
            Self::CriminalRecords => ("Cơ sở dữ liệu lý lịch tư pháp", "Criminal record database"),
            Self::Seals => ("Hệ thống đăng ký con dấu", "Seal register"),
            Self::Payments => (
                "Nền tảng thanh toán và Kho bạc Nhà nước",
                "Payment platform and State Treasury",
            ),
            Self::Identity => ("Đăng nhập định danh điện tử", "Identity provider"),
        }
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Every answer takes that much longer.
    Slow {
        /// Milliseconds.
        millis: u64,
    },
    /// Not reachable: every call is answered 503 and nothing is done.
    Down,
    /// The work is done, but the fields of the answer have other names.
    WrongSchema,
    /// The system says no (403) and nothing is done.
    Refuse,
    /// The work is done, but the connection breaks before the answer is through.
    LostReply,
    /// The message arrives twice, as on a bus that repeats; the second answer is the one that comes back.
    Doubled,
    /// The answer is that many megabytes of nonsense.
    HugeReply {
        /// Megabytes.
        megabytes: u64,
    },
    /// A message waits until the next one has overtaken it, or that long.
    Reordered {
        /// Milliseconds.
        millis: u64,
    },
    /// The work is done, but the answer is about somebody else: every personal number in it is another.
    WrongData,
    /// The work is done, but the answer carries the signature of something else.
    WrongSignature,
    /// The work is done, and every name in the answer ends in a script.
    ScriptInName,
    /// The office looks at what it is asked and decides against it: its answer is a refusal with a reason.
    Decline,
}

/// A fault and for how many calls it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Setting {
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// After that many calls all is well again; without it, it lasts until it is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

impl From<Fault> for Setting {
    fn from(fault: Fault) -> Self {
        Self { fault, times: None }
    }
}

/// The faults set now.
#[derive(Debug, Default)]
pub struct Faults {
    settings: Mutex<BTreeMap<System, Setting>>,
    /// How often each system was called.
    calls: Mutex<BTreeMap<System, u64>>,
    /// By system, the message that waits to be overtaken.
    overtaken: Mutex<BTreeMap<System, Arc<Notify>>>,
}

/// A message's place in a reordered pair.
pub(crate) enum Turn {
    /// Waits until it is told.
    First(Arc<Notify>),
    /// Goes ahead, then tells.
    Second(Arc<Notify>),
}

impl Faults {
    /// Sets what goes wrong with a system from now on.
    pub fn set(&self, system: System, setting: impl Into<Setting>) {
        self.lock().insert(system, setting.into());
    }

    /// What is set for a system.
    pub fn get(&self, system: System) -> Setting {
        self.lock().get(&system).copied().unwrap_or_default()
    }

    /// The fault the next call meets; counts it.
    pub(crate) fn strike(&self, system: System) -> Fault {
        *self
            .calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(system)
            .or_default() += 1;
        let mut settings = self.lock();
        let setting = settings.entry(system).or_default();
        let fault = setting.fault;
        if let Some(times) = &mut setting.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                *setting = Setting::default();
            }
        }
        fault
    }

    /// How often a system was called so far, whatever came of it.
    pub fn calls(&self, system: System) -> u64 {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.get(&system).copied().unwrap_or(0)
    }

    /// Which of a pair a reordered message is.
    pub(crate) fn turn(&self, system: System) -> Turn {
        let mut overtaken = self.overtaken.lock().unwrap_or_else(PoisonError::into_inner);
        match overtaken.remove(&system) {
            Some(first) => Turn::Second(first),
            None => {
                let first = Arc::<Notify>::default();
                overtaken.insert(system, first.clone());
                Turn::First(first)
            }
        }
    }

    /// How many messages wait to be overtaken (0 or 1).
    pub fn waiting(&self, system: System) -> usize {
        let overtaken = self.overtaken.lock().unwrap_or_else(PoisonError::into_inner);
        usize::from(overtaken.contains_key(&system))
    }

    /// Nobody came to overtake it.
    pub(crate) fn not_overtaken(&self, system: System, first: &Arc<Notify>) {
        let mut overtaken = self.overtaken.lock().unwrap_or_else(PoisonError::into_inner);
        if overtaken.get(&system).is_some_and(|it| Arc::ptr_eq(it, first)) {
            overtaken.remove(&system);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<System, Setting>> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_set_for_two_calls_is_gone_at_the_third() {
        let faults = Faults::default();
        faults.set(
            System::Population,
            Setting {
                fault: Fault::Down,
                times: Some(2),
            },
        );
        let struck: Vec<_> = (0..3).map(|_| faults.strike(System::Population)).collect();
        assert_eq!(struck, [Fault::Down, Fault::Down, Fault::None]);
        assert_eq!(faults.strike(System::CivilStatus), Fault::None);
    }

    #[test]
    fn settings_read_and_write_as_plain_json() {
        let setting: Setting = serde_json::from_str(r#"{"fault":"slow","millis":250,"times":3}"#).unwrap();
        assert_eq!(
            setting,
            Setting {
                fault: Fault::Slow { millis: 250 },
                times: Some(3)
            }
        );
        assert_eq!(
            serde_json::to_string(&Setting::from(Fault::LostReply)).unwrap(),
            r#"{"fault":"lost_reply"}"#
        );
    }
}
