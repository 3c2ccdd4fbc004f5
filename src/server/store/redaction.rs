//! Words that a moderator struck out: they leave every text of a post that the public can reach, its
//! earlier wordings among them, and are kept apart for staff.

use model::{STRUCK, Uuid, strike};

use super::support::PostKind;
use super::{Conn, Result, on};

const COMMENT: &str = "select 'body' as field, cast(0 as bigint) as revision, body as words \
    from comment where id = $1 \
    union all select 'quote', 0, quote from comment where id = $1 and quote is not null \
    union all select 'prefix', 0, prefix from comment where id = $1 and prefix is not null \
    union all select 'suffix', 0, suffix from comment where id = $1 and suffix is not null \
    union all select 'body', number, body from revision where comment = $1";
const PROPOSAL: &str = "select 'title' as field, cast(0 as bigint) as revision, title as words \
    from proposal where id = $1 \
    union all select 'body', 0, body from proposal where id = $1 \
    union all select 'original', 0, original from proposal where id = $1 \
    and original is not null \
    union all select 'replacement', 0, replacement from proposal where id = $1 \
    and replacement is not null \
    union all select 'reason', 0, reason from proposal where id = $1 and reason is not null \
    union all select 'organisation', 0, organisation from proposal where id = $1 \
    and organisation is not null";
const KEEP: &str = "insert into struck (post, field, revision, decision, words, rest) \
    values ($1, $2, $3, $4, $5, $6)";
/// What stood there before a decision: its own row, or, from the first one on, the lowest.
const BEFORE: &str = "select field, revision, words from struck where post = $1 and decision = $2";
const OWN: &str = "select field, revision, words from struck s where post = $1 and decision = \
    (select min(t.decision) from struck t where t.post = s.post and t.field = s.field \
    and t.revision = s.revision and t.lifted is null) order by revision desc, field";
const IS_THERE: &str = "select count(*) from struck where post = $1 and lifted is null";
/// What was left of each text when a decision brought all words back.
const REST: &str = "select field, revision, rest as words from struck s where post = $1 \
    and decision = (select max(t.decision) from struck t where t.post = s.post \
    and t.field = s.field and t.revision = s.revision and t.lifted = $2)";
const LIFT: &str = "update struck set lifted = $2 where post = $1 and lifted is null";
const UNLIFT: &str = "update struck set lifted = null where post = $1 and lifted = $2";
const FORGET_ONE: &str = "delete from struck where post = $1 and decision = $2";

/// The index of words follows a moment later; until then nothing may be found by a word that is gone.
const FORGET_WORDS: &str = "delete from search_posting where item = $1";

const SET_REVISION: &str = "update revision set body = $2 where comment = $1 and number = $3";

/// A text of a post.
#[derive(sqlx::FromRow)]
struct Text {
    field: String,
    revision: i64,
    words: String,
}

/// The statement that changes a text. Which texts there are stands here, not in the store's rows.
fn set(kind: PostKind, field: &str) -> Option<&'static str> {
    match (kind, field) {
        (PostKind::Comment, "body") => Some("update comment set body = $2 where id = $1"),
        (PostKind::Comment, "quote") => Some("update comment set quote = $2 where id = $1"),
        (PostKind::Comment, "prefix") => Some("update comment set prefix = $2 where id = $1"),
        (PostKind::Comment, "suffix") => Some("update comment set suffix = $2 where id = $1"),
        (PostKind::Proposal, "title") => Some("update proposal set title = $2 where id = $1"),
        (PostKind::Proposal, "body") => Some("update proposal set body = $2 where id = $1"),
        (PostKind::Proposal, "original") => Some("update proposal set original = $2 where id = $1"),
        (PostKind::Proposal, "replacement") => {
            Some("update proposal set replacement = $2 where id = $1")
        }
        (PostKind::Proposal, "reason") => Some("update proposal set reason = $2 where id = $1"),
        (PostKind::Proposal, "organisation") => {
            Some("update proposal set organisation = $2 where id = $1")
        }
        _ => None,
    }
}

