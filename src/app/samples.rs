//! Sample pages: painted in tests, and into a folder to be looked at (`BLANDDIG_SAMPLES=folder cargo
//! test -p app --features ssr samples`).

use model::{
    Anchor, Author, Comment, Consultation, ConsultationSummary, Counts, DAY, Found, Funding, Gloss,
    Moment, OutlineItem, OutlineLink, Page, ParagraphCount, ParticipantKind, Phase, PostState,
    Proposal, ProposalKind, Section, SectionKind, Statement, StatementName, Version, VersionState,
    Visibility,
};

use crate::page_data::{Mark, PageData, PlaceLink};
use crate::{Address, View, paint};

/// The moment of the samples.
pub const NOW: Moment = Moment(1_796_300_000_000);

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn author(name: &str, kind: ParticipantKind, district: Option<&str>, staff: bool) -> Author {
    Author { name: name.to_owned(), kind, district: district.map(str::to_owned), staff }
}

fn comment(id: &str, author: Author, body: &str) -> Comment {
    Comment {
        id: id.to_owned(),
        section: text("indsats-1"),
        proposal: None,
        news: None,
        parent: None,
        root: None,
        answers: None,
        author: Some(author),
        body: text(body),
        state: PostState::Visible,
        visibility: Visibility::Public,
        rule: None,
        by_rule: None,
        hidden_because: None,
        anchor: None,
        created: NOW.plus(-DAY),
        edited: None,
        support: 23,
        replies: 0,
        mark: None,
        first_replies: Vec::new(),
        mine: None,
        supported: None,
    }
}

fn citizen(name: &str, district: Option<&str>) -> Author {
    author(name, ParticipantKind::Citizen, district, false)
}

fn unreadable(id: &str, state: PostState, rule: Option<&str>) -> Comment {
    let mut gone = comment(id, citizen("x", None), "x");
    (gone.author, gone.body, gone.state) = (None, None, state);
    (gone.rule, gone.by_rule) = (rule.map(str::to_owned), rule.map(rules::name));
    gone
}

fn thread() -> Page<Comment> {
    let mut mona = comment(
        "01a",
        citizen("Mona", Some("Nørrebro")),
        "God idé at starte i vuggestuen. Men hvem følger op, når pengene fra puljen slipper op?\n\nSe også https://www.kk.dk/politik og hvad de gør i Aarhus.",
    );
    mona.anchor = Some(Anchor {
        paragraph: "p-11111111".to_owned(),
        quote: None,
        prefix: None,
        suffix: None,
        version: Some(1),
        found: Some(Found::Exact),
    });
    mona.replies = 5;
    let mut staff = comment(
        "01b",
        author(
            "Beskæftigelses- og Integrationsforvaltningen",
            ParticipantKind::Citizen,
            None,
            true,
        ),
        "Det er et godt spørgsmål. Vi svarer på det, når høringen er slut.",
    );
    (staff.parent, staff.root, staff.support) = (text("01a"), text("01a"), 4);
    let mut answer = comment("01c", citizen("Karim", None), "Enig! <b>Hvem</b> betaler?");
    (answer.parent, answer.root, answer.answers) = (text("01b"), text("01a"), text("Mona"));
    mona.first_replies = vec![staff, answer];
    let long =
        "Jeg har arbejdet i en daginstitution i tyve år, og jeg har set mange planer komme og gå. "
            .repeat(14);
    let valby = author("Valby Lokaludvalg", ParticipantKind::Party, None, false);
    let mut arabic = comment(
        "04",
        citizen("أمينة", None),
        "أريد أن يتعلم أطفالي اللغة الدنماركية جيدا، وأن يحتفظوا بلغتهم الأم.",
    );
    arabic.support = 0;
    arabic.edited = Some(NOW);
    Page {
        items: vec![
            mona,
            comment("02", valby, &long),
            unreadable("03", PostState::Hidden, Some("hetz")),
            arabic,
            unreadable("05", PostState::Withdrawn, None),
        ],
        next: text("abc"),
        total: 40,
    }
}

fn outline() -> Vec<OutlineItem> {
    let item = |key: &str, label: Option<&str>, title: &str, depth, count| OutlineItem {
        key: key.to_owned(),
        kind: SectionKind::Initiative,
        label: label.map(str::to_owned),
        title: title.to_owned(),
        depth,
        count,
    };
    vec![
        item("politik", None, "Integrationspolitik 2011–2014", 1, 4),
        item(
            "indsats-1",
            Some("Indsats 1"),
            "Alle børn og unge skal have en god start på livet",
            2,
            58,
        ),
        item("maal-1", Some("Mål 1"), "Flere tosprogede børn skal klare sig godt i skolen", 3, 8),
        item("det-goer-vi-1", None, "Det gør vi", 3, 17),
        item("indsats-2", Some("Indsats 2"), "Arbejde til flere", 2, 41),
        item(
            "indsats-3",
            Some("Indsats 3"),
            "En særlig hånd til udsatte grupper og områder",
            2,
            66,
        ),
        item("indsats-4", Some("Indsats 4"), "Den inddragende storby", 2, 0),
    ]
}

