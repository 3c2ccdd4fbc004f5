//! From when to when people can post, by the clock on the wall in Denmark.

use leptos::prelude::*;
use model::{LocalTime, Moment, NewPeriod, weeks_later};

use super::{Page, field};
use crate::api;
use crate::components::{Live, button, drawn, part_if, when};
use crate::i18n::{t, t_with};
use crate::markup::html;
use crate::when as words;

/// How many weeks a hearing is usually open for: the shortest that the law knows for plans, what
/// Copenhagen does for its policies, and one over a summer.
const WEEKS: [(u16, &str); 3] = [(4, "uger-4"), (8, "uger-8"), (12, "uger-12")];

/// A moment as a field for date and time holds it.
pub(super) fn value(at: Option<Moment>) -> String {
    let Some(LocalTime { year, month, day, hour, minute }) = at.map(Moment::in_denmark) else {
        return String::new();
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
}

/// "26. januar 2027 kl. 23.59": what such a field says, in words; nothing when it says no time.
pub(super) fn in_words(value: &str) -> Option<String> {
    let (date, clock) = value.split_once('T')?;
    // In the middle of the day, when no clock is changed.
    let noon = Moment::day_in_denmark(date)?.plus(model::DAY / 2);
    let (hour, minute) = clock.split_once(':')?;
    let hour = hour.trim_start_matches('0');
    let hour = if hour.is_empty() { "0" } else { hour };
    let time = t_with("date.clock", &[("hour", hour), ("minute", minute.get(..2)?)]);
    Some(t_with("when.at", &[("date", &words::date(noon)), ("time", &time)]))
}

/// The part of the page; only as long as the hearing is not published.
pub(super) fn part(page: Page) -> AnyView {
    let held = page.held.get_untracked();
    let opens = RwSignal::new(value(held.as_ref().and_then(|one| one.opens)));
    let closes = RwSignal::new(value(held.as_ref().and_then(|one| one.closes)));
    let shown = Memo::new(move |_| {
        page.held.with(|held| held.as_ref().is_some_and(|one| !super::is_public(one)))
    });
    part_if(move || shown.get().then(|| form(page, opens, closes)))
}

fn form(page: Page, opens: RwSignal<String>, closes: RwSignal<String>) -> AnyView {
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let new = NewPeriod {
            opens: Some(opens.get_untracked()),
            closes: closes.get_untracked(),
            turns: Some(page.turns()),
        };
        page.does(t("desk.hearing.dates.saved"), move |slug| async move {
            api::desk::hearing::date(&slug, &new).await
        });
    };
    let said = Signal::derive(move || {
        let (opens, closes) =
            (opens.with(|text| in_words(text)), closes.with(|text| in_words(text)));
        match (opens, closes) {
            (Some(opens), Some(closes)) => {
                t_with("desk.hearing.dates.said", &[("opens", &opens), ("closes", &closes)])
            }
            _ => String::new(),
        }
    });
    let weeks = WEEKS.map(|(weeks, id)| {
        let name = match weeks {
            4 => t("desk.hearing.weeks.4"),
            8 => t("desk.hearing.weeks.8"),
            _ => t("desk.hearing.weeks.12"),
        };
        button("button", id.to_owned(), name, move |_| {
            if let Some(later) = opens.with_untracked(|opens| weeks_later(opens, weeks)) {
                closes.set(later);
            }
        })
    });
    let empty = when(move || opens.with(|opens| weeks_later(opens, 0).is_none()));
    view! {
        <section class="panel" aria-labelledby="datoer">
            {drawn(html!("<h2 id=datoer>[[desk.hearing.dates]]</h2><p>[[desk.hearing.dates.how]]</p>"))}
            <form class="entrance__form" novalidate on:submit=submit>
                {field("datetime-local", "hoering-begynder", t("desk.hearing.opens"), opens, page.wrong("opens"))}
                <div class="buttons" role="group" aria-label=t("desk.hearing.weeks") aria-disabled=empty>
                    {weeks}
                </div>
                {field("datetime-local", "hoering-slutter", t("desk.hearing.closes"), closes, page.wrong("closes"))}
                <p class="hint"><Live text=said/></p>
                <button type="submit" class="button button--strong">{t("desk.hearing.dates.save")}</button>
            </form>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_field_for_a_time_holds_is_said_in_words() {
        let at = Moment::try_from("2026-12-01T07:05:00Z".to_owned()).unwrap();
        assert_eq!(value(Some(at)), "2026-12-01T08:05");
        assert_eq!(in_words("2026-12-01T08:05").unwrap(), "1. december 2026 kl. 8.05");
        assert_eq!(in_words("2026-12-01T00:00").unwrap(), "1. december 2026 kl. 0.00");
        assert_eq!(
            (value(None), in_words(""), in_words("2026-02-30T08:00")),
            (String::new(), None, None)
        );
    }
}
