//! Exports over HTTP: all posts of a consultation that the public can read, as a file.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::PublicPost;

use crate::Server;
use crate::error::ApiError;
use crate::export::{Form, Posts};
use crate::extract::Path;
use crate::page::public_url;
use crate::store::{Part, Place};

/// All posts that the public can read, as a table: proposals by their number, then comments as they
/// came. Of one that cannot be read there are its place, its date, its state and the rule.
#[utoipa::path(get, path = "/api/consultations/{c}/export.csv", tag = "consultations",
    responses((status = 200, content_type = "text/csv"), (status = "4XX", body = model::Problem)))]
pub async fn table(
    State(server): State<Server>,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    public(&server, &headers, slug, Form::Table).await
}

/// The same as JSON.
#[utoipa::path(get, path = "/api/consultations/{c}/export.json", tag = "consultations",
    responses((status = 200, body = Vec<PublicPost>), (status = "4XX", body = model::Problem)))]
pub async fn document(
    State(server): State<Server>,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    public(&server, &headers, slug, Form::Document).await
}

async fn public(
    server: &Server,
    headers: &HeaderMap,
    slug: String,
    form: Form,
) -> Result<Response, ApiError> {
    let id = server.store.spot(&Place::General(slug.clone())).await?.consultation;
    let name = format!("{slug}-indlaeg");
    let site = public_url(server, headers);
    Ok(file(&name, form, Posts::new(server.store.clone(), (id, slug), site, Part::Public, form)))
}

/// A file to keep. It is read as it is sent: who is slow holds nothing but their own batch, and who
/// leaves ends it.
pub(super) fn file(name: &str, form: Form, posts: Posts) -> Response {
    let pieces = futures_util::stream::try_unfold(posts, |mut posts| async {
        match posts.next().await {
            Ok(piece) => Ok(piece.map(|piece| (piece, posts))),
            Err(error) => {
                // The connection ends in the middle, so that nobody takes a part for the whole.
                tracing::warn!(%error, "An export could not be read to its end");
                Err(error)
            }
        }
    });
    let kind = match form {
        Form::Table => "text/csv; charset=utf-8",
        Form::Document => "application/json",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, attachment(name, form)),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

/// What the file is called: of the name only what means nothing to a header or a file system.
fn attachment(name: &str, form: Form) -> HeaderValue {
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let ending = match form {
        Form::Table => "csv",
        Form::Document => "json",
    };
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}.{ending}\""))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_letters_digits_and_hyphens() {
        for (name, told) in [
            ("park-indlaeg", "attachment; filename=\"park-indlaeg.csv\""),
            ("../p\"; filename=x\r\n.exe", "attachment; filename=\"pfilenamexexe.csv\""),
        ] {
            assert_eq!(attachment(name, Form::Table), told);
        }
    }
}