pub(crate) fn consultation() -> Box<Consultation> {
    Box::new(Consultation {
        summary: ConsultationSummary {
            slug: "integrationspolitik".to_owned(),
            title: "Høring om integrationspolitik".to_owned(),
            phase: Phase::Open,
            opens: NOW.plus(-24 * DAY),
            closes: NOW.plus(32 * DAY),
            lang: "da".to_owned(),
            counts: Counts { comments: 203, proposals: 14, sections: 7 },
        },
        lede: text(
            "København har brug for, at flere er med. Her er udkastet til en politik for de næste fire år. Fortæl os, hvad der mangler.",
        ),
        notice: text(
            "Dette er en demonstration, genskabt efter indstillingen fra 2010. Det er ikke en rigtig høring.",
        ),
        case_number: text("2010-150914"),
        committee: text("Beskæftigelses- og Integrationsudvalget"),
        mail: text("integration@example.dk"),
        letter: text("Beskæftigelses- og Integrationsforvaltningen\nRådhuset\n1599 København V"),
        outline: outline(),
        rules: rules::standing(),
        versions: vec![Version { number: 1, state: VersionState::Draft, created: NOW }],
        version: 1,
        general: 31,
        locked: false,
        leaves: NOW.plus(5 * 365 * DAY),
        announced: None,
        districts: Vec::new(),
        accent: None,
        logo: None,
    })
}

fn section() -> Box<Section> {
    let link = |key: &str, label: Option<&str>, title: &str| {
        Some(OutlineLink {
            key: key.to_owned(),
            label: label.map(str::to_owned),
            title: title.to_owned(),
        })
    };
    Box::new(Section {
        key: "indsats-1".to_owned(),
        kind: SectionKind::Initiative,
        label: text("Indsats 1"),
        title: "Alle børn og unge skal have en god start på livet".to_owned(),
        depth: 2,
        position: 2,
        sections: 14,
        html: "<p id=\"p-11111111\">Når et barn trives tidligt, går det bedre resten af vejen. Derfor begynder indsatsen i dagtilbuddet, og den følger børnene <em>hele vejen til en uddannelse</em>. Byen har et ansvar, og det har familierne også.</p>\n<p id=\"p-22222222\">Sprog er nøglen. Børn, der har brug for det, skal møde et godt dansk sprog hver dag, og forældrene skal vide, hvordan de kan hjælpe derhjemme.</p>\n<ul id=\"p-33333333\"><li>mentorordninger for drenge uden fritidsjob</li><li>gratis kontingent i foreningerne</li></ul>".to_owned(),
        plain_html: text("<p id=\"p-44444444\">Når et barn trives tidligt, går det bedre resten af vejen. Derfor begynder vi i dagtilbuddet og følger børnene hele vejen til en uddannelse.</p>"),
        responsible: text("Børne- og Ungdomsudvalget"),
        funding: Some(Funding::Funded),
        serves: link("maal-1", Some("Mål 1"), "Flere tosprogede børn skal klare sig godt i skolen"),
        version: 1,
        previous: link("politik", None, "Integrationspolitik 2011–2014"),
        next: link("maal-1", Some("Mål 1"), "Flere tosprogede børn skal klare sig godt i skolen"),
        count: 58,
        paragraphs: vec![
            ParagraphCount { paragraph: "p-11111111".to_owned(), count: 12 },
            ParagraphCount { paragraph: "p-44444444".to_owned(), count: 3 },
        ],
        words: 320,
    })
}

fn proposal() -> Proposal {
    Proposal {
        id: "f7".to_owned(),
        number: 7,
        consultation: "integrationspolitik".to_owned(),
        kind: ProposalKind::Wording,
        section: Some(OutlineLink {
            key: "maal-1".to_owned(),
            label: text("Mål 1"),
            title: "Flere tosprogede børn skal klare sig godt i skolen".to_owned(),
        }),
        title: text("Ny ordlyd: Mål 1"),
        body: text(""),
        original: text(
            "De faglige resultater skal forbedres for de 25 % svageste tosprogede elever",
        ),
        replacement: text("Chanceligheden skal forbedres for de 20 % svageste tosprogede børn"),
        reason: text(
            "Målet bør gælde fra vuggestuen og ikke først fra skolen, og tallet bør passe med kommunens egne rapporter.",
        ),
        organisation: None,
        contact: None,
        author: Some(author("Børne- og Ungdomsudvalget", ParticipantKind::Party, None, false)),
        state: PostState::Visible,
        rule: None,
        by_rule: None,
        hidden_because: None,
        created: NOW.plus(-3 * DAY),
        edited: None,
        support: 31,
        comments: 6,
        mine: None,
        supported: None,
    }
}