async fn write(conn: &mut Conn, kind: PostKind, post: Uuid, text: &Text) -> Result<()> {
    if text.revision > 0 {
        on!(conn, c => sqlx::query(SET_REVISION).bind(post).bind(&text.words).bind(text.revision)
            .execute(&mut *c).await.map(|_| ()))?;
    } else if let Some(sql) = set(kind, &text.field) {
        on!(conn, c => sqlx::query(sql).bind(post).bind(&text.words)
            .execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Strikes words out of every text of a post. Tells whether one of them stood in the newest wording or
/// in an earlier one.
///
/// Whoever strikes a number out sees it in the newest wording alone; in an earlier one it may be spelt
/// another way. So an earlier wording without these very words goes as a whole.
pub(super) async fn strike_out(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    words: &[String],
    decision: i64,
) -> Result<bool> {
    let sql = if kind == PostKind::Comment { COMMENT } else { PROPOSAL };
    let texts: Vec<Text> = on!(conn, c => sqlx::query_as(sql).bind(post).fetch_all(&mut *c).await)?;
    let any = texts.iter().any(|text| strike(&text.words, words).is_some());
    for text in texts {
        let earlier = any && text.revision > 0 && text.words != STRUCK;
        let left = strike(&text.words, words).or_else(|| earlier.then(|| STRUCK.to_owned()));
        let Some(left) = left else { continue };
        on!(conn, c => sqlx::query(KEEP).bind(post).bind(&text.field).bind(text.revision)
            .bind(decision).bind(&text.words).bind(&left).execute(&mut *c).await.map(|_| ()))?;
        write(conn, kind, post, &Text { words: left, ..text }).await?;
    }
    if any {
        forget_words(conn, post).await?;
    }
    Ok(any)
}

/// Whether words of a post are struck out.
pub(super) async fn is_struck(conn: &mut Conn, post: Uuid) -> Result<bool> {
    let (count,): (i64,) =
        on!(conn, c => sqlx::query_as(IS_THERE).bind(post).fetch_one(&mut *c).await)?;
    Ok(count > 0)
}

async fn forget_words(conn: &mut Conn, post: Uuid) -> Result<()> {
    on!(conn, c => sqlx::query(FORGET_WORDS).bind(post).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// Undoes what one decision did to a post's texts: words that it struck out are back, and words that it
/// brought back are out again.
pub(super) async fn take_back(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    decision: i64,
) -> Result<()> {
    let texts: Vec<Text> = on!(conn, c => sqlx::query_as(BEFORE).bind(post).bind(decision)
        .fetch_all(&mut *c).await)?;
    for text in &texts {
        write(conn, kind, post, text).await?;
    }
    on!(conn, c => sqlx::query(FORGET_ONE).bind(post).bind(decision)
        .execute(&mut *c).await.map(|_| ()))?;
    let rests: Vec<Text> = on!(conn, c => sqlx::query_as(REST).bind(post).bind(decision)
        .fetch_all(&mut *c).await)?;
    if rests.is_empty() {
        return Ok(());
    }
    for rest in &rests {
        write(conn, kind, post, rest).await?;
    }
    on!(conn, c => sqlx::query(UNLIFT).bind(post).bind(decision)
        .execute(&mut *c).await.map(|_| ()))?;
    forget_words(conn, post).await
}

/// Brings back all that its author wrote. What was left is kept, should the decision be taken back.
pub(super) async fn restore(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    decision: i64,
) -> Result<()> {
    let texts: Vec<Text> = on!(conn, c => sqlx::query_as(OWN).bind(post).fetch_all(&mut *c).await)?;
    for text in &texts {
        write(conn, kind, post, text).await?;
    }
    on!(conn, c => sqlx::query(LIFT).bind(post).bind(decision)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// What its author wrote before words were struck out, earlier wordings first: for staff.
pub(super) async fn original(conn: &mut Conn, post: Uuid) -> Result<Vec<String>> {
    let texts: Vec<Text> = on!(conn, c => sqlx::query_as(OWN).bind(post).fetch_all(&mut *c).await)?;
    Ok(texts.into_iter().map(|text| text.words).collect())
}
