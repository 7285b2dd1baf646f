//! Who signs in, and how that is checked.

mod brake;
pub mod citizen;
pub mod officer;
mod password;
mod totp;

pub use brake::{Brake, BrakeLimits, Known};
pub use password::{Cost, PasswordError, Passwords};
pub use totp::TotpSecret;
