//! What the server said.

use std::io::Read;

use hyper::HeaderMap;
use hyper::body::Bytes;

use super::{StatusCode, Value};

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came over the wire.
    pub body: Bytes,
}

impl Answer {
    /// A header's value; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).expect("UTF-8")
    }

    /// The body as JSON; `null` when it is empty.
    #[must_use]
    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body).unwrap_or_else(|_| Value::String(self.text()))
    }

    /// The body unpacked, as its Content-Encoding says.
    #[must_use]
    pub fn unpacked(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.header("content-encoding") {
            "br" => brotli::BrotliDecompress(&mut &self.body[..], &mut bytes).expect("brotli"),
            "gzip" => {
                flate2::read::GzDecoder::new(&self.body[..]).read_to_end(&mut bytes).expect("gzip");
            }
            _ => bytes.extend_from_slice(&self.body),
        }
        bytes
    }

    /// What the page tells the app beside what stands in it.
    #[must_use]
    pub fn facts(&self) -> Value {
        let text = self.text();
        let after = text.split("<script type=application/json id=data>").nth(1);
        let json =
            after.and_then(|after| after.split("</script>").next()).expect("the page's facts");
        serde_json::from_str(json).expect("the page's JSON")
    }

    /// An attribute of the first tag that has all these marks.
    #[must_use]
    pub fn attribute(&self, marks: &[&str], name: &str) -> Option<String> {
        tag_attribute(&self.text(), marks, name)
    }

    /// The text of the first element of this name.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<String> {
        let text = self.text();
        let after = text.split(&format!("<{name}>")).nth(1)?;
        Some(unescape(after.split(&format!("</{name}>")).next()?))
    }
}

/// An attribute of the first tag in `html` that has all these marks.
#[must_use]
pub fn tag_attribute(html: &str, marks: &[&str], name: &str) -> Option<String> {
    let mut tags = html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(rest));
    let tag = tags.find(|tag| marks.iter().all(|mark| tag.contains(mark)))?;
    let rest = tag.split(&format!(" {name}=")).nth(1)?;
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split(' ').next()?,
    };
    Some(unescape(value))
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")
}
