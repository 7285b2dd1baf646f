//! What every paper says, and that each file is tagged, archivable and reproducible.

mod common;

use common::*;
use motcua_papers::*;

/// The words of a paper without regard to line breaks.
fn words(pdf: &Pdf) -> String {
    pdf.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(pdf: &Pdf, wanted: &[&str]) {
    let text = words(pdf);
    for part in wanted {
        assert!(text.contains(part), "missing “{part}” in:\n{text}");
    }
}

fn holds(bytes: &[u8], wanted: &str) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}

#[test]
fn receipt_says_all_of_form_01() {
    let pdf = receipt_slip(&receipt()).expect("receipt");
    says(
        &pdf,
        &[
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 125/TNHS",
            "Bình Minh, ngày 12 tháng 11 năm 2026",
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ",
            "Liên: Giao người nộp hồ sơ",
            "H99.7.12-261112-0042",
            "Nguyễn Thị Thu Hằng",
            "001190000123",
            "Đăng ký khai sinh (mã thủ tục 1.001193)",
            "Khai thác CSDL",
            "09 giờ 30 phút, ngày 12 tháng 11 năm 2026",
            "17 giờ 00 phút, ngày 13 tháng 11 năm 2026",
            "Quầy trả kết quả",
            "16.000 đồng (đã nộp)",
            "1042",
            "K7QX-2M9P",
            "0900 000 012",
            "NGƯỜI NỘP HỒ SƠ",
            "Đã ký số",
        ],
    );
    assert_eq!(pdf.pages, 1, "form 01 of an ordinary dossier is one sheet");
    assert!(pdf.replaced.is_empty());
}

#[test]
fn supplement_says_all_of_form_02() {
    let pdf = supplement_slip(&supplement()).expect("supplement");
    says(
        &pdf,
        &[
            "Số: 18/HDHS",
            "PHIẾU YÊU CẦU BỔ SUNG",
            "Chưa đạt: ảnh chụp mờ",
            "01 bản điện tử",
            "Lý do: Hồ sơ chưa đủ",
            "trước 17 giờ 00 phút, ngày 23 tháng 11 năm 2026",
            "quầy số 3",
            "NGƯỜI HƯỚNG DẪN",
        ],
    );
}

#[test]
fn refusal_says_all_of_form_03() {
    let pdf = refusal_slip(&refusal()).expect("refusal");
    says(
        &pdf,
        &[
            "PHIẾU TỪ CHỐI TIẾP NHẬN",
            "đã được đăng ký",
            "Điều 24 Nghị định số 123",
            "bản sao trích lục",
            "quyền khiếu nại",
        ],
    );
}

#[test]
fn apology_says_all_of_form_04() {
    let pdf = apology_letter(&apology()).expect("apology");
    says(
        &pdf,
        &[
            "VĂN BẢN XIN LỖI",
            "Kính gửi: Nguyễn Thị Thu Hằng",
            "xin lỗi",
            "chỉ gia hạn một lần",
            "17 giờ 00 phút, ngày 17 tháng 11",
        ],
    );
}

#[test]
fn stop_says_all_of_form_05() {
    let pdf = stop_notice(&stop()).expect("stop");
    says(
        &pdf,
        &[
            "DỪNG GIẢI QUYẾT HỒ SƠ",
            "Theo đề nghị của người nộp hồ sơ, ngày 13 tháng 11 năm 2026",
            "Giấy chứng sinh",
            "hoàn trả 16.000",
        ],
    );
    let agency = StopNotice {
        ground: StopGround::Agency {
            reason: "Người nộp đã mất".into(),
            legal_basis: Some("Điều 1".into()),
        },
        papers_returned: Vec::new(),
        ..stop()
    };
    says(
        &stop_notice(&agency).expect("stop"),
        &[
            "Căn cứ dừng: Người nộp đã mất",
            "Cơ sở pháp lý: Điều 1",
            "Giấy tờ trả lại: không có",
        ],
    );
}

