//! All posts of a consultation as one file, a piece at a time: a table for a spreadsheet, by Denmark's
//! clock, or JSON. However many there are, a batch of them is in memory.

use app::{Address, Lang, Route};
use model::{Exposure, Moment, PublicPost, StaffPost, Uuid, Visibility};
use serde::Serialize;

use crate::store::{Gathered, Onward, Part, Post, Result, Store};
use crate::table::{BYTE_ORDER_MARK, row};

/// How a file of posts is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As CSV.
    Table,
    /// As JSON: an array of objects.
    Document,
}

/// A file that is being written.
pub struct Posts {
    store: Store,
    consultation: Uuid,
    slug: String,
    site: String,
    part: Part,
    form: Form,
    /// Where to read on; `None` behind the last post.
    onward: Option<Onward>,
    /// Whether no post has been written yet.
    empty: bool,
}

impl Posts {
    /// The posts of a consultation, by its id and its name in addresses. Links begin with `site`.
    #[must_use]
    pub fn new(
        store: Store,
        (consultation, slug): (Uuid, String),
        site: String,
        part: Part,
        form: Form,
    ) -> Self {
        let onward = Some(Onward::START);
        Self { store, consultation, slug, site, part, form, onward, empty: true }
    }

    /// The next piece of the file; `None` behind its end.
    ///
    /// # Errors
    /// When the store cannot be read. What was written so far is not the whole then.
    pub async fn next(&mut self) -> Result<Option<String>> {
        let Some(onward) = self.onward else { return Ok(None) };
        let mut text = if onward == Onward::START { self.head() } else { String::new() };
        let (posts, onward) = self.store.gather(self.consultation, self.part, onward).await?;
        for gathered in posts {
            text.push_str(&self.entry(gathered));
        }
        self.onward = onward;
        if onward.is_none() && self.form == Form::Document {
            text.push_str("]\n");
        }
        Ok(Some(text))
    }

    fn head(&self) -> String {
        match (self.form, self.part) {
            (Form::Document, _) => "[".to_owned(),
            (Form::Table, Part::Public) => head(names(PUBLIC)),
            (Form::Table, Part::Staff) => head(names(PUBLIC).chain(names(STAFF))),
        }
    }

    fn entry(&mut self, gathered: Gathered) -> String {
        let post = self.staff_post(gathered);
        let first = std::mem::take(&mut self.empty);
        match (self.form, self.part) {
            (Form::Table, Part::Public) => line(cells(PUBLIC, &post.post)),
            (Form::Table, Part::Staff) => {
                line(cells(PUBLIC, &post.post).chain(cells(STAFF, &post)))
            }
            (Form::Document, Part::Public) => object(&post.post, first),
            (Form::Document, Part::Staff) => object(&post, first),
        }
    }

    /// The post with all that was read of it: in the public part, what the public may see.
    fn staff_post(&self, gathered: Gathered) -> StaffPost {
        let shown = gathered.exposure != Exposure::Nothing;
        let address = |route| {
            let path = Address::new(Lang::Da, route).href();
            shown.then(|| format!("{}{path}", self.site))
        };
        let c = self.slug.clone();
        let (post, visibility, contact) = match gathered.post {
            Post::Comment(comment, section_title) => {
                let visibility = comment.visibility;
                let address = address(Route::Comment { c, id: comment.id.clone() });
                (PublicPost::of_comment(*comment, section_title, address), visibility, None)
            }
            Post::Proposal(mut proposal) => {
                let contact = proposal.contact.take();
                let address = address(Route::Proposal { c, id: proposal.id.clone() });
                (PublicPost::of_proposal(*proposal, address), Visibility::Public, contact)
            }
        };
        StaffPost {
            post,
            visibility,
            hidden_because: gathered.hidden_because,
            reports: gathered.reports,
            support_waiting: gathered.support_waiting,
            support_uncounted: gathered.support_uncounted,
            contact,
            participant: gathered.participant.map(|id| id.simple().to_string()),
        }
    }
}

