//! What there is to read about the queue and the other pages of the desk.

use model::{
    Colleague, Decided, Decision, DeskDevice, Difficulty, EarlierPost, HearingModeration,
    Invitation, Measure, MeasureAppeal, Notices, Preview, Queue, QueueCounts, QueueItem,
    RecordEntry, ReportCount, Rule, SectionMode, SignedIn, Standing, Statement,
};

use super::{Read, Value, take};
use crate::api::consultation::{Contents, Named};

words!(Measure);

fields! {
    Colleague { id, email, name, role, joined, invited }
    Contents { title, outline, rules }
    Decided { items, left }
    Decision { kind, rule, by_rule, reason, by, at }
    DeskDevice { id, agent, since, expires, here }
    Difficulty { section, version, count }
    EarlierPost { kind, id, beginning, state, rule, by_rule, created }
    HearingModeration { mode, automatic, stopped, sections }
    Invitation { colleague, secret, expires }
    MeasureAppeal { id, name, measure, at, by, rule, by_rule, reason, holds, appeal }
    Named { slug, title }
    Notices { wants_mail }
    Preview { html }
    Queue { items, next, total, counts }
    QueueCounts { reported, held, appealed, new, hidden, asked, measures }
    QueueItem {
        comment, proposal, author, consultation, place, above, reports, report_texts, decisions, held,
        waiting_supports, original, appeal, stand, thread, locked, standing, author_posts, author_hidden, question,
        office, sender, rules,
    }
    RecordEntry {
        number, at, by, kind, consultation, subject, rule, by_rule, reason, detail, waited, hash,
    }
    ReportCount { reason, by_rule, count }
    Rule { id, number, title, text, own, retired }
    SectionMode { section, mode }
    SignedIn { id, email, role, expires }
    Standing { id, since, paused_until, held, earlier, neighbours }
    Statement { name, lang, number, standard, markdown, html, changed, by }
}
