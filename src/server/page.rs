//! Pages: what an address shows, read from the store and painted into a shell.

use app::{Address, Edition, Look, PageData, Painted, PlaceLink, Route, View};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{
    Code, Comment, Consultation, MINUTE, Moment, OutlineLink, PAGE_DEFAULT, Page as List, Section,
    Sort, Thread, Uuid,
};

use crate::Server;
use crate::api::search;
use crate::error::ApiError;
use crate::feed;
use crate::shell::{Page, Shell};
use crate::store::{CommentQuery, Place, ProposalQuery, Result, StoreError};

/// How many comments a page is painted with.
const PAINTED: i64 = PAGE_DEFAULT as i64;

/// Answers every address that no route names.
pub async fn show(State(server): State<Server>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return ApiError::Refused(Code::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::Refused(Code::MethodNotAllowed).into_response();
    }
    if path == "/desk" || path.starts_with("/desk/") {
        return desk(&server.clients.desk);
    }
    if let Some(path) = path.strip_suffix(feed::ENDING) {
        let public_url = public_url(&server, request.headers());
        return feed::show(&server, &Address::parse(path, ""), &public_url).await;
    }
    let address = Address::parse(path, request.uri().query().unwrap_or_default());
    let data = match read(&server, &address).await {
        Ok(data) => data,
        Err(error) => {
            let error = ApiError::from(error);
            let code = Some(error.code());
            // Logs what must be logged; the page says it in Danish.
            drop(error.into_response());
            PageData::Refused { code }
        }
    };
    painted(&server, address, &data, request.headers())
}

