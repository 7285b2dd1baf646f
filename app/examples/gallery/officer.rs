//! Pages of an officer.

use super::{Gallery, officer, t};
use leptos::prelude::*;
use motcua_app::{components::*, format, render::Page, urls};
use motcua_domain::text::Lang;

pub fn write(gallery: &Gallery<'_>) -> std::io::Result<()> {
    let vi = gallery.lang == Lang::Vi;
    gallery.write(
        "inbox",
        officer(),
        &Page::officer(if vi {
            "Mới nộp trực tuyến"
        } else {
            "Submitted online"
        })
        .section(urls::Queues::ROUTE),
        inbox,
    )?;
    gallery.write(
        "office-dossier",
        officer(),
        &Page::officer("H26.97-261123-0011").section(urls::Queues::ROUTE).back(
            "/office",
            if vi {
                "Mới nộp trực tuyến"
            } else {
                "Submitted online"
            },
        ),
        dossier,
    )
}

fn queues() -> Vec<Queue> {
    [
        (t("Mới nộp trực tuyến", "Submitted online"), 14, true),
        (t("Tôi đang xử lý", "I am handling"), 9, false),
        (t("Chờ bổ sung", "Waiting for applicants"), 6, false),
        (t("Chờ cơ quan khác", "Waiting for agencies"), 3, false),
        (t("Chờ ký", "Waiting for signature"), 21, false),
        (t("Chờ trả kết quả", "Results to return"), 1_037, false),
        (t("Quá hạn", "Overdue"), 1, true),
        (t("Im lặng quá lâu", "Silent too long"), 2, false),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (name, count, urgent))| Queue {
        href: "/office".into(),
        name: name.into(),
        count,
        urgent,
        current: at == 0,
    })
    .collect()
}

