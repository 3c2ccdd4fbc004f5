//! Sending mails: by an SMTP server, or into a folder when there is none.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use model::{Uuid, one_line};

use crate::config::Serve;
use crate::letter::SITE;
use crate::store::Outgoing;

/// How long the server may take to answer each line.
const PATIENCE: Duration = Duration::from_secs(30);
/// From whom mails come that nobody but the operator sees.
const NOBODY: &str = "Bland dig <bland-dig@localhost>";

type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// Sends mails.
pub struct Mailer {
    from: Mailbox,
    /// The site's own address, without a slash at the end.
    site: String,
    /// The site's own name.
    host: String,
    way: Way,
    /// Where mails are files. Also when a server takes them: there may be some from before.
    folder: PathBuf,
}

enum Way {
    Server(Smtp),
    Folder,
}

/// Why a mail was not sent. What the server wrote is left out: it likes to name the address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It cannot be written as a mail.
    #[error("its address cannot be written as a mail's")]
    Unfit,
    /// The server said no.
    #[error("the SMTP server answered {0}")]
    Refused(String),
    /// The server could not be spoken to.
    #[error("the SMTP server cannot be spoken to: {0}")]
    Away(lettre::transport::smtp::Error),
    /// The file could not be written.
    #[error("{0}")]
    File(#[from] std::io::Error),
}

/// Says that no person wrote it, so that no machine answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mailer {
    /// What sends mails with these settings.
    ///
    /// # Errors
    /// Which setting is wrong. A password that stands in one is not repeated.
    pub fn new(config: &Serve) -> Result<Self, String> {
        let site = config.public_url.as_ref().map_or_else(
            || format!("http://{}", config.listen),
            |url| url.as_str().trim_end_matches('/').to_owned(),
        );
        let host = config.public_url.as_ref().and_then(url::Url::host_str).unwrap_or("localhost");
        let nobody = || NOBODY.parse().map_err(|_| "there is no sender for mails".to_owned());
        let (from, way) = match (&config.smtp_url, &config.mail_from) {
            (Some(url), Some(from)) => {
                let server = server(url, host).ok_or(
                    "BLANDDIG_SMTP_URL is no address of a mail server, such as \
                     smtp://mail.example.dk or smtps://user:password@mail.example.dk",
                )?;
                (from.clone(), Way::Server(server))
            }
            (Some(_), None) => {
                return Err(
                    "BLANDDIG_SMTP_URL needs BLANDDIG_MAIL_FROM: whom mails come from".to_owned()
                );
            }
            (None, Some(from)) => (from.clone(), Way::Folder),
            (None, None) => (nobody()?, Way::Folder),
        };
        let folder = config.mail_folder.clone();
        Ok(Self { from, site, host: host.to_owned(), way, folder })
    }

    /// Sends a mail, or writes it into the folder.
    ///
    /// # Errors
    /// Why it was not sent.
    pub async fn send(&self, mail: &Outgoing) -> Result<(), MailError> {
        let message = self.message(mail).ok_or(MailError::Unfit)?;
        match &self.way {
            Way::Server(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(match error.status() {
                    Some(code) => MailError::Refused(code.to_string()),
                    None => MailError::Away(error),
                }),
            },
            Way::Folder => {
                let (folder, name) = (self.folder.clone(), mail.id.simple().to_string());
                let written = move || write(&folder, &name, &message.formatted());
                let done = tokio::task::spawn_blocking(written).await;
                Ok(done.map_err(std::io::Error::other)??)
            }
        }
    }

    /// Deletes the mails in the folder that were written before a moment, and what was left of one that
    /// was never whole. Files that are none of the program's stay.
    ///
    /// # Errors
    /// When the folder is there and cannot be read, or a file cannot be deleted.
    pub async fn clear(&self, before: SystemTime) -> std::io::Result<()> {
        let folder = self.folder.clone();
        let done = tokio::task::spawn_blocking(move || clear(&folder, before)).await;
        done.map_err(std::io::Error::other)?
    }

    /// The mail as it travels; `None` when that cannot be. Tried again it has the same id, so that a
    /// mailbox that got it twice shows it once.
    fn message(&self, mail: &Outgoing) -> Option<Message> {
        let created = Duration::from_millis(u64::try_from(mail.created).ok()?);
        let text = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(mail.body.replace(SITE, &self.site));
        Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id.simple(), self.host)))
            .date(SystemTime::UNIX_EPOCH + created)
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.recipient.parse().ok()?))
            .subject(one_line(&mail.subject))
            .header(AutoSubmitted)
            .singlepart(text)
            .ok()
    }
}

/// The server at this address; `None` when it is none.
fn server(address: &str, own_name: &str) -> Option<Smtp> {
    let mut url = url::Url::parse(address).ok()?;
    let tls =
        url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), tls.as_deref()) {
        ("smtp", Some("none")) => url.set_query(None),
        // Names, addresses and the password must not be read on the way.
        ("smtp", None) if !on_this_machine(&url) => url.set_query(Some("tls=required")),
        _ => {}
    }
    let server = Smtp::from_url(url.as_str()).ok()?;
    let own_name = ClientId::Domain(own_name.to_owned());
    Some(server.hello_name(own_name).timeout(Some(PATIENCE)).build())
}

