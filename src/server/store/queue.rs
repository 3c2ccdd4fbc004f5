//! The desk's queue in the store: comments and proposals in one list, newest first.

mod item;

use model::{Queue, QueueCounts, QueueItem, QueueView, Uuid};

use super::support::PostKind;
use super::thread::Cursor;
use super::{Conn, Result, Store, on};
use item::item;

// The two tables are read each by its own index and merged here: a union would sort them. A filter is
// left out where nothing was asked for: `$4` the consultation, `$5` the section.
macro_rules! within {
    ($column:expr, $consultation:literal, $section:literal) => {
        concat!(
            " and (cast(",
            $consultation,
            " as text) is null or c.consultation = (select k.id from consultation k where k.slug = ",
            $consultation,
            ")) and (cast(",
            $section,
            " as text) is null or ",
            $column,
            " = (select s.id from section s join consultation k on k.id = s.consultation \
             where k.slug = ",
            $consultation,
            " and s.key = ",
            $section,
            ")) "
        )
    };
}
/// The section that a comment is about: what stands under a proposal is about the proposal's.
macro_rules! of_comment {
    () => {
        "coalesce((select p.section from proposal p where p.id = c.thread), c.thread)"
    };
}
macro_rules! posts {
    ($table:literal, $column:expr, $rank:literal, $where:expr, $order:literal) => {
        concat!(
            "select c.id, c.id as post, ",
            $rank,
            " as rank from ",
            $table,
            " c where ",
            $where,
            within!($column, "$4", "$5"),
            $order
        )
    };
}
/// A view of both tables.
macro_rules! view {
    ($rank:literal, $where:literal, $order:literal) => {
        View {
            comments: posts!("comment", of_comment!(), $rank, $where, $order),
            proposals: Some(posts!("proposal", "c.section", $rank, $where, $order)),
        }
    };
}
/// Posts whose appeal is open, and that somebody else decided on than the one who asks (`$6`).
macro_rules! appealed {
    ($kind:literal, $column:expr) => {
        concat!(
            "select a.id, a.post, cast($1 as bigint) as rank from appeal a join ",
            $kind,
            " c on c.id = a.post where a.kind = '",
            $kind,
            "' and a.answer is null and (a.decided_by is null or a.decided_by <> $6) and a.id < $2 \
             and c.state <> 'withdrawn'",
            within!($column, "$4", "$5"),
            "order by a.id desc limit $3"
        )
    };
}

/// The same view of both kinds of posts.
struct View {
    comments: &'static str,
    proposals: Option<&'static str>,
}

/// What its author took back asks for no decision any more, and can have none.
const REPORTED: View = view!(
    "c.open_reports",
    "c.open_reports > 0 and c.state <> 'withdrawn' and (c.open_reports, c.id) < ($1, $2)",
    "order by c.open_reports desc, c.id desc limit $3"
);
const HELD: View = view!(
    "cast($1 as bigint)",
    "(c.state = 'pending' or (c.support_waiting > 0 and c.exposure = 2)) and c.id < $2",
    "order by c.id desc limit $3"
);
const APPEALED: View = View {
    comments: appealed!("comment", of_comment!()),
    proposals: Some(appealed!("proposal", "c.section")),
};
const NEW: View = view!(
    "cast($1 as bigint)",
    "c.seen is null and c.state <> 'pending' and c.id < $2",
    "order by c.id desc limit $3"
);
const HIDDEN: View = view!(
    "cast($1 as bigint)",
    "(c.state = 'hidden' or c.state = 'redacted') and c.id < $2",
    "order by c.id desc limit $3"
);

/// What questions to the office are: comments that everybody reads, or that the office alone does. A
/// proposal is none.
macro_rules! asked {
    () => {
        "c.question = 'open' and \
         (c.exposure = 2 or c.visibility = 'municipality' and c.state = 'visible')"
    };
}
const ASKED: View = View {
    comments: posts!(
        "comment",
        of_comment!(),
        "cast($1 as bigint)",
        concat!(asked!(), " and c.id < $2"),
        "order by c.id desc limit $3"
    ),
    proposals: None,
};

