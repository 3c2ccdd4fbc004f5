//! The desk over HTTP: nothing here without a signed-in member of staff, but signing in.

pub mod decision;
pub mod queue;
pub mod session;
