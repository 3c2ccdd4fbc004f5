//! The HTTP tests: one file per word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what goes wrong here is a test that fails"
)]

mod authority;
mod backup;
mod comment;
mod connection;
mod consultation;
mod count;
mod decision;
mod demo;
mod durability;
mod exposure;
mod feed;
mod headers;
mod health;
mod import;
mod limits;
mod live;
mod news;
mod openapi;
mod outage;
mod page;
mod participant;
mod problem;
mod proposal;
mod repeat;
mod report;
mod search;
mod section;
mod shared;
mod staff;
mod support;
mod thread;
