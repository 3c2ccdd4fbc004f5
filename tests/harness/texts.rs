//! Texts and words that many tests share.

use super::{StatusCode, Value, json};

/// The text of the hearing `park`.
pub const PARK: &str = r#"---
title: En park for alle
case: 2026-17
committee: Teknik- og Miljøudvalget
summary: Hvad skal der ske med parken?
mail: park@example.dk
letter: Parken, Eksempelvej 1, 0000 Eksempelby
---

# En park for alle {#forord kind=text}

Parken er byens stue.

## Indsats 1: Flere træer

:::kort
Vi planter hundrede træer.
:::

Der skal plantes hundrede træer.

Træerne skal stå, hvor folk går.

### Mål 1: Skygge om sommeren {responsible="Teknik- og Miljøudvalget"}

Alle bænke skal have skygge.

#### Det gør vi: Hundrede lindetræer {#lindetraeer funding=funded serves=maal-1}

Vi planter lindetræer langs stien.

## Indsats 2: Mere lys

Stierne skal være oplyst.
"#;

/// The thread on a section of `park`.
pub const THREAD: &str = "/api/consultations/park/sections/indsats-1/comments";
/// The thread on `park` as a whole.
pub const GENERAL: &str = "/api/consultations/park/comments";
/// The proposals of `park`.
pub const PROPOSALS: &str = "/api/consultations/park/proposals";

/// A refusal with this status and code and nothing else.
#[must_use]
pub fn problem(status: u16, code: &str) -> (StatusCode, Value) {
    let known = StatusCode::from_u16(status).expect("a status");
    (known, json!({ "status": status, "code": code }))
}

/// The refusal of these fields, each with its flaw.
#[must_use]
pub fn unfit(fields: &[(&str, &str)]) -> (StatusCode, Value) {
    let field = |(field, flaw): &(&str, &str)| json!({ "field": field, "flaw": flaw });
    let fields: Vec<Value> = fields.iter().map(field).collect();
    let body = json!({ "status": 422, "code": "invalid", "fields": fields });
    (StatusCode::UNPROCESSABLE_ENTITY, body)
}

/// Running text of its own for each number: no two are alike.
#[must_use]
pub fn section_of_words(number: usize, words: usize) -> String {
    const WORDS: [&str; 16] = [
        "byen", "parken", "træer", "børn", "skole", "arbejde", "naboer", "cykel", "vand", "lys",
        "plads", "tid", "hjælp", "penge", "kultur", "sprog",
    ];
    let mut seed = number.wrapping_mul(2_654_435_761) + 1;
    let mut text = format!("Afsnit nummer {number} handler om");
    for _ in 0..words {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push(' ');
        text.push_str(WORDS[(seed >> 33) % WORDS.len()]);
    }
    text.push('.');
    text
}
