//! What a page shows, from the API: what the server reads from the store for the first paint.

use futures_util::future::{join, join3};
use model::{Code, Problem, Sort};

use crate::api::comment::Wanted;
use crate::api::{self, Answer, Refusal};
use crate::page_data::{PageData, PlaceLink};
use crate::place::Place;
use crate::route::{Address, Look, Route};

/// Loads what an address shows; a refusal is a page too.
pub async fn load(address: &Address) -> PageData {
    match page(address).await {
        Ok(data) => data,
        Err(refusal) => PageData::Refused { code: refusal.code() },
    }
}

fn not_found() -> Refusal {
    Refusal::Told { problem: Problem::new(Code::NotFound), retry_after: None }
}

async fn page(address: &Address) -> Answer<PageData> {
    let look = &address.look;
    match address.route.clone() {
        Route::Home => Ok(PageData::Home { consultations: api::consultation::list().await?.items }),
        Route::Front { c } => front(c, look).await,
        Route::Section { c, key } => section(c, key, look).await,
        Route::Comment { c, id } => comment(c, id, look).await,
        Route::Proposals { c } => {
            let proposals = api::proposal::list(&c, look.kind, look.sort, look.after.as_deref());
            let (consultation, proposals) = join(api::consultation::read(&c), proposals).await;
            Ok(PageData::Proposals { consultation: Box::new(consultation?), proposals: proposals? })
        }
        Route::NewProposal { c } => new_proposal(c, look).await,
        Route::Proposal { c, id } => proposal(c, id, look).await,
        Route::NewsList { c } => {
            let news = api::news::list(&c, look.after.as_deref());
            let (consultation, news) = join(api::consultation::read(&c), news).await;
            Ok(PageData::NewsList { consultation: Box::new(consultation?), news: news? })
        }
        Route::News { c, id } => news(c, id, look).await,
        Route::Result { c } => {
            Ok(PageData::Result { consultation: Box::new(api::consultation::read(&c).await?) })
        }
        Route::Embed { c, key } => embed(c, key, look).await,
        Route::Mine => Ok(PageData::Mine),
        Route::Rules => Ok(PageData::Rules),
        Route::Privacy => Ok(PageData::Privacy),
        Route::Accessibility => Ok(PageData::Accessibility),
        Route::NotFound => Err(not_found()),
    }
}

fn wanted(look: &Look) -> Wanted<'_> {
    Wanted { sort: look.sort, after: look.after.as_deref(), paragraph: None }
}

async fn front(c: String, look: &Look) -> Answer<PageData> {
    let place = Place::General { c: c.clone() };
    let wanted = wanted(look);
    let (consultation, thread, news) = join3(
        api::consultation::read(&c),
        api::comment::list(&place, &wanted),
        api::news::list(&c, None),
    )
    .await;
    let news = news.ok().and_then(|page| page.items.into_iter().next());
    Ok(PageData::Front { consultation: Box::new(consultation?), thread: thread?, news })
}

async fn section(c: String, key: String, look: &Look) -> Answer<PageData> {
    let place = Place::Section { c: c.clone(), key: key.clone() };
    let wanted = wanted(look);
    let (consultation, section, thread) = join3(
        api::consultation::read(&c),
        api::section::read(&c, &key),
        api::comment::list(&place, &wanted),
    )
    .await;
    let paragraph = match &look.paragraph {
        Some(paragraph) => {
            let wanted =
                Wanted { sort: Some(Sort::Oldest), after: None, paragraph: Some(paragraph) };
            api::comment::list(&place, &wanted).await.ok()
        }
        None => None,
    };
    Ok(PageData::Section {
        consultation: Box::new(consultation?),
        section: Box::new(section?),
        thread: thread?,
        paragraph,
    })
}

async fn comment(c: String, id: String, look: &Look) -> Answer<PageData> {
    let (consultation, comment) = join(api::consultation::read(&c), api::comment::read(&id)).await;
    let (consultation, comment) = (consultation?, comment?);
    let root = match &comment.root {
        Some(root) => Some(Box::new(api::comment::read(root).await?)),
        None => None,
    };
    let top = root.as_ref().map_or(&comment.id, |root| &root.id);
    let replies = api::comment::replies(top, look.after.as_deref()).await?;
    let place = match (&comment.section, &comment.proposal, &comment.news) {
        (Some(key), _, _) => {
            let item = consultation.outline.iter().find(|item| item.key == *key);
            let item = item.ok_or_else(not_found)?;
            PlaceLink::Section(model::OutlineLink {
                key: item.key.clone(),
                label: item.label.clone(),
                title: item.title.clone(),
            })
        }
        (_, Some(id), _) => {
            let proposal = api::proposal::read(id).await?;
            PlaceLink::Proposal { id: proposal.id, number: proposal.number, title: proposal.title }
        }
        (_, _, Some(id)) => {
            let news = api::news::read(id).await?;
            PlaceLink::News { id: news.id, title: news.title }
        }
        _ => PlaceLink::General,
    };
    let (consultation, comment) = (Box::new(consultation), Box::new(comment));
    Ok(PageData::Comment { consultation, place, comment, root, replies })
}

async fn new_proposal(c: String, look: &Look) -> Answer<PageData> {
    let consultation = Box::new(api::consultation::read(&c).await?);
    let section = match &look.about {
        Some(key) => api::section::read(&c, key).await.ok().map(Box::new),
        None => None,
    };
    Ok(PageData::NewProposal { consultation, section })
}

async fn proposal(c: String, id: String, look: &Look) -> Answer<PageData> {
    let place = Place::Proposal { c: c.clone(), id: id.clone() };
    let wanted = wanted(look);
    let (consultation, proposal, thread) = join3(
        api::consultation::read(&c),
        api::proposal::read(&id),
        api::comment::list(&place, &wanted),
    )
    .await;
    Ok(PageData::Proposal {
        consultation: Box::new(consultation?),
        proposal: Box::new(proposal?),
        thread: thread?,
    })
}

async fn news(c: String, id: String, look: &Look) -> Answer<PageData> {
    let place = Place::News { c: c.clone(), id: id.clone() };
    let wanted = wanted(look);
    let (consultation, news, thread) = join3(
        api::consultation::read(&c),
        api::news::read(&id),
        api::comment::list(&place, &wanted),
    )
    .await;
    Ok(PageData::News {
        consultation: Box::new(consultation?),
        news: Box::new(news?),
        thread: thread?,
    })
}

async fn embed(c: String, key: Option<String>, look: &Look) -> Answer<PageData> {
    let place = match &key {
        Some(key) => Place::Section { c: c.clone(), key: key.clone() },
        None => Place::General { c: c.clone() },
    };
    let wanted = wanted(look);
    let (consultation, thread) =
        join(api::consultation::read(&c), api::comment::list(&place, &wanted)).await;
    let section = match &key {
        Some(key) => Some(Box::new(api::section::read(&c, key).await?)),
        None => None,
    };
    Ok(PageData::Embed { consultation: Box::new(consultation?), section, thread: thread? })
}
