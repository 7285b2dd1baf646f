//! Components that show something.

use super::{Gallery, t};
use leptos::prelude::*;
use motcua_app::{components::*, render::Page};

pub fn write(gallery: &Gallery<'_>) -> std::io::Result<()> {
    gallery.write("components", None, &Page::citizen("Components"), body)
}

fn body() -> impl IntoView {
    let tags = [
        Tone::Grey,
        Tone::Green,
        Tone::Blue,
        Tone::Yellow,
        Tone::Red,
        Tone::Orange,
        Tone::Purple,
    ]
    .map(|tone| view! { <Tag tone=tone text=format!("{tone:?}") /> " " })
    .into_iter()
    .collect_view();
    let columns = vec![
        Column::new(t("Khoản", "Item")),
        Column::new(t("Số tiền", "Amount")).numeric(),
    ];
    let rows = vec![
        Row::new(vec![t("Lệ phí đăng ký", "Registration").into(), "135.000".into()]),
        Row::new(vec![t("Bản sao", "Copies").into(), "8.000".into()]),
    ];
    view! {
        <PageHeading text=t("Các thành phần", "Components") caption=t("Trưng bày", "Gallery") />
        <p>{tags}</p>
        <Panel title=t("Đã nộp hồ sơ", "Dossier submitted")>
            {t("Mã hồ sơ của bạn", "Your dossier code")}<br /><strong>"H26.97-261123-0007"</strong>
        </Panel>
        <NotificationBanner kind=BannerKind::Success id="ok">
            <p class="govuk-notification-banner__heading">{t("Đã lưu.", "Saved.")}</p>
        </NotificationBanner>
        <NotificationBanner id="info">
            <p class="govuk-body">{t("Bạn còn 7 ngày để bổ sung hồ sơ.", "You have 7 days left for the supplement.")}</p>
        </NotificationBanner>
        <InsetText>{t("Chữ đặt riêng.", "Words set apart.")}</InsetText>
        <WarningText text=t("Rút hồ sơ rồi thì phải nộp lại từ đầu.", "A withdrawn dossier must be submitted anew.") />
        <Details summary=t("Cách tính", "How this is computed") open=true>{t("Giờ làm việc, không tính ngày nghỉ.", "Working hours, holidays left out.")}</Details>
        <Table caption=t("Lệ phí", "Fees") caption_shown=true columns=columns rows=rows />
        <EmptyState title=t("Chưa có hồ sơ nào", "No dossiers yet") text=t("Hồ sơ bạn nộp sẽ ở đây.", "What you submit will be here.") action=Some(Link::new("/procedures", t("Tìm thủ tục", "Find a procedure"))) />
        <Pagination previous=Some("?before=a".to_owned()) next=Some("?after=b".to_owned()) shown="26–50" />
        <Card title=t("Thẻ", "Card")>{t("Nội dung", "Content")}</Card>
    }
}
