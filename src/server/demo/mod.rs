//! The demonstration hearing: a policy reconstructed from the facts of the 2010 memo, and a
//! conversation about it. It comes in by the same doors as everything else.

mod talk;

use std::collections::HashMap;

use model::{
    Anchor, DAY, DecisionKind, HEARING_LENGTH, HOUR, Mode, Moment, NewComment, NewDecision,
    NewNews, NewParticipant, NewProposal, NewReport, NewsState, Period, Question, Role, Uuid, asks,
};
use sha2::{Digest, Sha256};

use crate::import::{self, Draft, Text};
use crate::store::{NewStaff, NewsText, Place, PostKind, PostWriter, Spot, Store, StoreError};
use talk::{Post, Talk};

/// The demonstration's name in addresses.
pub const SLUG: &str = "integrationspolitik";
const POLICY: &str = include_str!("politik.md");
const TALK: &str = include_str!("samtale.json");
/// Staff posts of the demonstration are signed by somebody who cannot sign in.
const OFFICE: &str = "hoering@example.dk";
/// Posts older than this have been looked at by a moderator.
const LOOKED_AT: i64 = 3 * DAY;

/// Why the demonstration could not be added.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store cannot take it.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Its own texts are wrong.
    #[error("the demonstration's own texts are wrong: {0}")]
    Text(String),
}

/// Adds the demonstration, unless it is there. One that was interrupted is completed. Answers
/// whether anything was added.
///
/// # Errors
/// When the store cannot be written.
pub async fn add(store: &Store, now: Moment) -> Result<bool, DemoError> {
    let wrong = |error: &dyn std::fmt::Display| DemoError::Text(error.to_string());
    let draft = import::parse(POLICY).map_err(|error| wrong(&error))?;
    let talk: Talk = serde_json::from_str(TALK).map_err(|error| wrong(&error))?;
    let place = Place::General(SLUG.to_owned());
    let id = match store.find_consultation(SLUG).await? {
        Some(_) if store.spot(&place).await.is_ok() => return Ok(false),
        Some(id) => id,
        None => bring_in(store, draft.clone(), now).await?,
    };
    let spot = Spot {
        consultation: id,
        thread: id,
        kind: "general",
        period: Period { opens: now, closes: now.plus(HEARING_LENGTH) },
        readable: true,
        mode: Mode::After,
        automatic: false,
        locked: false,
    };
    let mut seeding =
        Seeding { store, draft: &draft, talk: &talk, spot, now, people: HashMap::new() };
    seeding.people().await?;
    let office = seeding.office().await?;
    seeding.news().await?;
    let proposals = seeding.proposals(office).await?;
    seeding.comments(office, &proposals).await?;
    // Published last: nobody sees it half-made.
    store.publish_consultation(id, spot.period, now).await?;
    Ok(true)
}

async fn bring_in(store: &Store, draft: Draft, now: Moment) -> Result<Uuid, DemoError> {
    let text = Text { slug: SLUG, source: POLICY.to_owned(), draft, demonstration: true };
    Ok(text.bring_in(store, None, now).await?.1)
}

struct Seeding<'a> {
    store: &'a Store,
    draft: &'a Draft,
    talk: &'a Talk,
    spot: Spot,
    now: Moment,
    people: HashMap<&'a str, Uuid>,
}

/// The post that another one answers.
struct Above {
    spot: Spot,
    id: Uuid,
    /// Whether it asks something.
    asks: bool,
}

impl<'a> Seeding<'a> {
    #[expect(clippy::cast_possible_truncation, reason = "hours of a few weeks fit")]
    fn at(&self, hours_ago: f64) -> Moment {
        self.now.plus(-((hours_ago * HOUR as f64) as i64))
    }

    async fn people(&mut self) -> Result<(), DemoError> {
        for person in &self.talk.participants {
            let new = NewParticipant {
                name: person.name.clone(),
                kind: Some(person.kind.clone()),
                district: person.district.clone(),
                ..NewParticipant::default()
            };
            let valid = new.check().map_err(|flaws| DemoError::Text(format!("{flaws:?}")))?;
            // The key makes an interrupted run find the same people again. No token leaves here.
            let key = Sha256::digest(format!("demonstration {}", person.id)).into();
            let (id, _) =
                self.store.add_participant(&valid, Some(key), None, None, self.at(400.0)).await?;
            self.people.insert(&person.id, id);
        }
        Ok(())
    }

