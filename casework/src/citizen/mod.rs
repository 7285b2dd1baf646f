//! What citizens do, one use case a file.

mod check_paper;
mod data_log;
mod dossiers;
mod figures;
mod look_up;
mod offers;
mod standing;
mod submit;
mod supplement;
mod withdraw;

pub use check_paper::{CheckedPaper, check_paper};
pub use data_log::{LookUp, data_log};
pub use dossiers::{DossierSummary, Mine, Payment, dossier, my_dossiers, paper};
pub use figures::{Figures, figures};
pub use look_up::{Glimpse, Unseen, look_up};
pub use offers::{OfferState, Offering, ask_offer, offerings};
pub use standing::{Standing, standing};
pub(crate) use submit::email;
pub use submit::{Receipt, submit};
pub use supplement::{SentFile, supplement};
pub use withdraw::{take_back_withdrawal, withdraw};
