//! Makes the population: demo families first, then households drawn from the seed until there are enough people.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};

use super::dice::Dice;
use super::{Birth, BirthNotice, Marital, Marriage, NoticeParent, Person, Place, Sex, demo, names, number};
use crate::reference::Places;

/// Everyone there is, before anything was registered in the simulated systems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Population {
    /// The people.
    pub people: Vec<Person>,
    /// Their marriages.
    pub marriages: Vec<Marriage>,
    /// The hospitals' birth notices.
    pub notices: Vec<BirthNotice>,
}

/// At least `count` people as they are on `today`. The same arguments give the same people.
pub fn generate(seed: u64, today: NaiveDate, count: usize) -> Population {
    let made = demo::families(today);
    let taken = made.people.iter().map(|it| it.personal_id.clone()).collect();
    let mut builder = Builder {
        dice: Dice::new(seed),
        today,
        made,
        taken,
        notices: 0,
    };
    while builder.made.people.len() < count {
        builder.household();
    }
    builder.made
}

struct Builder {
    dice: Dice,
    today: NaiveDate,
    made: Population,
    taken: HashSet<String>,
    notices: u32,
}

/// Hospitals the generated children are born in: code in the notice's number, name, commune, address.
const HOSPITALS: [(&str, &str, &str, &str); 3] = [
    ("01007", "Bệnh viện Phụ sản Trung ương", "00082", "43 Tràng Thi"),
    ("01929", demo::HOSPITAL, "00025", "929 La Thành"),
    ("01816", "Bệnh viện Bạch Mai", "00229", "78 Giải Phóng"),
];

impl Builder {
    fn household(&mut self) {
        let home = self.home();
        match self.dice.below(100) {
            0..65 => self.couple(&home, 23, 55),
            65..75 => self.lone_parent(&home, Sex::Female),
            75..80 => self.lone_parent(&home, Sex::Male),
            80..90 => self.elders(&home),
            _ => {
                let sex = *self.dice.pick(&[Sex::Male, Sex::Female]);
                let family = names::family(&mut self.dice);
                let born = self.birthday(19, 34);
                self.person(family, sex, born, &home);
            }
        }
    }

    /// Six homes in ten are in Hà Nội, and of those one in four in the demo's own ward.
    fn home(&mut self) -> Place {
        let in_capital = self.dice.chance(60);
        let in_ward = in_capital && self.dice.chance(25);
        let communes: Vec<_> = Places::get()
            .communes()
            .filter(|it| {
                if in_capital {
                    it.province_code == "01" && it.kind == "phường"
                } else {
                    it.province_code != "01"
                }
            })
            .collect();
        let commune = *self.dice.pick(&communes);
        let code = if in_ward { demo::WARD } else { commune.code.as_str() };
        let detail = names::address(&mut self.dice, in_ward || commune.kind == "phường");
        Place::new(code, &detail)
    }

    /// A day on which someone was born who is between `youngest` and `oldest` years old.
    fn birthday(&mut self, youngest: i32, oldest: i32) -> NaiveDate {
        let age = self.dice.between(youngest, oldest);
        self.day_of(self.today.year() - age - 1)
    }

    fn day_of(&mut self, year: i32) -> NaiveDate {
        let first = NaiveDate::from_yo_opt(year, 1).unwrap_or(self.today);
        first + Days::new(u64::from(self.dice.below(365)))
    }

    /// A single head of their own household; callers change what is different.
    fn person(&mut self, family: &str, sex: Sex, born: NaiveDate, home: &Place) -> usize {
        let prefix = number::prefix(&home.province, sex, born.year());
        let (dice, taken) = (&mut self.dice, &self.taken);
        let personal_id = number::mint(&prefix, || dice.roll(), |it| taken.contains(it));
        self.taken.insert(personal_id.clone());
        let age = self.today.year() - born.year();
        // Of people over seventy, some were recorded with the year alone.
        let born = if age > 70 && self.dice.chance(30) {
            Birth::Year(born.year())
        } else {
            Birth::Day(born)
        };
        let kinh = self.dice.chance(92);
        let ethnicity = if kinh {
            "01"
        } else {
            self.dice.pick(&["02", "03", "06", "07", "08", "09", "05", "12"])
        };
        let level = match age {
            ..14 => 0,
            14..18 => 1,
            _ if self.dice.chance(88) => 2,
            _ => 1,
        };
        let phone = (age >= 14).then(|| names::phone(&mut self.dice));
        let email = (level == 2 && self.dice.chance(40)).then(|| format!("nguoidan{}@example.vn", &personal_id[6..]));
        self.made.people.push(Person {
            full_name: names::full(&mut self.dice, family, sex),
            sex,
            born,
            ethnicity: ethnicity.to_owned(),
            hometown: Place {
                detail: String::new(),
                ..home.clone()
            },
            permanent: home.clone(),
            current: home.clone(),
            marital: Marital::Single,
            spouse: None,
            mother: None,
            father: None,
            head: personal_id.clone(),
            relation_to_head: "Chủ hộ".to_owned(),
            phone,
            email,
            level,
            personal_id,
        });
        self.made.people.len() - 1
    }

