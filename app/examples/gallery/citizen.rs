//! Pages of a citizen.

use super::{Gallery, citizen, t};
use leptos::prelude::*;
use motcua_app::{components::*, render::Page, urls};
use motcua_domain::text::Lang;

pub fn write(gallery: &Gallery<'_>) -> std::io::Result<()> {
    let vi = gallery.lang == Lang::Vi;
    let title = |vi_text: &'static str, en: &'static str| if vi { vi_text } else { en };
    gallery.write(
        "home",
        citizen(),
        &Page::citizen(title("Trang chủ", "Home"))
            .section(urls::Procedures::ROUTE)
            .full_width(),
        home,
    )?;
    let back = title("Hồ sơ của tôi", "My dossiers");
    gallery.write(
        "tasks",
        citizen(),
        &Page::citizen(title("Khai sinh cho bé", "Birth registration"))
            .section(urls::MyDossiers::ROUTE)
            .back("/dossiers", back),
        tasks,
    )?;
    gallery.write(
        "section",
        citizen(),
        &Page::citizen(title("Thông tin của bé", "About the child"))
            .section(urls::MyDossiers::ROUTE)
            .back("/applications/1", title("Danh sách việc", "Task list"))
            .with_errors(true),
        section,
    )?;
    gallery.write(
        "dossier",
        citizen(),
        &Page::citizen("Trần Nguyễn Bảo An")
            .section(urls::MyDossiers::ROUTE)
            .back("/dossiers", back),
        dossier,
    )
}

fn home() -> impl IntoView {
    let events = [
        (
            "Sinh con",
            "Having a child",
            "Khai sinh, thường trú, thẻ BHYT trong một lần nộp",
            "Birth, residence and health card in one go",
        ),
        (
            "Có người thân qua đời",
            "A death in the family",
            "Khai tử, xóa thường trú, mai táng phí",
            "Death registration, residence, funeral grant",
        ),
        (
            "Kết hôn",
            "Getting married",
            "Xác nhận tình trạng hôn nhân, đăng ký kết hôn",
            "Marital status certificate, registration",
        ),
        (
            "Chuyển nhà",
            "Moving home",
            "Thường trú, tạm trú, thông báo lưu trú",
            "Permanent and temporary residence",
        ),
        (
            "Căn cước, hộ chiếu",
            "Identity card, passport",
            "Cấp đổi căn cước, hộ chiếu phổ thông",
            "Replace an identity card or passport",
        ),
        (
            "Xe và lái xe",
            "Vehicles and driving",
            "Biển số, giấy phép lái xe, nộp phạt",
            "Plates, driving licence, fines",
        ),
        (
            "Việc làm, an sinh",
            "Work and benefits",
            "Thất nghiệp, thai sản, bảo hiểm xã hội",
            "Unemployment, maternity, social insurance",
        ),
        (
            "Kinh doanh",
            "Doing business",
            "Hộ kinh doanh, doanh nghiệp, thuế",
            "Household business, company, taxes",
        ),
    ]
    .map(|(vi, en, text_vi, text_en)| Tile::new("/procedures", t(vi, en), t(text_vi, text_en)))
    .to_vec();
    view! {
        <div class="mc-hero">
            <div class="govuk-width-container">
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">
                    {t("Bạn cần làm việc gì?", "What do you need to do?")}
                </h1>
                <Search />
                <p class="govuk-body govuk-!-margin-bottom-0">
                    {t("Hay tìm: ", "Often searched: ")}
                    <a class="govuk-link" href="/procedures?q=khai+sinh">{t("khai sinh", "birth")}</a>
                    " · "
                    <a class="govuk-link" href="/procedures?q=tam+tru">{t("tạm trú", "temporary residence")}</a>
                </p>
            </div>
        </div>
        <div class="govuk-width-container">
            <div class="govuk-main-wrapper">
                <NotificationBanner title=t("Dành cho bạn", "For you") id="offer">
                    <p class="govuk-notification-banner__heading">
                        {t("Chúc mừng gia đình có thêm bé gái, sinh ngày 18/11/2026", "Congratulations on your daughter, born on 18/11/2026")}
                    </p>
                    <p class="govuk-body">
                        {t(
                            "Bệnh viện Phụ sản Hà Nội đã gửi giấy chứng sinh điện tử. Chúng tôi đã điền sẵn 49/55 mục để khai sinh, đăng ký thường trú và cấp thẻ BHYT cho bé. ",
                            "The hospital has sent the electronic birth notice. We have filled in 49 of 55 entries for the birth registration, residence and health insurance card. ",
                        )}
                        <a class="govuk-notification-banner__link" href="/applications/1">
                            {t("Xem và xác nhận (khoảng 3 phút)", "Look and confirm (about 3 minutes)")}
                        </a>
                    </p>
                </NotificationBanner>
                <h2 class="govuk-heading-l">{t("Theo sự kiện trong đời", "By life event")}</h2>
                <Tiles items=events />
                <WithAside aside=|| {
                    view! {
                        <h2 class="govuk-heading-m">{t("Tháng này tại Hà Nội", "This month in Hà Nội")}</h2>
                        <Facts items=vec![
                            Fact::new(t("Giải quyết đúng hạn", "Settled on time"), t("99,2%", "99.2%")),
                            Fact::new(t("Khai sinh, trung vị", "Birth, median"), t("3 giờ 10 phút", "3 h 10 min")),
                            Fact::new(t("Mục không phải khai", "Entries not asked"), "71%"),
                        ] />
                    }
                }>
                    <h2 class="govuk-heading-m">{t("Tra cứu hồ sơ", "Track a dossier")}</h2>
                    <Card soft=true>
                        <form method="get" action="/track" novalidate>
                            <TextInput
                                name="code"
                                label=t("Mã hồ sơ", "Dossier code")
                                hint=t("Trên giấy tiếp nhận, ví dụ H26.97-261122-0007", "On the receipt, for example H26.97-261122-0007")
                                width=Width::Twenty
                            />
                            <TextInput name="key" label=t("Mã tra cứu", "Tracking code") width=Width::Four />
                            <Button text=t("Tra cứu", "Track") kind=ButtonKind::Secondary />
                        </form>
                    </Card>
                </WithAside>
            </div>
        </div>
    }
}

