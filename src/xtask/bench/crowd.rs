//! One thread that grows to a million comments.

use super::figure::{Figure, median};
use super::load::{Writers, rate};
use crate::http::Connection;
use crate::program::Server;
use crate::step::{Outcome, Trouble, step};
use crate::workspace::Workspace;
use std::path::Path;
use std::time::Instant;

/// Pages of a thread that are read in turn, so that no answer is the one before.
const PAGES: usize = 5;
const ROUNDS: usize = 200;

pub(super) fn measure(_: &Workspace, program: &Path) -> Outcome<Vec<Figure>> {
    let server = Server::start(program)?;
    let slug = server.demonstration()?;
    let thread = format!("/api/consultations/{slug}/sections/indsats-1/comments");
    let page = format!("/{slug}/indsats-1");
    let writers = Writers::new(&server, &thread)?;
    writers.fill(&server, 1_000)?;
    let few = times(&server, &thread, &page)?;
    writers.fill(&server, 100_000)?;
    let memory = memory_under_load(&server, &writers, &thread, &page)?;
    writers.fill(&server, 1_000_000)?;
    let many = times(&server, &thread, &page)?;
    let mut figures = vec![Figure::new("memory at 100,000 comments, load", memory, "<= 100 MB")];
    for (what, few, many) in
        [("thread page", few.thread, many.thread), ("section page", few.page, many.page)]
    {
        let ms = |seconds: f64| format!("{:.2} ms", seconds * 1e3);
        figures.push(Figure::new(format!("{what} among 1,000"), ms(few), ""));
        figures.push(Figure::new(format!("{what} among 1,000,000"), ms(many), ""));
        let ratio = format!("{:.2}x", many / few);
        figures.push(Figure::new(format!("{what}, a million against 1,000"), ratio, "<= 1.3x"));
    }
    Ok(figures)
}

/// Seconds from question to answer on one connection, the medians.
struct Times {
    thread: f64,
    page: f64,
}

fn times(server: &Server, thread: &str, page: &str) -> Outcome<Times> {
    step("measure pages one after the other", || {
        let mut connection = Connection::open(server.address)?;
        let pages = pages(&mut connection, thread)?;
        let mut threads = Vec::new();
        let mut whole = Vec::new();
        for round in 0..ROUNDS {
            // A question that nobody asked before, so that no kept answer hides what reading costs.
            for address in &pages {
                threads.push(time(&mut connection, &format!("{address}&round={round}"))?);
            }
            whole.push(time(&mut connection, &format!("{page}?round={round}"))?);
        }
        Ok(Times { thread: median(threads), page: median(whole) })
    })
}

fn time(connection: &mut Connection, address: &str) -> Outcome<f64> {
    let start = Instant::now();
    connection.get(address, &["accept-encoding: br"])?.good()?;
    Ok(start.elapsed().as_secs_f64())
}

/// The addresses of the first pages of a thread.
fn pages(connection: &mut Connection, thread: &str) -> Outcome<Vec<String>> {
    let mut addresses = vec![format!("{thread}?sort=newest")];
    while addresses.len() < PAGES {
        let last = addresses.last().map_or(thread, String::as_str);
        let page = connection.get(last, &[])?.json()?;
        let next = page["next"].as_str();
        let next = next.ok_or_else(|| Trouble::failed("the thread has too few pages"))?;
        addresses.push(format!("{thread}?sort=newest&after={next}"));
    }
    Ok(addresses)
}

/// The most that the server held while readers and writers asked all at once.
fn memory_under_load(
    server: &Server,
    writers: &Writers,
    thread: &str,
    page: &str,
) -> Outcome<String> {
    let pages = pages(&mut Connection::open(server.address)?, thread)?;
    let brotli = ["accept-encoding: br"];
    rate(server.address, "memory under load", |connection, (worker, count)| {
        match count % 8 {
            0 => drop(writers.write(connection, worker, None)?),
            1 | 5 => drop(connection.get(page, &brotli)?.good()?),
            turn => drop(connection.get(&pages[turn % PAGES], &brotli)?.good()?),
        }
        Ok(true)
    })?;
    let most = server.memory().ok_or_else(|| {
        Trouble::missing("the system does not tell how much memory a program holds")
    })?;
    Ok(format!("{:.0} MB", most as f64 / 1e6))
}