fn inbox() -> impl IntoView {
    let online = || t("Trực tuyến", "Online");
    let data = [
        (
            "H26.97-261123-0011",
            t("Khai sinh (liên thông)", "Birth (linked)"),
            "Đỗ Thị Mai",
            online(),
            t("Chờ tiếp nhận", "To receive"),
            Some(-80),
        ),
        (
            "H26.97-261123-0012",
            t("Đăng ký tạm trú", "Temporary residence"),
            "Hoàng Văn Tú",
            online(),
            t("Chờ tiếp nhận", "To receive"),
            Some(65),
        ),
        (
            "H26.97-261120-0042",
            t("Xác nhận tình trạng hôn nhân", "Marital status"),
            "Vũ Ngọc Anh",
            t("Tại quầy", "Counter"),
            t("Thẩm định", "Appraisal"),
            Some(210),
        ),
        (
            "H26.97-261123-0015",
            t("Khai tử (liên thông)", "Death (linked)"),
            "Bùi Thị Hạnh",
            online(),
            t("Chờ tiếp nhận", "To receive"),
            Some(370),
        ),
        (
            "H26.97-261119-0031",
            t("Hộ kinh doanh và thuế", "Household business"),
            "Ngô Quang Huy",
            t("Bưu chính", "Post"),
            t("Chờ bổ sung", "Supplement"),
            None,
        ),
        (
            "H26.97-261118-0009",
            t("Trợ cấp xã hội hằng tháng", "Monthly allowance"),
            "Cao Văn Bền",
            t("Tại quầy", "Counter"),
            t("Lấy ý kiến – Công an phường", "Consulting the police"),
            Some(4 * 480),
        ),
        (
            "H26.97-261123-0019",
            t("Khai sinh (liên thông)", "Birth (linked)"),
            "Trịnh Công Sơn Hải Đăng Khoa",
            online(),
            t("Chờ tiếp nhận", "To receive"),
            Some(475),
        ),
    ];
    let rows = data
        .into_iter()
        .map(|(code, procedure, person, channel, step, left)| {
            let time = match left {
                Some(minutes) => {
                    let (state, text) = format::time_left(lang(), minutes, 240);
                    Cell::Time(state, text)
                }
                None => Cell::Time(
                    TimeState::Paused,
                    t("Tạm dừng – chờ người nộp", "Stopped – applicant").into(),
                ),
            };
            Row::new(vec![
                Cell::link(format!("/office/dossiers/{code}"), code),
                procedure.into(),
                person.into(),
                channel.into(),
                step.into(),
                time,
            ])
            .select(code, code)
        })
        .collect();
    let columns = vec![
        Column::new(t("Mã hồ sơ", "Code")).nowrap().sort("?sort=code", None),
        Column::new(t("Thủ tục", "Procedure")),
        Column::new(t("Chủ hồ sơ", "Applicant")),
        Column::new(t("Kênh", "Channel")).nowrap(),
        Column::new(t("Bước", "Step")),
        Column::new(t("Hạn", "Time left"))
            .nowrap()
            .sort("?sort=-due", Some(Sort::Ascending)),
    ];
    view! {
        <div class="mc-desk">
            <SideQueues
                queues=queues()
                filters_heading=t("Bộ lọc đã lưu", "Saved filters")
                filters=vec![Link::new("#", t("Khai sinh hôm nay", "Births today"))]
            />
            <div>
                <div class="mc-head">
                    <PageHeading text=t("Mới nộp trực tuyến", "Submitted online") />
                    <form method="post"><Button text=t("Nhận việc tiếp theo", "Take the next") key="N" /></form>
                </div>
                <p class="govuk-body-s">{t("Trả lời trong 8 giờ làm việc. Xếp theo hạn gần nhất. Cập nhật lúc 10:42.", "Answer within 8 working hours. Nearest limit first. As of 10:42.")}</p>
                <form class="mc-filter" method="get">
                    <TextInput name="q" label=t("Mã, tên, số định danh", "Code, name, personal number") width=Width::Twenty />
                    <Select name="procedure" label=t("Thủ tục", "Procedure") empty=t("Mọi thủ tục", "All") options=vec![Choice::new("birth", t("Khai sinh", "Birth"))] />
                    <Select name="channel" label=t("Kênh", "Channel") empty=t("Mọi kênh", "All") options=vec![Choice::new("online", online())] />
                    <Button text=t("Lọc", "Filter") kind=ButtonKind::Secondary />
                </form>
                <form method="post">
                    <Table caption=t("Hồ sơ mới nộp", "Submitted dossiers") columns=columns rows=rows dense=true select="code" />
                    <div class="mc-bar">
                        <Button text=t("Tiếp nhận", "Receive") />
                        <Button text=t("Phân công", "Assign") kind=ButtonKind::Secondary />
                        <Button text=t("In giấy tiếp nhận", "Print receipts") kind=ButtonKind::Secondary />
                        <Pagination next=Some("?after=x".to_owned()) shown=t("1–25 trong khoảng 1.240", "1–25 of about 1,240") />
                    </div>
                </form>
            </div>
        </div>
    }
}

