//! Mails that the program has sent: files in its folder, or what a mail server was given.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::App;

/// Longer than the outbox is left alone and a mail about a decision rests, on a machine that has other
/// things to do.
const PATIENCE: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// A mail as somebody reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its headers, as they travelled.
    pub head: String,
    /// Its text.
    pub body: String,
}

impl Mail {
    /// Reads a mail of ours: plain text, quoted-printable.
    #[must_use]
    pub fn of(raw: &str) -> Self {
        let (head, body) = raw.split_once("\r\n\r\n").expect("headers and a text");
        Self { head: head.to_owned(), body: unquoted(body) }
    }

    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let whole = self.head.replace("\r\n ", " ");
        let found = whole.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        decoded(found.unwrap_or_default())
    }

    /// The names of its headers.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let lines = self.head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        lines.map(|line| line.split(':').next().unwrap_or_default()).collect()
    }

    /// The secret of the link by which an address is confirmed.
    #[must_use]
    pub fn secret(&self) -> String {
        let after = self.body.split("/mine?bekraeft=").nth(1).expect("a link to confirm");
        after.split_whitespace().next().unwrap_or_default().to_owned()
    }
}

fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "").replace("\r\n", "\n");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'=').then(|| std::str::from_utf8(&tail[..2]).expect("a code"));
        bytes.push(hex.map_or(*first, |hex| u8::from_str_radix(hex, 16).expect("a code")));
        rest = if hex.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// Words with letters that no header can carry travel in base64.
fn decoded(value: &str) -> String {
    let words = value.replace("?= =?utf-8?b?", "?==?utf-8?b?");
    let mut parts = words.split("=?utf-8?b?");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (word, after) = part.split_once("?=").expect("the end of a word");
        let bytes = STANDARD.decode(word).expect("base64");
        text.push_str(&String::from_utf8(bytes).expect("UTF-8"));
        text.push_str(after);
    }
    text
}

impl App {
    /// The mails in the server's folder, oldest first, once there are so many.
    pub async fn mails(&self, number: usize) -> Vec<Mail> {
        for _ in 0..PATIENCE {
            let mails = self.mails_now();
            if mails.len() >= number {
                assert_eq!(mails.len(), number, "{mails:#?}");
                return mails;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("there are not {number} mails: {:#?}", self.mails_now());
    }

    fn mails_now(&self) -> Vec<Mail> {
        let Ok(files) = std::fs::read_dir(self.store.file("data/mail")) else { return Vec::new() };
        let files = files.map(|file| file.expect("a file").path());
        let mut files: Vec<_> =
            files.filter(|file| file.extension().is_some_and(|end| end == "eml")).collect();
        // Named by ids, which sort by time.
        files.sort();
        files.iter().map(|file| Mail::of(&std::fs::read_to_string(file).expect("a mail"))).collect()
    }
}

/// A mail server, such as the program sends to.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Where it listens.
    pub address: SocketAddr,
    desk: Arc<Mutex<Desk>>,
}

#[derive(Debug, Default)]
struct Desk {
    taken: Vec<(String, Mail)>,
    /// How many recipients are refused from now on.
    refuses: usize,
    refused: usize,
}

impl MailServer {
    /// One that refuses so many recipients before it takes a mail.
    pub async fn start(refuses: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("an address");
        let address = listener.local_addr().expect("its address");
        let desk = Arc::new(Mutex::new(Desk { refuses, ..Desk::default() }));
        let server = Self { address, desk };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(own.clone().converse(stream));
            }
        });
        server
    }

    /// The settings by which the program sends to it.
    #[must_use]
    pub fn settings(&self) -> [(&'static str, String); 2] {
        let from = "Bland dig <dig@example.dk>".to_owned();
        [("BLANDDIG_SMTP_URL", format!("smtp://{}", self.address)), ("BLANDDIG_MAIL_FROM", from)]
    }

    /// What was given to it, each with its recipient, once it is so much.
    pub async fn taken(&self, number: usize) -> Vec<(String, Mail)> {
        self.once(number, |desk| desk.taken.len()).await;
        self.desk().taken.clone()
    }

    /// Waits until it has refused so many.
    pub async fn refused(&self, number: usize) {
        self.once(number, |desk| desk.refused).await;
    }

    async fn once(&self, number: usize, count: fn(&Desk) -> usize) {
        for _ in 0..PATIENCE {
            if count(&self.desk()) >= number {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("the mail server waits for {number}: {:#?}", self.desk());
    }

    fn desk(&self) -> std::sync::MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn converse(self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut recipient = String::new();
        write.write_all(b"220 tiny\r\n").await.expect("a greeting");
        while let Ok(Some(line)) = lines.next_line().await {
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let answer = match word.as_str() {
                "EHLO" => "250-tiny\r\n250 8BITMIME".to_owned(),
                "RCPT" => {
                    recipient = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    self.recipient(&recipient)
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.expect("an answer");
                    let mut raw = String::new();
                    while let Ok(Some(line)) = lines.next_line().await {
                        if line == "." {
                            break;
                        }
                        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                        raw.push_str("\r\n");
                    }
                    self.desk().taken.push((recipient.clone(), Mail::of(&raw)));
                    "250 taken".to_owned()
                }
                "QUIT" => "221 bye".to_owned(),
                _ => "250 well".to_owned(),
            };
            if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn recipient(&self, recipient: &str) -> String {
        let mut desk = self.desk();
        if desk.refuses == 0 {
            return "250 well".to_owned();
        }
        desk.refuses -= 1;
        desk.refused += 1;
        format!("451 4.7.1 <{recipient}>: try again later")
    }
}
