//! Sample papers with made-up people, shared by the tests and the example.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use motcua_papers::*;

/// An instant by Vietnam's clock.
pub fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let vietnam = chrono::FixedOffset::east_opt(7 * 3600).expect("valid offset");
    vietnam
        .with_ymd_and_hms(year, month, day, hour, minute, 0)
        .single()
        .expect("valid time")
        .with_timezone(&Utc)
}

/// A day.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("valid day")
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn head(number: &str) -> SlipHead {
    SlipHead {
        superior: "Ủy ban nhân dân phường Bình Minh".into(),
        unit: "Trung tâm Phục vụ hành chính công".into(),
        place: "Bình Minh".into(),
        number: some(number),
        dossier_code: "H99.7.12-261112-0042".into(),
        lookup_address: some("https://dichvucong.example.vn/tra-cuu"),
        lookup_code: some("K7QX-2M9P"),
        qr_link: some("https://dichvucong.example.vn/tra-cuu?ma=H99.7.12-261112-0042"),
        hotline: some("0900 000 012"),
        specimen: None,
        made_at: at(2026, 11, 12, 9, 30),
    }
}

pub fn party() -> Party {
    Party {
        name: "Nguyễn Thị Thu Hằng".into(),
        identifier: some("001190000123"),
        acting_for: None,
        address: some("Số 12, ngõ 5 phố Ánh Dương, phường Bình Minh, thành phố Bình Minh"),
        phone: some("0900 000 001"),
        email: some("thuhang@example.vn"),
    }
}

pub fn procedure() -> ProcedureName {
    ProcedureName {
        name: "Đăng ký khai sinh".into(),
        code: some("1.001193"),
    }
}

pub fn officer() -> Signer {
    Signer {
        title: "Người tiếp nhận hồ sơ".into(),
        name: "Trần Quốc Việt".into(),
        signed: Some(SignedNote {
            by: "Trần Quốc Việt".into(),
            at: at(2026, 11, 12, 9, 32),
        }),
    }
}

pub fn chair() -> Signer {
    Signer {
        title: "Chủ tịch".into(),
        name: "Lê Thị Minh Nguyệt".into(),
        signed: Some(SignedNote {
            by: "Lê Thị Minh Nguyệt".into(),
            at: at(2026, 11, 13, 15, 5),
        }),
    }
}

fn copies(kind: CopyKind, count: u32) -> Copies {
    Copies { kind, count }
}

pub fn receipt() -> ReceiptSlip {
    ReceiptSlip {
        head: head("125/TNHS"),
        copy: Some(SlipCopy::Submitter),
        party: party(),
        procedure: procedure(),
        components: vec![
            Component {
                name: "Tờ khai đăng ký khai sinh".into(),
                copies: vec![copies(CopyKind::Electronic, 1)],
            },
            Component {
                name: "Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp".into(),
                copies: vec![copies(CopyKind::Original, 1), copies(CopyKind::Plain, 2)],
            },
            Component {
                name: "Giấy chứng nhận kết hôn của cha, mẹ".into(),
                copies: vec![copies(CopyKind::Database, 1)],
            },
        ],
        sets: 1,
        time_limit: "01 ngày làm việc".into(),
        received_at: at(2026, 11, 12, 9, 30),
        due_at: Some(at(2026, 11, 13, 17, 0)),
        delivery: Delivery::Counter("Trung tâm Phục vụ hành chính công phường Bình Minh".into()),
        fees: vec![
            FeeLine {
                name: Some("Lệ phí đăng ký khai sinh".into()),
                amount: 0,
                paid: false,
            },
            FeeLine {
                name: Some("Phí cấp bản sao trích lục (02 bản)".into()),
                amount: 16_000,
                paid: true,
            },
        ],
        register: Some(RegisterEntry {
            book: "01/2026".into(),
            number: "1042".into(),
        }),
        submitter: "Nguyễn Thị Thu Hằng".into(),
        receiver: officer(),
    }
}

