//! The decisions that were made about a post, as moderators and its author read them.

use model::{Decision, DecisionKind, Moment, PostState, Uuid};

use super::super::rule::Broken;
use super::super::{Conn, Result, on};

const OF_POST: &str = "select r.kind, r.rule, q.number as rule_number, q.title as rule_title, \
    r.reason, s.email, r.at from record r join staff s on s.id = r.staff \
    left join rule q on q.consultation = r.consultation and q.id = r.rule \
    where r.subject = $1 order by r.number";
/// The last decision of a kind on a post that was not undone.
macro_rules! holding {
    ($columns:literal, $post:expr, $kind:expr) => {
        concat!(
            "select ",
            $columns,
            " from record r where r.subject = ",
            $post,
            " and r.kind = ",
            $kind,
            " and not exists (select 1 from record u where u.subject = r.subject \
             and u.kind = 'undo' and u.detail = cast(r.number as text)) \
             order by r.number desc limit 1"
        )
    };
}
pub(in crate::store) use holding;
const THAT_HOLDS: &str = holding!("r.number, r.staff, r.rule, r.reason", "$1", "$2");

/// What is read when an author looks at their own post.
#[cfg(test)]
pub(in crate::store) const READS: &[(&str, &str)] = &[("decision that holds", THAT_HOLDS)];

/// The decision by which a post is hidden, or has lost words.
#[derive(sqlx::FromRow)]
pub(in crate::store) struct Holding {
    /// Its number in the record.
    pub(in crate::store) number: i64,
    /// Who decided.
    pub(in crate::store) staff: Option<Uuid>,
    /// The rule that it names.
    pub(in crate::store) rule: Option<String>,
    /// What the moderator wrote to the author.
    pub(in crate::store) reason: Option<String>,
}

/// The decision that made a post what it is in this state: the last one that was not undone. `None` when
/// no moderator made it so.
pub(in crate::store) async fn that_holds(
    conn: &mut Conn,
    post: Uuid,
    state: PostState,
) -> Result<Option<Holding>> {
    let Some(kind) = DecisionKind::that_makes(state) else { return Ok(None) };
    Ok(on!(conn, c => sqlx::query_as(THAT_HOLDS).bind(post).bind(kind.word())
        .fetch_optional(&mut *c).await)?)
}

/// What the moderator wrote to the author of a post that is hidden now, or of which words are.
pub(in crate::store) async fn because(
    conn: &mut Conn,
    post: Uuid,
    state: PostState,
) -> Result<Option<String>> {
    Ok(that_holds(conn, post, state).await?.and_then(|holding| holding.reason))
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
    email: String,
    at: i64,
}

/// What was decided about a post, oldest first. The record has other acts about it, too.
pub(in crate::store) async fn of_post(conn: &mut Conn, post: Uuid) -> Result<Vec<Decision>> {
    let rows: Vec<Row> =
        on!(conn, c => sqlx::query_as(OF_POST).bind(post).fetch_all(&mut *c).await)?;
    let decision = |row: Row| {
        Some(Decision {
            kind: DecisionKind::from_word(&row.kind)?,
            by_rule: row.broken.name(),
            rule: row.broken.rule,
            reason: row.reason,
            by: row.email,
            at: Moment(row.at),
        })
    };
    Ok(rows.into_iter().filter_map(decision).collect())
}