fn on_this_machine(url: &url::Url) -> bool {
    // Of a scheme that is not the web's, the host is a name whatever it looks like.
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Writes a mail into the folder, under its name when it is whole. It holds addresses and links that
/// work: only the program's own user may read it.
fn write(folder: &Path, name: &str, mail: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let part = folder.join(format!("{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&part)?.write_all(mail)?;
    std::fs::rename(part, folder.join(format!("{name}.eml")))
}

fn clear(folder: &Path, before: SystemTime) -> std::io::Result<()> {
    // It is made with the first mail.
    for file in unless_gone(std::fs::read_dir(folder))?.into_iter().flatten() {
        let file = file?;
        let old = |about: std::fs::Metadata| {
            about.is_file() && about.modified().is_ok_and(|written| written < before)
        };
        if is_mail(&file.file_name()) && unless_gone(file.metadata())?.is_some_and(old) {
            unless_gone(std::fs::remove_file(file.path()))?;
        }
    }
    Ok(())
}

/// Whether a file is called what [`write`] calls one.
fn is_mail(name: &OsStr) -> bool {
    let name = name.to_str().and_then(|name| name.rsplit_once('.'));
    name.is_some_and(|(id, end)| {
        matches!(end, "eml" | "part") && id.len() == 32 && Uuid::try_parse(id).is_ok()
    })
}

/// What was done to a file, unless there is none: another process may have been quicker.
fn unless_gone<T>(done: std::io::Result<T>) -> std::io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        done => done.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::config::{Command, Config};

    fn mailer(settings: &[&str]) -> Result<Mailer, String> {
        let config = Config::parse_from([&["blanddig", "serve"], settings].concat());
        let Command::Serve(serve) = config.command else { panic!("not to serve") };
        Mailer::new(&serve)
    }

    fn mail(recipient: &str, subject: &str) -> Outgoing {
        Outgoing {
            id: model::Uuid::nil(),
            recipient: recipient.to_owned(),
            subject: subject.to_owned(),
            body: format!("Læs {SITE}/mine\n.\nBcc: x@y.dk\n"),
            created: 0,
            tries: 0,
        }
    }

    fn written(mailer: &Mailer, mail: &Outgoing) -> (String, String) {
        let text = String::from_utf8(mailer.message(mail).unwrap().formatted()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    #[test]
    fn a_mail_says_that_it_is_automatic_and_where_the_site_is() {
        let mailer = mailer(&["--public-url", "https://park.dk/"]).unwrap();
        let (head, body) = written(&mailer, &mail("mona@example.dk", "Træer"));
        for line in [
            "Message-ID: <00000000000000000000000000000000@park.dk>",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "To: mona@example.dk",
            "Subject: =?utf-8?b?VHLDpmVy?=",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(head.lines().any(|found| found == line), "{line}\n{head}");
        }
        assert!(body.starts_with("L=C3=A6s https://park.dk/mine\r\n"), "{body}");
    }

    #[test]
    fn no_name_subject_or_address_adds_a_header() {
        let evil = "Træer\r\nBcc: x@y.dk\r\n\r\nKøb\u{85}Bcc: x@y.dk\u{2028}";
        let from = "\"Bland\\\" dig\" <dig@park.dk>";
        let mailer = mailer(&["--mail-from", from]).unwrap();
        let (head, _) = written(&mailer, &mail("mona@example.dk", evil));
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        let expected = [
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ];
        assert_eq!(names, expected, "{head}");
        for recipient in ["a@b.dk\r\nBcc: x@y.dk", "a@b.dk>\r\nRCPT TO:<x@y.dk", "a@b.dk, x@y.dk"] {
            assert!(mailer.message(&mail(recipient, "Hej")).is_none(), "{recipient}");
        }
    }

    #[test]
    fn a_server_is_told_by_its_address_and_a_wrong_one_without_its_password() {
        let from = ["--mail-from", "Bland dig <dig@park.dk>"];
        let with = |url: &str| mailer(&[&["--smtp-url", url], &from[..]].concat()).err();
        for good in [
            "smtp://127.0.0.1:2525",
            "smtp://[::1]",
            "smtp://mail.park.dk",
            "smtp://mail.park.dk?tls=none",
            "smtp://mail.park.dk:25?tls=opportunistic",
            "smtps://dig:hemmeligt%40@mail.park.dk:465",
        ] {
            assert_eq!(with(good), None, "{good}");
        }
        for bad in ["smtp//dig:hemmeligt@park.dk", "http://dig:hemmeligt@park.dk", "smtps://"] {
            assert!(with(bad).is_some_and(|told| !told.contains("hemmeligt")), "{bad}");
        }
        assert!(mailer(&["--smtp-url", "smtp://localhost"]).err().unwrap().contains("MAIL_FROM"));
    }
}
