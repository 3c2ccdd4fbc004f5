//! How much one server answers, beside Isso on the same machine in the same run.

use super::figure::Figure;
use super::isso::Isso;
use super::load::{Writers, rate};
use crate::checks::measure_sizes;
use crate::program::Server;
use crate::step::Outcome;
use crate::workspace::Workspace;
use std::path::Path;

pub(super) fn measure(_: &Workspace, program: &Path) -> Outcome<Vec<Figure>> {
    let server = Server::start(program)?;
    let slug = server.demonstration()?;
    let thread = format!("/api/consultations/{slug}/sections/indsats-1/comments");
    let mut figures = vec![Figure::new("first visit", measure_sizes(&server)?.to_string(), "")];
    let writers = Writers::new(&server, &thread)?;
    writers.fill(&server, super::isso::COMMENTS)?;
    let reads = |path: &str| {
        rate(server.address, path, |connection, _| {
            connection.get(path, &["accept-encoding: br"])?.good().map(|_| true)
        })
    };
    let nothing = reads("/healthz")?;
    let threads = reads(&thread)?;
    let page = reads(&format!("/{slug}/indsats-1"))?;
    let posts = rate(server.address, "durable posts", |connection, (worker, _)| {
        writers.write(connection, worker, None).map(|_| true)
    })?;
    drop(server);
    let mut line = |what, rate: f64| figures.push(Figure::new(what, per_second(rate), ""));
    line("/healthz", nothing);
    line("page (first paint, brotli)", page);
    line("thread read (20 comments, brotli)", threads);
    line("durable post", posts);
    let isso = Isso::start()?;
    let (their_reads, their_posts) = (isso.reads()?, isso.posts()?);
    line("Isso: thread read (20 comments)", their_reads);
    line("Isso: post", their_posts);
    let ratio = |ours: f64, theirs: f64| format!("{:.0}x", ours / theirs);
    figures.push(Figure::new("thread read against Isso", ratio(threads, their_reads), ">= 100x"));
    figures.push(Figure::new("durable post against Isso", ratio(posts, their_posts), ">= 15x"));
    Ok(figures)
}

fn per_second(rate: f64) -> String {
    format!("{rate:.0} /s")
}
