//! `cargo xtask bench`: what the server does on this machine. Figures, not a verdict.

use crate::checks::measure_sizes;
use crate::clients;
use crate::http::Connection;
use crate::program::{self, Server};
use crate::step::{Outcome, Trouble, step};
use crate::workspace::Workspace;
use serde_json::json;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Connections that ask at the same time, each as soon as it has its answer.
const CONNECTIONS: usize = 16;
const TIME: Duration = Duration::from_secs(5);

/// Starts a release build with the demonstration in a new database, and measures.
pub fn bench(workspace: &Workspace) -> Outcome {
    clients::build(workspace)?;
    let server = Server::start(&program::build(workspace, true)?)?;
    let slug = server.demonstration()?;
    let thread = format!("/api/consultations/{slug}/sections/indsats-1/comments");
    let page = format!("/{slug}/indsats-1");
    let idle = server.memory();
    let nothing = reads(&server, "/healthz")?;
    let threads = reads(&server, &thread)?;
    let pages = reads(&server, &page)?;
    let posts = posts(&server, &thread)?;
    println!("\n{CONNECTIONS} connections, {} s each, one machine for both sides", TIME.as_secs());
    let line = |name: &str, rate: f64| {
        println!("{name:<32}{rate:>10.0} per second  {:>6.3} of /healthz", rate / nothing);
    };
    line("/healthz", nothing);
    line("thread read (20 comments, brotli)", threads);
    line("page (first paint, brotli)", pages);
    line("durable post", posts);
    println!("{:<32}{}", "first visit", measure_sizes(&server)?);
    for (when, bytes) in [("memory before", idle), ("memory after", server.memory())] {
        if let Some(bytes) = bytes {
            println!("{when:<32}{:>10.1} MB", bytes as f64 / 1e6);
        }
    }
    Ok(())
}

fn reads(server: &Server, path: &str) -> Outcome<f64> {
    rate(server.address, path, |connection, _| {
        connection.get(path, &["accept-encoding: br"])?.good().map(drop)
    })
}

/// Comments of as many participants as there are connections; each is on disk when it is answered.
fn posts(server: &Server, thread: &str) -> Outcome<f64> {
    let mut tokens = Vec::new();
    let mut connection = Connection::open(server.address)?;
    for number in 0..CONNECTIONS {
        let name = json!({ "name": format!("Deltager {number}") });
        let participant = connection.post("/api/participants", &[], &name)?.json()?;
        let token = participant["token"].as_str().unwrap_or_default();
        tokens.push(format!("authorization: Bearer {token}"));
    }
    rate(server.address, "posts", |connection, (worker, count)| {
        let comment = json!({
            "body": format!("Kommentar {count} fra deltager {worker}: flere skal have lyst til at være med."),
            "client_key": format!("bench-{worker}-{count}"),
        });
        connection.post(thread, &[&tokens[worker]], &comment)?.good().map(drop)
    })
}

/// Answers per second of `CONNECTIONS` workers; `ask` gets the worker's number and its count so far.
fn rate<F>(address: SocketAddr, what: &str, ask: F) -> Outcome<f64>
where
    F: Fn(&mut Connection, (usize, usize)) -> Outcome + Sync,
{
    step(&format!("measure {what}"), || {
        let start = Instant::now();
        let work = |worker: usize| -> Outcome<usize> {
            let mut connection = Connection::open(address)?;
            let mut count = 0;
            while start.elapsed() < TIME {
                ask(&mut connection, (worker, count))?;
                count += 1;
            }
            Ok(count)
        };
        let total = std::thread::scope(|scope| {
            let work = &work;
            let workers: Vec<_> =
                (0..CONNECTIONS).map(|worker| scope.spawn(move || work(worker))).collect();
            let counts = workers
                .into_iter()
                .map(|worker| worker.join().map_err(|_| Trouble::failed("a worker broke off"))?);
            counts.sum::<Outcome<usize>>()
        })?;
        Ok(total as f64 / start.elapsed().as_secs_f64())
    })
}
