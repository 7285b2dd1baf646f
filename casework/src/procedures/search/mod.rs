//! Procedures by everyday words: with or without marks, misspelt, typed without spaces, in Vietnamese or English.
//!
//! The words are data: search words stand in the definitions, and `search_words.yaml` of the reference data says which
//! phrases mean the same everywhere (`GPLX` and `bằng lái`) and which words say nothing (`làm`, `cần`).

mod index;
mod narrow;
mod page;
mod question;
mod score;
mod sentence;
mod spelling;
mod vocabulary;

pub(super) use index::Index;
pub use narrow::{APPLICANTS, Narrow, applicant_key, applicant_of_key, ministry_key};
pub(super) use page::Page;
