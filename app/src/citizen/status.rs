//! Where a dossier stands, in citizens' words.

use motcua_domain::dossier::Status;
use motcua_texts::Lang;
use motcua_texts::citizen::status as texts;

use crate::components::Tone;

/// In words.
pub(crate) fn words(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Submitted => texts::submitted(lang),
        Status::SupplementAtReception | Status::SupplementInHandling => texts::supplement(lang),
        Status::WithdrawalRequested => texts::withdrawal(lang),
        Status::Handling => texts::handling(lang),
        Status::AwaitingPayment => texts::payment(lang),
        Status::Calling => texts::calling(lang),
        Status::PendingSignature => texts::signature(lang),
        Status::AwaitingSeal => texts::seal(lang),
        Status::ResultReady => texts::ready(lang),
        Status::Returned => texts::returned(lang),
        Status::Rejected => texts::rejected(lang),
        Status::NotEligible => texts::not_eligible(lang),
        Status::Withdrawn => texts::withdrawn(lang),
        Status::Stopped => texts::stopped(lang),
        Status::LinkedWaiting => texts::linked(lang),
        Status::PartiallyCompleted => texts::partly(lang),
    }
}

/// The colour of its tag.
pub(crate) fn tone(status: Status) -> Tone {
    match status {
        Status::Submitted => Tone::Grey,
        Status::SupplementAtReception
        | Status::SupplementInHandling
        | Status::AwaitingPayment
        | Status::WithdrawalRequested
        | Status::PartiallyCompleted => Tone::Yellow,
        Status::Handling
        | Status::Calling
        | Status::LinkedWaiting
        | Status::PendingSignature
        | Status::AwaitingSeal => Tone::Blue,
        Status::ResultReady | Status::Returned => Tone::Green,
        Status::Rejected | Status::NotEligible => Tone::Red,
        Status::Withdrawn | Status::Stopped => Tone::Grey,
    }
}
