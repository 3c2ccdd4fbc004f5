//! What an export reads: every post of a consultation, a batch at a time by key.

use model::{Comment, Exposure, OutlineLink, Proposal, Uuid, section_title};

use super::decision::holding;
use super::{Result, Store, comment, on, proposal};

/// What only staff may know of a post; the public part reads nothing of it.
macro_rules! inside {
    ($post:literal) => {
        concat!(
            "(select count(*) from report r where r.post = ",
            $post,
            ".id) as reports, (",
            holding!(
                "r.reason",
                concat!($post, ".id"),
                concat!(
                    "case ",
                    $post,
                    ".state when 'hidden' then 'hide' when 'redacted' then 'redact' end"
                )
            ),
            ") as because, ",
            $post,
            ".support_waiting as waiting, (select count(*) from support u where u.post = ",
            $post,
            ".id and not u.counted and u.decision is not null) as uncounted"
        )
    };
    () => {
        "cast(0 as bigint) as reports, cast(null as text) as because, \
         cast(0 as bigint) as waiting, cast(0 as bigint) as uncounted"
    };
}
/// Comments, each with the name of its section in its last words.
macro_rules! comments {
    ($inside:expr, $where:literal) => {
        concat!(
            "select ",
            comment::columns!(),
            ", g.label as on_label, g.title as on_title, c.exposure as shown, ",
            $inside,
            " from comment c",
            comment::joins!(),
            " left join passage g on g.section = c.thread \
             and g.version = (select max(h.version) from passage h where h.section = c.thread) \
             where c.consultation = $1 and c.id > $2",
            $where,
            " order by c.id limit $3"
        )
    };
}
macro_rules! proposals {
    ($inside:expr, $where:literal) => {
        concat!(
            "select ",
            proposal::columns!(),
            ", p.exposure as shown, ",
            $inside,
            proposal::from!(),
            " where p.consultation = $1 and p.number > $2",
            $where,
            " order by p.number limit $3"
        )
    };
}
const PUBLIC_COMMENTS: &str = comments!(inside!(), " and c.exposure > 0");
const ALL_COMMENTS: &str = comments!(inside!("c"), "");
const PUBLIC_PROPOSALS: &str = proposals!(inside!(), " and p.exposure > 0");
const ALL_PROPOSALS: &str = proposals!(inside!("p"), "");

/// What is read, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("export, public comments", PUBLIC_COMMENTS),
    ("export, all comments", ALL_COMMENTS),
    ("export, public proposals", PUBLIC_PROPOSALS),
    ("export, all proposals", ALL_PROPOSALS),
];

/// So many posts are read at once.
const BATCH: i64 = 500;

/// For whom an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// For everybody: what the site shows.
    Public,
    /// For staff: every post, whole.
    Staff,
}

/// Where an export reads on: proposals by their number first, so that comments refer to what stands
/// above them; then comments as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// With the proposals behind this number.
    Proposals(i64),
    /// With the comments behind this one.
    Comments(Uuid),
}

/// A post, whole or as far as the public may see it.
#[derive(Clone, Debug, PartialEq)]
pub enum Post {
    /// A comment, with the name of its section.
    Comment(Box<Comment>, Option<String>),
    /// A proposal.
    Proposal(Box<Proposal>),
}

/// A post with what an export tells beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    /// The post.
    pub post: Post,
    /// What the public sees of it.
    pub exposure: Exposure,
    /// Who wrote it; in the staff part alone.
    pub participant: Option<Uuid>,
    /// How many readers reported it; in the staff part alone.
    pub reports: i64,
    /// What the moderator wrote who hid it; in the staff part alone.
    pub hidden_because: Option<String>,
    /// How many agreements wait for a moderator; in the staff part alone.
    pub support_waiting: i64,
    /// How many a moderator left uncounted; in the staff part alone.
    pub support_uncounted: i64,
}

