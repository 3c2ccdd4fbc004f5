//! No public read looks at a whole table: checked with EXPLAIN on a store with nothing in it, where
//! only the indexes decide.

use super::{
    Store, anchor, appeal, comment, consultation, decision, difficulty, embedding, erasure, export,
    glossary, handover, mail, news, office, own, participant, picture, proposal, queue, record,
    reply, revision, rule, search, section, short, similar, standing, statement, support, thread,
};

fn reads() -> Vec<(&'static str, String)> {
    let texts = [
        anchor::READS,
        appeal::READS,
        appeal::measure::READS,
        comment::READS,
        consultation::READS,
        decision::READS,
        difficulty::READS,
        embedding::READS,
        erasure::READS,
        export::READS,
        glossary::READS,
        handover::READS,
        mail::READS,
        news::READS,
        office::READS,
        own::READS,
        own::moderated::READS,
        participant::READS,
        picture::READS,
        proposal::READS,
        queue::READS,
        record::READS,
        revision::READS,
        rule::READS,
        search::READS,
        section::READS,
        short::READS,
        standing::READS,
        statement::READS,
        support::READS,
        thread::READS,
        thread::spot::READS,
        reply::READS,
    ]
    .concat();
    let texts = texts.into_iter().map(|(name, sql)| (name, sql.to_owned()));
    texts.chain(search::put_together()).chain(similar::put_together()).collect()
}

#[tokio::test]
async fn no_public_read_scans_a_table() {
    let folder = std::env::temp_dir().join(format!("blanddig-plan-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("plan.db");
    Store::open(&format!("sqlite://{}", file.display())).await.unwrap();
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    for (name, sql) in reads() {
        let steps: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(sqlx::AssertSqlSafe(format!("explain query plan {sql}")))
                .fetch_all(&pool)
                .await
                .unwrap_or_else(|error| panic!("{name}: {error}"));
        for (_, _, _, step) in steps {
            // "above" is the page of posts that has been read for its replies; "found" is cut off.
            let read = ["SCAN above", "SCAN found"].contains(&step.as_str());
            let small = step.contains("CONSTANT ROW") || read;
            let scans = step.starts_with("SCAN") && !small;
            let sorts = step.contains("TEMP B-TREE FOR ORDER BY");
            // A site has a handful of hearings, and the list shows all of them.
            assert!(!(scans || sorts) || name == "consultation list", "{name}: {step}");
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}