#[test]
fn control_slip_lists_every_hand_over() {
    let pdf = control_slip(&control()).expect("control");
    says(
        &pdf,
        &[
            "PHIẾU KIỂM SOÁT",
            "1. Giao:",
            "2. Nhận:",
            "Trước hạn",
            "Quá hạn",
            "Đúng hạn",
            "Chờ kết quả xác minh",
        ],
    );
    let long = ControlSlip {
        rows: (0..40).flat_map(|_| control().rows).collect(),
        ..control()
    };
    let pdf = control_slip(&long).expect("long control slip");
    assert!(pdf.pages > 3);
    says(&pdf, &[&format!("Trang {0}/{0}", pdf.pages)]);
}

#[test]
fn birth_certificate_is_one_dignified_page() {
    let paper = birth_certificate();
    let pdf = result_paper(&paper).expect("certificate");
    assert_eq!(pdf.pages, 1);
    let hash = content_hash(&paper).short();
    says(
        &pdf,
        &[
            "GIẤY KHAI SINH",
            "(BẢN ĐIỆN TỬ)",
            "Số: 318/2026",
            "PHẠM NGUYỄN MINH ANH",
            "Dân tộc: Kinh",
            "Bình Minh, ngày 13 tháng 11 năm 2026",
            "CHỦ TỊCH",
            "Đã ký số lúc 15:05, 13/11/2026",
            "Đã đóng dấu điện tử",
            &hash,
        ],
    );
    let unbroken: String = pdf.text.split_whitespace().collect();
    assert!(
        unbroken.contains("https://dichvucong.example.vn/kiem-tra/9f3a2c71"),
        "the link may break over lines"
    );
    assert!(!pdf.text.contains('\u{200B}'), "and can be copied from the paper");
}

#[test]
fn one_sum_is_not_named_twice() {
    let mut slip = receipt();
    slip.fees.truncate(1);
    slip.fees[0] = FeeLine {
        name: None,
        amount: 15_000,
        paid: false,
    };
    let text = words(&receipt_slip(&slip).expect("receipt"));
    assert!(text.contains("7. Phí, lệ phí: 15.000 đồng (chưa nộp)"), "{text}");
}

#[test]
fn a_certificate_with_many_rows_stays_one_sheet_and_spills_over_whole_only_when_it_must() {
    let named = |name: &str, address: &str| {
        vec![
            Row::one("Họ, chữ đệm, tên", name),
            Row::one("Ngày sinh", "12/03/1996")
                .and("Dân tộc", "Kinh")
                .and("Quốc tịch", "Việt Nam"),
            Row::one("Nơi cư trú", address),
        ]
    };
    let group = |heading: &str, rows| Block::Group {
        heading: Some(heading.to_owned()),
        rows,
    };
    let certificate = |name: &str, address: &str| ResultPaper {
        body: vec![
            group(
                "Người được khai sinh",
                vec![
                    Row::one("Họ, chữ đệm, tên", name),
                    Row::one("Ngày, tháng, năm sinh", "19/11/2026"),
                    Row::one(
                        "Ghi bằng chữ",
                        "ngày mười chín tháng mười một năm hai nghìn không trăm hai mươi sáu",
                    ),
                    Row::one("Giới tính", "Nữ")
                        .and("Dân tộc", "Kinh")
                        .and("Quốc tịch", "Việt Nam"),
                    Row::one("Cơ sở y tế", "Bệnh viện Phụ sản Hà Nội"),
                    Row::one("Nơi sinh", "929 La Thành, phường Giảng Võ, Hà Nội"),
                    Row::one("Quê quán", "Phường Hồng Hà, Hà Nội"),
                    Row::one("Số định danh cá nhân", "001326000456"),
                ],
            ),
            group("Người mẹ", named(name, address)),
            group("Người cha", named(name, address)),
            group(
                "Người đi khai sinh",
                vec![
                    Row::one("Họ, chữ đệm, tên", name),
                    Row::one("Giấy tờ tùy thân", "Thẻ căn cước hoặc thẻ căn cước công dân"),
                    Row::one("Số giấy tờ", "001196028417"),
                ],
            ),
            group(
                "Đăng ký",
                vec![
                    Row::one("Nơi đăng ký khai sinh", "Ủy ban nhân dân phường Hồng Hà"),
                    Row::one("Ngày đăng ký", "23/11/2026")
                        .and("Quyển số", "01/2026-KS")
                        .and("Trang", "101"),
                ],
            ),
        ],
        subtitle: None,
        specimen: Some("BẢN DÙNG THỬ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ".to_owned()),
        check_link: Some(format!(
            "https://dichvucong.example.vn/papers/H26.97-261123-0001/{}",
            "3f".repeat(32)
        )),
        ..birth_certificate()
    };
    let pages = |paper: &ResultPaper| result_paper(paper).expect("certificate").pages;
    assert_eq!(
        pages(&certificate(
            "Trần Nguyễn An Nhiên",
            "12 ngõ 34 Âu Cơ, phường Hồng Hà, Hà Nội"
        )),
        1
    );
    let long = certificate(
        "Công Tằng Tôn Nữ Nguyễn Hoàng Thị Kim Ngân Phương Anh",
        "Số 1234, ngách 56/78 ngõ 90, tổ dân phố số 12, đường Nguyễn Văn Cừ kéo dài, khu đô thị Việt Hưng, phường Bồ Đề, thành phố Hà Nội",
    );
    assert!((1..=2).contains(&pages(&long)));
}

