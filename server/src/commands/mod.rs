//! The commands beside `serve`.

pub mod audit;
pub mod backup;
pub mod due;
pub mod officer;
pub mod procedures;
mod prefill;
