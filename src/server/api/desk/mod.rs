//! The desk over HTTP: nothing here without a signed-in member of staff, but signing in.

pub mod appeal;
pub mod colleague;
pub mod decision;
pub mod difficulty;
pub mod embedding;
pub mod erasure;
pub mod export;
pub mod hearing;
pub mod leaving;
pub mod logo;
pub mod news;
pub mod office;
pub mod picture;
pub mod queue;
pub mod record;
pub mod rule;
pub mod session;
pub mod short;
pub mod standing;
pub mod statement;
pub mod text;
