//! Many who ask at the same time, and comments in any number.

use crate::http::Connection;
use crate::program::Server;
use crate::step::{Outcome, Trouble, step};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections that ask at the same time, each as soon as it has its answer.
pub const CONNECTIONS: usize = 16;
/// How long a rate is measured.
pub const TIME: Duration = Duration::from_secs(5);

/// Answers per second; `ask` gets the worker's number and how many times it has asked, and says
/// whether it was answered.
pub fn rate<F>(address: SocketAddr, what: &str, ask: F) -> Outcome<f64>
where
    F: Fn(&mut Connection, (usize, usize)) -> Outcome<bool> + Sync,
{
    step(&format!("measure {what}"), || {
        let start = Instant::now();
        let total = work(address, |connection, worker| {
            let (mut asked, mut answered) = (0, 0);
            while start.elapsed() < TIME {
                answered += usize::from(ask(connection, (worker, asked))?);
                asked += 1;
            }
            Ok(answered)
        })?;
        Ok(total as f64 / start.elapsed().as_secs_f64())
    })
}

/// Runs `work` on every connection at once and adds up what each returns.
fn work<F>(address: SocketAddr, work: F) -> Outcome<usize>
where
    F: Fn(&mut Connection, usize) -> Outcome<usize> + Sync,
{
    std::thread::scope(|scope| {
        let work = &work;
        let start =
            move |worker| scope.spawn(move || work(&mut Connection::open(address)?, worker));
        let workers: Vec<_> = (0..CONNECTIONS).map(start).collect();
        let counts = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| Trouble::failed("a worker broke off"))?);
        counts.sum()
    })
}

/// As many participants as there are connections, who write in one thread.
#[derive(Debug)]
pub struct Writers {
    thread: String,
    /// Whole header lines.
    tokens: Vec<String>,
    written: AtomicUsize,
}

impl Writers {
    /// Lets them take part; `thread` is the address that comments are posted to.
    pub fn new(server: &Server, thread: &str) -> Outcome<Self> {
        let mut connection = Connection::open(server.address)?;
        let mut token = |number| {
            let name = json!({ "name": format!("Deltager {number}") });
            let participant = connection.post("/api/participants", &[], &name)?.json()?;
            let token = participant["token"].as_str().unwrap_or_default();
            Ok(format!("authorization: Bearer {token}"))
        };
        let tokens = (0..CONNECTIONS).map(&mut token).collect::<Outcome<_>>()?;
        Ok(Self { thread: thread.to_owned(), tokens, written: AtomicUsize::new(0) })
    }

    /// Writes one comment, on disk when it is answered. Returns its id.
    pub fn write(
        &self,
        connection: &mut Connection,
        worker: usize,
        parent: Option<&str>,
    ) -> Outcome<String> {
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let comment = json!({
            "body": words(number),
            "client_key": format!("bench-{number:08}"),
            "parent": parent,
        });
        let answer = connection.post(&self.thread, &[&self.tokens[worker]], &comment)?.json()?;
        Ok(answer["id"].as_str().unwrap_or_default().to_owned())
    }

    /// Writes until there are `count` of these writers' comments; every fourth answers another.
    pub fn fill(&self, server: &Server, count: usize) -> Outcome {
        step(&format!("write comments until there are {count}"), || {
            let start = Instant::now();
            let total = work(server.address, |connection, worker| {
                let mut written = 0;
                let (mut answered, mut spoken) = (None, Duration::ZERO);
                while self.written.load(Ordering::Relaxed) < count {
                    let id = self.write(connection, worker, answered.as_deref())?;
                    written += 1;
                    answered = (written % 4 == 3).then_some(id);
                    if worker == 0 && start.elapsed() > spoken + Duration::from_secs(30) {
                        spoken = start.elapsed();
                        let all = self.written.load(Ordering::Relaxed);
                        eprintln!("   … {} s {all}", spoken.as_secs());
                    }
                }
                Ok(written)
            })?;
            eprintln!("   {total} in {:.0} s", start.elapsed().as_secs_f64());
            Ok(())
        })
    }
}

/// Two or three sentences as people write them, no two alike.
fn words(number: usize) -> String {
    const WHO: [&str; 5] = ["Min datter", "Naboen", "Jeg selv", "En kollega", "Vores forening"];
    const WHAT: [&str; 7] =
        ["mentorer", "lektiehjælp", "en praktikplads", "danskhold", "et mødested", "råd", "tid"];
    const WHERE: [&str; 3] = ["på Nørrebro", "i Valby", "ude på Amager"];
    format!(
        "{} har haft stor glæde af {} {}. Derfor skal indsatsen fortsætte, også efter det første år. \
         Jeg er selv kommet her i {} år og har set, hvad det betyder for dem, der ikke kender nogen endnu.",
        WHO[number % WHO.len()],
        WHAT[number % WHAT.len()],
        WHERE[number % WHERE.len()],
        number
    )
}
