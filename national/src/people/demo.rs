//! The named people of the demonstration: the same whatever the seed, their children's births relative to today.

use chrono::{Datelike, Days, NaiveDate};

use super::{Birth, BirthNotice, Marital, Marriage, NoticeParent, Person, Place, Population, Sex};

/// Phường Hồng Hà, Hà Nội: where most of the demo people live.
pub const WARD: &str = "00097";
/// The hospital the demo children are born in.
pub const HOSPITAL: &str = "Bệnh viện Phụ sản Hà Nội";

/// A person to try the system with, for the README, the sign-in page and the demo's home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPerson {
    /// Full name.
    pub name: &'static str,
    /// Personal number.
    pub personal_id: &'static str,
    /// Who they are, in Vietnamese.
    pub who_vi: &'static str,
    /// Who they are, in English.
    pub who_en: &'static str,
}

const LAN: &str = "001196028417";
const HUNG: &str = "001094015263";
const BINH: &str = "001061007350";
const NGA: &str = "001163009214";
const HUONG: &str = "001193044182";
const TUAN: &str = "001091036704";
const BAO: &str = "001226018835";
const MAI: &str = "001199052906";
const YEN: &str = "001195061173";
const ANH: &str = "001092070458";
const HUY: &str = "001201083327";
const THAO: &str = "001197090641";
const SON: &str = "031093024519";
const HOA: &str = "001198011742";
const TOAN: &str = "001096022638";
/// A single man, whom the single mother may marry.
pub const KHAI: &str = "001097045216";
const SAU: &str = "001148003291";

/// The demo people in the order in which they are best tried.
pub fn demo_people() -> Vec<DemoPerson> {
    let person = |name, personal_id, who_vi, who_en| DemoPerson {
        name,
        personal_id,
        who_vi,
        who_en,
    };
    vec![
        person(
            "Nguyễn Thị Lan",
            LAN,
            "Mẹ bé gái mới sinh 4 ngày, chưa khai sinh; vợ anh Trần Văn Hùng",
            "Mother of a girl born 4 days ago, not registered yet; married to Trần Văn Hùng",
        ),
        person(
            "Trần Văn Hùng",
            HUNG,
            "Cha của bé gái, chồng chị Nguyễn Thị Lan, chủ hộ",
            "Father of that girl, married to Nguyễn Thị Lan, head of the household",
        ),
        person(
            "Trần Văn Bình",
            BINH,
            "Bố anh Trần Văn Hùng; vợ là bà Lê Thị Nga vừa mất, chưa khai tử",
            "Father of Trần Văn Hùng; his wife Lê Thị Nga has just died, and her death is not registered yet",
        ),
        person(
            "Đỗ Thị Mai",
            MAI,
            "Mẹ đơn thân, giấy chứng sinh không ghi tên cha",
            "Single mother; the birth notice names no father",
        ),
        person(
            "Nguyễn Đức Khải",
            KHAI,
            "Chưa kết hôn lần nào, ở cùng phường với chị Đỗ Thị Mai",
            "Never married, living in the ward of Đỗ Thị Mai",
        ),
        person(
            "Hoàng Thị Yến",
            YEN,
            "Mẹ sinh đôi, có hai giấy chứng sinh",
            "Mother of twins, with two birth notices",
        ),
        person("Vũ Đức Anh", ANH, "Cha của hai bé sinh đôi", "Father of the twins"),
        person(
            "Ngô Thị Thảo",
            THAO,
            "Mẹ mới sinh, thường trú ở Hà Nội, chồng thường trú ở Hải Phòng",
            "New mother registered in Hà Nội, her husband in Hải Phòng",
        ),
        person(
            "Đặng Văn Sơn",
            SON,
            "Chồng chị Ngô Thị Thảo, thường trú ở Hải Phòng",
            "Husband of Ngô Thị Thảo, registered in Hải Phòng",
        ),
        person(
            "Trịnh Thị Hoa",
            HOA,
            "Mẹ mới sinh, giấy chứng sinh ghi sai ngày sinh của mẹ",
            "New mother; the birth notice gives her birth date wrongly",
        ),
        person(
            "Mai Xuân Toàn",
            TOAN,
            "Chồng chị Trịnh Thị Hoa",
            "Husband of Trịnh Thị Hoa",
        ),
        person(
            "Phạm Thị Hương",
            HUONG,
            "Mẹ bé Lê Gia Bảo, đã đăng ký khai sinh",
            "Mother of Lê Gia Bảo, whose birth is already registered",
        ),
        person("Lê Minh Tuấn", TUAN, "Cha bé Lê Gia Bảo", "Father of Lê Gia Bảo"),
        person(
            "Bùi Quang Huy",
            HUY,
            "Chỉ có tài khoản định danh mức độ 1",
            "Has a level 1 identity account only",
        ),
        person(
            "Lý Thị Sáu",
            SAU,
            "Cụ bà chỉ có năm sinh trong cơ sở dữ liệu",
            "Elderly woman recorded with her year of birth only",
        ),
    ]
}

