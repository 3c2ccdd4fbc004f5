//! Which part of the queue is looked at: a hearing, a section of it. It stands in the address, so that
//! it can be kept and passed on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::OutlineLink;

use super::{Desk, load, navigation};
use crate::api::{self, consultation::Named};
use crate::i18n::t;
use crate::percent::encode;

/// A part of the queue; all of it when nothing is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The hearing, by its name in addresses.
    pub consultation: Option<String>,
    /// The key of the section.
    pub section: Option<String>,
}

impl Filter {
    /// Reads what stands behind the `?` of an address.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for pair in query.trim_start_matches('?').split('&') {
            match pair.split_once('=') {
                Some(("hoering", slug)) if is_name(slug) => {
                    filter.consultation = Some(slug.to_owned());
                }
                Some(("afsnit", key)) if is_name(key) => filter.section = Some(key.to_owned()),
                _ => {}
            }
        }
        if filter.consultation.is_none() {
            filter.section = None;
        }
        filter
    }

    /// What stands behind the path of an address; nothing for all of the queue.
    #[must_use]
    pub fn query(&self) -> String {
        match (&self.consultation, &self.section) {
            (None, _) => String::new(),
            (Some(slug), None) => format!("?hoering={}", encode(slug)),
            (Some(slug), Some(key)) => format!("?hoering={}&afsnit={}", encode(slug), encode(key)),
        }
    }
}

/// Names in addresses are small letters, digits and hyphens (model/slug.rs).
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// What can be chosen, and what is.
pub fn filter(desk: Desk) -> AnyView {
    let hearings: RwSignal<Vec<Named>> = RwSignal::new(Vec::new());
    let sections: RwSignal<Vec<OutlineLink>> = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(page) = api::consultation::list().await {
            hearings.try_set(page.items);
        }
    });
    let chosen = Memo::new(move |_| desk.filter.with(|filter| filter.consultation.clone()));
    Effect::new(move |_| {
        let Some(slug) = chosen.get() else { return sections.set(Vec::new()) };
        spawn_local(async move {
            if let Ok(hearing) = api::consultation::read(&slug).await {
                sections.try_set(hearing.outline);
            }
        });
    });
    let hearing =
        move || desk.filter.with(|filter| filter.consultation.clone().unwrap_or_default());
    let section = move || desk.filter.with(|filter| filter.section.clone().unwrap_or_default());
    let choose_hearing = move |value: String| {
        let consultation = Some(value).filter(|value| !value.is_empty());
        choose(desk, Filter { consultation, section: None });
    };
    let choose_section = move |value: String| {
        let section = Some(value).filter(|value| !value.is_empty());
        let consultation = desk.filter.with_untracked(|filter| filter.consultation.clone());
        choose(desk, Filter { consultation, section });
    };
    view! {
        <div class="filter">
            <label>
                <span class="vh">{t("desk.filter.hearing")}</span>
                <select
                    prop:value=hearing
                    on:change:target=move |ev| choose_hearing(ev.target().value())
                >
                    <option value="">{t("desk.filter.all-hearings")}</option>
                    {move || options(&hearings.read(), &hearing())}
                </select>
            </label>
            <label hidden=move || sections.read().is_empty()>
                <span class="vh">{t("desk.filter.section")}</span>
                <select
                    prop:value=section
                    on:change:target=move |ev| choose_section(ev.target().value())
                >
                    <option value="">{t("desk.filter.all-sections")}</option>
                    {move || section_options(&sections.read(), &section())}
                </select>
            </label>
        </div>
    }
    .into_any()
}

fn options(hearings: &[Named], chosen: &str) -> Vec<AnyView> {
    let one = |hearing: &Named| {
        let (slug, title) = (hearing.slug.clone(), hearing.title.clone());
        let selected = slug == chosen;
        view! { <option value=slug selected=selected>{title}</option> }.into_any()
    };
    hearings.iter().map(one).collect()
}

fn section_options(sections: &[OutlineLink], chosen: &str) -> Vec<AnyView> {
    let one = |section: &OutlineLink| {
        let name = match &section.label {
            Some(label) => format!("{label}: {}", section.title),
            None => section.title.clone(),
        };
        let (key, selected) = (section.key.clone(), section.key == chosen);
        view! { <option value=key selected=selected>{name}</option> }.into_any()
    };
    sections.iter().map(one).collect()
}

fn choose(desk: Desk, filter: Filter) {
    desk.filter.set(filter);
    desk.lists.forget();
    navigation::rename(desk);
    if let Some(view) = desk.route.with_untracked(super::route::Route::queue) {
        load::view(desk, view);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_stands_in_the_address_and_is_read_from_it() {
        let filter =
            Filter { consultation: Some("park".to_owned()), section: Some("maal-1".to_owned()) };
        assert_eq!(filter.query(), "?hoering=park&afsnit=maal-1");
        assert_eq!(Filter::parse(&filter.query()), filter);
        assert_eq!(Filter::default().query(), "");
        let section_alone = Filter::parse("?afsnit=maal-1");
        assert_eq!(section_alone, Filter::default());
        assert_eq!(Filter::parse("?hoering=%3Cscript%3E"), Filter::default());
    }
}
