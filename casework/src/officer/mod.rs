//! What officers do, one use case a file.

mod act;
mod bulk;
mod file;
mod inbox;
mod look;
mod open;
mod retry;
mod search;

pub use act::{
    Asking, Leaving, check_document, choose_record, confirm_withdrawal, extend, leave, request_supplement, take,
};
pub use bulk::{Bulk, MOST, Missed, Picked, hand_over_all, take_all};
pub use file::{DossierFile, file};
pub use inbox::{DueBy, Filter, Inbox, Line, Place, QUEUES, Queue, inbox};
pub use open::{Compared, Opened, open};
pub use retry::{Waiting, retry};
pub use search::{Hit, search};
