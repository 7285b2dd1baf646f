//! Tables of names for the made-up people.

use super::Sex;
use super::dice::Dice;

/// Family names, the frequent ones several times.
const FAMILY: [&str; 30] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Hoàng", "Huỳnh",
    "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Đoàn", "Trịnh", "Mai", "Tạ", "Lương",
    "Chu",
];
const MIDDLE_MALE: [&str; 14] = [
    "Văn", "Văn", "Văn", "Đức", "Minh", "Quang", "Hữu", "Anh", "Quốc", "Xuân", "Công", "Thành", "Gia", "Ngọc",
];
const MIDDLE_FEMALE: [&str; 14] = [
    "Thị",
    "Thị",
    "Thị",
    "Thu",
    "Ngọc",
    "Thanh",
    "Thùy",
    "Bích",
    "Phương",
    "Hồng",
    "Kim",
    "Minh",
    "Khánh",
    "Thị Minh",
];
const GIVEN_MALE: [&str; 36] = [
    "An", "Bách", "Bình", "Chiến", "Cường", "Dũng", "Duy", "Đạt", "Giang", "Hải", "Hào", "Hiếu", "Hoàng", "Hùng",
    "Huy", "Khải", "Khoa", "Kiên", "Lâm", "Long", "Lộc", "Mạnh", "Nam", "Nghĩa", "Nhật", "Phong", "Phúc", "Quân",
    "Sơn", "Thái", "Thắng", "Thịnh", "Tiến", "Trung", "Tùng", "Vinh",
];
const GIVEN_FEMALE: [&str; 36] = [
    "Anh", "Bích", "Chi", "Diệp", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Huyền", "Hương",
    "Lan", "Linh", "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên", "Tâm", "Thảo", "Thu",
    "Thủy", "Trang", "Trinh", "Tuyết", "Uyên", "Vân", "Yến",
];
const STREETS: [&str; 20] = [
    "Trần Phú",
    "Lê Lợi",
    "Nguyễn Trãi",
    "Hai Bà Trưng",
    "Lý Thường Kiệt",
    "Quang Trung",
    "Hoàng Hoa Thám",
    "Phan Chu Trinh",
    "Ngô Quyền",
    "Nguyễn Du",
    "Trần Hưng Đạo",
    "Lê Duẩn",
    "Điện Biên Phủ",
    "Bà Triệu",
    "Phan Đình Phùng",
    "Hùng Vương",
    "Nguyễn Huệ",
    "Lạc Long Quân",
    "Tô Hiến Thành",
    "Chu Văn An",
];
const VILLAGES: [&str; 12] = [
    "Thôn Đông",
    "Thôn Đoài",
    "Thôn Trung",
    "Thôn Thượng",
    "Thôn Hạ",
    "Xóm Mới",
    "Xóm Chùa",
    "Bản Pom",
    "Tổ 3",
    "Khu 5",
    "Ấp Bình An",
    "Thôn Yên Phú",
];

/// A family name.
pub fn family(dice: &mut Dice) -> &'static str {
    dice.pick::<&str>(&FAMILY)
}

/// A full name with the given family name.
pub fn full(dice: &mut Dice, family: &str, sex: Sex) -> String {
    let (middle, given) = match sex {
        Sex::Male => (dice.pick(&MIDDLE_MALE), dice.pick(&GIVEN_MALE)),
        Sex::Female => (dice.pick(&MIDDLE_FEMALE), dice.pick(&GIVEN_FEMALE)),
    };
    // "Anh Anh" reads like a slip.
    if middle == given {
        format!("{family} {given}")
    } else {
        format!("{family} {middle} {given}")
    }
}

/// House and street in a ward, house and village elsewhere.
pub fn address(dice: &mut Dice, urban: bool) -> String {
    let house = dice.between(1, 320);
    if urban {
        let street = dice.pick(&STREETS);
        if dice.chance(40) {
            format!("{house} ngõ {} {street}", dice.between(2, 190))
        } else {
            format!("{house} {street}")
        }
    } else {
        format!("Số {house}, {}", dice.pick(&VILLAGES))
    }
}

/// A mobile number of ten digits.
pub fn phone(dice: &mut Dice) -> String {
    let start = dice.pick(&[
        "090", "091", "093", "096", "097", "098", "032", "035", "070", "081", "086",
    ]);
    format!("{start}{:07}", dice.below(10_000_000))
}
