//! The OpenAPI document, made from the handlers.

use axum::Json;
use model::{Code, DecisionKind, Measure};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Content, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{Modify, OpenApi};

use super::{
    appeal, comment, consultation, desk, difficulty, erasure, export, handover, live, news, oembed,
    own, page, participant, picture, proposal, report, revision, search, section, support,
};
use crate::auth::DESK_COOKIE;

#[derive(OpenApi)]
#[openapi(
    info(title = "Bland dig", description = "The API of a public hearing."),
    paths(
        consultation::list, consultation::read, consultation::counts, section::read, search::read, live::listen,
        comment::list_on_section, comment::add_to_section, comment::list_general,
        comment::add_general, comment::list_on_proposal, comment::add_to_proposal,
        comment::list_on_news, comment::add_to_news, comment::read, comment::list_replies,
        comment::edit, comment::withdraw, revision::list,
        support::add_to_comment, support::take_from_comment, support::add_to_proposal,
        support::take_from_proposal, report::add_to_comment, report::add_to_proposal,
        proposal::list, proposal::add, proposal::read, proposal::withdraw,
        news::list, news::read, page::read, oembed::read, picture::read, desk::picture::add,
        desk::news::list, desk::news::add, desk::news::preview, desk::news::read,
        desk::news::change, desk::news::remove,
        participant::add, participant::read_me, participant::change_me, participant::forget_me,
        participant::confirm, desk::session::notices, desk::session::set_notices,
        difficulty::add_to_section, difficulty::take_from_section, desk::difficulty::list,
        export::table, export::document, desk::export::table, desk::export::document,
        erasure::add, erasure::list, desk::erasure::list, desk::erasure::read,
        desk::erasure::answer, desk::leaving::read, desk::leaving::change,
        own::list_comments, own::list_proposals, own::list_reports, own::data,
        appeal::add_to_comment, appeal::add_to_proposal, appeal::add_about_me,
        desk::appeal::list, desk::appeal::answer, handover::add, handover::take,
        desk::session::read, desk::session::open, desk::session::accept, desk::session::close,
        desk::session::set_password, desk::session::devices,
        desk::session::close_device, desk::colleague::list, desk::colleague::invite,
        desk::colleague::invite_again, desk::colleague::change, desk::colleague::remove,
        desk::record::list, desk::record::table, desk::record::document,
        desk::statement::list, desk::statement::read, desk::statement::history,
        desk::statement::change, desk::statement::reset, desk::statement::preview,
        desk::hearing::list, desk::hearing::add, desk::hearing::read, desk::hearing::change,
        desk::hearing::date, desk::hearing::publish, desk::hearing::extend, desk::hearing::close,
        desk::rule::list, desk::rule::add, desk::rule::change,
        desk::hearing::show, desk::hearing::hide, desk::embedding::change, desk::short::make,
        desk::logo::choose, desk::logo::remove,
        desk::text::read, desk::text::preview,
        desk::text::save,
        desk::queue::list, desk::queue::read_comment, desk::queue::read_proposal,
        desk::decision::on_comment, desk::decision::on_proposal, desk::decision::on_several,
        desk::office::add_to_comment, desk::office::add_to_proposal, desk::office::change,
        desk::office::withdraw, desk::office::pin, desk::office::unpin, desk::office::set_question,
        desk::queue::listen, desk::standing::on_participant, desk::standing::on_thread,
        desk::standing::on_consultation, desk::standing::read, desk::standing::set_mode,
        read,
    ),
    modifiers(&Schemes, &Acts, &Gaps, &Refusals)
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

/// An address that ends with what is done stands there once for each act.
struct Acts;

impl Modify for Acts {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let generic = std::mem::take(&mut document.paths.paths);
        for (path, item) in generic {
            if !path.ends_with("/{act}") {
                document.paths.paths.insert(path, item);
                continue;
            }
            for act in acts(&path) {
                let mut item = item.clone();
                if let Some(post) = &mut item.post {
                    let name = post.operation_id.as_deref().unwrap_or_default();
                    post.operation_id = Some(format!("{name}_{act}"));
                }
                document.paths.paths.insert(path.replace("{act}", act), item);
            }
        }
    }
}

/// What can be done at an address.
fn acts(path: &str) -> Vec<&'static str> {
    let measures = |of: fn(Measure) -> bool| {
        Measure::ALL.iter().copied().filter(move |act| of(*act)).map(Measure::word).collect()
    };
    match path.split('/').nth(3) {
        Some("participants") => measures(Measure::is_about_a_person),
        Some("threads") => measures(Measure::is_about_a_thread),
        Some("consultations") => measures(Measure::is_about_a_hearing),
        _ => DecisionKind::ALL.iter().map(|act| act.word()).collect(),
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
            for operation in operations(item) {
                let parameters = operation.parameters.get_or_insert_default();
                parameters.retain(|parameter| parameter.parameter_in != ParameterIn::Path);
                parameters.extend(gaps.iter().map(|gap| gap_parameter(gap)));
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let all = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
    all.into_iter().flatten()
}

fn gap_parameter(name: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// How every refusal travels, and those that follow from what is asked for.
struct Refusals;

impl Modify for Refusals {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for item in document.paths.paths.values_mut() {
            for operation in operations(item) {
                for code in refusals(operation) {
                    let status = code.status().to_string();
                    let told = &mut operation.responses.responses;
                    told.entry(status).or_insert_with(|| refusal(code).into());
                }
                for response in operation.responses.responses.values_mut() {
                    if let RefOr::T(response) = response {
                        as_problem(response);
                    }
                }
            }
        }
    }
}

/// What an operation can refuse by its form alone, unless it says in general that it refuses.
fn refusals(operation: &Operation) -> Vec<Code> {
    if operation.responses.responses.contains_key("4XX") {
        return Vec::new();
    }
    let asked = operation.security.iter().flatten();
    let asks_who = asked.clone().any(|one| *one != SecurityRequirement::default());
    let at_the_desk = asked.clone().any(|one| *one == SecurityRequirement::new("desk", NO_SCOPES));
    let mut parameters = operation.parameters.iter().flatten();
    let has_query = parameters.any(|one| one.parameter_in == ParameterIn::Query);
    [(asks_who, Code::Unauthorized), (at_the_desk, Code::Forbidden), (has_query, Code::Invalid)]
        .into_iter()
        .filter_map(|(refuses, code)| refuses.then_some(code))
        .collect()
}

const NO_SCOPES: [&str; 0] = [];
const PROBLEM: &str = "#/components/schemas/Problem";

fn refusal(code: Code) -> Response {
    let content = Content::new(Some(Ref::new(PROBLEM)));
    let response = ResponseBuilder::new().description(format!("`{}`", code.word()));
    response.content("application/json", content).build()
}

/// The attributes of a handler say `application/json` of each body.
fn as_problem(response: &mut Response) {
    let is_problem = |content: &Content| match &content.schema {
        Some(RefOr::Ref(name)) => name.ref_location == PROBLEM,
        _ => false,
    };
    if let Some(content) = response.content.get("application/json").filter(|one| is_problem(one)) {
        let content = content.clone();
        response.content.clear();
        response.content.insert("application/problem+json".to_owned(), content);
    }
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
                if here && (path.starts_with("/api/") || path == "/oembed") {
                    let acts = if path.ends_with("{act}") { acts(path) } else { vec![""] };
                    routes.extend(
                        acts.iter().map(|act| format!("{method} {}", path.replace("{act}", act))),
                    );
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