macro_rules! counted {
    ($where:literal) => {
        concat!(
            "(select count(*) from comment c where ",
            $where,
            within!(of_comment!(), "$1", "$2"),
            ") + (select count(*) from proposal c where ",
            $where,
            within!("c.section", "$1", "$2"),
            ")"
        )
    };
}
const COUNTS: &str = concat!(
    "select ",
    counted!("c.open_reports > 0 and c.state <> 'withdrawn'"),
    " as reported, ",
    counted!("(c.state = 'pending' or (c.support_waiting > 0 and c.exposure = 2))"),
    " as held, (select count(*) from appeal a join comment c on c.id = a.post \
     where a.kind = 'comment' and a.answer is null and c.state <> 'withdrawn' \
     and (a.decided_by is null or a.decided_by <> $3)",
    within!(of_comment!(), "$1", "$2"),
    ") + (select count(*) from appeal a join proposal c on c.id = a.post \
     where a.kind = 'proposal' and a.answer is null and c.state <> 'withdrawn' \
     and (a.decided_by is null or a.decided_by <> $3)",
    within!("c.section", "$1", "$2"),
    ") as appealed, ",
    counted!("c.seen is null and c.state <> 'pending'"),
    " as new, ",
    counted!("(c.state = 'hidden' or c.state = 'redacted')"),
    " as hidden, (select count(*) from comment c where ",
    asked!(),
    within!(of_comment!(), "$1", "$2"),
    ") as asked, (select count(*) from measure_appeal a join participant p on p.id = a.participant \
     where a.answer is null and p.deleted is null \
     and (a.decided_by is null or a.decided_by <> $3)) as measures"
);
/// What moderators read: as many posts as there are may stand behind it.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("reported comments", REPORTED.comments),
    ("held comments", HELD.comments),
    ("appealed comments", APPEALED.comments),
    ("new comments", NEW.comments),
    ("hidden comments", HIDDEN.comments),
    ("asked comments", ASKED.comments),
    ("reported proposals", read(REPORTED)),
    ("held proposals", read(HELD)),
    ("appealed proposals", read(APPEALED)),
    ("new proposals", read(NEW)),
    ("hidden proposals", read(HIDDEN)),
];

#[cfg(test)]
const fn read(view: View) -> &'static str {
    match view.proposals {
        Some(sql) => sql,
        None => view.comments,
    }
}

/// Which part of the queue is read.
#[derive(Clone, Debug, Default)]
pub struct QueueQuery {
    /// Only of this consultation, by its name in addresses.
    pub consultation: Option<String>,
    /// Only about the section with this key, or in the thread of a proposal about it.
    pub section: Option<String>,
    /// At most so many.
    pub limit: i64,
    /// Where the page before ended.
    pub after: Option<String>,
}

impl Store {
    /// A page of the queue, as a member of staff sees it.
    ///
    /// # Errors
    /// [`super::StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn queue(&self, view: QueueView, query: &QueueQuery, by: Uuid) -> Result<Queue> {
        let mut conn = self.read().await?;
        let at = Cursor::read(query.after.as_deref(), false)?;
        let sql = match view {
            QueueView::Reported => REPORTED,
            QueueView::Held => HELD,
            QueueView::Appealed => APPEALED,
            QueueView::New => NEW,
            QueueView::Hidden => HIDDEN,
            QueueView::Asked => ASKED,
        };
        let mut found = Vec::new();
        let both = [(PostKind::Comment, Some(sql.comments)), (PostKind::Proposal, sql.proposals)];
        for (kind, sql) in both.into_iter().filter_map(|(kind, sql)| Some((kind, sql?))) {
            let rows: Vec<(Uuid, Uuid, i64)> = on!(conn, c => {
                let mut rows = sqlx::query_as(sql).bind(at.support).bind(at.id)
                    .bind(query.limit + 1).bind(&query.consultation).bind(&query.section);
                if view == QueueView::Appealed {
                    rows = rows.bind(by);
                }
                rows.fetch_all(&mut *c).await
            })?;
            found.extend(rows.into_iter().map(|(id, post, rank)| (rank, id, post, kind)));
        }
        found.sort_by_key(|found| std::cmp::Reverse((found.0, found.1)));
        let size = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more);
        let next = next.map(|(rank, id, ..)| Cursor { support: *rank, id: *id }.write());
        let mut items = Vec::with_capacity(found.len());
        for (_, _, post, kind) in found {
            items.extend(item(&mut conn, kind, post).await?);
        }
        let counts = counts(&mut conn, query, by).await?;
        Ok(Queue { items, next, total: counts.of(view), counts })
    }

    /// How many posts wait in each view, as a member of staff sees them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn queue_counts(&self, query: &QueueQuery, by: Uuid) -> Result<QueueCounts> {
        let mut conn = self.read().await?;
        counts(&mut conn, query, by).await
    }

    /// One post as the desk sees it.
    ///
    /// # Errors
    /// [`super::StoreError::Missing`] when there is no such post.
    pub async fn queue_item(&self, kind: PostKind, id: Uuid) -> Result<QueueItem> {
        let mut conn = self.read().await?;
        item(&mut conn, kind, id).await?.ok_or(super::StoreError::Missing)
    }
}

async fn counts(conn: &mut Conn, query: &QueueQuery, by: Uuid) -> Result<QueueCounts> {
    let counts: Counts = on!(conn, c => sqlx::query_as(COUNTS).bind(&query.consultation)
        .bind(&query.section).bind(by).fetch_one(&mut *c).await)?;
    let Counts { reported, held, appealed, new, hidden, asked, measures } = counts;
    Ok(QueueCounts { reported, held, appealed, new, hidden, asked, measures })
}

#[derive(sqlx::FromRow)]
struct Counts {
    reported: i64,
    held: i64,
    appealed: i64,
    new: i64,
    hidden: i64,
    asked: i64,
    measures: i64,
}