#[test]
fn a_made_up_procedure_needs_no_code() {
    let pdf = result_paper(&hall_permission()).expect("permission");
    says(
        &pdf,
        &[
            "GIẤY CHO PHÉP",
            "CHO PHÉP",
            "Nhà văn hóa khu dân cư số 4",
            "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "BẢN THỬ NGHIỆM",
            "lập thành 02 bản",
        ],
    );
}

#[test]
fn a_code_of_its_own_is_drawn_and_one_that_is_too_long_is_written() {
    let with = |text: &str| {
        let mut paper = hall_permission();
        paper.body.push(Block::Code {
            label: "Mã QR của thẻ".into(),
            text: text.into(),
        });
        result_paper(&paper).expect("a paper")
    };
    let drawn = with("TE1979326000456|4d696e6820416e68|$");
    says(&drawn, &["Mã QR của thẻ"]);
    assert!(!words(&drawn).contains("TE1979326000456"), "it is a picture");
    let long = "dữ liệu của thẻ ".repeat(200);
    assert!(words(&with(&long)).contains("dữ liệu của thẻ dữ liệu của thẻ"));
}

#[test]
fn every_file_is_tagged_archivable_and_in_vietnamese() {
    for (name, pdf) in all() {
        assert!(pdf.bytes.starts_with(b"%PDF-1."), "{name}");
        for mark in [
            "/StructTreeRoot",
            "/Lang(vi-VN)",
            "/MarkInfo",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
        ] {
            assert!(holds(&pdf.bytes, mark), "{name} lacks {mark}");
        }
        assert!(
            holds(&pdf.bytes, "<pdfuaid:part>1</pdfuaid:part>"),
            "{name} is not PDF/UA-1"
        );
        assert!(
            !holds(&pdf.bytes, "Nguyễn Thị Thu Hằng"),
            "{name}: no personal data in the properties"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = all();
    let second = all();
    for ((name, one), (_, two)) in first.into_iter().zip(second) {
        assert!(one.bytes == two.bytes, "{name} differs");
    }
    let later = ResultPaper {
        made_at: at(2026, 12, 1, 8, 0),
        ..birth_certificate()
    };
    assert!(result_paper(&later).expect("paper").bytes != result_paper(&birth_certificate()).expect("paper").bytes);
}

#[test]
fn the_fingerprint_follows_content_only() {
    let paper = birth_certificate();
    let same = ResultPaper {
        made_at: at(2027, 1, 1, 0, 0),
        check_link: None,
        check_hash: None,
        ..paper.clone()
    };
    assert_eq!(content_hash(&paper), content_hash(&same));
    let mut other = paper.clone();
    if let Some(Block::Group { rows, .. }) = other.body.first_mut() {
        rows[0].0[0].value.push('H');
    }
    assert_ne!(content_hash(&paper), content_hash(&other));
    assert_eq!(content_hash(&paper).to_string().len(), 64);
    // Stored papers are compared years later: this value may change only together with the domain line of the hash.
    let stored: ResultPaper = serde_json::from_str(&serde_json::to_string(&paper).expect("json")).expect("paper");
    assert_eq!(content_hash(&stored), content_hash(&paper));
}
