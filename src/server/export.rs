//! Exports: a consultation as files. `blanddig export` writes all of it; [`Posts`] is what the site
//! sends as well.

mod posts;

use std::fs::File;
use std::io::Write;
use std::path::Path;

use model::{Comment, Moment, News, PAGE_MAX, Proposal, Sort, Uuid};
use serde::Serialize;

pub use self::posts::{Form, Posts};
use crate::config::Export;
use crate::store::{CommentQuery, Part, Place, ProposalQuery, Store, StoreError};

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no published consultation of this name.
    #[error("there is no published consultation `{0}`")]
    Missing(String),
    /// The store cannot be read.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A file cannot be written.
    #[error("{0}")]
    File(#[from] std::io::Error),
}

/// Writes `consultation.json`, `sections.json`, `comments.json`, `proposals.json` and `news.json` into
/// a folder, each as the API answers it, and all posts in one file, `posts.csv` and `posts.json`;
/// sections that the newest version no longer has are among them, with their comments. What the
/// public may not read is not in them: it comes by the same doors as the site. For staff, when that
/// is asked for, `posts.staff.csv` and `posts.staff.json` hold every post.
///
/// # Errors
/// When there is no such consultation, or a file cannot be written.
pub async fn run(store: &Store, config: &Export, now: Moment) -> Result<(), ExportError> {
    let (slug, folder) = (config.consultation.as_str(), config.folder.as_path());
    let consultation = match store.consultation(slug, None, now).await {
        Err(StoreError::Missing) => return Err(ExportError::Missing(slug.to_owned())),
        other => other?,
    };
    std::fs::create_dir_all(folder)?;
    let general = Place::General(slug.to_owned());
    let id = store.spot(&general).await?.consultation;
    let mut keys: Vec<String> = consultation.outline.iter().map(|item| item.key.clone()).collect();
    let known = store.known_sections(id).await?.into_iter().map(|section| section.key);
    let gone: Vec<String> = known.filter(|key| !keys.contains(key)).collect();
    keys.extend(gone);
    let mut sections = Vec::new();
    let mut comments = thread(store, &general).await?;
    for key in keys {
        sections.push(store.section(slug, &key, None).await?);
        comments.extend(thread(store, &Place::Section(slug.to_owned(), key)).await?);
    }
    let news = news(store, id, now).await?;
    for one in &news {
        if let Ok(id) = Uuid::try_parse(&one.id) {
            comments.extend(thread(store, &Place::News(id)).await?);
        }
    }
    let proposals = proposals(store, slug).await?;
    for proposal in &proposals {
        if let Ok(id) = Uuid::try_parse(&proposal.id) {
            comments.extend(thread(store, &Place::Proposal(id)).await?);
        }
    }
    write(folder, "consultation.json", &consultation)?;
    write(folder, "sections.json", &sections)?;
    write(folder, "comments.json", &comments)?;
    write(folder, "proposals.json", &proposals)?;
    write(folder, "news.json", &news)?;
    let mut parts = vec![(Part::Public, "posts")];
    if config.staff {
        parts.push((Part::Staff, "posts.staff"));
    }
    for (part, name) in parts {
        for (form, ending) in [(Form::Table, "csv"), (Form::Document, "json")] {
            let site = config.public_url.as_str().trim_end_matches('/').to_owned();
            let posts = Posts::new(store.clone(), (id, slug.to_owned()), site, part, form);
            write_posts(posts, create(&folder.join(format!("{name}.{ending}")), part)?).await?;
        }
    }
    Ok(())
}

async fn write_posts(mut posts: Posts, mut file: File) -> Result<(), ExportError> {
    while let Some(piece) = posts.next().await? {
        file.write_all(piece.as_bytes())?;
    }
    Ok(())
}

/// A new file, or an empty one in place of an older. What is for staff only its owner can read.
fn create(file: &Path, part: Part) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if part == Part::Staff {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = part;
    options.open(file)
}

fn write(folder: &Path, name: &str, value: &impl Serialize) -> Result<(), ExportError> {
    let json = serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?;
    Ok(std::fs::write(folder.join(name), json)?)
}

/// A whole thread, flat: each post before its answers.
async fn thread(store: &Store, place: &Place) -> Result<Vec<Comment>, StoreError> {
    let spot = store.spot(place).await?;
    let mut query =
        CommentQuery { sort: Sort::Oldest, limit: i64::from(PAGE_MAX), ..CommentQuery::default() };
    let mut flat = Vec::new();
    loop {
        let page = store.comments(&spot, &query, None).await?;
        for mut comment in page.items {
            comment.first_replies.clear();
            let id = Uuid::try_parse(&comment.id).ok();
            flat.push(comment);
            if let Some(id) = id {
                flat.extend(replies(store, id).await?);
            }
        }
        if page.next.is_none() {
            return Ok(flat);
        }
        query.after = page.next;
    }
}

async fn replies(store: &Store, root: Uuid) -> Result<Vec<Comment>, StoreError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = store.replies(root, i64::from(PAGE_MAX), after.as_deref(), None).await?;
        all.extend(page.items);
        if page.next.is_none() {
            return Ok(all);
        }
        after = page.next;
    }
}

async fn proposals(store: &Store, slug: &str) -> Result<Vec<Proposal>, StoreError> {
    let spot = store.spot(&Place::General(slug.to_owned())).await?;
    let mut query = ProposalQuery {
        sort: Sort::Oldest,
        kind: None,
        section: None,
        limit: i64::from(PAGE_MAX),
        after: None,
    };
    let mut all = Vec::new();
    loop {
        let page = store.proposals(spot.consultation, &query, None).await?;
        all.extend(page.items);
        if page.next.is_none() {
            return Ok(all);
        }
        query.after = page.next;
    }
}

async fn news(store: &Store, consultation: Uuid, now: Moment) -> Result<Vec<News>, StoreError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = store.news(consultation, i64::from(PAGE_MAX), after.as_deref(), now).await?;
        all.extend(page.items);
        if page.next.is_none() {
            return Ok(all);
        }
        after = page.next;
    }
}
