//! Every setting, from the command line or the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use ipnet::IpNet;
use lettre::message::Mailbox;
use model::Role;

/// The site and the workplace of a public hearing.
#[derive(Debug, Parser)]
#[command(name = "blanddig", version, about)]
pub struct Config {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Where everything is kept: `sqlite://PATH` or `postgres://USER@HOST/NAME`.
    #[arg(
        long = "database",
        value_name = "URL",
        env = "BLANDDIG_DATABASE_URL",
        default_value = "sqlite://data/blanddig.db",
        hide_env_values = true,
        global = true
    )]
    pub database: String,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site, the desk and the API.
    Serve(Box<Serve>),
    /// Bring a text in as a new version of a consultation.
    Import(Import),
    /// Those who work at the desk.
    Staff {
        /// What about them.
        #[command(subcommand)]
        command: StaffCommand,
    },
    /// Add the demonstration hearing, unless it is there.
    Demo,
    /// Write everything to a file, while posts go on coming in.
    Backup {
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Fill an empty store from a backup.
    Restore {
        /// The file to read.
        file: PathBuf,
    },
    /// The record of what staff and the program did.
    Audit {
        /// What about it.
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Write all that the public can read of a consultation into a folder.
    Export(Export),
}

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The address to listen on.
    #[arg(long, value_name = "ADDR", env = "BLANDDIG_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The site's own address, for canonical links, mail and embedding.
    /// Without it, the Host that a request names, on loopback only.
    #[arg(long, value_name = "URL", env = "BLANDDIG_PUBLIC_URL")]
    pub public_url: Option<url::Url>,

    /// Proxies whose X-Forwarded-For is believed, as addresses or networks.
    #[arg(long, value_name = "NET", env = "BLANDDIG_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,

    /// Sites that may show every hearing in a frame, such as `https://blanddigibyen.dk`, beside those that
    /// staff name for each.
    #[arg(long, value_name = "ORIGIN", env = "BLANDDIG_EMBED_ORIGINS", value_delimiter = ',', value_parser = origin)]
    pub embed_origins: Vec<String>,

    /// A file with this installation's secret; it is made at the first start.
    #[arg(long, value_name = "FILE", env = "BLANDDIG_SECRET_FILE", default_value = "data/secret")]
    pub secret_file: PathBuf,

    /// Where to serve `/metrics`; without it, on the site's own address to this machine alone.
    #[arg(long, value_name = "ADDR", env = "BLANDDIG_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,

    /// The server that takes mails: `smtp://HOST` or `smtps://USER:PASSWORD@HOST:PORT`. Beyond this
    /// machine `smtp://` insists on STARTTLS, unless `?tls=none` stands behind it. Without a server,
    /// mails are files.
    #[arg(long, value_name = "URL", env = "BLANDDIG_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// From whom mails come, such as `Bland dig <hoering@example.dk>`.
    #[arg(long, value_name = "SENDER", env = "BLANDDIG_MAIL_FROM", value_parser = sender)]
    pub mail_from: Option<Mailbox>,

    /// The folder into which mails are written when no server takes them.
    #[arg(long, value_name = "FOLDER", env = "BLANDDIG_MAIL_FOLDER", default_value = "data/mail")]
    pub mail_folder: PathBuf,

    /// For how many days the mails in that folder are kept.
    #[arg(long, value_name = "DAYS", env = "BLANDDIG_MAIL_DAYS", default_value = "30", value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub mail_days: u16,

    /// For how many days it is kept, as a keyed hash, from which network address a new participant came;
    /// 0 keeps nothing.
    #[arg(long, value_name = "DAYS", env = "BLANDDIG_ADDRESS_DAYS", default_value = "7", value_parser = clap::value_parser!(u16).range(0..=90))]
    pub address_days: u16,

    /// `off` lifts the limits on posts and holds none for floods, for measurements only.
    #[arg(long, value_name = "on|off", env = "BLANDDIG_LIMITS", default_value = "on", value_parser = ["on", "off"])]
    pub limits: String,
}

impl Serve {
    /// Whether an address is one of our proxies'.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|net| net.contains(&address))
    }
}

/// What to bring in.
#[derive(Args, Clone, Debug)]
pub struct Import {
    /// The consultation's name in addresses; a new one is made.
    pub consultation: String,
    /// The text, as Markdown.
    pub file: PathBuf,
    /// Only print what would change.
    #[arg(long)]
    pub dry_run: bool,
    /// Open the consultation for eight weeks.
    #[arg(long)]
    pub publish: bool,
}

/// What to write into files.
#[derive(Args, Clone, Debug)]
pub struct Export {
    /// The consultation's name in addresses.
    pub consultation: String,
    /// The folder; it is made if it is missing.
    pub folder: PathBuf,
    /// Also write what only staff may see: every post, whatever became of it, into files of their own.
    #[arg(long)]
    pub staff: bool,
    /// The site's own address, for the links to posts.
    #[arg(
        long,
        value_name = "URL",
        env = "BLANDDIG_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    pub public_url: url::Url,
}

/// What to do about the record.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum AuditCommand {
    /// Prove that nothing in it was changed or taken out, or name the first entry that was.
    Verify,
}

/// What to do about staff.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Let somebody work at the desk.
    Add {
        /// Their mail address.
        email: String,
        /// What they may do.
        #[arg(long, value_parser = role)]
        role: Role,
        /// The name that the public reads over their replies.
        #[arg(long)]
        name: Option<String>,
        /// Read their password from standard input instead of printing an invitation link.
        #[arg(long)]
        password_stdin: bool,
        /// The site's own address, for the invitation link.
        #[arg(
            long,
            value_name = "URL",
            env = "BLANDDIG_PUBLIC_URL",
            default_value = "http://127.0.0.1:8080"
        )]
        public_url: url::Url,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_word(text).ok_or_else(|| "moderator, editor or admin".to_owned())
}

fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| format!("`{text}` is no address or network, such as 10.0.0.1 or 10.0.0.0/8"))
}

fn sender(text: &str) -> Result<Mailbox, String> {
    let wrong = || format!("`{text}` is no sender, such as Bland dig <hoering@example.dk>");
    text.parse().map_err(|_| wrong())
}

fn origin(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is no site, such as https://blanddigibyen.dk");
    crate::sites::origin(text).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Config::command().debug_assert();
    }
}
