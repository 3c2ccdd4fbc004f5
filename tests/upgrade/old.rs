//! A store as an earlier release left it: the migrations of that release, and rows of every table.

use std::fs::DirEntry;
use std::path::Path;

use sha2::{Digest, Sha256};
use tests::{Store, Value, json};

const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/server/migrations");

/// The stages of filling: which migration was the newest then, and what is told of that time.
const STAGES: [(i64, &str); 3] =
    [(1, include_str!("0001.sql")), (14, include_str!("0014.sql")), (23, include_str!("0023.sql"))];

/// What moderators did: `(post or person, kind, rule, reason, detail, by)`. Those of the first release stood
/// in a table of their own; the others were sealed when they were written.
type Done =
    (u32, &'static str, Option<&'static str>, Option<&'static str>, Option<&'static str>, u32);
const FIRST: [Done; 6] = [
    (103, "hide", Some("tonen"), Some("Tal pænt."), None, 31),
    (112, "hide", Some("emnet"), Some("Uden for emnet."), None, 31),
    (112, "restore", None, None, None, 33),
    (113, "hide", Some("hetz"), Some("Det er hetz."), None, 31),
    (202, "hide", Some("reklame"), Some("Det er reklame."), None, 33),
    (101, "approve", None, None, None, 31),
];
const SEALED: [Done; 7] = [
    (117, "note", None, Some("Hold øje, hemmeligt"), None, 31),
    (123, "redact", Some("privat"), Some("Et navn."), None, 31),
    (124, "hide", Some("tonen"), Some("Ikke pænt."), None, 31),
    (125, "hide", Some("emnet"), Some("Ikke om parken."), None, 31),
    (125, "uphold", None, Some("Det er set igen."), None, 33),
    (25, "pause", Some("tonen"), Some("Tag en pause."), Some("24"), 31),
    (26, "hold", Some("reklame"), Some("Vi kigger med."), None, 31),
];

/// The id that is written as `@7` in the files.
pub fn id(number: u32) -> String {
    format!("018f00000000700080000000{number:08}")
}

/// A store on which nothing newer than this migration has run, filled stage by stage as time went by.
pub async fn store(newest: i64) -> Store {
    let store = Store::new().await;
    let writing = Writing::begin(&store);
    for (stage, text) in STAGES.into_iter().filter(|(stage, _)| *stage <= newest) {
        migrate(&store, stage).await;
        store.database.script(&writing.of(text)).await;
        match stage {
            1 => store.database.script(&writing.decisions()).await,
            14 => store.database.script(&writing.record()).await,
            _ => {}
        }
    }
    migrate(&store, newest).await;
    store
}

/// The newest migration but one.
pub fn last_but_one() -> i64 {
    let files = Path::new(MIGRATIONS).join("sqlite").read_dir().unwrap();
    let mut numbers: Vec<i64> = files.map(|file| number(&file.unwrap())).collect();
    numbers.sort_unstable();
    numbers[numbers.len() - 2]
}

/// The number of the migration in a file: `0014_export.sql`.
fn number(file: &DirEntry) -> i64 {
    file.file_name().to_string_lossy()[..4].parse().unwrap()
}

/// How many entries the record has, then.
pub fn entries(newest: i64) -> usize {
    FIRST.len() + if newest < 14 { 0 } else { SEALED.len() }
}