fn tasks() -> impl IntoView {
    let information = vec![
        Task::new(t("Người yêu cầu", "Applicant"), TaskStatus::Done)
            .hint(t("Nguyễn Thị Lan – mẹ của bé", "Nguyễn Thị Lan – the mother"))
            .href("#"),
        Task::new(
            t("Bé", "The child"),
            TaskStatus::Own(Tone::Blue, t("Cần nhập tên", "Name needed").into()),
        )
        .hint(t(
            "Giới tính, ngày giờ và nơi sinh lấy từ giấy chứng sinh",
            "Sex, time and place from the birth notice",
        ))
        .href("#"),
        Task::new(t("Mẹ và cha", "Mother and father"), TaskStatus::Done)
            .hint(t(
                "Từ Cơ sở dữ liệu quốc gia về dân cư",
                "From the national population database",
            ))
            .href("#"),
    ];
    let wishes = vec![
        Task::new(t("Nơi thường trú của bé", "The child's residence"), TaskStatus::Done)
            .hint(t(
                "Theo mẹ – 12 ngõ 34 Âu Cơ, phường Hồng Hà",
                "With the mother – 12, lane 34 Âu Cơ",
            ))
            .href("#"),
        Task::new(t("Nhận kết quả", "Receiving the result"), TaskStatus::InProgress).href("#"),
    ];
    let submit = vec![
        Task::new(
            t("Xác nhận của cha trên VNeID", "Confirmation by the father"),
            TaskStatus::Waiting,
        )
        .hint(t(
            "Đã gửi tới Trần Văn Hùng lúc 09:38",
            "Sent to Trần Văn Hùng at 09:38",
        ))
        .href("#"),
        Task::new(t("Kiểm tra lại và nộp", "Check and submit"), TaskStatus::CannotStart),
    ];
    view! {
        <WithAside aside=|| {
            view! {
                <Card soft=true title=t("Không phải nộp giấy tờ", "No papers to submit")>
                    <p class="govuk-body-s">
                        {t("Giấy chứng sinh, giấy kết hôn và nơi cư trú Nhà nước đã có. Bạn không cần tải lên.", "The State already has birth notice, marriage and residence. Nothing to upload.")}
                    </p>
                    <h2 class="govuk-heading-s">{t("Dự kiến có kết quả", "Results expected")}</h2>
                    <p class="govuk-body-s govuk-!-margin-bottom-1">{t("Nộp trước 15:00 hôm nay:", "If submitted before 15:00 today:")}</p>
                    <ul class="govuk-list">
                        <li>{t("Giấy khai sinh – ", "Birth certificate – ")}<strong>{t("17:00 hôm nay", "17:00 today")}</strong></li>
                        <li>{t("Thường trú – ", "Residence – ")}<strong>{t("thứ Tư 25/11", "Wednesday 25/11")}</strong></li>
                        <li>{t("Thẻ BHYT – ", "Health card – ")}<strong>{t("thứ Tư 25/11", "Wednesday 25/11")}</strong></li>
                    </ul>
                    <Details summary=t("Cách tính", "How this is computed")>
                        <p class="govuk-body-s">{t("Thứ Ba 24/11 nghỉ lễ, không tính.", "Tuesday 24/11 is a holiday and does not count.")}</p>
                    </Details>
                    <h2 class="govuk-heading-s">{t("Lệ phí", "Fee")}</h2>
                    <p class="govuk-body-s">{t("0 đồng", "0 dong")}</p>
                </Card>
            }
        }>
            <PageHeading
                caption=t("Bản nháp · đã lưu lúc 09:41", "Draft · saved at 09:41")
                text=t("Khai sinh, thường trú và thẻ BHYT cho bé", "Birth, residence and health card for the child")
            />
            <p class="govuk-body">
                {t("Một lần nộp, ba cơ quan cùng giải quyết. Còn ", "One application, three agencies. ")}
                <strong>{t("2 việc", "2 things")}</strong>
                {t(" trước khi nộp.", " left before you can submit.")}
            </p>
            <h2 class="govuk-heading-m">{t("1. Thông tin", "1. Information")}</h2>
            <TaskList id="information" items=information />
            <h2 class="govuk-heading-m">{t("2. Bạn muốn gì", "2. What you wish")}</h2>
            <TaskList id="wishes" items=wishes />
            <h2 class="govuk-heading-m">{t("3. Xác nhận và nộp", "3. Confirm and submit")}</h2>
            <TaskList id="submit" items=submit />
        </WithAside>
    }
}