pub fn supplement() -> SupplementSlip {
    SupplementSlip {
        head: head("18/HDHS"),
        party: party(),
        procedure: procedure(),
        items: vec![
            SupplementItem {
                name: "Giấy chứng sinh".into(),
                defect: some("ảnh chụp mờ, không đọc được ngày cấp"),
                needed: "Ảnh chụp hoặc bản quét rõ cả hai mặt".into(),
                copies: some("01 bản điện tử"),
                legal_basis: some("khoản 1 Điều 16 Luật Hộ tịch"),
            },
            SupplementItem {
                name: "Văn bản ủy quyền".into(),
                defect: None,
                needed: "Văn bản ủy quyền của cha hoặc mẹ cho người nộp hồ sơ".into(),
                copies: some("01 bản chính"),
                legal_basis: None,
            },
        ],
        reason: "Hồ sơ chưa đủ căn cứ để xác định ngày sinh của trẻ và quyền nộp hồ sơ thay.".into(),
        deadline: Some(at(2026, 11, 23, 17, 0)),
        ways: vec![
            "Trực tuyến: mở hồ sơ tại dichvucong.example.vn, chọn “Bổ sung hồ sơ”".into(),
            "Trực tiếp tại quầy số 3, Trung tâm Phục vụ hành chính công phường Bình Minh".into(),
        ],
        contact: some("Trần Quốc Việt, quầy số 3, điện thoại 0900 000 003"),
        officer: Signer {
            title: "Người hướng dẫn".into(),
            ..officer()
        },
    }
}

pub fn refusal() -> RefusalSlip {
    RefusalSlip {
        head: head("07/TCHS"),
        party: party(),
        procedure: ProcedureName { name: "Đăng ký lại khai sinh".into(), code: some("1.004884") },
        reason: "Việc khai sinh của người được nêu trong hồ sơ đã được đăng ký và sổ hộ tịch còn lưu giữ; không thuộc trường hợp \
                 đăng ký lại."
            .into(),
        legal_bases: vec!["Điều 24 Nghị định số 123/2015/NĐ-CP".into()],
        go_instead: some("Cơ quan đang lưu giữ sổ hộ tịch, để xin cấp bản sao trích lục hộ tịch"),
        complaint: None,
        submitter: "Nguyễn Thị Thu Hằng".into(),
        receiver: Signer { signed: None, ..officer() },
    }
}

pub fn apology() -> ApologyLetter {
    ApologyLetter {
        head: SlipHead {
            unit: "Ủy ban nhân dân phường Bình Minh".into(),
            superior: "Thành phố Bình Minh".into(),
            ..head("03/PXL")
        },
        party: party(),
        procedure: procedure(),
        received_on: day(2026, 11, 12),
        time_limit: "01 ngày làm việc".into(),
        first_due: at(2026, 11, 13, 17, 0),
        reason: "chờ cơ quan đăng ký hộ tịch nơi cư trú cũ trả lời xác minh".into(),
        legal_basis: some("Điều 16 Nghị định số 118/2025/NĐ-CP"),
        extension: "02 ngày làm việc".into(),
        new_due: at(2026, 11, 17, 17, 0),
        signer: chair(),
    }
}

pub fn stop() -> StopNotice {
    StopNotice {
        head: head("02/TB-DGQ"),
        party: party(),
        procedure: procedure(),
        received_at: at(2026, 11, 12, 9, 30),
        ground: StopGround::ApplicantRequest {
            number: None,
            on: day(2026, 11, 13),
            reason: some("gia đình đăng ký tại nơi cư trú của người cha"),
        },
        stage: "Đã kiểm tra thành phần hồ sơ, chưa đăng ký vào sổ hộ tịch".into(),
        papers_returned: vec!["Giấy chứng sinh, 01 bản chính".into()],
        fees: some("hoàn trả 16.000 đồng phí cấp bản sao vào tài khoản đã thanh toán"),
        signer: Signer {
            title: "Giám đốc Trung tâm".into(),
            ..chair()
        },
    }
}

