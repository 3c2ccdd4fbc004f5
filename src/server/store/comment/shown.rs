//! A comment as the store reads it, with whom it is by and whom it answers, and what of it is shown.

use model::{
    Anchor, Author, Comment, Exposure, Found, Mark, Moment, NAMELESS, OFFICE, ParticipantKind,
    PostState, Question, Uuid, Visibility,
};

use crate::store::rule::Broken;

macro_rules! columns {
    () => {
        "c.id, c.thread, t.kind as thread_kind, s.key as section, c.root, c.parent, c.participant, \
         c.body, c.state, c.visibility, c.rule, c.exposure, c.stands, c.found, c.quote, \
         c.prefix, c.suffix, c.version, c.created, c.edited, c.support, c.replies, c.pinned, \
         c.question, broken.number as rule_number, broken.title as rule_title, p.name, \
         p.kind as participant_kind, p.district, c.nameless, c.staff, \
         coalesce(office.sender, f.name) as staff_name, a.exposure as above_exposure, \
         a.staff as above_by_staff, ap.name as above_name, a.nameless as above_nameless, \
         coalesce(office.sender, af.name) as above_staff"
    };
}
macro_rules! joins {
    () => {
        " join thread t on t.id = c.thread left join section s on s.id = c.thread \
         left join participant p on p.id = c.participant left join staff f on f.id = c.staff \
         left join comment a on a.id = c.parent and c.parent <> c.root \
         left join participant ap on ap.id = a.participant left join staff af on af.id = a.staff \
         left join consultation office on office.id = c.consultation \
         and (c.staff is not null or a.staff is not null) \
         left join rule broken on broken.consultation = c.consultation and broken.id = c.rule"
    };
}
pub(in crate::store) use {columns, joins};

#[derive(sqlx::FromRow)]
pub(in crate::store) struct Row {
    pub(in crate::store) id: Uuid,
    thread: Uuid,
    thread_kind: String,
    section: Option<String>,
    pub(in crate::store) root: Option<Uuid>,
    pub(in crate::store) parent: Option<Uuid>,
    pub(in crate::store) participant: Option<Uuid>,
    body: String,
    state: String,
    visibility: String,
    #[sqlx(flatten)]
    broken: Broken,
    exposure: i16,
    stands: Option<String>,
    found: Option<String>,
    quote: Option<String>,
    prefix: Option<String>,
    suffix: Option<String>,
    version: Option<i64>,
    created: i64,
    edited: Option<i64>,
    pub(in crate::store) support: i64,
    pub(in crate::store) replies: i64,
    pub(in crate::store) pinned: bool,
    question: Option<String>,
    name: Option<String>,
    participant_kind: Option<String>,
    district: Option<String>,
    nameless: bool,
    staff: Option<Uuid>,
    staff_name: Option<String>,
    above_exposure: Option<i16>,
    above_by_staff: Option<Uuid>,
    above_name: Option<String>,
    above_nameless: Option<bool>,
    above_staff: Option<String>,
}

impl Row {
    /// The comment for this reader: whole for its author, else as far as the public may see it.
    pub(in crate::store) fn for_reader(self, reader: Option<Uuid>) -> Comment {
        let mine = reader.is_some() && self.participant == reader;
        let whole = mine || self.exposure() == Exposure::Full;
        self.show(whole, reader.map(|_| mine))
    }

    /// The comment with all that stands in it, for the desk and the export.
    pub(in crate::store) fn for_staff(self) -> Comment {
        let author = Some(self.author());
        Comment { author, ..self.show(true, None) }
    }

    pub(in crate::store) fn exposure(&self) -> Exposure {
        Exposure::from_stored(self.exposure)
    }

    /// Who wrote it, as staff know them.
    pub(in crate::store) fn author(&self) -> Author {
        let kind = self.participant_kind.as_deref().and_then(ParticipantKind::from_word);
        let office = || self.staff_name.clone().unwrap_or_else(|| OFFICE.to_owned());
        Author {
            name: self.name.clone().unwrap_or_else(office),
            kind: kind.unwrap_or(ParticipantKind::Party),
            district: self.district.clone(),
            staff: self.staff.is_some(),
        }
    }

    /// Who wrote it, as everybody reads it, its author too.
    fn shown_author(&self) -> Author {
        let author = self.author();
        if self.nameless { author.nameless() } else { author }
    }

    fn answers(&self) -> Option<String> {
        let shown = self.above_exposure.map(Exposure::from_stored) == Some(Exposure::Full);
        let name = self.above_name.as_deref().or(self.above_staff.as_deref());
        let name = name.or(self.above_by_staff.map(|_| OFFICE));
        let name = if self.above_nameless == Some(true) { Some(NAMELESS) } else { name };
        name.filter(|_| shown).map(str::to_owned)
    }

    /// How far it has come as a question to the office.
    fn question(&self) -> Option<Question> {
        self.question.as_deref().and_then(Question::from_word)
    }

    fn mark(&self) -> Option<Mark> {
        let answered = self.question() == Some(Question::Answered);
        self.pinned.then_some(Mark::Pinned).or(answered.then_some(Mark::Answered))
    }

    fn anchor(&self) -> Option<Anchor> {
        // A reply carries its root's paragraph for the counts alone.
        let paragraph = self.stands.clone().filter(|_| self.root.is_none())?;
        Some(Anchor {
            paragraph,
            quote: self.quote.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
            version: self.version,
            found: self.found.as_deref().and_then(Found::from_word),
        })
    }

    fn show(self, whole: bool, mine: Option<bool>) -> Comment {
        let on = |kind: &str| (self.thread_kind == kind).then(|| self.thread.simple().to_string());
        let name = |id: Uuid| id.simple().to_string();
        Comment {
            id: name(self.id),
            proposal: on("proposal"),
            news: on("news"),
            parent: self.parent.map(name),
            root: self.root.map(name),
            answers: self.answers(),
            author: whole.then(|| self.shown_author()),
            anchor: if whole { self.anchor() } else { None },
            mark: if whole { self.mark() } else { None },
            body: whole.then_some(self.body),
            section: self.section,
            state: PostState::from_word(&self.state).unwrap_or(PostState::Hidden),
            visibility: Visibility::from_word(&self.visibility).unwrap_or(Visibility::Municipality),
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            hidden_because: None,
            created: Moment(self.created),
            edited: self.edited.map(Moment).filter(|_| whole),
            support: if whole { self.support } else { 0 },
            replies: self.replies,
            first_replies: Vec::new(),
            mine,
            supported: None,
        }
    }
}
