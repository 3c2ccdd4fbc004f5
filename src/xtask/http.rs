//! As much of an HTTP client as measuring a server takes.

use crate::step::{During, Outcome, Trouble};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// One connection, kept open from request to request.
#[derive(Debug)]
pub struct Connection {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
    /// The server said that it closes after its answer; the next request opens anew.
    closed: bool,
}

/// What the server said.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body as it came over the wire, compressed or not.
    pub body: Vec<u8>,
}

impl Connection {
    /// Connects to a server.
    pub fn open(address: SocketAddr) -> Outcome<Self> {
        Ok(Self { stream: connect(address)?, address, closed: false })
    }

    /// Reads an address; `headers` are whole lines.
    pub fn get(&mut self, path: &str, headers: &[&str]) -> Outcome<Answer> {
        self.send("GET", path, headers, b"")
    }

    /// Sends JSON to an address.
    pub fn post(
        &mut self,
        path: &str,
        headers: &[&str],
        json: &serde_json::Value,
    ) -> Outcome<Answer> {
        let headers = [headers, &["content-type: application/json"]].concat();
        self.send("POST", path, &headers, json.to_string().as_bytes())
    }

    fn send(&mut self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Outcome<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for header in headers {
            request.push_str(header);
            request.push_str("\r\n");
        }
        request.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        if std::mem::take(&mut self.closed) {
            self.stream = connect(self.address)?;
        }
        let stream = self.stream.get_mut();
        stream.write_all(&[request.as_bytes(), body].concat())?;
        self.receive().during(format!("read the answer to {method} {path}"))
    }

    fn receive(&mut self) -> std::io::Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| std::io::Error::other("this is not HTTP"))?;
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            } else if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            } else if line.starts_with("transfer-encoding:") {
                chunked = line.contains("chunked");
            } else if line.starts_with("connection:") {
                self.closed = line.contains("close");
            }
        }
        let mut body = Vec::new();
        if chunked {
            while self.chunk(&mut body)? {}
        } else {
            body.resize(length, 0);
            self.stream.read_exact(&mut body)?;
        }
        Ok(Answer { status, body })
    }

    fn chunk(&mut self, body: &mut Vec<u8>) -> std::io::Result<bool> {
        let length = usize::from_str_radix(&self.line()?, 16).map_err(std::io::Error::other)?;
        let start = body.len();
        body.resize(start + length, 0);
        self.stream.read_exact(&mut body[start..])?;
        self.line()?;
        Ok(length > 0)
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(std::io::Error::other("the connection was closed"));
        }
        Ok(line.trim_end().to_owned())
    }
}

fn connect(address: SocketAddr) -> Outcome<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address).during(format!("reach http://{address}"))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(BufReader::new(stream))
}

impl Answer {
    /// The body, if the status is a success.
    pub fn good(self) -> Outcome<Vec<u8>> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        let text = String::from_utf8_lossy(&self.body);
        Err(Trouble::failed(format!("the server answered {}: {text}", self.status)))
    }

    /// The body as JSON, if the status is a success.
    pub fn json(self) -> Outcome<serde_json::Value> {
        serde_json::from_slice(&self.good()?).during("read the server's JSON")
    }
}
