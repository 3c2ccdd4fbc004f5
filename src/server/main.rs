//! `blanddig`: reads what to do, opens the store, does it.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use clap::Parser;
use metrics_exporter_prometheus::PrometheusBuilder;
use model::{PASSWORD_MAX, PASSWORD_MIN, is_mail_address};
use server::config::{AuditCommand, Command, Config, Serve, StaffCommand};
use server::connection::Connections;
use server::limits::Limits;
use server::mail::Mailer;
use server::shell::Clients;
use server::store::{Audit, NewStaff, Store};
use server::watch::Watch;
use server::{
    Parts, Server, auth, clock, connection, demo, export, import, indexing, live, mailing, opening,
    panics, secret, serve, sweeping,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    log();
    ours_alone();
    let config = Config::parse();
    match run(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("blanddig: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Structured where a machine reads it, plain where a person does. `RUST_LOG` chooses how much.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // When nobody takes the log any more, saying so there as well would be a panic.
    let log = log.log_internal_errors(false);
    if std::io::stderr().is_terminal() { log.compact().init() } else { log.json().init() }
}

/// Databases, backups, exports and mails in files hold what the public must not read: what the program
/// writes is its user's alone.
fn ours_alone() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

async fn run(config: Config) -> Result<(), Failure> {
    let store = Store::open(&config.database).await.map_err(|error| {
        format!("the store cannot be opened: {error}\nIt is named by --database or BLANDDIG_DATABASE_URL.")
    })?;
    match config.command {
        Command::Serve(config) => serve(store, *config).await,
        Command::Import(config) => {
            println!("{}", import::run(&store, &config, clock::system()).await?);
            Ok(())
        }
        Command::Staff { command } => staff(&store, command).await,
        Command::Demo => {
            let added = demo::add(&store, clock::system()).await?;
            let what = if added { "Added" } else { "There already:" };
            println!("{what} the demonstration hearing, /{}", demo::SLUG);
            Ok(())
        }
        Command::Backup { file } => {
            store.backup(&file).await?;
            println!("Wrote {}", file.display());
            Ok(())
        }
        Command::Restore { file } => {
            store.restore(&file).await?;
            println!("Restored {}", file.display());
            Ok(())
        }
        Command::Audit { command: AuditCommand::Verify } => match store.audit().await? {
            Audit::Whole { entries, hash } => {
                println!("The record is whole: {entries} entries, the newest sealed {hash}");
                Ok(())
            }
            Audit::Broken { number } => {
                Err(format!("the record is broken: entry {number} is not what was written").into())
            }
        },
        Command::Export(config) => {
            export::run(&store, &config, clock::system()).await?;
            println!("Wrote {}", config.folder.display());
            Ok(())
        }
    }
}

async fn serve(store: Store, config: Serve) -> Result<(), Failure> {
    panics::watch();
    let secret = secret::read_or_make(&config.secret_file)
        .map_err(|error| format!("{}: {error}", config.secret_file.display()))?;
    if config.limits == "off" {
        tracing::warn!("The limits on posts are off. That is for measurements only");
    }
    if config.public_url.is_none() && !config.listen.ip().is_loopback() {
        tracing::warn!(
            "Without BLANDDIG_PUBLIC_URL, links to this site name the address it listens on"
        );
    }
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("{} cannot be listened on: {error}", config.listen))?;
    let address = listener.local_addr()?;
    let config = Serve { listen: address, ..config };
    let mailer = Mailer::new(&config)?;
    let stopping = CancellationToken::new();
    mailing::start(store.clone(), mailer, config.mail_days, stopping.clone());
    indexing::start(store.clone(), stopping.clone());
    sweeping::start(store.clone(), config.address_days, stopping.clone()).await?;
    opening::start(store.clone(), stopping.clone());
    let server = Server::new(Parts {
        live: live::start(store.clone(), stopping.clone()).await,
        store,
        limits: Limits::new(config.limits == "on", connection::most()),
        watch: Watch::new(config.limits == "on"),
        secret,
        shared: server::shared::Shared::default(),
        clients: Clients::load(),
        metrics: PrometheusBuilder::new().install_recorder()?,
        stopping: stopping.clone(),
        config,
    });
    if let Some(listen) = server.config.metrics_listen {
        let listener = TcpListener::bind(listen).await?;
        tokio::spawn(serve::serve_figures(listener, server.clone()));
    }
    println!("Listening on http://{address}");
    tokio::spawn(async move {
        serve::asked_to_stop().await;
        stopping.cancel();
        tracing::info!("Stopping");
    });
    let stopping = server.stopping.clone();
    let connections = Connections::new(&server.config);
    Ok(serve::serve(listener, serve::router(server), connections, stopping).await?)
}

async fn staff(store: &Store, command: StaffCommand) -> Result<(), Failure> {
    let StaffCommand::Add { email, role, name, password_stdin, public_url } = command;
    let email = email.trim().to_lowercase();
    if !is_mail_address(&email) {
        return Err(format!("`{email}` is no mail address").into());
    }
    let mut new = NewStaff { email, name, role, password_hash: None, invitation: None };
    if password_stdin {
        new.password_hash = Some(hashed_from_stdin().await?);
        store.add_staff(&new, clock::system()).await?;
        println!("{} can sign in to the desk as {}", new.email, role.word());
    } else {
        let invitation = secret::new();
        new.invitation = Some(invitation.clone());
        store.add_staff(&new, clock::system()).await?;
        // After the #, so that it is in no log.
        let site = public_url.as_str().trim_end_matches('/');
        println!(
            "Invitation for {}, for seven days: {site}/desk/invitation#{invitation}",
            new.email
        );
    }
    Ok(())
}

async fn hashed_from_stdin() -> Result<String, Failure> {
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&password.chars().count()) {
        return Err(format!("a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters").into());
    }
    let hash = auth::hash_password(password.to_owned()).await;
    hash.map_err(|_| "the password cannot be hashed on this machine".into())
}