fn dossier() -> impl IntoView {
    let row = |item: &str, declared: &str, register: &str, differs: bool| CompareRow {
        item: item.into(),
        declared: declared.into(),
        register: register.into(),
        differs,
    };
    let rows = vec![
        row(t("Tên của bé", "Child's name"), "Đỗ Phương Linh", "", false),
        row(
            t("Ngày, giờ sinh", "Born"),
            "17/11/2026, 22:40",
            t("17/11/2026, 22:40 · chứng sinh", "17/11/2026, 22:40 · birth notice"),
            false,
        ),
        row(
            t("Nơi cư trú của mẹ", "Mother's residence"),
            "Số 8 ngách 5/2 phố An Dương",
            t(
                "Số 8 ngõ 5 phố An Dương, phường Hồng Hà · dân cư",
                "8, lane 5 An Dương, Hồng Hà · population",
            ),
            true,
        ),
        row(t("Cha", "Father"), t("Không khai", "Not declared"), "", false),
    ];
    let papers = vec![
        Task::new(
            t("Giấy chứng sinh điện tử", "Electronic birth notice"),
            TaskStatus::Own(Tone::Green, t("Đạt", "Accepted").into()),
        )
        .hint(t(
            "Khai thác từ hệ thống y tế, chữ ký hợp lệ",
            "From the health system, signature valid",
        )),
        Task::new(
            t("Ảnh chỗ ở hợp pháp (1 trang)", "Proof of housing (1 page)"),
            TaskStatus::Own(Tone::Yellow, t("Chưa xem", "Not looked at").into()),
        )
        .hint(t(
            "Chỉ cần khi dữ liệu cư trú không trả lời được",
            "Only when the register cannot answer",
        ))
        .href("#"),
    ];
    let steps = vec![
        StepNode::step(
            t("Tiếp nhận", "Receive"),
            Some("Phạm Minh Đức · 20/11, 16:00".into()),
            StepState::Done,
        ),
        StepNode::step(
            t("Thẩm định", "Appraise"),
            Some(
                t(
                    "Công chức tư pháp – hộ tịch · còn 2 giờ",
                    "Civil status officer · 2 h left",
                )
                .into(),
            ),
            StepState::Now,
        ),
        StepNode::Either(vec![
            (
                t("Dữ liệu khớp", "Data agree").into(),
                vec![StepNode::step(
                    t("Trình ký", "Submit for signature"),
                    None,
                    StepState::Ahead,
                )],
            ),
            (
                t("Cần xác minh", "Verification needed").into(),
                vec![StepNode::step(
                    t("Lấy ý kiến", "Consult"),
                    Some(t("Công an phường", "Ward police").into()),
                    StepState::Ahead,
                )],
            ),
        ]),
        StepNode::Together(vec![
            vec![StepNode::step(
                t("Đăng ký thường trú", "Residence"),
                None,
                StepState::Ahead,
            )],
            vec![StepNode::step(t("Cấp thẻ BHYT", "Health card"), None, StepState::Ahead)],
        ]),
        StepNode::step(t("Trả kết quả", "Return the result"), None, StepState::Ahead),
    ];
    view! {
        <WithAside aside=|| {
            view! {
                <Card title=t("Hạn trả lời", "Time limit")>
                    <p class="govuk-body"><TimeLeft state=TimeState::Late text=t("Quá hạn 1 giờ 20 phút", "1 hour 20 minutes overdue") /></p>
                    <Details summary=t("Cách tính", "How this is computed")>
                        {t("Nộp thứ Sáu 20/11 lúc 16:00 → còn 1 giờ trong ngày. Thứ Bảy, Chủ nhật: không tính.", "Submitted Friday at 16:00: one hour left that day. The weekend does not count.")}
                    </Details>
                    <h2 class="govuk-heading-s">{t("Việc bạn làm được", "What you can do")}</h2>
                    <form method="post">
                        <Button text=t("Tiếp nhận", "Receive") full_width=true />
                        <Button text=t("Yêu cầu bổ sung", "Ask for a supplement") kind=ButtonKind::Secondary full_width=true />
                        <Button text=t("Từ chối tiếp nhận", "Refuse") kind=ButtonKind::Warning full_width=true />
                    </form>
                    <p class="govuk-body-s">{t("Chưa trình ký được: còn 1 giấy tờ chưa xem.", "Cannot go for signature: one paper not looked at.")}</p>
                </Card>
            }
        }>
            <PageHeading
                caption=t("H26.97-261123-0011 · Khai sinh (liên thông) · nộp trực tuyến 20/11 lúc 16:00", "H26.97-261123-0011 · Birth (linked) · online 20/11 at 16:00")
                text=t("Bé gái, con bà Đỗ Thị Mai", "Girl, child of Đỗ Thị Mai")
            />
            <SubNavigation
                label=t("Hồ sơ", "Dossier")
                items=vec![
                    Tab::new("#", t("Tờ khai và đối chiếu", "Declaration and registers"), true),
                    Tab::new("#", t("Giấy tờ (3)", "Papers (3)"), false),
                    Tab::new("#", t("Diễn biến", "History"), false),
                ]
            />
            <Compare
                caption=t("Tờ khai và đối chiếu", "Declaration and registers")
                headings=[t("Mục", "Item").into(), t("Người nộp khai", "Declared").into(), t("Cơ sở dữ liệu quốc gia", "National registers").into()]
                differs=t("Khác nhau", "Differs")
                groups=vec![(t("Thông tin của bé", "The child").into(), rows)]
            />
            <h2 class="govuk-heading-m">{t("Giấy tờ", "Papers")}</h2>
            <TaskList id="papers" items=papers />
            <h2 class="govuk-heading-m">{t("Quy trình", "Workflow")}</h2>
            <StepList steps=steps />
        </WithAside>
    }
}
