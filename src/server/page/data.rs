//! What the pages show, read from the store.

use app::{Address, Lang, Look, PageData, PlaceLink, Route};
use model::{
    Code, Comment, Consultation, OutlineLink, PAGE_DEFAULT, Page as List, Sort, StatementName,
    Thread, Uuid,
};

use crate::Server;
use crate::api::search;
use crate::store::{CommentQuery, Place, ProposalQuery, Result, StoreError, Which};

/// How many comments a page is painted with.
const PAINTED: i64 = PAGE_DEFAULT as i64;

/// How many changes of a comment a page shows: each is compared word by word.
const CHANGES: i64 = 10;

/// Reads what a page shows.
///
/// # Errors
/// When there is no such page, or the store cannot be read.
pub async fn read(server: &Server, address: &Address) -> Result<PageData> {
    let mut data = find(server, address).await?;
    let place = data.facts(address).place;
    let place = place.and_then(|path| thread_at(&Address::parse(&path, "").route));
    if let Some(place) = place
        && server.store.spot(&place).await.is_ok_and(|spot| spot.locked)
    {
        data.lock();
    }
    Ok(data)
}

/// The thread of a page.
fn thread_at(route: &Route) -> Option<Place> {
    let id = |id: &String| Uuid::try_parse(id).ok();
    match route {
        Route::Section { c, key } => Some(Place::Section(c.clone(), key.clone())),
        Route::Front { c } => Some(Place::General(c.clone())),
        Route::Proposal { id: name, .. } => Some(Place::Proposal(id(name)?)),
        Route::News { id: name, .. } => Some(Place::News(id(name)?)),
        _ => None,
    }
}

async fn find(server: &Server, address: &Address) -> Result<PageData> {
    let look = &address.look;
    Ok(match &address.route {
        Route::Home => {
            PageData::Home { consultations: server.store.consultations(server.now()).await? }
        }
        Route::Front { c } => match look.question.as_deref().and_then(model::question) {
            Some(question) => PageData::Search {
                consultation: consultation(server, c).await?,
                hits: search::find(server, c, &question, PAINTED, look.after.as_deref()).await?,
                question,
            },
            None => front(server, c, look).await?,
        },
        Route::Section { c, key } => section(server, c, key, look).await?,
        Route::Embed { c, key } => embed(server, c, key.as_deref(), look).await?,
        Route::Comment { c, id } if look.history => history(server, c, id, look).await?,
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
            let news = server.store.news(spot.consultation, PAINTED, after, server.now()).await?;
            PageData::NewsList { consultation, news }
        }
        Route::News { c, id } => news(server, c, id, look).await?,
        Route::Result { c } => PageData::Result { consultation: consultation(server, c).await? },
        Route::Rules { c } => PageData::HearingRules {
            consultation: consultation(server, c).await?,
            rules: server.store.rules_in_use(c).await?,
        },
        Route::Mine => PageData::Mine,
        Route::Statement(name) => statement(server, *name, address.lang).await?,
        Route::NotFound => PageData::Refused { code: Some(Code::NotFound) },
    })
}

async fn statement(server: &Server, name: StatementName, lang: Lang) -> Result<PageData> {
    let statement = Box::new(server.store.public_statement(Which { name, lang }).await?);
    Ok(match name {
        StatementName::Rules => PageData::Rules {
            statement,
            used: server.store.rules_used().await?,
            consultations: server.store.consultations(server.now()).await?,
        },
        _ => PageData::Statement(statement),
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
    let news = server.store.news(spot.consultation, 1, None, server.now()).await?.items.pop();
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
    let marks = if section.count == 0 {
        Vec::new()
    } else {
        server.store.marks(&server.store.spot(&place).await?).await?
    };
    Ok(PageData::Section {
        consultation: consultation(server, slug).await?,
        marks,
        thread: thread(server, &place, look).await?,
        glossary: server.store.glossary(slug, section.version).await?,
        section: Box::new(section),
        paragraph,
    })
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
    let after = match &look.after {
        None if top != id => server.store.page_of_reply(top, id).await?,
        given => given.clone(),
    };
    let replies = server.store.replies(top, PAINTED, after.as_deref(), None).await;
    Ok(PageData::Comment {
        place: place(server, &consultation, &comment).await?,
        consultation,
        comment: Box::new(comment),
        root: root.map(Box::new),
        after,
        replies: replies.unwrap_or_else(|_| List::empty()),
    })
}

async fn history(server: &Server, slug: &str, id: &str, look: &Look) -> Result<PageData> {
    let id = Uuid::try_parse(id).map_err(|_| StoreError::Missing)?;
    // First whether it can be read in full: what cannot has no earlier wordings for anybody.
    let after = look.after.as_deref();
    let mut earlier = server.store.revisions(id, CHANGES + 1, after, None).await?;
    let comment = server.store.comment(id, None).await?;
    if server.store.comment_home(id).await? != slug {
        return Err(StoreError::Missing);
    }
    // The next page begins with the wording that this one ends with.
    let last_but_one = earlier.items.iter().rev().nth(1).map(|one| one.number.to_string());
    let whole = i64::try_from(earlier.items.len()).unwrap_or_default() <= CHANGES;
    earlier.next = if whole { None } else { last_but_one };
    let consultation = consultation(server, slug).await?;
    Ok(PageData::History {
        place: place(server, &consultation, &comment).await?,
        consultation,
        comment: Box::new(comment),
        earlier,
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
        let news = server.store.news_item(uuid(id)?, server.now()).await?;
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
    let news = server.store.news_item(id, server.now()).await?;
    if news.consultation != slug {
        return Err(StoreError::Missing);
    }
    Ok(PageData::News {
        consultation: consultation(server, slug).await?,
        thread: thread(server, &Place::News(id), look).await?,
        news: Box::new(news),
    })
}