/// A column: what stands over it, and in it.
type Column<T> = (&'static str, fn(&T) -> String);

const PUBLIC: &[Column<PublicPost>] = &[
    ("id", |post| post.id.clone()),
    ("address", |post| or_empty(&post.address)),
    ("post", |post| post.post.word().to_owned()),
    ("number", |post| post.number.map(|number| number.to_string()).unwrap_or_default()),
    ("parent", |post| or_empty(&post.parent)),
    ("proposal", |post| or_empty(&post.proposal)),
    ("news", |post| or_empty(&post.news)),
    ("section", |post| or_empty(&post.section)),
    ("section_title", |post| or_empty(&post.section_title)),
    ("paragraph", |post| or_empty(&post.paragraph)),
    ("quote", |post| or_empty(&post.quote)),
    ("found", |post| post.found.map_or("", model::Found::word).to_owned()),
    ("title", |post| or_empty(&post.title)),
    ("text", |post| or_empty(&post.text)),
    ("original", |post| or_empty(&post.original)),
    ("replacement", |post| or_empty(&post.replacement)),
    ("reason", |post| or_empty(&post.reason)),
    ("organisation", |post| or_empty(&post.organisation)),
    ("name", |post| or_empty(&post.name)),
    ("kind", |post| post.kind.map_or("", model::AuthorKind::word).to_owned()),
    ("district", |post| or_empty(&post.district)),
    ("date", |post| on_the_clock(post.date)),
    ("edited", |post| post.edited.map(on_the_clock).unwrap_or_default()),
    ("state", |post| post.state.word().to_owned()),
    ("rule", |post| or_empty(&post.rule)),
    ("rule_title", |post| or_empty(&post.rule_title)),
    ("support", |post| post.support.to_string()),
];

const STAFF: &[Column<StaffPost>] = &[
    ("visibility", |post| post.visibility.word().to_owned()),
    ("hidden_because", |post| or_empty(&post.hidden_because)),
    ("reports", |post| post.reports.to_string()),
    ("support_waiting", |post| post.support_waiting.to_string()),
    ("support_uncounted", |post| post.support_uncounted.to_string()),
    ("contact", |post| or_empty(&post.contact)),
    ("participant", |post| or_empty(&post.participant)),
];

fn or_empty(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// What a clock in Denmark showed, as every spreadsheet reads it: `2026-11-22 21:17`.
fn on_the_clock(at: Moment) -> String {
    let at = at.in_denmark();
    format!("{:04}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute)
}

fn names<T>(columns: &[Column<T>]) -> impl Iterator<Item = String> {
    columns.iter().map(|(name, _)| (*name).to_owned())
}

fn cells<T>(columns: &[Column<T>], post: &T) -> impl Iterator<Item = String> {
    columns.iter().map(move |(_, cell)| cell(post))
}

fn head(names: impl Iterator<Item = String>) -> String {
    format!("{BYTE_ORDER_MARK}{}", line(names))
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    row(cells.iter().map(String::as_str))
}

fn object(post: &impl Serialize, first: bool) -> String {
    let json = serde_json::to_string(post).unwrap_or_default();
    if first { json } else { format!(",\n{json}") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::{AuthorKind, PostForm, PostState};

    use super::*;

    fn post() -> StaffPost {
        let some = |text: &str| Some(text.to_owned());
        let post = PublicPost {
            id: "01a1".to_owned(),
            address: some("https://a.dk/park/forslag/01a1"),
            post: PostForm::Idea,
            number: Some(7),
            parent: None,
            proposal: None,
            news: None,
            section: some("maal-1"),
            section_title: some("Mål 1: Skygge; og sol"),
            paragraph: None,
            quote: None,
            found: None,
            title: some("=1+1"),
            text: some("To\n\"linjer\""),
            original: None,
            replacement: None,
            reason: None,
            organisation: None,
            name: some("Åse"),
            kind: Some(AuthorKind::Citizen),
            district: some("Nørrebro"),
            date: Moment(1_784_736_000_000),
            edited: None,
            state: PostState::Visible,
            rule: None,
            rule_title: None,
            support: 3,
        };
        StaffPost {
            post,
            visibility: Visibility::Public,
            hidden_because: None,
            reports: 2,
            support_waiting: 4,
            support_uncounted: 1,
            contact: some("+45 12 34 56 78"),
            participant: some("02b2"),
        }
    }

    #[test]
    fn a_row_is_quoted_defused_and_by_denmarks_clock() {
        assert_eq!(
            line(cells(PUBLIC, &post().post)),
            "01a1;https://a.dk/park/forslag/01a1;idea;7;;;;maal-1;\"Mål 1: Skygge; og sol\";;;;\
             '=1+1;\"To\n\"\"linjer\"\"\";;;;;Åse;citizen;Nørrebro;2026-07-22 18:00;;visible;;;3\r\n"
        );
        assert_eq!(line(cells(STAFF, &post())), "public;;2;4;1;'+45 12 34 56 78;02b2\r\n");
        assert_eq!(on_the_clock(Moment(1_796_300_000_000)), "2026-12-03 13:13");
    }

    #[test]
    fn the_columns_of_a_table_are_the_fields_of_the_json() {
        let fields = |post: serde_json::Value| -> BTreeSet<String> {
            post.as_object().unwrap().keys().cloned().collect()
        };
        let open: BTreeSet<String> = names(PUBLIC).collect();
        assert_eq!(open, fields(serde_json::to_value(post().post).unwrap()));
        let all: BTreeSet<String> = names(PUBLIC).chain(names(STAFF)).collect();
        assert_eq!(all, fields(serde_json::to_value(post()).unwrap()));
        assert_eq!(all.len(), PUBLIC.len() + STAFF.len());
    }
}