pub fn control() -> ControlSlip {
    let unit = "Trung tâm Phục vụ hành chính công";
    ControlSlip {
        head: head("125/KSHS"),
        party: party(),
        procedure: procedure(),
        settling: "Ủy ban nhân dân phường Bình Minh, bộ phận Tư pháp - Hộ tịch".into(),
        cooperating: vec![
            "Công an phường Bình Minh".into(),
            "Bảo hiểm xã hội cơ sở Bình Minh".into(),
        ],
        received_at: at(2026, 11, 12, 9, 30),
        due_at: Some(at(2026, 11, 13, 17, 0)),
        rows: vec![
            ControlRow {
                from: format!("{unit} (Trần Quốc Việt)"),
                to: "Bộ phận Tư pháp - Hộ tịch (Phạm Văn Đức)".into(),
                at: at(2026, 11, 12, 10, 15),
                timeliness: Some(Timeliness::Before),
                note: None,
            },
            ControlRow {
                from: "Bộ phận Tư pháp - Hộ tịch (Phạm Văn Đức)".into(),
                to: "Chủ tịch UBND phường (Lê Thị Minh Nguyệt)".into(),
                at: at(2026, 11, 13, 11, 0),
                timeliness: Some(Timeliness::Over),
                note: some("Chờ kết quả xác minh"),
            },
            ControlRow {
                from: "Chủ tịch UBND phường (Lê Thị Minh Nguyệt)".into(),
                to: format!("{unit} (Trần Quốc Việt)"),
                at: at(2026, 11, 13, 15, 10),
                timeliness: Some(Timeliness::OnTime),
                note: None,
            },
        ],
    }
}

pub fn birth_certificate() -> ResultPaper {
    ResultPaper {
        style: Style::Certificate,
        superior: "Thành phố Bình Minh".into(),
        agency: "Ủy ban nhân dân phường Bình Minh".into(),
        title: "GIẤY KHAI SINH".into(),
        subtitle: some("(BẢN ĐIỆN TỬ)"),
        numbers: vec![
            Pair::new("Số", "318/2026"),
            Pair::new("Quyển số", "02/2026-KS"),
            Pair::new("Trang số", "18"),
        ],
        body: vec![
            Block::Group {
                heading: some("Người được khai sinh"),
                rows: vec![
                    Row::one("Họ, chữ đệm, tên", "PHẠM NGUYỄN MINH ANH"),
                    Row::one("Ngày, tháng, năm sinh", "08/11/2026"),
                    Row::one(
                        "Ghi bằng chữ",
                        "Ngày mùng tám tháng mười một năm hai nghìn không trăm hai mươi sáu",
                    ),
                    Row::one("Giới tính", "Nữ")
                        .and("Dân tộc", "Kinh")
                        .and("Quốc tịch", "Việt Nam"),
                    Row::one("Nơi sinh", "Bệnh viện Phụ sản Bình Minh, thành phố Bình Minh"),
                    Row::one("Quê quán", "Xã Sông Trong, tỉnh Đồng Xanh"),
                    Row::one("Số định danh cá nhân", "001326000456"),
                ],
            },
            Block::Group {
                heading: some("Người mẹ"),
                rows: vec![
                    Row::one("Họ, chữ đệm, tên", "NGUYỄN THỊ THU HẰNG"),
                    Row::one("Năm sinh", "1990")
                        .and("Dân tộc", "Kinh")
                        .and("Quốc tịch", "Việt Nam"),
                    Row::one(
                        "Nơi cư trú",
                        "Số 12, ngõ 5 phố Ánh Dương, phường Bình Minh, thành phố Bình Minh",
                    ),
                ],
            },
            Block::Group {
                heading: some("Người cha"),
                rows: vec![
                    Row::one("Họ, chữ đệm, tên", "PHẠM ĐỨC LONG"),
                    Row::one("Năm sinh", "1988")
                        .and("Dân tộc", "Kinh")
                        .and("Quốc tịch", "Việt Nam"),
                    Row::one(
                        "Nơi cư trú",
                        "Số 12, ngõ 5 phố Ánh Dương, phường Bình Minh, thành phố Bình Minh",
                    ),
                ],
            },
            Block::Group {
                heading: some("Đăng ký"),
                rows: vec![
                    Row::one("Người đi khai sinh", "PHẠM ĐỨC LONG").and("Quan hệ", "Cha"),
                    Row::one("Nơi đăng ký", "Ủy ban nhân dân phường Bình Minh"),
                    Row::one("Ngày đăng ký", "13/11/2026"),
                ],
            },
        ],
        place: "Bình Minh".into(),
        dated: day(2026, 11, 13),
        signer: chair(),
        seal: some("Đã đóng dấu điện tử: UBND phường Bình Minh, 15:20, 13/11/2026"),
        footnotes: vec![],
        paper_code: some("KQ.G15.000031"),
        check_link: some("https://dichvucong.example.vn/kiem-tra/9f3a2c71"),
        check_hash: None,
        specimen: None,
        made_at: at(2026, 11, 13, 15, 21),
    }
}