    async fn office(&self) -> Result<Uuid, DemoError> {
        let new = NewStaff {
            email: OFFICE.to_owned(),
            name: Some(self.talk.staff.name.clone()),
            role: Role::Editor,
            password_hash: None,
            invitation: None,
        };
        self.store.add_staff(&new, self.at(400.0)).await?;
        let found = self.store.staff_by_email(OFFICE).await?;
        found.map(|found| found.0).ok_or_else(|| DemoError::Text("no office".to_owned()))
    }

    async fn news(&self) -> Result<(), DemoError> {
        for (number, news) in self.talk.news.iter().enumerate() {
            let new = NewNews {
                title: news.title.clone(),
                markdown: news.body.clone(),
                state: NewsState::Published.word().to_owned(),
                ..NewNews::default()
            };
            let valid = new.check().map_err(|flaws| DemoError::Text(format!("{flaws:?}")))?;
            let text = NewsText { html: &import::prose(&valid.markdown, "da"), new: &valid };
            let (key, at) = (format!("demo-news-{number}"), self.at(news.hours_ago));
            self.store.add_news(None, self.spot.consultation, &key, &text, at).await?;
        }
        Ok(())
    }

    fn person(&self, id: &str) -> Result<Uuid, DemoError> {
        let found = self.people.get(id).copied();
        found.ok_or_else(|| DemoError::Text(format!("nobody is called {id}")))
    }