/// `XXXXX.GCS.ZZZZZ.YY`: facility, serial, year.
pub fn notice_number(facility: &str, serial: u32, born_on: NaiveDate) -> String {
    format!("{facility}.GCS.{serial:05}.{:02}", born_on.year().rem_euclid(100))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date written in this file")
}

fn person(personal_id: &str, full_name: &str, sex: Sex, born: NaiveDate, home: &Place, phone: &str) -> Person {
    Person {
        personal_id: personal_id.to_owned(),
        full_name: full_name.to_owned(),
        sex,
        born: Birth::Day(born),
        ethnicity: "01".to_owned(),
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
        head: personal_id.to_owned(),
        relation_to_head: "Chủ hộ".to_owned(),
        phone: Some(phone.to_owned()),
        email: None,
        level: 2,
    }
}

/// Marries two people; the wife joins the husband's household unless they live apart.
fn wed(made: &mut Population, mut husband: Person, mut wife: Person, number: &str, on: NaiveDate) {
    husband.spouse = Some(wife.personal_id.clone());
    wife.spouse = Some(husband.personal_id.clone());
    husband.marital = Marital::Married;
    wife.marital = Marital::Married;
    if husband.permanent == wife.permanent {
        wife.head.clone_from(&husband.personal_id);
        wife.relation_to_head = "Vợ".to_owned();
    }
    made.marriages.push(Marriage {
        husband: husband.personal_id.clone(),
        wife: wife.personal_id.clone(),
        number: number.to_owned(),
        registered_on: on,
        commune: wife.permanent.commune.clone(),
    });
    made.people.extend([husband, wife]);
}

fn notice(
    made: &mut Population,
    serial: u32,
    born_on: NaiveDate,
    born_at: &str,
    sex: Sex,
    parents: (&str, Option<&str>),
) {
    let parent = |id: &str| {
        let it = made
            .people
            .iter()
            .find(|it| it.personal_id == id)
            .expect("a parent made before the notice");
        NoticeParent {
            full_name: it.full_name.clone(),
            personal_id: it.personal_id.clone(),
            born: it.born,
        }
    };
    let notice = BirthNotice {
        number: notice_number("01929", serial, born_on),
        issued_on: born_on + Days::new(1),
        facility: HOSPITAL.to_owned(),
        place: Place::new("00025", "929 La Thành"),
        born_on,
        born_at: born_at.to_owned(),
        sex,
        mother: parent(parents.0),
        father: parents.1.map(parent),
        order: 1,
        of: 1,
        registered_as: None,
    };
    made.notices.push(notice);
}