/// Runs the migrations up to this one, as the release that had no other did.
async fn migrate(store: &Store, newest: i64) {
    let kind = if store.database.is_postgres() { "postgres" } else { "sqlite" };
    let folder = store.file(&format!("migrations-{newest}"));
    std::fs::create_dir_all(&folder).unwrap();
    for file in Path::new(MIGRATIONS).join(kind).read_dir().unwrap() {
        let file = file.unwrap();
        if number(&file) <= newest {
            std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }
    store.database.migrate(&folder).await;
}

/// How the files' words are written for one database.
struct Writing {
    postgres: bool,
    now: i64,
    password: String,
}

impl Writing {
    fn begin(store: &Store) -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let now = i64::try_from(now.as_millis()).unwrap();
        Self { postgres: store.database.is_postgres(), now, password: HASHED.to_owned() }
    }

    fn id(&self, number: u32) -> String {
        let id = id(number);
        if self.postgres { format!("'{id}'::uuid") } else { format!("x'{id}'") }
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if self.postgres { format!("'\\x{hex}'::bytea") } else { format!("x'{hex}'") }
    }

    /// The text of a file with its words written out.
    fn of(&self, text: &str) -> String {
        let text = text.replace(":now", &self.now.to_string()).replace(":password", &self.password);
        let mut written = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['@', '#']) {
            let (before, word) = rest.split_at(at);
            let end =
                word[1..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(word.len(), |n| n + 1);
            written.push_str(before);
            // Addresses of mail and colours have these signs as well.
            let free = before.ends_with([' ', '(']);
            match word[1..end].parse() {
                Ok(number) if free && word.starts_with('@') => written.push_str(&self.id(number)),
                _ if free && word.starts_with('#') => {
                    written.push_str(&self.bytes(&Sha256::digest(&word.as_bytes()[1..end])));
                }
                _ => written.push_str(&word[..end]),
            }
            rest = &word[end..];
        }
        written + rest
    }

    fn decisions(&self) -> String {
        let rows = FIRST.iter().zip(1..).map(|((post, kind, rule, reason, _, by), number)| {
            let (own, post, by) = (self.id(1_000 + number), self.id(*post), self.id(*by));
            let (rule, reason) = (quoted(*rule), quoted(*reason));
            format!("({own}, {post}, '{kind}', {rule}, {reason}, {by}, {})", self.at(number))
        });
        let rows = rows.collect::<Vec<_>>().join(", ");
        format!(
            "insert into decision (id, post, kind, rule, reason, staff, created) values {rows};"
        )
    }

    /// The entries of the record after those, each sealed over the one before: the hash of that one's hash
    /// and of this one's fields as JSON. That must never change, or old records break.
    fn record(&self) -> String {
        let mut seal = Vec::new();
        let mut rows = Vec::new();
        for (done, number) in FIRST.iter().chain(&SEALED).zip(1..) {
            let (subject, kind, rule, reason, detail, by) = *done;
            let hearing = (subject > 100).then(|| id(1));
            let fields: Value = json!([
                number,
                self.at(number),
                "staff",
                id(by),
                kind,
                hearing,
                id(subject),
                rule,
                reason,
                detail,
                null
            ]);
            seal = Sha256::new()
                .chain_update(&seal)
                .chain_update(fields.to_string())
                .finalize()
                .to_vec();
            if usize::try_from(number).unwrap() > FIRST.len() {
                let hearing = hearing.map_or("null".to_owned(), |_| self.id(1));
                let (by, subject, seal) = (self.id(by), self.id(subject), self.bytes(&seal));
                let words = [rule, reason, detail].map(quoted).join(", ");
                rows.push(format!(
                    "({number}, {}, 'staff', {by}, '{kind}', {hearing}, {subject}, {words}, {seal})",
                    self.at(number)
                ));
            }
        }
        format!(
            "insert into record (number, at, actor, staff, kind, consultation, subject, rule, reason, \
             detail, chain_hash) values {};",
            rows.join(", ")
        )
    }

    /// When the entry of this number was written.
    fn at(&self, number: u32) -> i64 {
        self.now - 20_000_000 + i64::from(number) * 1_000
    }
}

fn quoted(text: Option<&str>) -> String {
    text.map_or("null".to_owned(), |text| format!("'{text}'"))
}

/// [`tests::PASSWORD`] as it is kept: hashed, with a salt that does not matter here.
const HASHED: &str = "$argon2id$v=19$m=19456,t=2,p=1$l4OJRHs7uLoYnpWo/KLIiQ$NB802Ai1q0RbOPde4KqljN/i3Ik+81jCSy+5HvA5k4Q";
