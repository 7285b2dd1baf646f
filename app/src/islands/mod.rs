//! The parts of a page that the browser wakes: they make it quicker, never possible.
//!
//! An island is rendered by the server like any component; its properties travel with it as JSON, its texts as
//! properties. What it shows first is the same in the browser: no time, no language, nothing random. To add one: a file
//! here with an `#[island]`; what only a browser can do goes into [`browser`] or behind the `hydrate` feature.

#[cfg(feature = "hydrate")]
mod browser;
mod character_count;
mod commune_list;
mod conditional_fields;
mod saved_ago;
mod search_box;
mod submit_once;
mod text_check;
mod worked_out;

pub use character_count::CharacterCount;
pub use commune_list::CommuneList;
pub use conditional_fields::{AnswerKind, ConditionalFields};
pub use saved_ago::SavedAgo;
pub use search_box::SearchBox;
pub use submit_once::SubmitOnce;
pub use text_check::{TextCheck, TextFault};
pub use worked_out::{Shown, WorkedOut};
