//! The commands beside `serve`.

pub mod audit;
pub mod backup;
pub mod due;
mod fill;
pub mod officer;
mod prefill;
pub mod procedures;
