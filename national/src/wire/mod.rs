//! The registers on the wire: X-Road message headers and bearer tokens in front, JSON as the real systems speak it behind.

mod birth_notices;
mod civil_status;
mod general;
mod guard;
mod orders;
mod places;
mod population;
mod tokens;

pub(crate) use birth_notices::router as birth_notices;
pub(crate) use civil_status::router as civil_status;
pub(crate) use general::{answer as general_answer, router as general};
pub(crate) use guard::guard;
pub(crate) use orders::{answer as order_answer, residence, social_insurance};
pub(crate) use population::router as population;
pub(crate) use tokens::{Tokens, client_of, router as token_router};
