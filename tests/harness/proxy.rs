//! nginx and Caddy in front of our servers, set up by the very files in `docs/deploy`: only addresses,
//! the certificate and where something is written are put in place of what stands there.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::App;
use super::door::Door;

/// The name of the site in `docs/deploy`.
pub const SITE: &str = "hoering.example.dk";

const NGINX: &str = include_str!("../../docs/deploy/nginx.conf");
const CADDY: &str = include_str!("../../docs/deploy/Caddyfile");

/// A proxy. Dropping it ends it.
#[derive(Debug)]
pub struct Proxy {
    /// The name of its program.
    pub name: &'static str,
    /// Where it speaks HTTPS.
    pub address: SocketAddr,
    /// Where it speaks HTTP.
    pub plain: SocketAddr,
    tls: Arc<ClientConfig>,
    child: Child,
    folder: PathBuf,
}

static MADE: AtomicU32 = AtomicU32::new(0);

impl Proxy {
    /// Settings with which a server stands behind a proxy.
    pub const SETTINGS: [(&str, &str); 2] = [
        ("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk"),
        ("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1"),
    ];

    /// One of each, before the same servers.
    #[must_use]
    pub fn each_before(apps: &[&App]) -> [Self; 2] {
        ["nginx", "caddy"].map(|name| Self::before(name, apps))
    }

    fn before(name: &'static str, apps: &[&App]) -> Self {
        let mut log = String::new();
        // Somebody else may take a port between being found free and being listened on.
        for _ in 0..3 {
            match Self::start(name, apps) {
                Ok(proxy) => return proxy,
                Err(told) => log = told,
            }
        }
        panic!("{name} does not start: {log}")
    }

    fn start(name: &'static str, apps: &[&App]) -> Result<Self, String> {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("bd-proxy-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the proxy");
        certify(&folder);
        let [address, plain] = [free(), free()];
        let servers: Vec<SocketAddr> = apps.iter().map(|app| app.address).collect();
        let mut command = match name {
            "nginx" => nginx(&folder, address, plain, &servers),
            _ => caddy(&folder, address, plain, &servers),
        };
        let log = std::fs::File::create(folder.join("log")).expect("a file for the log");
        command.stdin(Stdio::null()).stdout(log.try_clone().expect("the log")).stderr(log);
        let child = command.spawn().unwrap_or_else(|error| panic!("{name}: {error}"));
        let tls = trusting(&folder.join("cert.pem"));
        let mut proxy = Self { name, address, plain, tls, child, folder };
        if proxy.listens() { Ok(proxy) } else { Err(proxy.log()) }
    }

    fn listens(&mut self) -> bool {
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(20) {
            if self.child.try_wait().expect("the proxy's end").is_some() {
                return false;
            }
            if [self.address, self.plain].iter().all(|at| TcpStream::connect(at).is_ok()) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// The way in for somebody at this address.
    #[must_use]
    pub fn door(&self, from: [u8; 4]) -> Door {
        Door { address: self.address, from: Ipv4Addr::from(from), tls: self.tls.clone() }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // nginx must take its workers with it; Caddy would wait for streams that this thread must close.
        let how = if self.name == "nginx" { "-TERM" } else { "-KILL" };
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args([how, &id]).status();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("{}: {}", self.name, self.log());
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn nginx(folder: &Path, address: SocketAddr, plain: SocketAddr, servers: &[SocketAddr]) -> Command {
    let here = folder.display();
    let servers: String =
        servers.iter().map(|server| format!("server {server} max_fails=0;\n")).collect();
    let site = put(
        NGINX,
        &[
            ("listen 80;", format!("listen {plain};")),
            ("listen [::]:80;", String::new()),
            ("listen 443 ssl http2;", format!("listen {address} ssl http2;")),
            ("listen [::]:443 ssl http2;", String::new()),
            ("/etc/letsencrypt/live/hoering.example.dk/fullchain.pem", format!("{here}/cert.pem")),
            ("/etc/letsencrypt/live/hoering.example.dk/privkey.pem", format!("{here}/key.pem")),
            ("/var/log/nginx/", format!("{here}/")),
            ("server 127.0.0.1:8080 max_fails=0;", servers),
        ],
    );
    std::fs::write(folder.join("site.conf"), site).expect("the site's settings");
    let kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("{what}_temp_path {here}/{what};\n"))
        .concat();
    // As Debian's own, which packs what is not packed.
    let whole = format!(
        "daemon off;\npid {here}/pid;\nerror_log stderr;\nworker_processes 2;\n\
         events {{ worker_connections 2048; }}\n\
         http {{\ngzip on;\naccess_log off;\n{kept}include {here}/site.conf;\n}}\n"
    );
    std::fs::write(folder.join("nginx.conf"), whole).expect("nginx's settings");
    let mut command = Command::new(program("nginx"));
    command.arg("-e").arg("stderr").arg("-c").arg(folder.join("nginx.conf"));
    command
}

fn caddy(folder: &Path, address: SocketAddr, plain: SocketAddr, servers: &[SocketAddr]) -> Command {
    let here = folder.display();
    let servers: Vec<String> = servers.iter().map(ToString::to_string).collect();
    let (secure, plain) = (address.port(), plain.port());
    let ports = format!(
        "admin off\n\tdefault_bind 127.0.0.1\n\thttp_port {plain}\n\thttps_port {secure}\n\tservers {{"
    );
    let certificate = "/etc/ssl/hoering.example.dk.pem /etc/ssl/private/hoering.example.dk.key";
    let own = format!("# tls {certificate}");
    let text = put(
        CADDY,
        &[
            ("servers {", ports),
            (own.as_str(), format!("tls {here}/cert.pem {here}/key.pem")),
            ("reverse_proxy 127.0.0.1:8080", format!("reverse_proxy {}", servers.join(" "))),
        ],
    );
    let file = folder.join("Caddyfile");
    std::fs::write(&file, text).expect("Caddy's settings");
    let mut command = Command::new(program("caddy"));
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, folder);
    }
    command
}

/// The text with each of these changed, once.
fn put(text: &str, changes: &[(&str, String)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "docs/deploy: `{old}`");
        text.replace(old, new)
    })
}

/// Debian keeps some off the PATH of those who are not root.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    let found = folders.map(|folder| folder.join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{name} is missing (Debian: apt-get install {name})"))
}

fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its number")
}

/// Makes a certificate for [`SITE`] that nobody else believes.
fn certify(folder: &Path) {
    let settings = format!(
        "[req]\ndistinguished_name=name\nx509_extensions=more\nprompt=no\n[name]\nCN={SITE}\n\
         [more]\nsubjectAltName=DNS:{SITE}\nbasicConstraints=critical,CA:FALSE\n"
    );
    std::fs::write(folder.join("certificate.cnf"), settings).expect("the certificate's settings");
    let mut command = Command::new(program("openssl"));
    command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
    command.args(["-nodes", "-days", "2", "-config", "certificate.cnf"]);
    command.args(["-keyout", "key.pem", "-out", "cert.pem"]).current_dir(folder);
    let output = command.output().expect("openssl starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A browser that believes this certificate alone.
fn trusting(certificate: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_file(certificate).expect("the certificate");
    roots.add(certificate).expect("the certificate can be believed");
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions of TLS");
    Arc::new(tls.with_root_certificates(roots).with_no_client_auth())
}