/// The demo families as they are on `today`.
pub(super) fn families(today: NaiveDate) -> Population {
    let mut made = Population::default();
    let ago = |days| today - Days::new(days);

    let home = Place::new(WARD, "12 ngõ 34 Âu Cơ");
    let grandfather_home = Place::new("00118", "25 Lâm Du");
    let binh = person(
        BINH,
        "Trần Văn Bình",
        Sex::Male,
        day(1961, 8, 19),
        &grandfather_home,
        "0903115261",
    );
    let nga = person(
        NGA,
        "Lê Thị Nga",
        Sex::Female,
        day(1963, 2, 11),
        &grandfather_home,
        "0903110263",
    );
    wed(&mut made, binh, nga, "21/1988", day(1988, 12, 24));
    let mut hung = person(HUNG, "Trần Văn Hùng", Sex::Male, day(1994, 7, 2), &home, "0912345094");
    hung.father = Some(BINH.to_owned());
    hung.mother = Some(NGA.to_owned());
    hung.email = Some("hung.tran@example.vn".to_owned());
    let mut lan = person(
        LAN,
        "Nguyễn Thị Lan",
        Sex::Female,
        day(1996, 3, 12),
        &home,
        "0987654196",
    );
    lan.email = Some("lan.nguyen@example.vn".to_owned());
    wed(&mut made, hung, lan, "38/2021", day(2021, 10, 8));
    notice(&mut made, 90_001, ago(4), "08:25", Sex::Female, (LAN, Some(HUNG)));

    let home = Place::new(WARD, "8 ngách 5 ngõ 310 Nghi Tàm");
    let tuan = person(TUAN, "Lê Minh Tuấn", Sex::Male, day(1991, 1, 22), &home, "0904220191");
    let huong = person(
        HUONG,
        "Phạm Thị Hương",
        Sex::Female,
        day(1993, 11, 5),
        &home,
        "0915110593",
    );
    wed(&mut made, tuan, huong, "12/2019", day(2019, 3, 15));
    notice(
        &mut made,
        90_002,
        day(2026, 9, 20).min(ago(60)),
        "14:10",
        Sex::Male,
        (HUONG, Some(TUAN)),
    );
    register(&mut made, BAO, "Lê Gia Bảo", &home);

    let home = Place::new(WARD, "61 An Dương");
    made.people.push(person(
        MAI,
        "Đỗ Thị Mai",
        Sex::Female,
        day(1999, 9, 9),
        &home,
        "0966090999",
    ));
    let home = Place::new(WARD, "18 ngõ 76 An Dương");
    made.people.push(person(
        KHAI,
        "Nguyễn Đức Khải",
        Sex::Male,
        day(1997, 4, 18),
        &home,
        "0912180497",
    ));
    notice(&mut made, 90_003, ago(9), "23:40", Sex::Male, (MAI, None));

    let home = Place::new(WARD, "17 ngõ 195 Hồng Hà");
    let anh = person(ANH, "Vũ Đức Anh", Sex::Male, day(1992, 12, 30), &home, "0936301292");
    let yen = person(YEN, "Hoàng Thị Yến", Sex::Female, day(1995, 2, 14), &home, "0975140295");
    wed(&mut made, anh, yen, "55/2022", day(2022, 5, 20));
    notice(&mut made, 90_004, ago(6), "05:12", Sex::Female, (YEN, Some(ANH)));
    notice(&mut made, 90_005, ago(6), "05:19", Sex::Male, (YEN, Some(ANH)));
    let twins = made.notices.len() - 2;
    for (order, twin) in (1..).zip(&mut made.notices[twins..]) {
        (twin.order, twin.of) = (order, 2);
    }

    let thao_home = Place::new("00118", "102 ngõ 264 Ngọc Thụy");
    let son_home = Place::new("11329", "44 Lạch Tray");
    let mut son = person(
        SON,
        "Đặng Văn Sơn",
        Sex::Male,
        day(1993, 6, 17),
        &son_home,
        "0934170693",
    );
    son.current = thao_home.clone();
    let thao = person(
        THAO,
        "Ngô Thị Thảo",
        Sex::Female,
        day(1997, 4, 25),
        &thao_home,
        "0982250497",
    );
    wed(&mut made, son, thao, "07/2024", day(2024, 1, 19));
    notice(&mut made, 90_006, ago(12), "11:03", Sex::Female, (THAO, Some(SON)));

    let home = Place::new(WARD, "29 Phúc Xá");
    let toan = person(TOAN, "Mai Xuân Toàn", Sex::Male, day(1996, 10, 3), &home, "0978031096");
    let hoa = person(HOA, "Trịnh Thị Hoa", Sex::Female, day(1998, 5, 12), &home, "0967120598");
    wed(&mut made, toan, hoa, "91/2025", day(2025, 6, 6));
    notice(&mut made, 90_007, ago(3), "16:48", Sex::Male, (HOA, Some(TOAN)));
    if let Some(notice) = made.notices.last_mut() {
        notice.mother.born = Birth::Day(day(1998, 12, 5));
    }

    let home = Place::new(WARD, "5 ngõ 86 Tứ Liên");
    made.people.push(Person {
        level: 1,
        ..person(HUY, "Bùi Quang Huy", Sex::Male, day(2001, 4, 18), &home, "0393180401")
    });
    let sau = person(SAU, "Lý Thị Sáu", Sex::Female, day(1948, 1, 1), &home, "0904010148");
    made.people.push(Person {
        born: Birth::Year(1948),
        marital: Marital::Widowed,
        relation_to_head: "Bà".to_owned(),
        head: HUY.to_owned(),
        ..sau
    });
    made
}

/// Marks the last notice as registered and adds the child.
fn register(made: &mut Population, personal_id: &str, full_name: &str, home: &Place) {
    let Some(notice) = made.notices.last_mut() else { return };
    notice.registered_as = Some(personal_id.to_owned());
    let father = notice.father.as_ref().map(|it| it.personal_id.clone());
    let child = Person {
        mother: Some(notice.mother.personal_id.clone()),
        head: father.clone().unwrap_or_else(|| notice.mother.personal_id.clone()),
        father,
        relation_to_head: "Con".to_owned(),
        phone: None,
        level: 0,
        ..person(personal_id, full_name, notice.sex, notice.born_on, home, "")
    };
    made.people.push(child);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demo_person_exists_under_that_name_and_number() {
        let made = families(day(2026, 11, 22));
        for demo in demo_people() {
            let found = made
                .people
                .iter()
                .find(|it| it.personal_id == demo.personal_id)
                .expect(demo.name);
            assert_eq!(found.full_name, demo.name);
        }
    }

    #[test]
    fn the_girl_of_lan_was_born_four_days_before_today_and_is_not_registered() {
        let made = families(day(2027, 2, 1));
        let notice = made.notices.iter().find(|it| it.mother.personal_id == LAN).unwrap();
        assert_eq!(notice.born_on, day(2027, 1, 28));
        assert_eq!(notice.registered_as, None);
    }
}
