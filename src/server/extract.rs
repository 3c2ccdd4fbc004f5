//! What a handler takes from a request, with our refusals in place of the framework's.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use model::{Code, Flaw, Uuid};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Server;
use crate::error::ApiError;

/// A JSON body: one object. Unknown fields are ignored; a field of the wrong type is named.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Server> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, server: &Server) -> Result<Self, ApiError> {
        fields(object(request, server).await?).map(Self)
    }
}

/// A post as it was sent: its client key can be read before the rest is judged, since a post that
/// was taken once is taken again whatever it looks like.
pub struct Post<T> {
    /// The client's name for it; empty when there is none.
    pub client_key: String,
    /// The post, or what is wrong with it.
    pub new: Result<T, ApiError>,
}

impl<T: DeserializeOwned> FromRequest<Server> for Post<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, server: &Server) -> Result<Self, ApiError> {
        let object = object(request, server).await?;
        let key = object.get("client_key").and_then(|key| key.as_str());
        Ok(Self { client_key: key.unwrap_or_default().to_owned(), new: fields(object) })
    }
}

async fn object(request: Request, server: &Server) -> Result<Map<String, Value>, ApiError> {
    if !is_json(request.headers()) {
        return Err(Code::UnsupportedMediaType.into());
    }
    let bytes = Bytes::from_request(request, server).await.map_err(|rejection| {
        let too_large = rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
        ApiError::Refused(if too_large { Code::TooLarge } else { Code::Malformed })
    })?;
    serde_json::from_slice(&bytes).map_err(|_| Code::Malformed.into())
}

fn fields<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T, ApiError> {
    serde_path_to_error::deserialize(Value::Object(object))
        .map_err(|error| ApiError::field(&error.path().to_string(), Flaw::Malformed))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    kind.is_some_and(|kind| {
        kind.eq_ignore_ascii_case("application/json")
            || kind.to_ascii_lowercase().ends_with("+json")
    })
}

/// The parts of an address. What does not fit is an address that does not exist.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Server> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
        // No name holds a NUL, and PostgreSQL takes none.
        if parts.uri.path().contains("%00") {
            return Err(Code::NotFound.into());
        }
        match axum::extract::Path::<T>::from_request_parts(parts, server).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Code::NotFound.into()),
        }
    }
}

/// The id in an address.
pub struct Id(pub Uuid);

impl FromRequestParts<Server> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
        let Path(text) = Path::<String>::from_request_parts(parts, server).await?;
        Uuid::try_parse(&text).map(Self).map_err(|_| Code::NotFound.into())
    }
}

/// What stands after the question mark.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Server> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        // Nothing that we look for holds a NUL, and PostgreSQL takes none.
        if let Some((field, _)) = pairs.clone().find(|(_, value)| value.contains('\0')) {
            return Err(ApiError::field(&field, Flaw::Malformed));
        }
        let reader = serde_urlencoded::Deserializer::new(pairs);
        match serde_path_to_error::deserialize(reader) {
            Ok(value) => Ok(Self(value)),
            Err(error) => Err(ApiError::field(&named(&error), Flaw::Malformed)),
        }
    }
}

/// Which part of a query an error is about. One that is given twice is named by the message only.
fn named(error: &serde_path_to_error::Error<serde::de::value::Error>) -> String {
    let message = error.inner().to_string();
    let twice = message.strip_prefix("duplicate field `").and_then(|rest| rest.strip_suffix('`'));
    twice.map_or_else(|| error.path().to_string(), str::to_owned)
}

/// The address that a request comes from: the peer's, or what a trusted proxy says of it. Of the sixth
/// version, its network: a provider gives a home a whole one, and one person all the addresses in it.
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Server> for ClientAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.ok_or_else(|| ApiError::Internal("a request without a peer".to_owned()))?;
        let trusted = |address: &IpAddr| server.config.trusts(address.to_canonical());
        Ok(Self(network(forwarded(peer.to_canonical(), &parts.headers, trusted))))
    }
}

/// Walks X-Forwarded-For from the nearest hop outwards, as far as each is trusted. What stands
/// beyond was written by somebody we do not know, and so was what stands beyond a hop that is no address.
fn forwarded(peer: IpAddr, headers: &HeaderMap, trusted: impl Fn(&IpAddr) -> bool) -> IpAddr {
    let values = headers.get_all("x-forwarded-for").iter().rev();
    let hops = values.flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    let mut address = peer;
    for hop in hops {
        let hop = std::str::from_utf8(hop).ok().and_then(|hop| hop.trim().parse::<IpAddr>().ok());
        let Some(hop) = hop.filter(|_| trusted(&address)) else { break };
        address = hop.to_canonical();
    }
    address
}

/// The address as it is counted: of the sixth version, its network.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded_for: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded_for.parse().unwrap());
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        forwarded(peer.parse().unwrap(), &headers, |a| *a == proxy).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("192.0.2.7", "198.51.100.1"), "192.0.2.7");
        assert_eq!(seen("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "1.2.3.4, 198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "198.51.100.1, 10.0.0.1"), "198.51.100.1");
    }

    #[test]
    fn what_is_no_address_hides_nothing_that_stands_nearer() {
        assert_eq!(seen("10.0.0.1", "1.2.3.4, x, 198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "1.2.3.4, x"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", ""), "10.0.0.1");
    }

    #[test]
    fn who_has_a_whole_network_is_one_address() {
        let seen = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(seen("2001:db8:1:2:aaaa:bbbb:cccc:dddd"), "2001:db8:1:2::");
        assert_eq!(seen("2001:db8:1:3::1"), "2001:db8:1:3::");
        assert_eq!(seen("198.51.100.1"), "198.51.100.1");
    }
}
