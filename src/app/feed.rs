//! What is new in a hearing or a section, as an Atom feed (RFC 4287).

use model::{Comment, Consultation, Moment, News, Proposal};

use crate::components::proposal_name;
use crate::i18n::{self, t, t_with};
use crate::route::{Address, Route};
use crate::text::{beginning, escape};

/// What a feed tells of.
pub struct FeedData {
    /// The consultation.
    pub consultation: Box<Consultation>,
    /// The newest public comments: of the section, or of everything.
    pub comments: Vec<Comment>,
    /// The newest proposals; none in a section's feed.
    pub proposals: Vec<Proposal>,
    /// The newest news; none in a section's feed.
    pub news: Vec<News>,
}

/// Most entries of a feed.
const ENTRIES: usize = 50;

struct Entry {
    created: Moment,
    updated: Moment,
    id: String,
    route: Route,
    title: String,
    author: Option<String>,
    /// `text` or `html`.
    kind: &'static str,
    words: String,
}

/// The feed of the page at `address`, a hearing's front page or a section.
#[must_use]
pub fn feed(data: &FeedData, address: &Address, public_url: &str) -> String {
    i18n::speak(address.lang);
    let consultation = &data.consultation;
    let c = &consultation.summary.slug;
    let comments = data.comments.iter().filter_map(|comment| of_comment(comment, consultation));
    let proposals = data.proposals.iter().filter_map(|proposal| of_proposal(proposal, c));
    let news = data.news.iter().map(|news| of_news(news, c));
    let mut entries: Vec<Entry> = comments.chain(proposals).chain(news).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.created));
    entries.truncate(ENTRIES);
    let page = format!("{public_url}{}", address.to(address.route.clone()).href());
    let latest = entries.iter().map(|entry| entry.updated).max();
    let updated = String::from(latest.unwrap_or(consultation.summary.opens));
    let title = match &address.route {
        Route::Section { key, .. } => {
            let of = name_of(consultation, key).unwrap_or_default();
            format!("{of} – {}", consultation.summary.title)
        }
        _ => consultation.summary.title.clone(),
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><id>{page}</id><title>{}</title>\
         <subtitle>{}</subtitle><updated>{updated}</updated><link href=\"{page}\"/>\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{page}.atom\"/>",
        address.lang.tag(),
        xml(&title),
        xml(t("feed.subtitle")),
        page = xml(&page),
    );
    for entry in &entries {
        out.push_str(&entry.xml(address, public_url));
    }
    out.push_str("</feed>\n");
    out
}

impl Entry {
    fn xml(&self, address: &Address, public_url: &str) -> String {
        let link = format!("{public_url}{}", address.to(self.route.clone()).href());
        let author = self.author.as_deref().unwrap_or_else(|| t("feed.municipality"));
        format!(
            "\n<entry><id>urn:uuid:{}</id><title>{}</title><link href=\"{}\"/>\
             <published>{}</published><updated>{}</updated><author><name>{}</name></author>\
             <content type=\"{}\">{}</content></entry>",
            hyphenated(&self.id),
            xml(&self.title),
            xml(&link),
            String::from(self.created),
            String::from(self.updated),
            xml(author),
            self.kind,
            xml(&self.words)
        )
    }
}

/// `None` for one whose words are not public.
fn of_comment(comment: &Comment, consultation: &Consultation) -> Option<Entry> {
    let (author, words) = (comment.author.as_ref()?, comment.body.as_ref()?);
    let place = comment.section.as_deref().and_then(|key| name_of(consultation, key));
    let about = match place {
        Some(place) => t_with("feed.comment.on", &[("name", &author.name), ("place", &place)]),
        None => t_with("feed.comment", &[("name", &author.name)]),
    };
    Some(Entry {
        created: comment.created,
        updated: comment.edited.unwrap_or(comment.created),
        id: comment.id.clone(),
        route: Route::Comment { c: consultation.summary.slug.clone(), id: comment.id.clone() },
        title: about,
        author: Some(author.name.clone()),
        kind: "text",
        words: words.clone(),
    })
}

fn of_proposal(proposal: &Proposal, c: &str) -> Option<Entry> {
    let author = proposal.author.as_ref()?;
    let parts = [&proposal.body, &proposal.replacement, &proposal.reason];
    let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    Some(Entry {
        created: proposal.created,
        updated: proposal.edited.unwrap_or(proposal.created),
        id: proposal.id.clone(),
        route: Route::Proposal { c: c.to_owned(), id: proposal.id.clone() },
        title: t_with("feed.proposal", &[("title", &beginning(&proposal_name(proposal), 120))]),
        author: Some(author.name.clone()),
        kind: "text",
        words: words.join("\n\n"),
    })
}

fn of_news(news: &News, c: &str) -> Entry {
    Entry {
        created: news.created,
        updated: news.created,
        id: news.id.clone(),
        route: Route::News { c: c.to_owned(), id: news.id.clone() },
        title: news.title.clone(),
        author: None,
        kind: "html",
        words: news.html.clone(),
    }
}

fn name_of(consultation: &Consultation, key: &str) -> Option<String> {
    let item = consultation.outline.iter().find(|item| item.key == key)?;
    Some(match &item.label {
        Some(label) => format!("{label}: {}", item.title),
        None => item.title.clone(),
    })
}

/// An id as RFC 9562 writes it.
fn hyphenated(id: &str) -> String {
    let mut out = id.to_owned();
    for at in [20, 16, 12, 8] {
        if out.is_char_boundary(at) && at < out.len() {
            out.insert(at, '-');
        }
    }
    out
}

/// Escaped, and without what XML 1.0 (section 2.2) has no place for.
fn xml(text: &str) -> String {
    let allowed = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        c => *c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    escape(&text.chars().filter(allowed).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_as_the_standard_has_them() {
        let id = "01a206a8efd473cd859630aa8882c370";
        assert_eq!(hyphenated(id), "01a206a8-efd4-73cd-8596-30aa8882c370");
    }

    #[test]
    fn what_xml_has_no_place_for_is_left_out() {
        assert_eq!(xml("a\u{8}b <c>\u{ffff}\n"), "ab &lt;c&gt;\n");
    }
}
