//! What is new in a hearing or a section, as an Atom feed (RFC 4287).

use model::{Comment, Consultation, Moment, News, Proposal, is_direction, picture_address};

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
    /// The newest proposals: about the section, or all.
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
    title: Title,
    author: Option<String>,
    /// `text` or `html`.
    kind: &'static str,
    words: String,
}

/// A title: words of the hearing, with those of the feed around them.
#[derive(Default)]
struct Title {
    before: String,
    theirs: String,
    after: String,
}

/// The feed of the page at `address`, a hearing's front page or a section.
#[must_use]
pub fn feed(data: &FeedData, address: &Address, public_url: &str) -> String {
    i18n::speak(address.lang);
    let consultation = &data.consultation;
    let c = &consultation.summary.slug;
    let comments = data.comments.iter().filter_map(|comment| of_comment(comment, consultation));
    let proposals = data.proposals.iter().filter_map(|proposal| of_proposal(proposal, c));
    let news = data.news.iter().map(|news| of_news(news, c, public_url));
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
    let lang = &consultation.summary.lang;
    let theirs = if lang == address.lang.tag() {
        String::new()
    } else {
        format!(" xml:lang=\"{}\"", xml(lang))
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><id>{page}</id>{}\
         <subtitle>{}</subtitle><updated>{updated}</updated><link href=\"{page}\"/>\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{page}.atom\"/>",
        address.lang.tag(),
        Title::of(title).xml(&theirs),
        xml(t("feed.subtitle")),
        page = xml(&page),
    );
    for entry in &entries {
        out.push_str(&entry.xml(address, public_url, &theirs));
    }
    out.push_str("</feed>\n");
    out
}

impl Entry {
    /// `theirs`: the language of what is told, when the feed speaks another.
    fn xml(&self, address: &Address, public_url: &str, theirs: &str) -> String {
        let link = format!("{public_url}{}", address.to(self.route.clone()).href());
        let author = self.author.as_deref().unwrap_or_else(|| t("feed.municipality"));
        format!(
            "\n<entry><id>urn:uuid:{}</id>{}<link href=\"{}\"/>\
             <published>{}</published><updated>{}</updated><author><name>{}</name></author>\
             <content type=\"{}\"{theirs}>{}</content></entry>",
            hyphenated(&self.id),
            self.title.xml(theirs),
            xml(&link),
            String::from(self.created),
            String::from(self.updated),
            xml(author),
            self.kind,
            xml(&self.words)
        )
    }
}

impl Title {
    /// Nothing but words of the hearing.
    fn of(theirs: String) -> Self {
        Self { theirs, ..Self::default() }
    }

    /// Nothing but words of the feed.
    fn ours(before: String) -> Self {
        Self { before, ..Self::default() }
    }

    /// A sentence of the feed with words of the hearing where it has `mark`, and with a name.
    fn around(sentence: &str, mark: &str, theirs: String, name: &str) -> Self {
        // The sentence is cut before a name comes into it: a name may look like a mark.
        let (before, after) = sentence.split_once(mark).unwrap_or((sentence, ""));
        let named = |part: &str| part.replace("{name}", name);
        Self { before: named(before), theirs, after: named(after) }
    }

    /// `lang`: the attribute for words of the hearing; empty when the feed speaks their language.
    fn xml(&self, lang: &str) -> String {
        let [before, theirs, after] =
            [&self.before, &self.theirs, &self.after].map(|part| xml(part));
        if lang.is_empty() || theirs.is_empty() {
            format!("<title>{before}{theirs}{after}</title>")
        } else if before.is_empty() && after.is_empty() {
            format!("<title{lang}>{theirs}</title>")
        } else {
            // Of plain text only the whole can have a language (RFC 4287, section 3.1.1).
            format!(
                "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\
                 {before}<span{lang}>{theirs}</span>{after}</div></title>"
            )
        }
    }
}

/// `None` for one whose words are not public.
fn of_comment(comment: &Comment, consultation: &Consultation) -> Option<Entry> {
    let (author, words) = (comment.author.as_ref()?, comment.body.as_ref()?);
    let place = comment.section.as_deref().and_then(|key| name_of(consultation, key));
    let title = match place {
        Some(place) => Title::around(t("feed.comment.on"), "{place}", place, &author.name),
        None => Title::ours(t_with("feed.comment", &[("name", &author.name)])),
    };
    Some(Entry {
        created: comment.created,
        updated: comment.edited.unwrap_or(comment.created),
        id: comment.id.clone(),
        route: Route::Comment { c: consultation.summary.slug.clone(), id: comment.id.clone() },
        title,
        author: Some(author.name.clone()),
        kind: "text",
        words: words.clone(),
    })
}

fn of_proposal(proposal: &Proposal, c: &str) -> Option<Entry> {
    let author = proposal.author.as_ref()?;
    let parts = [&proposal.body, &proposal.replacement, &proposal.reason];
    let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let title = match proposal.title.as_deref().unwrap_or_default() {
        // Its number stands for it, in words of the feed.
        "" => Title::ours(t_with("feed.proposal", &[("title", &proposal_name(proposal))])),
        title => Title::around(t("feed.proposal"), "{title}", beginning(title, 120), ""),
    };
    Some(Entry {
        created: proposal.created,
        updated: proposal.edited.unwrap_or(proposal.created),
        id: proposal.id.clone(),
        route: Route::Proposal { c: c.to_owned(), id: proposal.id.clone() },
        title,
        author: Some(author.name.clone()),
        kind: "text",
        words: words.join("\n\n"),
    })
}

fn of_news(news: &News, c: &str, public_url: &str) -> Entry {
    // Whoever reads it elsewhere needs the whole address.
    let picture = news.picture.as_ref().map(|picture| {
        format!(
            "<p><img src=\"{}{}\" alt=\"{}\" width=\"{}\" height=\"{}\"></p>",
            escape(public_url),
            picture_address(&picture.id),
            escape(&picture.alt),
            picture.width,
            picture.height
        )
    });
    Entry {
        created: news.created,
        updated: news.edited.unwrap_or(news.created),
        id: news.id.clone(),
        route: Route::News { c: c.to_owned(), id: news.id.clone() },
        title: Title::of(news.title.clone()),
        author: None,
        kind: "html",
        words: picture.unwrap_or_default() + &news.html,
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

/// Escaped, and without what XML 1.0 (section 2.2) has no place for, or what would turn the words of
/// other entries around: readers show title, name and beginning in one line.
fn xml(text: &str) -> String {
    let allowed = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        c => *c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') && !is_direction(*c),
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
        assert_eq!(xml("a\u{8}b <c>\u{202e}\u{ffff}\n"), "ab &lt;c&gt;\n");
    }
}
