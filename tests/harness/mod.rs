//! One file per thing that a test takes in hand.

mod answer;
mod app;
mod clock;
mod cluster;
mod database;
mod disk;
mod http;
mod listener;
mod mail;
mod people;
mod picture;
mod program;
mod store;
mod texts;
mod together;
mod wire;

pub use answer::{Answer, tag_attribute};
pub use app::App;
pub use clock::{in_a_moment, moment};
pub use cluster::Cluster;
pub use database::Database;
pub use disk::Disk;
pub use http::Visitor;
pub use hyper::{Method, StatusCode};
pub use listener::Listener;
pub use mail::{Mail, MailServer};
pub use people::{PASSWORD, client_key};
pub use picture::png;
pub use program::{Ended, Program};
pub use serde_json::{Value, json};
pub use store::Store;
pub use texts::{GENERAL, PARK, PROPOSALS, THREAD, problem, section_of_words, unfit};
pub use together::together;
pub use wire::Wire;
