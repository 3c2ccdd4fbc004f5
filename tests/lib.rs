//! The harness of the HTTP tests: starts the real program on a database of its own, and speaks to
//! it as people do. A test never asks which database; `BLANDDIG_TEST_DATABASE` says it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what goes wrong here is a test that fails"
)]

mod harness;

pub use harness::*;