fn painted(server: &Server, address: Address, data: &PageData, headers: &HeaderMap) -> Response {
    let embedded = matches!(address.route, Route::Embed { .. });
    let painted = paint(server, address, data, headers);
    let shell = &server.clients.citizen;
    let html = shell.page(&Page {
        lang: painted.lang,
        head: &painted.head,
        body: &painted.body(),
        json: &painted.json(),
        embedded,
    });
    let status = StatusCode::from_u16(data.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let ancestors = if embedded {
        format!("'self' {}", server.config.embed_origins.join(" "))
    } else {
        "'none'".to_owned()
    };
    let mut response = page(status, html, &shell.policy(&ancestors));
    if embedded {
        // A site that isolates itself can still show the frame.
        let policy = HeaderValue::from_static("cross-origin");
        response.headers_mut().insert("cross-origin-resource-policy", policy);
    }
    response
}

/// Paints what a page shows.
pub fn paint(server: &Server, address: Address, data: &PageData, headers: &HeaderMap) -> Painted {
    let now = steady(data, server.now());
    app::paint(data, &View { address, now, public_url: public_url(server, headers) })
}

/// The moment as of which a page is told. Within a minute the same page has the same bytes, so that a
/// phone that has them keeps them; but a hearing opens and closes on time.
fn steady(data: &PageData, now: Moment) -> Moment {
    let minute = Moment(now.0 - now.0 % MINUTE);
    let hearing = data.consultation().map(|consultation| &consultation.summary);
    let edges = hearing.map(|hearing| [hearing.opens, hearing.closes]).into_iter().flatten();
    edges.filter(|edge| *edge <= now).fold(minute, Moment::max)
}

fn desk(shell: &Shell) -> Response {
    let html = shell.page(&Page {
        lang: "da",
        head: "<title>Skrivebordet – Bland dig</title><meta name=robots content=noindex>",
        body: "<noscript>Skrivebordet er et program i browseren og kræver JavaScript.</noscript>",
        json: "",
        embedded: false,
    });
    page(StatusCode::OK, html, &shell.policy("'none'"))
}

fn page(status: StatusCode, html: String, policy: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut response = (status, kind, html).into_response();
    if let Ok(policy) = HeaderValue::from_str(policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The site's own address: the one it was given, or on loopback the one that was asked for.
fn public_url(server: &Server, headers: &HeaderMap) -> String {
    if let Some(url) = &server.config.public_url {
        return url.as_str().trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = |host: &&str| {
        let name = host.rsplit_once(':').map_or(*host, |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    };
    let host = host.filter(own).map_or_else(|| server.config.listen.to_string(), str::to_owned);
    format!("http://{host}")
}

/// Reads what a page shows.
///
/// # Errors
/// When there is no such page, or the store cannot be read.
pub async fn read(server: &Server, address: &Address) -> Result<PageData> {
    let look = &address.look;
    Ok(match &address.route {
        Route::Home => {
            PageData::Home { consultations: server.store.consultations(server.now()).await? }
        }
        Route::Front { c } => match &look.question {
            Some(question) => PageData::Search {
                consultation: consultation(server, c).await?,
                question: question.clone(),
                hits: search::find(server, c, question, PAINTED, look.after.as_deref()).await?,
            },
            None => front(server, c, look).await?,
        },
        Route::Section { c, key } => section(server, c, key, look).await?,
        Route::Embed { c, key } => embed(server, c, key.as_deref(), look).await?,
        Route::Comment { c, id } => comment(server, c, id, look).await?,
        Route::Proposals { c } => proposals(server, c, look).await?,
        Route::NewProposal { c } => {
            let section = match &look.about {
                Some(key) => server.store.section(c, key, None).await.ok().map(Box::new),
                None => None,
            };
            PageData::NewProposal { consultation: consultation(server, c).await?, section }
        }
        Route::Proposal { c, id } => proposal(server, c, id, look).await?,
        Route::NewsList { c } => {
            let consultation = consultation(server, c).await?;
            let spot = server.store.spot(&Place::General(c.clone())).await?;
            let after = look.after.as_deref();
            let news = server.store.news(spot.consultation, PAINTED, after).await?;
            PageData::NewsList { consultation, news }
        }
        Route::News { c, id } => news(server, c, id, look).await?,
        Route::Result { c } => PageData::Result { consultation: consultation(server, c).await? },
        Route::Mine => PageData::Mine,
        Route::Rules => PageData::Rules,
        Route::Privacy => PageData::Privacy,
        Route::Accessibility => PageData::Accessibility,
        Route::NotFound => PageData::Refused { code: Some(Code::NotFound) },
    })
}

async fn consultation(server: &Server, slug: &str) -> Result<Box<Consultation>> {
    Ok(Box::new(server.store.consultation(slug, None, server.now()).await?))
}

async fn thread(server: &Server, place: &Place, look: &Look) -> Result<Thread> {
    let query = CommentQuery {
        sort: look.sort.unwrap_or(Sort::Newest),
        after: look.after.clone(),
        limit: PAINTED,
        paragraph: None,
    };
    let spot = server.store.spot(place).await?;
    server.store.comments(&spot, &query, None).await
}

async fn front(server: &Server, slug: &str, look: &Look) -> Result<PageData> {
    let place = Place::General(slug.to_owned());
    let spot = server.store.spot(&place).await?;
    let news = server.store.news(spot.consultation, 1, None).await?.items.pop();
    Ok(PageData::Front {
        consultation: consultation(server, slug).await?,
        thread: thread(server, &place, look).await?,
        news,
    })
}

async fn section(server: &Server, slug: &str, key: &str, look: &Look) -> Result<PageData> {
    let section = server.store.section(slug, key, None).await?;
    let place = Place::Section(slug.to_owned(), key.to_owned());
    let paragraph = match &look.paragraph {
        Some(paragraph) => {
            let spot = server.store.spot(&place).await?;
            let query = CommentQuery {
                sort: Sort::Oldest,
                paragraph: Some(paragraph.clone()),
                limit: PAINTED,
                after: None,
            };
            Some(server.store.comments(&spot, &query, None).await?)
        }
        None => None,
    };
    Ok(PageData::Section {
        consultation: consultation(server, slug).await?,
        thread: thread(server, &place, look).await?,
        section: Box::new(shown_edition(section, look)),
        paragraph,
    })
}

/// The page needs the words of one edition only; that there is another one is told all the same.
fn shown_edition(mut section: Section, look: &Look) -> Section {
    if app::edition(&section, look) == Edition::Short {
        section.html.clear();
    } else if let Some(plain) = &mut section.plain_html {
        plain.clear();
    }
    section
}

async fn embed(server: &Server, slug: &str, key: Option<&str>, look: &Look) -> Result<PageData> {
    let (place, section) = match key {
        None => (Place::General(slug.to_owned()), None),
        Some(key) => {
            let mut section = server.store.section(slug, key, None).await?;
            section.html.clear();
            section.plain_html = section.plain_html.map(|_| String::new());
            (Place::Section(slug.to_owned(), key.to_owned()), Some(Box::new(section)))
        }
    };
    Ok(PageData::Embed {
        consultation: consultation(server, slug).await?,
        thread: thread(server, &place, look).await?,
        section,
    })
}

async fn comment(server: &Server, slug: &str, id: &str, look: &Look) -> Result<PageData> {
    let id = Uuid::try_parse(id).map_err(|_| StoreError::Missing)?;
    let comment = server.store.comment(id, None).await?;
    if server.store.comment_home(id).await? != slug {
        return Err(StoreError::Missing);
    }
    let consultation = consultation(server, slug).await?;
    let top = match &comment.root {
        Some(root) => Uuid::try_parse(root).map_err(|_| StoreError::Missing)?,
        None => id,
    };
    let root = if top == id { None } else { server.store.comment(top, None).await.ok() };
    let replies = server.store.replies(top, PAINTED, look.after.as_deref(), None).await;
    Ok(PageData::Comment {
        place: place(server, &consultation, &comment).await?,
        consultation,
        comment: Box::new(comment),
        root: root.map(Box::new),
        replies: replies.unwrap_or_else(|_| List::empty()),
    })
}

async fn place(server: &Server, of: &Consultation, comment: &Comment) -> Result<PlaceLink> {
    let uuid = |id: &String| Uuid::try_parse(id).map_err(|_| StoreError::Missing);
    if let Some(key) = &comment.section {
        // A section that the newest version no longer has still has its comments.
        let item = of.outline.iter().find(|item| item.key == *key);
        return Ok(PlaceLink::Section(OutlineLink {
            key: key.clone(),
            label: item.and_then(|item| item.label.clone()),
            title: item.map_or_else(|| key.clone(), |item| item.title.clone()),
        }));
    }
    if let Some(id) = &comment.proposal {
        let proposal = server.store.proposal(uuid(id)?, None).await?;
        return Ok(PlaceLink::Proposal {
            id: proposal.id,
            number: proposal.number,
            title: proposal.title,
        });
    }
    if let Some(id) = &comment.news {
        let news = server.store.news_item(uuid(id)?).await?;
        return Ok(PlaceLink::News { id: news.id, title: news.title });
    }
    Ok(PlaceLink::General)
}

async fn proposals(server: &Server, slug: &str, look: &Look) -> Result<PageData> {
    let spot = server.store.spot(&Place::General(slug.to_owned())).await?;
    let query = ProposalQuery {
        sort: look.sort.unwrap_or(Sort::Newest),
        kind: look.kind,
        section: look.about.clone(),
        limit: PAINTED,
        after: look.after.clone(),
    };
    Ok(PageData::Proposals {
        consultation: consultation(server, slug).await?,
        proposals: server.store.proposals(spot.consultation, &query, None).await?,
    })
}

async fn proposal(server: &Server, slug: &str, id: &str, look: &Look) -> Result<PageData> {
    let id = Uuid::try_parse(id).map_err(|_| StoreError::Missing)?;
    let proposal = server.store.proposal(id, None).await?;
    if proposal.consultation != slug {
        return Err(StoreError::Missing);
    }
    Ok(PageData::Proposal {
        consultation: consultation(server, slug).await?,
        thread: thread(server, &Place::Proposal(id), look).await?,
        proposal: Box::new(proposal),
    })
}

async fn news(server: &Server, slug: &str, id: &str, look: &Look) -> Result<PageData> {
    let id = Uuid::try_parse(id).map_err(|_| StoreError::Missing)?;
    let news = server.store.news_item(id).await?;
    if news.consultation != slug {
        return Err(StoreError::Missing);
    }
    Ok(PageData::News {
        consultation: consultation(server, slug).await?,
        thread: thread(server, &Place::News(id), look).await?,
        news: Box::new(news),
    })
}
