//! Components that ask something, right and wrong.

use super::{Gallery, t};
use leptos::prelude::*;
use motcua_app::{
    components::*,
    islands::{AnswerKind, CharacterCount, ConditionalFields, SavedAgo, SubmitOnce},
    render::Page,
};
use std::collections::BTreeMap;

pub fn write(gallery: &Gallery<'_>) -> std::io::Result<()> {
    gallery.write("inputs", None, &Page::citizen("Inputs").with_errors(true), body)
}

fn body() -> impl IntoView {
    let date_error = t("Ngày sinh phải có đủ ngày, tháng, năm", "Give day, month and year");
    view! {
        <ErrorSummary errors=vec![
            FieldError::new("born", date_error),
            FieldError::new("wish", t("Hãy chọn nơi nhận kết quả", "Choose where to receive the result")),
        ] />
        <PageHeading text=t("Các ô nhập", "Inputs") />
        <form method="post" novalidate>
            <SubmitOnce />
            <ConditionalFields
                kinds=BTreeMap::from([("married".to_owned(), AnswerKind::YesNo)])
                known=BTreeMap::new()
                worked_out=Vec::new()
                today=chrono::NaiveDate::default()
            />
            <p class="govuk-body">
                <SavedAgo saved=0.0 at=t("đã lưu lúc 09:41", "saved at 09:41").into() just_now="".into() minutes="{count}".into() />
            </p>
            <DateInput name="born" legend=t("Ngày sinh", "Date of birth") error=date_error wrong=vec![DatePart::Year] value=DateParts::of("-11-18") />
            <DateInput name="father" legend=t("Ngày sinh của cha", "Father's date of birth") partial=true optional=true value=DateParts::of("1958") />
            <Radios
                name="wish"
                legend=t("Nhận kết quả ở đâu?", "Where to receive the result?")
                error=t("Hãy chọn nơi nhận kết quả", "Choose where to receive the result")
                options=vec![
                    Choice::new("online", t("Bản điện tử", "Electronic")).hint(t("Có giá trị như bản giấy", "As good as paper")),
                    Choice::new("post", t("Bưu chính", "By post"))
                        .then(view! { <TextInput name="post_address" label=t("Địa chỉ nhận", "Address") /> }),
                ]
            />
            <Radios name="married" legend=t("Đã kết hôn?", "Married?") inline=true value="no" options=vec![Choice::new("yes", t("Có", "Yes")), Choice::new("no", t("Không", "No"))] />
            <Checkboxes name="copies" legend=t("Bản sao", "Copies") optional=true values=vec!["vi".into()] options=vec![Choice::new("vi", t("Tiếng Việt", "Vietnamese")), Choice::new("en", t("Tiếng Anh", "English"))] />
            <Checkbox name="promise" label=t("Tôi cam đoan lời khai là đúng sự thật", "I declare that this is true") />
            <Select name="ethnic" label=t("Dân tộc", "Ethnic group") value="01" options=vec![Choice::new("01", "Kinh"), Choice::new("02", "Tày")] />
            <TextInput name="amount" label=t("Thu nhập", "Income") suffix=t("đồng", "dong") inputmode="numeric" width=Width::Ten show_if=r#"{"==": [{"var": "married"}, true]}"# />
            <Textarea name="reason" label=t("Lý do", "Reason") value="<b>&amp; </textarea>" hint=t("Không quá 500 ký tự", "At most 500 characters") max_length=500 />
            <CharacterCount field="reason".into() limit=500 left=t("Còn {count} ký tự", "{count} characters left").into() over=t("Thừa {count} ký tự", "{count} characters too many").into() />
            <FileUpload name="paper" label=t("Ảnh chỗ ở hợp pháp", "Proof of housing") hint=t("PDF, JPG hoặc PNG; không quá 10 MB", "PDF, JPG or PNG; at most 10 MB") accept="application/pdf,image/*" />
            <AddressInput name="home" legend=t("Nơi thường trú", "Permanent residence") provinces=vec![Choice::new("01", "Hà Nội")] communes=vec![] value=AddressValue { province: "01".into(), ..Default::default() } />
            <div class="govuk-button-group">
                <Button text=t("Lưu và tiếp tục", "Save and continue") />
                <Button text=t("Lưu, làm sau", "Save for later") kind=ButtonKind::Secondary />
                <Button text=t("Xóa bản nháp", "Delete the draft") kind=ButtonKind::Warning />
            </div>
        </form>
    }
}
