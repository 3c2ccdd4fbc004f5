//! What is known of a piece of news while somebody writes it, and how it is kept in this tab.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{DeskNews, FieldFlaw, Moment, NewNews, NewsState};

use super::{kept_as, told};
use crate::api;
use crate::desk::hearing::is_public;
use crate::desk::{Desk, draft};
use crate::session::client_key;

/// What the page of one piece of news knows.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) desk: Desk,
    pub(super) c: StoredValue<String>,
    /// None as long as the server has none.
    pub(super) id: StoredValue<Option<String>>,
    /// What holds, as far as this page knows.
    pub(super) held: RwSignal<Option<DeskNews>>,
    /// Whether the hearing is public, as far as this page knows.
    pub(super) public: RwSignal<bool>,
    /// Whether there is something to write in.
    pub(super) there: RwSignal<bool>,
    pub(super) title: RwSignal<String>,
    pub(super) text: RwSignal<String>,
    pub(super) picture: RwSignal<Option<String>>,
    pub(super) alt: RwSignal<String>,
    pub(super) state: RwSignal<NewsState>,
    /// When it is to be published, by a clock on a wall.
    pub(super) at: RwSignal<String>,
    /// The number of what one began from.
    number: RwSignal<i64>,
    /// The name of a new one.
    key: StoredValue<String>,
    /// Whether somebody else was quicker.
    pub(super) overtaken: RwSignal<bool>,
    pub(super) preview: RwSignal<Option<String>>,
    /// What one is asked about before it is done.
    pub(super) asked: RwSignal<&'static str>,
    pub(super) flaws: RwSignal<Vec<FieldFlaw>>,
    pub(super) trouble: RwSignal<String>,
    /// What is wrong with the picture that was chosen.
    pub(super) unfit: RwSignal<String>,
    /// What was done last.
    pub(super) done: RwSignal<String>,
    pub(super) busy: RwSignal<bool>,
    /// Whether a picture is on its way.
    pub(super) sending: RwSignal<bool>,
}

impl Editor {
    pub(super) fn new(desk: Desk, c: String, id: Option<String>) -> Self {
        let words = || RwSignal::new(String::new());
        let editor = Self {
            desk,
            c: StoredValue::new(c),
            id: StoredValue::new(id),
            held: RwSignal::new(None),
            public: RwSignal::new(true),
            there: RwSignal::new(false),
            title: words(),
            text: words(),
            picture: RwSignal::new(None),
            alt: words(),
            state: RwSignal::new(NewsState::Draft),
            at: words(),
            number: RwSignal::new(0),
            key: StoredValue::new(client_key()),
            overtaken: RwSignal::new(false),
            preview: RwSignal::new(None),
            asked: RwSignal::new(""),
            flaws: RwSignal::new(Vec::new()),
            trouble: words(),
            unfit: words(),
            done: words(),
            busy: RwSignal::new(false),
            sending: RwSignal::new(false),
        };
        editor.fetch();
        editor
    }

    /// Under this name what is being written is kept.
    pub(super) fn kept_as(self) -> String {
        kept_as(&self.c.get_value(), self.id.get_value().as_deref())
    }

    /// Fetches what holds; what was written before stands in the fields again.
    fn fetch(self) {
        let kept = draft::read_under::<NewNews>(&self.kept_as());
        let Some(id) = self.id.get_value() else {
            if let Some(kept) = kept {
                self.fill(&kept);
            }
            self.there.set(true);
            let c = self.c.get_value();
            return spawn_local(async move {
                if let Ok(hearing) = api::desk::hearing::read(&c).await {
                    self.public.try_set(is_public(&hearing));
                }
            });
        };
        spawn_local(async move {
            match api::desk::news::read(&id).await {
                Ok(news) => {
                    let begun = kept.as_ref().and_then(|kept| kept.number);
                    self.overtaken.try_set(begun.is_some_and(|number| number != news.number));
                    self.hold(news, kept.as_ref());
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.desk, &refusal, true));
                }
            }
        });
    }

    /// From now on this holds. The fields say the same, unless other words are given.
    pub(super) fn hold(self, news: DeskNews, words: Option<&NewNews>) {
        self.fill(words.unwrap_or(&as_sent(&news)));
        self.number.try_set(news.number);
        self.public.try_set(news.public);
        self.held.try_set(Some(news));
        self.there.try_set(true);
    }

    fn fill(self, new: &NewNews) {
        self.title.try_set(new.title.clone());
        self.text.try_set(new.markdown.clone());
        self.picture.try_set(new.picture.clone());
        self.alt.try_set(new.alt.clone().unwrap_or_default());
        self.state.try_set(NewsState::from_word(&new.state).unwrap_or(NewsState::Draft));
        self.at.try_set(new.publish.map(Moment::wall_clock).unwrap_or_default());
        if let Some(key) = new.client_key.clone() {
            self.key.try_set_value(key);
        }
    }

    /// What stands in the fields.
    pub(super) fn as_it_stands(self) -> NewNews {
        let state = self.state.get_untracked();
        let held = self.held.with_untracked(|held| held.as_ref().and_then(|held| held.publish));
        let typed = self.at.get_untracked();
        // A field shows no seconds: what nobody changed stays as it was.
        let publish = match held {
            Some(held) if held.wall_clock() == typed => Some(held),
            _ => Moment::from_wall_clock(&typed),
        };
        let new = self.id.get_value().is_none();
        NewNews {
            title: self.title.get_untracked(),
            markdown: self.text.get_untracked(),
            picture: self.picture.get_untracked(),
            alt: Some(self.alt.get_untracked()),
            state: state.word().to_owned(),
            publish: publish.filter(|_| state == NewsState::Planned),
            number: (!new).then(|| self.number.get_untracked()),
            client_key: new.then(|| self.key.get_value()),
        }
    }

    /// Takes note of what was changed.
    pub(super) fn touched(self) {
        draft::keep_under(&self.kept_as(), &self.as_it_stands());
        self.flaws.set(Vec::new());
        self.preview.set(None);
        self.done.set(String::new());
    }

    /// Whether the fields say something else than what holds.
    pub(super) fn is_changed(self) -> bool {
        for field in [self.title, self.text, self.alt, self.at] {
            field.track();
        }
        self.picture.track();
        self.state.track();
        let held = self.held.with(|held| held.as_ref().map(as_sent));
        let now = self.as_it_stands();
        held.is_some_and(|held| held != NewNews { number: held.number, ..now })
    }

    /// Puts what holds back into the fields.
    pub(super) fn put_back(self) {
        draft::forget_under(&self.kept_as());
        self.overtaken.set(false);
        self.preview.set(None);
        self.flaws.set(Vec::new());
        if let Some(held) = self.held.get_untracked() {
            self.hold(held, None);
        }
    }
}

/// What somebody would have sent to get this.
fn as_sent(news: &DeskNews) -> NewNews {
    NewNews {
        title: news.title.clone(),
        markdown: news.markdown.clone(),
        picture: news.picture.as_ref().map(|picture| picture.id.clone()),
        alt: Some(news.picture.as_ref().map(|picture| picture.alt.clone()).unwrap_or_default()),
        state: news.state.word().to_owned(),
        publish: news.publish.filter(|_| news.state == NewsState::Planned),
        number: Some(news.number),
        client_key: None,
    }
}
