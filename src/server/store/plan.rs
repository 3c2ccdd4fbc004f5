//! No public read looks at a whole table: checked with EXPLAIN on a store with nothing in it, where
//! only the indexes decide.

use super::{Store, comment, consultation, news, proposal, search, section, thread};

fn reads() -> Vec<(&'static str, &'static str)> {
    [
        comment::READS,
        consultation::READS,
        news::READS,
        proposal::READS,
        search::READS,
        section::READS,
        thread::READS,
    ]
    .concat()
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
            // "above" is the page of posts that has been read for its replies.
            let small = step.contains("CONSTANT ROW") || step == "SCAN above";
            let scans = step.starts_with("SCAN") && !small;
            let sorts = step.contains("TEMP B-TREE FOR ORDER BY");
            // A site has a handful of hearings, and the list shows all of them.
            assert!(!(scans || sorts) || name == "consultation list", "{name}: {step}");
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}
