//! The commands beside `serve`.

pub mod audit;
pub mod backup;
pub mod due;
pub mod officer;
mod prefill;
pub mod procedures;