/// A procedure nobody wrote code for.
pub fn hall_permission() -> ResultPaper {
    ResultPaper {
        style: Style::Letter,
        superior: "Thành phố Bình Minh".into(),
        agency: "Ủy ban nhân dân phường Bình Minh".into(),
        title: "GIẤY CHO PHÉP".into(),
        subtitle: some("Sử dụng nhà văn hóa khu dân cư"),
        numbers: vec![Pair::new("Số", "27/GCP-UBND")],
        body: vec![
            Block::Bases(vec![
                "Căn cứ Quy chế quản lý, sử dụng nhà văn hóa khu dân cư trên địa bàn phường;".into(),
                "Xét đề nghị của bà Nguyễn Thị Thu Hằng tại hồ sơ H99.7.12-261112-0077,".into(),
            ]),
            Block::Centred("CHO PHÉP".into()),
            Block::Group {
                heading: None,
                rows: vec![
                    Row::one("Người được phép", "Nguyễn Thị Thu Hằng").and("Điện thoại", "0900 000 001"),
                    Row::one("Địa điểm", "Nhà văn hóa khu dân cư số 4, phố Ánh Dương"),
                    Row::one("Mục đích", "Gặp mặt Câu lạc bộ dưỡng sinh"),
                    Row::one("Từ", "08:00, 22/11/2026").and("Đến", "11:30, 22/11/2026"),
                ],
            },
            Block::Table {
                columns: vec!["Hạng mục".into(), "Số lượng".into(), "Ghi chú".into()],
                rows: vec![
                    vec!["Bàn".into(), "06".into()],
                    vec!["Ghế".into(), "40".into(), "Xếp lại sau khi dùng".into()],
                ],
            },
            Block::Text(
                "Người được phép có trách nhiệm giữ gìn tài sản, vệ sinh, bảo đảm an toàn phòng cháy và trả lại mặt bằng đúng giờ. \
                 Giấy này hết giá trị sau thời điểm kết thúc ghi ở trên."
                    .into(),
            ),
        ],
        place: "Bình Minh".into(),
        dated: day(2026, 11, 16),
        signer: Signer { title: "KT. Chủ tịch\nPhó Chủ tịch".into(), name: "Đỗ Hữu Phước".into(), signed: None },
        seal: None,
        footnotes: vec!["Giấy này được lập thành 02 bản: 01 bản giao người được phép, 01 bản lưu.".into()],
        paper_code: None,
        check_link: some("https://dichvucong.example.vn/kiem-tra/51c0be4d"),
        check_hash: None,
        specimen: some("BẢN THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"),
        made_at: at(2026, 11, 16, 10, 0),
    }
}

/// Every kind of paper with its file name.
pub fn all() -> Vec<(&'static str, Pdf)> {
    vec![
        ("01-receipt", receipt_slip(&receipt()).expect("receipt")),
        ("02-supplement", supplement_slip(&supplement()).expect("supplement")),
        ("03-refusal", refusal_slip(&refusal()).expect("refusal")),
        ("04-apology", apology_letter(&apology()).expect("apology")),
        ("05-stop", stop_notice(&stop()).expect("stop")),
        ("06-control", control_slip(&control()).expect("control")),
        (
            "10-birth-certificate",
            result_paper(&birth_certificate()).expect("certificate"),
        ),
        (
            "11-hall-permission",
            result_paper(&hall_permission()).expect("permission"),
        ),
    ]
}
