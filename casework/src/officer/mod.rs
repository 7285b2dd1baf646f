//! What officers do, one use case a file.

mod act;
mod file;
mod inbox;
mod open;

pub use act::{Asking, Leaving, check_document, extend, leave, request_supplement, take};
pub use file::{DossierFile, file};
pub use inbox::{Inbox, Line, Place, QUEUES, Queue, inbox, search};
pub use open::{Compared, Opened, open};
