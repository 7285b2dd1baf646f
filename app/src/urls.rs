//! Addresses as types: a link to a page that does not exist does not compile.
//!
//! `Procedure::ROUTE` is what the router is given, `Procedure { id }.url()` is what a link is given. To add a page, add
//! a line to the list.

use std::fmt::Write;

/// Appends a path segment or query value, percent-encoded.
fn encode(into: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

/// Fills the placeholders of a route in their order.
fn fill(route: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut url = String::with_capacity(route.len() + 16);
    let mut rest = route;
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        let (_, after) = after.split_once('}').unwrap_or(("", ""));
        if let Some(value) = values.next() {
            encode(&mut url, value);
        }
        rest = after;
    }
    url.push_str(rest);
    url
}

/// An address with a query; values are percent-encoded, empty ones left out.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut url = path.to_owned();
    let mut mark = if path.contains('?') { '&' } else { '?' };
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        url.push(mark);
        encode(&mut url, name);
        url.push('=');
        encode(&mut url, value);
        mark = '&';
    }
    url
}

/// The address to go back to, if it is one of ours; the home page otherwise, so that no link leads people elsewhere.
#[must_use]
pub fn safe_back(back: &str) -> &str {
    let ours = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains(|letter: char| letter == '\\' || letter.is_control());
    if ours { back } else { "/" }
}

macro_rules! pages {
    ($($(#[doc = $doc:literal])+ $name:ident { $($field:ident),* } = $route:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $(#[doc = concat!("What stands for `", stringify!($field), "` in the address.")] pub $field: String,)*
        }

        impl $name {
            /// What the router is given.
            pub const ROUTE: &'static str = $route;

            /// What a link is given.
            #[must_use]
            pub fn url(&self) -> String {
                fill(Self::ROUTE, &[$(&self.$field),*])
            }
        }
    )+};
}