fn section() -> impl IntoView {
    let error = t(
        "Tên của bé không có chữ số hoặc ký hiệu. Bạn đã viết “An 2”.",
        "The name has no digits or signs. You wrote “An 2”.",
    );
    let wrong = t("Sai?", "Wrong?");
    let rows = vec![
        SummaryRow::new(t("Giới tính", "Sex"), t("Nữ", "Female"))
            .source(Provenance::confirmed(
                "Giấy chứng sinh GCS-01-2026-088412 · Bệnh viện Phụ sản Hà Nội",
                "09:32",
            ))
            .action("#", wrong),
        SummaryRow::new(t("Ngày, giờ sinh", "Date and time of birth"), "18/11/2026, 04:25")
            .source(Provenance::confirmed(t("Giấy chứng sinh", "Birth notice"), "09:32"))
            .action("#", wrong),
        SummaryRow::new(t("Dân tộc", "Ethnic group"), "Kinh")
            .source(Provenance::typed())
            .action("#", t("Đổi", "Change")),
        SummaryRow::new(
            t("Nơi sinh", "Place of birth"),
            "Bệnh viện Phụ sản Hà Nội, 929 La Thành, phường Láng, Hà Nội",
        )
        .source(Provenance::disputed(t("Giấy chứng sinh", "Birth notice")))
        .action("#", t("Đổi", "Change"))
        .action("#", t("Bỏ báo sai", "Withdraw")),
        SummaryRow::new(t("Quê quán", "Native place"), "Xã Hồng Minh, tỉnh Hưng Yên")
            .source(Provenance::unverified(t(
                "Theo cha · hệ thống dân cư đang chậm. Bạn vẫn nộp được; phường sẽ kiểm tra",
                "From the father · the register is slow. You can submit; the ward will check",
            )))
            .action("#", wrong),
    ];
    view! {
        <div class="mc-columns">
            <div class="mc-columns__main">
                <ErrorSummary errors=vec![FieldError::new("name", error)] />
                <PageHeading caption=t("Khai sinh cho bé", "Birth registration") text=t("Thông tin của bé", "About the child") />
                <form method="post" novalidate>
                    <TextInput
                        name="name"
                        label=t("Họ, chữ đệm và tên", "Full name")
                        hint=t("Viết đủ dấu, như bạn muốn in trên giấy khai sinh", "With all accents, as it shall be printed")
                        error=error
                        value="Trần Nguyễn Bảo An 2"
                        size=LabelSize::Medium
                    />
                    <h2 class="govuk-heading-m">{t("Nhà nước đã có", "The State already knows")}</h2>
                    <SummaryList rows=rows />
                    <div class="mc-actions">
                        <Button text=t("Lưu và tiếp tục", "Save and continue") />
                        <a class="govuk-link govuk-body govuk-!-margin-bottom-0" href="#">{t("Để sau", "Later")}</a>
                    </div>
                </form>
            </div>
        </div>
    }
}

