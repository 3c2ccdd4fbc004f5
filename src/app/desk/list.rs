//! One view of the queue: what has been loaded of it, and the way from post to post.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Queue, QueueItem, QueueView};

use super::route::PostId;

/// How far loading has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Load {
    /// Nothing was asked for, or what is there is out of date.
    #[default]
    Stale,
    /// The first page is on its way.
    Loading,
    /// It is there.
    Ready,
    /// It did not come, and what is told about that.
    Failed(String),
}

/// A view of the queue, as a handle.
#[derive(Clone, Copy)]
pub struct List {
    /// The posts that are here, in the order of the server.
    pub items: RwSignal<Vec<Arc<QueueItem>>>,
    /// Where to read on.
    pub next: RwSignal<Option<String>>,
    /// How many the server knew of when it was asked, less those decided on here.
    pub total: RwSignal<i64>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// Whether the next page is on its way.
    pub more: RwSignal<bool>,
    /// Where in the list one is, for when the post itself has left it.
    pub at: RwSignal<usize>,
}

impl List {
    fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            total: RwSignal::new(0),
            load: RwSignal::new(Load::Stale),
            more: RwSignal::new(false),
            at: RwSignal::new(0),
        }
    }

    /// The line of a post.
    #[must_use]
    pub fn find(self, post: &PostId) -> Option<Arc<QueueItem>> {
        self.items.with(|items| items.iter().find(|item| PostId::of(item) == *post).cloned())
    }

    /// Takes the first page in place of what was there.
    pub fn begin(self, page: Queue) {
        self.total.set(page.total);
        self.next.set(page.next);
        self.items.set(page.items.into_iter().map(Arc::new).collect());
        self.load.set(Load::Ready);
    }

    /// Adds the next page.
    pub fn extend(self, page: Queue) {
        self.next.set(page.next);
        self.items.update(|items| append(items, page.items));
    }

    /// Takes a post out; gives the one that stands in its place now, or the last one.
    pub fn remove(self, post: &PostId) -> Option<PostId> {
        let at = self.position(post);
        if let Some(at) = at {
            self.items.update(|items| drop(items.remove(at)));
            self.total.update(|total| *total = (*total - 1).max(0));
        }
        let at = at.unwrap_or_else(|| self.at.get_untracked());
        self.items.with_untracked(|items| {
            items.get(at).or_else(|| items.last()).map(|item| PostId::of(item))
        })
    }

    /// Shows a post as it is now, where it stands.
    pub fn renew(self, post: &PostId, item: QueueItem) {
        if let Some(at) = self.position(post) {
            self.items.update(|items| items[at] = Arc::new(item));
        }
    }

    /// Where a post stands.
    #[must_use]
    pub fn position(self, post: &PostId) -> Option<usize> {
        self.items.with_untracked(|items| items.iter().position(|item| PostId::of(item) == *post))
    }

    /// The post after (or before) the one that is looked at.
    #[must_use]
    pub fn neighbour(self, current: Option<&PostId>, on: bool) -> Option<PostId> {
        let at = current.map(|post| (self.position(post), self.at.get()));
        self.items.with(|items| {
            step(items.len(), at, on).and_then(|at| items.get(at)).map(|item| PostId::of(item))
        })
    }
}

/// Where one comes from a place in a list of `length`: where the post stands, or where it stood
/// before it left the list.
fn step(length: usize, at: Option<(Option<usize>, usize)>, on: bool) -> Option<usize> {
    let to = match (at, on) {
        (None, true) => 0,
        (None, false) => return None,
        (Some((Some(at), _)), true) => at + 1,
        (Some((None, was)), true) => was,
        (Some((Some(at), _)), false) => at.checked_sub(1)?,
        (Some((None, was)), false) => was.min(length).checked_sub(1)?,
    };
    (to < length).then_some(to)
}

/// Adds what is not there yet: a post may have moved between two pages.
fn append(items: &mut Vec<Arc<QueueItem>>, page: Vec<QueueItem>) {
    for item in page {
        let post = PostId::of(&item);
        if items.iter().all(|other| PostId::of(other) != post) {
            items.push(Arc::new(item));
        }
    }
}

/// Every view.
#[derive(Clone, Copy)]
pub struct Lists([List; QueueView::ALL.len()]);

impl Lists {
    /// Nothing loaded.
    #[must_use]
    pub fn new() -> Self {
        Self(std::array::from_fn(|_| List::new()))
    }

    /// The list of a view.
    #[must_use]
    pub const fn of(self, view: QueueView) -> List {
        self.0[view as usize]
    }

    /// What was loaded is of another part of the queue now.
    pub fn forget(self) {
        for list in self.0 {
            list.items.set(Vec::new());
            list.next.set(None);
            list.load.set(Load::Stale);
        }
    }
}

#[cfg(test)]
mod tests {
    use model::QueueCounts;

    use super::*;
    use crate::api::support::Post;

    fn item(id: &str) -> QueueItem {
        let text = format!(
            r#"{{"comment":{{"id":"{id}","state":"visible","visibility":"public","support":0,
            "replies":0,"created":"2026-11-22T12:00:00Z"}},"author":{{"name":"Bent",
            "kind":"citizen","staff":false}},"consultation":"c","above":[],"reports":[],
            "report_texts":[],"decisions":[],"author_posts":1,"author_hidden":0}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn page(ids: &[&str]) -> Queue {
        let items = ids.iter().map(|id| item(id)).collect();
        Queue { items, next: None, total: 9, counts: QueueCounts::default() }
    }

    fn comment(id: &str) -> PostId {
        PostId { kind: Post::Comment, id: id.to_owned() }
    }

    fn ids(list: List) -> Vec<String> {
        list.items.with_untracked(|items| items.iter().map(|item| PostId::of(item).id).collect())
    }

    #[test]
    fn a_decision_brings_the_next_post_and_at_the_end_the_last() {
        Owner::new().with(|| {
            let list = List::new();
            list.begin(page(&["1", "2", "3"]));
            assert_eq!(list.remove(&comment("2")), Some(comment("3")));
            assert_eq!(list.remove(&comment("3")), Some(comment("1")));
            assert_eq!(list.total.get_untracked(), 7);
            assert_eq!(list.remove(&comment("1")), None);
            assert_eq!(list.remove(&comment("1")), None);
        });
    }

    #[test]
    fn a_post_that_moved_between_two_pages_stands_once() {
        Owner::new().with(|| {
            let list = List::new();
            list.begin(page(&["1", "2"]));
            list.extend(page(&["2", "3"]));
            assert_eq!(ids(list), ["1", "2", "3"]);
        });
    }

    const fn at(place: usize) -> Option<(Option<usize>, usize)> {
        Some((Some(place), 0))
    }

    #[test]
    fn one_goes_from_post_to_post_and_stops_at_the_ends() {
        assert_eq!(step(3, at(0), true), Some(1));
        assert_eq!(step(3, at(2), true), None);
        assert_eq!(step(3, at(2), false), Some(1));
        assert_eq!(step(3, at(0), false), None);
    }

    #[test]
    fn without_a_post_one_begins_with_the_first() {
        assert_eq!(step(3, None, true), Some(0));
        assert_eq!(step(3, None, false), None);
        assert_eq!(step(0, None, true), None);
    }

    #[test]
    fn a_post_that_has_left_the_list_keeps_its_place() {
        assert_eq!(step(3, Some((None, 1)), true), Some(1));
        assert_eq!(step(3, Some((None, 1)), false), Some(0));
        assert_eq!(step(1, Some((None, 1)), true), None);
        assert_eq!(step(1, Some((None, 7)), false), Some(0));
    }
}