/// A batch of posts, and where to read on; `None` behind the last one.
pub type Batch = (Vec<Gathered>, Option<Onward>);

/// What `inside!` reads.
#[derive(sqlx::FromRow)]
struct Inside {
    reports: i64,
    because: Option<String>,
    waiting: i64,
    uncounted: i64,
}

impl Inside {
    fn of(self, post: Post, exposure: i16, participant: Option<Uuid>) -> Gathered {
        Gathered {
            post,
            exposure: Exposure::from_stored(exposure),
            participant,
            reports: self.reports,
            hidden_because: self.because,
            support_waiting: self.waiting,
            support_uncounted: self.uncounted,
        }
    }
}

#[derive(sqlx::FromRow)]
struct CommentRow {
    #[sqlx(flatten)]
    post: comment::Row,
    on_label: Option<String>,
    on_title: Option<String>,
    shown: i16,
    #[sqlx(flatten)]
    inside: Inside,
}

impl CommentRow {
    fn gathered(self, part: Part) -> Gathered {
        let label = self.on_label;
        let section = self.on_title.map(|title| OutlineLink { key: String::new(), label, title });
        let participant = self.post.participant.filter(|_| part == Part::Staff);
        let comment = match part {
            Part::Public => self.post.for_reader(None),
            Part::Staff => self.post.for_staff(),
        };
        let post = Post::Comment(Box::new(comment), section.as_ref().map(section_title));
        self.inside.of(post, self.shown, participant)
    }
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    #[sqlx(flatten)]
    post: proposal::Row,
    shown: i16,
    #[sqlx(flatten)]
    inside: Inside,
}

impl ProposalRow {
    fn gathered(self, part: Part) -> Gathered {
        let participant = Some(self.post.participant).filter(|_| part == Part::Staff);
        let proposal = match part {
            Part::Public => self.post.for_reader(None),
            Part::Staff => self.post.for_staff(),
        };
        let post = Post::Proposal(Box::new(proposal));
        self.inside.of(post, self.shown, participant)
    }
}

impl Onward {
    /// Before every post.
    pub const START: Self = Self::Proposals(0);
}

impl Store {
    /// A batch of a consultation's posts.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn gather(&self, consultation: Uuid, part: Part, from: Onward) -> Result<Batch> {
        match from {
            Onward::Proposals(number) => self.gather_proposals(consultation, part, number).await,
            Onward::Comments(id) => self.gather_comments(consultation, part, id).await,
        }
    }

    async fn gather_proposals(&self, of: Uuid, part: Part, after: i64) -> Result<Batch> {
        let sql = match part {
            Part::Public => PUBLIC_PROPOSALS,
            Part::Staff => ALL_PROPOSALS,
        };
        let mut conn = self.read().await?;
        let rows: Vec<ProposalRow> = on!(conn, c => sqlx::query_as(sql).bind(of).bind(after)
            .bind(BATCH).fetch_all(&mut *c).await)?;
        let posts: Vec<Gathered> = rows.into_iter().map(|row| row.gathered(part)).collect();
        let last = posts.last().and_then(|last| match &last.post {
            Post::Proposal(proposal) => Some(Onward::Proposals(proposal.number)),
            Post::Comment(..) => None,
        });
        Ok((posts, last.or(Some(Onward::Comments(Uuid::nil())))))
    }

    async fn gather_comments(&self, of: Uuid, part: Part, after: Uuid) -> Result<Batch> {
        let sql = match part {
            Part::Public => PUBLIC_COMMENTS,
            Part::Staff => ALL_COMMENTS,
        };
        let mut conn = self.read().await?;
        let rows: Vec<CommentRow> = on!(conn, c => sqlx::query_as(sql).bind(of).bind(after)
            .bind(BATCH).fetch_all(&mut *c).await)?;
        let last = rows.last().map(|row| Onward::Comments(row.post.id));
        Ok((rows.into_iter().map(|row| row.gathered(part)).collect(), last))
    }
}
