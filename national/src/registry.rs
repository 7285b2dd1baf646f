//! What the simulated registers hold while they run.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::civil_status::{Filing, Outcome, Registration};
use crate::general::{self, Records};
use crate::orders::{Order, Progress, Work};
use crate::people::{Birth, BirthNotice, Marital, Marriage, Person, Population};

/// People, papers and filings, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub people: BTreeMap<String, Person>,
    pub marriages: Vec<Marriage>,
    pub notices: BTreeMap<String, BirthNotice>,
    /// By dossier code (maHoSo).
    pub filings: BTreeMap<String, Filing>,
    /// By the id of the request (maYeuCau).
    pub orders: BTreeMap<String, Order>,
    /// What other registers hold.
    pub records: Records,
    /// What services were asked to do, by the id of the request.
    pub services: BTreeMap<String, general::Order>,
    /// The order that does or did a work for a child, by request id.
    by_child: BTreeMap<(Work, String), String>,
    /// The last number given in a commune's book, by commune and year.
    numbers: BTreeMap<(String, i32), u32>,
}

impl Registry {
    pub fn new(made: Population, today: NaiveDate) -> Self {
        Self {
            records: general::records(&made, today),
            people: made.people.into_iter().map(|it| (it.personal_id.clone(), it)).collect(),
            marriages: made.marriages,
            notices: made.notices.into_iter().map(|it| (it.number.clone(), it)).collect(),
            ..Self::default()
        }
    }

    /// The number the next entry of a commune's birth book gets.
    pub fn next_number(&self, commune: &str, year: i32) -> u32 {
        // A commune has registered some births before the simulation began.
        self.numbers
            .get(&(commune.to_owned(), year))
            .map_or(101, |last| last + 1)
    }

    /// Keeps a filing as it is now; a registration puts the child among the people and closes the notice.
    pub fn keep(&mut self, filing: Filing) {
        if let Outcome::Registered(done) = &filing.outcome {
            self.add_child(done);
            self.numbers.insert((done.commune.clone(), done.year()), done.number);
            if let Some(notice) = filing.birth.notice.as_ref().and_then(|it| self.notices.get_mut(it)) {
                notice.registered_as = Some(done.child.personal_id.clone());
            }
        }
        self.filings.insert(filing.dossier.clone(), filing);
    }

    /// Keeps an order as it is now.
    pub fn keep_order(&mut self, order: Order) {
        let child = (order.ask.work, order.ask.child.clone());
        if matches!(order.progress, Progress::Refused(_)) {
            if self.by_child.get(&child) == Some(&order.request) {
                self.by_child.remove(&child);
            }
        } else {
            self.by_child.entry(child).or_insert_with(|| order.request.clone());
        }
        self.orders.insert(order.request.clone(), order);
    }

    /// The order that does or did that work for a child.
    pub fn order_of_child(&self, work: Work, child: &str) -> Option<&Order> {
        let request = self.by_child.get(&(work, child.to_owned()))?;
        self.orders.get(request)
    }

    fn add_child(&mut self, done: &Registration) {
        self.people.insert(done.child.personal_id.clone(), done.child.clone());
    }

    /// A registered child of that mother and birth date under that name, or of that notice.
    pub fn already_registered(&self, birth: &crate::civil_status::BirthData) -> bool {
        if let Some(notice) = birth.notice.as_ref().and_then(|it| self.notices.get(it)) {
            return notice.registered_as.is_some();
        }
        birth.mother.as_ref().is_some_and(|mother| {
            self.people.values().any(|it| {
                it.mother.as_ref() == Some(mother)
                    && it.born == Birth::Day(birth.born_on)
                    && same_name(&it.full_name, &birth.child_name)
            })
        })
    }

    /// The registered marriage of a person, where the register knows one that lasts.
    pub fn marriage_of(&self, personal_id: &str) -> Option<&Marriage> {
        let married = self
            .people
            .get(personal_id)
            .is_some_and(|it| it.marital == Marital::Married);
        self.marriages
            .iter()
            .find(|it| married && (it.husband == personal_id || it.wife == personal_id))
    }
}

/// Whether two spellings are the same name: capitals and spacing do not count, accents do.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>();
    plain(one) == plain(other)
}