pages! {
    /// The home page.
    Home {} = "/";
    /// Search and list of procedures (`?q=`, `?event=`).
    Procedures {} = "/procedures";
    /// A procedure.
    Procedure { id } = "/procedures/{id}";
    /// What to have at hand for a procedure, to print or to save.
    Checklist { id } = "/procedures/{id}/checklist";
    /// The addresses search engines may read.
    Sitemap {} = "/sitemap.xml";
    /// What search engines may not read.
    Robots {} = "/robots.txt";
    /// Follow a dossier by its code and tracking code.
    Track {} = "/track";
    /// Sign in (`?back=`).
    SignIn {} = "/sign-in";
    /// What was posted when a session had just ended: shown, or sent again.
    Unsent { id } = "/unsent/{id}";
    /// Throw it away; a post.
    DiscardUnsent { id } = "/unsent/{id}/discard";
    /// Sign out; a post.
    SignOut {} = "/sign-out";
    /// Choose a language, `vi` or `en` (`?back=`).
    Language { lang } = "/language/{lang}";
    /// How accessible the site is, and whom to tell.
    Accessibility {} = "/accessibility";
    /// How personal data are protected.
    DataProtection {} = "/data-protection";

    /// A citizen's dossiers and drafts.
    MyDossiers {} = "/dossiers";
    /// One dossier of a citizen.
    Dossier { code } = "/dossiers/{code}";
    /// Begin an application for a procedure; a post.
    Apply { id } = "/procedures/{id}/apply";
    /// Let a register be asked whether the procedure can be offered; a post.
    AskOffer { id } = "/procedures/{id}/offer";
    /// The task list of a draft.
    TaskList { draft } = "/applications/{draft}";
    /// A section of a draft.
    Section { draft, section } = "/applications/{draft}/sections/{section}";
    /// Which desk receives the application.
    ChooseDesk { draft } = "/applications/{draft}/desk";
    /// Check the answers and submit.
    Review { draft } = "/applications/{draft}/review";
    /// Say that a register's value is wrong, or take it back.
    Dispute { draft, section, field } = "/applications/{draft}/sections/{section}/{field}/dispute";
    /// Choose among several records of a register.
    ChooseRecord { draft, fact } = "/applications/{draft}/records/{fact}";
    /// Ask the registers again that did not answer; a post.
    AskAgain { draft } = "/applications/{draft}/ask-again";
    /// The files of a document of a draft.
    Document { draft, document } = "/applications/{draft}/documents/{document}";
    /// Take a file away; a post.
    Detach { draft, document, file } = "/applications/{draft}/documents/{document}/{file}/remove";
    /// Ask another person to confirm; a post.
    AskConfirmation { draft, name } = "/applications/{draft}/confirmations/{name}";
    /// Throw a draft away.
    Discard { draft } = "/applications/{draft}/discard";
    /// What has just been submitted.
    Submitted { code } = "/dossiers/{code}/submitted";
    /// The way to where its fee is paid.
    Pay { code } = "/dossiers/{code}/pay";
    /// Withdraw a dossier.
    Withdraw { code } = "/dossiers/{code}/withdraw";
    /// Go on with a dossier after all, before the withdrawal is confirmed; a post.
    TakeBackWithdrawal { code } = "/dossiers/{code}/withdraw/take-back";
    /// The slip of a dossier that was not accepted (Form 03), as PDF.
    RefusalSlip { code } = "/dossiers/{code}/refusal.pdf";
    /// The notice of a dossier that was stopped (Form 05), as PDF.
    StopNotice { code } = "/dossiers/{code}/stop-notice.pdf";
    /// What a dossier needs to be supplemented with (Form 02), as PDF.
    SupplementSlip { code } = "/dossiers/{code}/supplement.pdf";
    /// The apology for a date that is not kept, with the new one (Form 04), as PDF.
    ApologyLetter { code } = "/dossiers/{code}/apology.pdf";
    /// Through whose hands a dossier went (Form 06), as PDF; for officers.
    ControlSlip { code } = "/dossiers/{code}/control.pdf";
    /// Add a part to a linked group.
    AddPart { code, step } = "/dossiers/{code}/parts/{step}";
    /// Supplement a dossier.
    Supplement { code } = "/dossiers/{code}/supplement";
    /// Form 01 of a dossier, as PDF.
    Receipt { code } = "/dossiers/{code}/receipt.pdf";
    /// A result of a dossier, as PDF.
    ResultPaper { code, hash } = "/dossiers/{code}/results/{hash}";
    /// A file of a dossier.
    DossierFile { code, file } = "/dossiers/{code}/files/{file}";
    /// Whether a paper is genuine: the address in its QR code.
    CheckPaper { code, hash } = "/papers/{code}/{hash}";
    /// What others ask the person to confirm.
    Confirmations {} = "/account/confirmations";
    /// Confirm or decline; a post.
    Confirm { draft, name } = "/account/confirmations/{draft}/{name}";
    /// The identity provider sends people back here.
    SignInReturn {} = "/sign-in/return";
    /// Officers sign in.
    OfficerSignIn {} = "/office/sign-in";
    /// Officers who were invited sign in for the first time.
    OfficerInvitation {} = "/office/invitation";
    /// To the identity provider; a post.
    CitizenSignIn {} = "/sign-in/citizen";
    /// What the State knows about the person.
    Profile {} = "/account";
    /// Who has seen the person's data.
    AccessLog {} = "/account/access-log";

    /// An officer's queues.
    Queues {} = "/office";
    /// One queue.
    Queue { queue } = "/office/queues/{queue}";
    /// Take the next task of a queue; a post.
    TakeNext { queue } = "/office/queues/{queue}/next";
    /// Take or hand over several tasks of a queue; a post.
    Bulk { queue } = "/office/queues/{queue}/several";
    /// Search all dossiers the officer may see.
    OfficeDossiers {} = "/office/dossiers";
    /// One dossier, for officers.
    OfficeDossier { code } = "/office/dossiers/{code}";
    /// The documents of a dossier, one by one.
    OfficeDocuments { code } = "/office/dossiers/{code}/documents";
    /// Judge a document; a post.
    OfficeCheck { code, document } = "/office/dossiers/{code}/documents/{document}";
    /// What happened to a dossier.
    OfficeHistory { code } = "/office/dossiers/{code}/history";
    /// Take a step upon oneself; a post.
    OfficeTake { code, step } = "/office/dossiers/{code}/take/{step}";
    /// Leave a step by a way out.
    OfficeLeave { code, step, exit } = "/office/dossiers/{code}/leave/{step}/{exit}";
    /// Ask the applicant to supplement (`?step=`).
    OfficeSupplement { code } = "/office/dossiers/{code}/supplement";
    /// Confirm that the applicant withdraws.
    OfficeWithdrawal { code } = "/office/dossiers/{code}/withdrawal";
    /// Say which of several records of a register is meant.
    OfficeChoose { code, fact } = "/office/dossiers/{code}/records/{fact}";
    /// Let a call to a national system be tried again; a post.
    OfficeRetry { code, job } = "/office/dossiers/{code}/retry/{job}";
    /// The messages of a dossier to national systems.
    OfficeMessages { code } = "/office/dossiers/{code}/messages";
    /// All that is silent.
    Silent {} = "/office/silent";
    /// Let a job that was given up be tried again; a post.
    ReleaseJob { job } = "/office/silent/{job}/release";
    /// The log of messages to national systems (`?system=`, `?state=`, `?age=`).
    Messages {} = "/office/messages";
    /// One message; a post intervenes in it.
    MessagePage { id } = "/office/messages/{id}";
    /// How the national systems are.
    Systems {} = "/office/systems";
    /// Apologise and set a new date.
    OfficeExtend { code } = "/office/dossiers/{code}/extend";
    /// Configuration: the procedures (`?q=`, `?ministry=`, `?state=`).
    Configuration {} = "/admin";
    /// A procedure, for administrators.
    AdminProcedure { id } = "/admin/procedures/{id}";
    /// The form of a version, or of `draft`, as the citizen meets it.
    AdminPreview { id, version } = "/admin/procedures/{id}/preview/{version}";
    /// Ask that a procedure end.
    AdminEnd { id } = "/admin/procedures/{id}/end";
    /// Confirm that a procedure ends; a post.
    AdminEndConfirm { id } = "/admin/procedures/{id}/end/confirm";
    /// Take the end of a procedure back; a post.
    AdminEndTakeBack { id } = "/admin/procedures/{id}/end/take-back";
    /// Begin to work on a text, of `procedures` or `reference`; a post.
    AdminBegin { kind, name } = "/admin/texts/{kind}/{name}/begin";
    /// Work on a text.
    AdminEdit { kind, name } = "/admin/texts/{kind}/{name}";
    /// Check a text while it is written; a post that answers JSON.
    AdminCheck { kind, name } = "/admin/texts/{kind}/{name}/check";
    /// What is different from the published version.
    AdminDifference { kind, name } = "/admin/texts/{kind}/{name}/difference";
    /// Ask that a draft be approved; a post.
    AdminAsk { kind, name } = "/admin/texts/{kind}/{name}/ask";
    /// Approve and publish a draft; a post.
    AdminPublish { kind, name } = "/admin/texts/{kind}/{name}/publish";
    /// Send a draft back; a post.
    AdminSendBack { kind, name } = "/admin/texts/{kind}/{name}/send-back";
    /// Throw a draft away; a post.
    AdminDiscard { kind, name } = "/admin/texts/{kind}/{name}/discard";
    /// Agencies, roles, days off.
    AdminReference {} = "/admin/reference";
    /// Staff.
    AdminStaff {} = "/admin/staff";
    /// Give somebody an account.
    AdminNewMember {} = "/admin/staff/new";
    /// One of the staff.
    AdminMember { id } = "/admin/staff/{id}";
    /// Give somebody a post; a post.
    AdminGivePost { id } = "/admin/staff/{id}/posts";
    /// End somebody's post; a post.
    AdminEndPost { id } = "/admin/staff/{id}/end-post";
    /// Close an account; a post.
    AdminClose { id } = "/admin/staff/{id}/close";
    /// Invite somebody anew; a post.
    AdminInvite { id } = "/admin/staff/{id}/invite";
    /// Open an account again; a post.
    AdminReopen { id } = "/admin/staff/{id}/reopen";
    /// What administrators did.
    AdminLog {} = "/admin/log";
}

#[cfg(test)]
mod tests {
    use super::{Dossier, Home, Section, safe_back, with_query};

    #[test]
    fn placeholders_are_filled_and_encoded() {
        assert_eq!(Home {}.url(), "/");
        assert_eq!(
            Dossier {
                code: "H26.97-261123-0007".into()
            }
            .url(),
            "/dossiers/H26.97-261123-0007"
        );
        let section = Section {
            draft: "a/../b".into(),
            section: "bé".into(),
        };
        assert_eq!(section.url(), "/applications/a%2F..%2Fb/sections/b%C3%A9");
    }

    #[test]
    fn queries_leave_out_what_is_empty() {
        assert_eq!(
            with_query("/procedures", &[("q", "khai sinh&"), ("after", "")]),
            "/procedures?q=khai%20sinh%26"
        );
        assert_eq!(with_query("/a?b=1", &[("c", "2")]), "/a?b=1&c=2");
    }

    #[test]
    fn the_way_back_never_leaves_the_site() {
        assert_eq!(safe_back("/dossiers?x=1"), "/dossiers?x=1");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nb",
        ] {
            assert_eq!(safe_back(foreign), "/", "{foreign:?}");
        }
    }
}