    fn wed(&mut self, husband: usize, wife: usize) {
        let people = &mut self.made.people;
        let younger = people[husband].born.year().max(people[wife].born.year());
        let (his, hers) = (people[husband].personal_id.clone(), people[wife].personal_id.clone());
        people[husband].spouse = Some(hers.clone());
        people[wife].spouse = Some(his.clone());
        people[husband].marital = Marital::Married;
        people[wife].marital = Marital::Married;
        self.join(wife, husband, "Vợ");
        let latest = self.today.year() - 1;
        let year = (younger + self.dice.between(20, 27)).min(latest);
        let registered_on = self.day_of(year);
        let commune = self.made.people[husband].permanent.commune.clone();
        let number = format!("{}/{year}", self.dice.between(1, 240));
        self.made.marriages.push(Marriage {
            husband: his,
            wife: hers,
            number,
            registered_on,
            commune,
        });
    }

    /// Moves someone into the household of another.
    fn join(&mut self, who: usize, of: usize, relation: &str) {
        let (head, home) = (
            self.made.people[of].head.clone(),
            self.made.people[of].permanent.clone(),
        );
        let who = &mut self.made.people[who];
        who.head = head;
        who.relation_to_head = relation.to_owned();
        who.permanent = home.clone();
        who.current = home;
    }

    fn couple(&mut self, home: &Place, youngest: i32, oldest: i32) {
        let (his, hers) = (names::family(&mut self.dice), names::family(&mut self.dice));
        let born = self.birthday(youngest, oldest);
        let husband = self.person(his, Sex::Male, born, home);
        let wife_year = (born.year() + self.dice.between(-2, 5)).min(self.today.year() - 21);
        let born = self.day_of(wife_year);
        let wife = self.person(hers, Sex::Female, born, home);
        self.wed(husband, wife);
        if self.dice.chance(30) {
            self.parents_of(husband, home);
        }
        if self.dice.chance(15) {
            let home = self.home();
            self.parents_of(wife, &home);
        }
        let age = self.today.year() - wife_year;
        self.children(wife, Some(husband), his);
        if age <= 42 && self.dice.chance(55) {
            self.notice(wife, Some(husband));
        }
    }

    /// The parents of someone, in a household of their own.
    fn parents_of(&mut self, child: usize, home: &Place) {
        let (name, year) = (
            self.made.people[child].full_name.clone(),
            self.made.people[child].born.year(),
        );
        let family = name.split(' ').next().unwrap_or("Nguyễn");
        let older = self.dice.between(22, 32);
        let born = self.day_of(year - older);
        let father = self.person(family, Sex::Male, born, home);
        let older = self.dice.between(20, 28);
        let born = self.day_of(year - older);
        let family = names::family(&mut self.dice);
        let mother = self.person(family, Sex::Female, born, home);
        self.wed(father, mother);
        let (father, mother) = (
            self.made.people[father].personal_id.clone(),
            self.made.people[mother].personal_id.clone(),
        );
        self.made.people[child].father = Some(father);
        self.made.people[child].mother = Some(mother);
    }

    fn children(&mut self, mother: usize, father: Option<usize>, family: &str) {
        let mother_year = self.made.people[mother].born.year();
        // Grown-up children have moved out, those of the last year are left to the birth notices.
        let first = (mother_year + 21).max(self.today.year() - 22);
        let mut year = first + self.dice.between(0, 4);
        for _ in 0..self.dice.below(4) {
            if year > self.today.year() - 2 || year > mother_year + 43 {
                break;
            }
            let home = self.made.people[mother].permanent.clone();
            let sex = *self.dice.pick(&[Sex::Male, Sex::Female]);
            let born = self.day_of(year);
            let child = self.person(family, sex, born, &home);
            self.join(child, mother, "Con");
            self.made.people[child].mother = Some(self.made.people[mother].personal_id.clone());
            self.made.people[child].father = father.map(|it| self.made.people[it].personal_id.clone());
            year += self.dice.between(2, 5);
        }
    }

    fn lone_parent(&mut self, home: &Place, sex: Sex) {
        let family = names::family(&mut self.dice);
        let born = self.birthday(23, 45);
        let parent = self.person(family, sex, born, home);
        match sex {
            Sex::Female => {
                self.children(parent, None, family);
                if self.dice.chance(40) {
                    self.notice(parent, None);
                }
            }
            Sex::Male => self.made.people[parent].marital = Marital::Divorced,
        }
    }

    fn elders(&mut self, home: &Place) {
        self.couple(home, 62, 84);
        if self.dice.chance(30) {
            let family = names::family(&mut self.dice);
            let born = self.birthday(68, 90);
            let widow = self.person(family, Sex::Female, born, home);
            self.made.people[widow].marital = Marital::Widowed;
        }
    }

    /// A birth of the last weeks that nobody has registered yet.
    fn notice(&mut self, mother: usize, father: Option<usize>) {
        let days = self.dice.below(50);
        let born_on = self.today - Days::new(u64::from(days));
        self.notices += 1;
        let (code, facility, commune, address) = *self.dice.pick(&HOSPITALS);
        let parent = |it: &Person| NoticeParent {
            full_name: it.full_name.clone(),
            personal_id: it.personal_id.clone(),
            born: it.born,
        };
        let notice = BirthNotice {
            number: demo::notice_number(code, self.notices, born_on),
            issued_on: (born_on + Days::new(1)).min(self.today),
            facility: facility.to_owned(),
            place: Place::new(commune, address),
            born_on,
            born_at: format!("{:02}:{:02}", self.dice.below(24), self.dice.below(60)),
            sex: *self.dice.pick(&[Sex::Male, Sex::Female]),
            mother: parent(&self.made.people[mother]),
            father: father.map(|it| parent(&self.made.people[it])),
            order: 1,
            of: 1,
            registered_as: None,
        };
        self.made.notices.push(notice);
    }
}

#[cfg(test)]
#[path = "generate_tests.rs"]
mod tests;
