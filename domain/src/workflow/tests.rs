mod examples;
mod faults;
mod reference;
mod walks;

use crate::testing::trees::{branch, holds, step, tree};