fn idea() -> Proposal {
    Proposal {
        id: "f8".to_owned(),
        number: 8,
        kind: ProposalKind::Idea,
        title: text("Lektiecaféer på biblioteket, også om søndagen"),
        body: text("Mange børn har ikke ro derhjemme. Åbn biblioteket, og lad frivillige hjælpe."),
        original: None,
        replacement: None,
        reason: None,
        ..proposal()
    }
}

fn reading(open: bool) -> PageData {
    let paragraph =
        open.then(|| Page { items: thread().items[..2].to_vec(), next: None, total: 2 });
    PageData::Section {
        consultation: consultation(),
        section: section(),
        glossary: vec![Gloss {
            word: "mentorordning".to_owned(),
            explanation: "Et barn eller en voksen får en fast hjælper.".to_owned(),
        }],
        thread: thread(),
        marks: vec![mark("01a", "p-11111111", "ansvar"), mark("02", "p-44444444", "dagtilbuddet")],
        paragraph,
    }
}

/// A word of the text that a comment is about.
fn mark(comment: &str, paragraph: &str, quote: &str) -> Mark {
    let anchor = Anchor {
        paragraph: paragraph.to_owned(),
        quote: text(quote),
        prefix: text("i"),
        suffix: None,
        version: Some(1),
        found: Some(Found::Exact),
    };
    Mark { comment: comment.to_owned(), anchor }
}

/// One page of every kind, with its address.
pub fn pages() -> Vec<(&'static str, &'static str, PageData)> {
    let c = consultation;
    let proposals = Page { items: vec![proposal(), idea()], next: None, total: 2 };
    let place = PlaceLink::Section(OutlineLink {
        key: "indsats-1".to_owned(),
        label: text("Indsats 1"),
        title: "Alle børn og unge skal have en god start på livet".to_owned(),
    });
    let replies = Page { items: thread().items[0].first_replies.clone(), next: None, total: 2 };
    let root = Box::new(thread().items[0].clone());
    let embed = PageData::Embed { consultation: c(), section: Some(section()), thread: thread() };
    let pages = vec![
        ("home", "/", PageData::Home { consultations: vec![c().summary] }),
        ("front", "/x", PageData::Front { consultation: c(), thread: thread(), news: None }),
        ("section", "/x/indsats-1", reading(false)),
        ("open", "/x/indsats-1?udgave=fuld&afsnit=p-11111111", reading(true)),
        (
            "comment",
            "/x/kommentar/01a",
            PageData::Comment {
                consultation: c(),
                place,
                comment: root,
                root: None,
                after: None,
                replies,
            },
        ),
        ("proposals", "/x/forslag", PageData::Proposals { consultation: c(), proposals }),
        (
            "proposal",
            "/x/forslag/f7",
            PageData::Proposal {
                consultation: c(),
                proposal: Box::new(proposal()),
                thread: thread(),
            },
        ),
        ("kinds", "/x/forslag/nyt", PageData::NewProposal { consultation: c(), section: None }),
        (
            "propose",
            "/x/forslag/nyt?slags=ordlyd&om=indsats-1",
            PageData::NewProposal { consultation: c(), section: Some(section()) },
        ),
        (
            "step",
            "/x/forslag/nyt?slags=partnerskab&trin=3",
            PageData::NewProposal { consultation: c(), section: None },
        ),
        ("result", "/x/resultat", PageData::Result { consultation: c() }),
        ("embed", "/embed/x/indsats-1", embed),
        ("mine", "/mine", PageData::Mine),
        ("privacy", "/privatliv", PageData::Statement(statement(StatementName::Privacy))),
        ("contact", "/kontakt", PageData::Statement(statement(StatementName::Contact))),
        ("offline", "/", PageData::Offline),
        ("refused", "/x/y", PageData::Refused { code: Some(model::Code::NotFound) }),
    ];
    pages.into_iter().chain(rules::pages()).collect()
}

fn statement(name: StatementName) -> Box<Statement> {
    Box::new(Statement {
        name,
        lang: "da".to_owned(),
        number: 1,
        standard: false,
        markdown: "## Skriv til os".to_owned(),
        html: "<h2>Skriv til os</h2>\n<p>Rådhuset, 1599 København V</p>\n".to_owned(),
        changed: Some(NOW),
        by: None,
    })
}

/// A page as it is painted at an address.
pub fn painted(href: &str, data: &PageData) -> crate::Painted {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let address = Address::parse(path, query);
    paint(
        data,
        &View {
            address,
            now: NOW,
            public_url: "https://bland.example".to_owned(),
            release: "0f".to_owned(),
        },
    )
}

#[path = "samples_rules.rs"]
mod rules;
#[path = "samples_tests.rs"]
mod tests;