    async fn proposals(&self, office: Uuid) -> Result<HashMap<&'a str, Uuid>, DemoError> {
        let mut ids = HashMap::new();
        for proposal in &self.talk.proposals {
            let new = NewProposal {
                client_key: format!("demo-proposal-{}", proposal.id),
                ..proposal.as_sent()
            };
            let valid = new
                .check()
                .map_err(|flaws| DemoError::Text(format!("proposal {}: {flaws:?}", proposal.id)))?;
            let by = self.person(&proposal.by)?;
            let at = self.at(proposal.hours_ago);
            let added = self.store.add_proposal(by, &self.spot, &valid, None, at).await?;
            let id = parsed(&added.post.id)?;
            self.support(PostKind::Proposal, id, by, proposal.support).await?;
            if added.fresh && self.now.0 - at.0 > LOOKED_AT {
                self.decide(PostKind::Proposal, id, office, DecisionKind::Approve, None, at)
                    .await?;
            }
            ids.insert(proposal.id.as_str(), id);
        }
        Ok(ids)
    }

    async fn comments(
        &self,
        office: Uuid,
        proposals: &HashMap<&str, Uuid>,
    ) -> Result<(), DemoError> {
        // Depth first, each with the parent that it answers.
        let mut waiting: Vec<(&Post, Option<Above>)> =
            self.talk.comments.iter().rev().map(|post| (post, None)).collect();
        let mut later = Vec::new();
        let mut number = 0;
        while let Some((post, above)) = waiting.pop() {
            number += 1;
            let spot = match &above {
                Some(above) => above.spot,
                None => self.spot_of(post, proposals).await?,
            };
            let parent = above.as_ref().map(|above| above.id);
            let id = self.comment(office, post, &spot, parent, number).await?;
            if let Some(above) = above.filter(|above| above.asks && post.by == "staff") {
                let at = self.at(post.hours_ago);
                self.store.set_question(office, above.id, Question::Answered, at).await?;
            }
            later.push((post, id));
            let asks = post.by != "staff" && asks(&post.text);
            let above = |reply| (reply, Some(Above { spot, id, asks }));
            waiting.extend(post.replies.iter().rev().map(above));
        }
        // Only now: nothing can answer a post that is hidden or withdrawn already.
        for (post, id) in later {
            self.fate(office, post, id).await?;
        }
        Ok(())
    }

    async fn spot_of(
        &self,
        post: &Post,
        proposals: &HashMap<&str, Uuid>,
    ) -> Result<Spot, DemoError> {
        let (kind, thread) = match &post.on {
            talk::On::General => return Ok(self.spot),
            talk::On::Section(key) => {
                let sections = self.store.known_sections(self.spot.consultation).await?;
                let section = sections.into_iter().find(|section| section.key == *key);
                ("section", section.map(|section| section.id))
            }
            talk::On::Proposal { proposal } => {
                ("proposal", proposals.get(proposal.as_str()).copied())
            }
        };
        let missing = || DemoError::Text(format!("nothing to comment on: {:?}", post.on));
        Ok(Spot { thread: thread.ok_or_else(missing)?, kind, ..self.spot })
    }

    async fn comment(
        &self,
        office: Uuid,
        post: &Post,
        spot: &Spot,
        parent: Option<Uuid>,
        number: usize,
    ) -> Result<Uuid, DemoError> {
        let new = NewComment {
            body: post.text.clone(),
            client_key: format!("demo-comment-{number:03}"),
            parent: parent.map(|id| id.simple().to_string()),
            anchor: self.anchor(post)?,
            visibility: None,
            homepage: None,
        };
        let valid = new.check().map_err(|flaws| DemoError::Text(format!("{flaws:?}")))?;
        let by = match post.by.as_str() {
            "staff" => PostWriter::Staff(office),
            person => PostWriter::Participant(self.person(person)?),
        };
        let at = self.at(post.hours_ago);
        parsed(&self.store.add_comment(by, spot, &valid, None, at).await?.post.id)
    }

    /// Where the quoted words stand: the block of the section that holds them.
    fn anchor(&self, post: &Post) -> Result<Option<Anchor>, DemoError> {
        let (Some(quote), talk::On::Section(key)) = (&post.quote, &post.on) else {
            return Ok(None);
        };
        let sections = import::by_key(self.draft);
        let html = sections.get(key).map(|section| section.html.as_str()).unwrap_or_default();
        let anchor = talk::anchor_of(html, quote);
        let missing = || DemoError::Text(format!("{key} does not say “{quote}”"));
        Ok(Some(anchor.ok_or_else(missing)?))
    }

    async fn fate(&self, office: Uuid, post: &Post, id: Uuid) -> Result<(), DemoError> {
        if post.by == "staff" {
            return Ok(());
        }
        let author = self.person(&post.by)?;
        self.support(PostKind::Comment, id, author, post.support).await?;
        let at = self.at(post.hours_ago - 1.0);
        self.report(id, author, post.reports, at).await?;
        match post.state.as_str() {
            "hidden" => {
                let hide = Some((post.rule.clone(), post.reason.clone()));
                self.decide(PostKind::Comment, id, office, DecisionKind::Hide, hide, at).await
            }
            "withdrawn" => Ok(self.store.withdraw_comment(author, id, at).await?),
            _ if self.now.0 - at.0 > LOOKED_AT && post.reports == 0 => {
                self.decide(PostKind::Comment, id, office, DecisionKind::Approve, None, at).await
            }
            _ => Ok(()),
        }
    }

    async fn report(
        &self,
        id: Uuid,
        author: Uuid,
        times: usize,
        at: Moment,
    ) -> Result<(), DemoError> {
        for by in self.citizens(author).take(times) {
            let new = NewReport {
                reason: "tonen".to_owned(),
                text: None,
                client_key: "demo-report".to_owned(),
            };
            let valid = new.check().map_err(|flaws| DemoError::Text(format!("{flaws:?}")))?;
            self.store.add_report(PostKind::Comment, id, by, &valid, at).await?;
        }
        Ok(())
    }

    async fn support(
        &self,
        kind: PostKind,
        post: Uuid,
        author: Uuid,
        times: usize,
    ) -> Result<(), DemoError> {
        for by in self.citizens(author).take(times) {
            self.store.set_support(kind, post, by, true, false, self.now).await?;
        }
        Ok(())
    }

    /// Citizens other than the author. Bodies that the memo names support nothing here: it does not
    /// say that they did.
    fn citizens(&self, author: Uuid) -> impl Iterator<Item = Uuid> + use<'_> {
        let people = self.talk.participants.iter().filter(|person| person.kind != "party");
        people
            .filter_map(|person| self.people.get(person.id.as_str()).copied())
            .filter(move |id| *id != author)
    }

    async fn decide(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        decision: DecisionKind,
        hide: Option<(Option<String>, Option<String>)>,
        at: Moment,
    ) -> Result<(), DemoError> {
        let (rule, reason) = hide.unwrap_or_default();
        let new = NewDecision { rule, reason, ..NewDecision::default() };
        let valid = new.check(decision);
        let valid = valid.map_err(|flaws| DemoError::Text(format!("{flaws:?}")))?;
        Ok(self.store.decide(kind, post, by, &valid, at).await?)
    }
}

fn parsed(id: &str) -> Result<Uuid, DemoError> {
    Uuid::try_parse(id).map_err(|error| DemoError::Text(error.to_string()))
}