fn dossier() -> impl IntoView {
    let done = || view! { <Tag tone=Tone::Green text=t("Đã có kết quả", "Result ready") /> };
    let now = || view! { <Tag tone=Tone::Blue text=t("Đang xử lý", "Being handled") /> };
    let items = vec![
        TimelineItem::new(t("Bảo hiểm xã hội đã nhận dữ liệu khai sinh", "Social insurance received the birth record"), "2026-11-23T14:11:00+07:00", "23/11/2026, 14:11")
            .more(view! { <p class="govuk-body">{t("Tự động, không cần nộp thêm giấy tờ", "Automatic, no further papers")}</p> }),
        TimelineItem::new(t("Chủ tịch phường đã ký Giấy khai sinh", "The chair signed the birth certificate"), "2026-11-23T14:10:00+07:00", "23/11/2026, 14:10").by("Lê Thu Hà"),
        TimelineItem::new(t("Phường đã tiếp nhận", "The ward received the dossier"), "2026-11-23T10:20:00+07:00", "23/11/2026, 10:20")
            .by("Phạm Minh Đức")
            .more(view! { <a class="govuk-link" href="#">{t("Giấy tiếp nhận và hẹn trả kết quả", "Receipt")}</a> }),
    ];
    view! {
        <WithAside aside=|| {
            view! {
                <Card soft=true title=t("Mã tra cứu", "Tracking code")>
                    <p class="govuk-body govuk-!-font-weight-bold">"7K2M9"</p>
                    <QrCode content="https://motcua.example/track?code=LT-261123-00412" caption=t("Quét để theo dõi hồ sơ", "Scan to follow this dossier") />
                    <h2 class="govuk-heading-s">{t("Ai đã xem dữ liệu của tôi", "Who has seen my data")}</h2>
                    <p class="govuk-body-s">{t("4 lần, gần nhất: Công an phường Hồng Hà, 25/11 lúc 09:58, để đăng ký thường trú. ", "4 times, last: ward police, 25/11 at 09:58, for the residence. ")}<a class="govuk-link" href="#">{t("Xem tất cả", "See all")}</a></p>
                </Card>
            }
        }>
            <PageHeading caption=t("Nhóm LT-261123-00412 · nộp 23/11/2026 lúc 09:52", "Group LT-261123-00412 · submitted 23/11/2026 at 09:52") text="Trần Nguyễn Bảo An" />
            <InsetText>
                <strong>{t("Bạn không phải làm gì. ", "You need do nothing. ")}</strong>
                {t("Đang chờ Bảo hiểm xã hội cơ sở Hồng Hà cấp thẻ; hẹn chậm nhất 17:00 thứ Năm 26/11.", "Waiting for the insurance card; promised by 17:00 Thursday 26/11.")}
            </InsetText>
            <PartCard title=t("Giấy khai sinh", "Birth certificate") state=PartState::Done status=done>
                <p>{t("UBND phường Hồng Hà · H26.97-261123-0007 · ký 23/11 lúc 14:10, sớm 2 giờ 50 phút", "Hồng Hà ward · H26.97-261123-0007 · signed 23/11 at 14:10, 2 h 50 min early")}</p>
                <a class="govuk-link" href="#">{t("Tải giấy khai sinh (PDF, đã ký số)", "Download (PDF, signed)")}</a>
            </PartCard>
            <PartCard title=t("Thẻ bảo hiểm y tế", "Health insurance card") state=PartState::Now status=now>
                <p>{t("Bảo hiểm xã hội cơ sở Hồng Hà · hẹn 17:00 thứ Năm 26/11", "Social insurance office · promised 17:00 Thursday 26/11")}</p>
                <a class="govuk-link" href="#">{t("Vì sao ngày này?", "Why this day?")}</a>
            </PartCard>
            <PartCard
                title=t("Thẻ căn cước cho bé", "Identity card for the child")
                state=PartState::Waiting
                status=|| view! { <a class="govuk-link" href="#">{t("Thêm vào hồ sơ này", "Add to this dossier")}</a> }
            >
                <p>{t("Tùy chọn. Không phải khai lại.", "Optional. Nothing to type again.")}</p>
            </PartCard>
            <h2 class="govuk-heading-m govuk-!-margin-top-6">{t("Diễn biến", "What has happened")}</h2>
            <Timeline items=items />
        </WithAside>
    }
}
