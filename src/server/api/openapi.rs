//! The OpenAPI document, made from the handlers.

use axum::Json;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    comment, consultation, desk, live, news, page, participant, proposal, report, search, section,
    support,
};
use crate::auth::DESK_COOKIE;

#[derive(OpenApi)]
#[openapi(
    info(title = "Bland dig", description = "The API of a public hearing."),
    paths(
        consultation::list, consultation::read, section::read, search::read, live::listen,
        comment::list_on_section, comment::add_to_section, comment::list_general,
        comment::add_general, comment::list_on_proposal, comment::add_to_proposal,
        comment::list_on_news, comment::add_to_news, comment::read, comment::list_replies,
        comment::edit, comment::withdraw,
        support::add_to_comment, support::take_from_comment, support::add_to_proposal,
        support::take_from_proposal, report::add_to_comment, report::add_to_proposal,
        proposal::list, proposal::add, proposal::read, proposal::withdraw,
        news::list, news::read, page::read,
        participant::add, participant::read_me, participant::change_me, participant::forget_me,
        desk::session::read, desk::session::open, desk::session::accept, desk::session::close,
        desk::queue::list, desk::queue::read_comment, desk::queue::read_proposal,
        desk::decision::hide_comment, desk::decision::restore_comment,
        desk::decision::approve_comment, desk::decision::hide_proposal,
        desk::decision::restore_proposal, desk::decision::approve_proposal,
        read,
    ),
    modifiers(&Schemes, &Gaps)
)]
struct Document;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("participant", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(DESK_COOKIE));
        components.add_security_scheme("desk", SecurityScheme::ApiKey(cookie));
    }
}

/// Every gap in an address is a parameter, by the name that stands in the address.
struct Gaps;

impl Modify for Gaps {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let gaps: Vec<&str> = path
                .split('/')
                .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            let operations =
                [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
            for operation in operations.into_iter().flatten() {
                let parameters = operation.parameters.get_or_insert_default();
                parameters.retain(|parameter| parameter.parameter_in != ParameterIn::Path);
                parameters.extend(gaps.iter().map(|gap| gap_parameter(gap)));
            }
        }
    }
}

fn gap_parameter(name: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "meta", responses((status = 200)))]
pub async fn read() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The routes of the table, from its own text.
    fn table() -> Vec<String> {
        let text = include_str!("mod.rs");
        let mut routes = Vec::new();
        for line in text.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
            let (path, methods) = line.split_once('"').unwrap();
            for method in ["get", "post", "put", "patch", "delete"] {
                let here = methods.contains(&format!("{method}(")) && !path.contains('*');
                if here && path.starts_with("/api/") {
                    routes.push(format!("{method} {path}"));
                }
            }
        }
        routes.sort();
        routes
    }

    #[test]
    fn the_document_names_every_route_of_the_table() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        let mut named = Vec::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys() {
                named.push(format!("{method} {path}"));
            }
        }
        named.sort();
        assert_eq!(named, table());
    }
}
