//! The HTTP tests: one file per word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what goes wrong here is a test that fails"
)]

mod anchor;
mod appeal;
mod authority;
mod backup;
mod colleague;
mod comment;
mod connection;
mod consultation;
mod count;
mod decision;
mod demo;
mod difficulty;
mod durability;
mod embedding;
mod erasure;
mod export;
mod exposure;
mod feed;
mod glossary;
mod handover;
mod headers;
mod health;
mod hearing;
mod holding;
mod import;
mod leaving;
mod limits;
mod live;
mod mail;
mod news;
mod oembed;
mod office;
mod offline;
mod openapi;
mod ordinance;
mod outage;
mod own;
mod page;
mod participant;
mod picture;
mod problem;
mod proposal;
mod proxy;
mod queue;
mod record;
mod redaction;
mod repeat;
mod reply;
mod report;
mod revision;
mod rule;
mod search;
mod section;
mod shared;
mod short;
mod staff;
mod standing;
mod statement;
mod support;
mod thread;
mod upgrade;
mod writing;
