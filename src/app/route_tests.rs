use super::*;

#[test]
fn every_page_has_an_address_that_leads_back_to_it() {
    for href in [
        "/",
        "/integration",
        "/integration/indsats-1",
        "/integration/indsats-1?udgave=fuld&sortering=enige&efter=a%3D%2Fb&afsnit=p-1a2b3c4d",
        "/integration/kommentar/0192f0c1-aaaa-7bbb-8ccc-0123456789ab",
        "/integration/kommentar/7?historik=ja&efter=10",
        "/integration/forslag?slags=ordlyd",
        "/integration/forslag/nyt?slags=ide&om=maal-1",
        "/integration/forslag/nyt?slags=ordlyd&om=maal-1&afsnit=p-1a2b3c4d&trin=3",
        "/integration/forslag/7",
        "/integration/nyt",
        "/integration/nyt/3",
        "/integration/resultat",
        "/integration/regler",
        "/embed/integration",
        "/embed/integration/maal-1",
        "/mine",
        "/regler",
        "/privatliv",
        "/tilgaengelighed",
        "/cookies",
        "/kontakt",
        "/en/kontakt",
        "/en",
        "/en/integration/maal-1",
        "/en/integration/forslag/nyt?slags=ide",
        "/en/embed/integration/maal-1",
        "/en/mine",
    ] {
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let address = Address::parse(path, query);
        assert_ne!(address.route, Route::NotFound, "{href}");
        assert_eq!(address.href(), href);
    }
}

#[test]
#[cfg(feature = "ssr")]
fn a_page_is_the_same_in_every_language() {
    let page = Address::parse("/c/a", "udgave=fuld");
    assert_eq!(page.speaking(Lang::En).href(), "/en/c/a?udgave=fuld");
    assert_eq!(page.speaking(Lang::En).speaking(Lang::Da), page);
}

#[test]
fn what_is_none_of_ours_is_not_found() {
    for path in [
        "/was",
        "/kontakt/x",
        "/api/x",
        "/desk",
        "/integration/a/b",
        "/Integration",
        "/x/kommentar",
        "/x/<b>",
    ] {
        assert_eq!(Address::parse(path, "").route, Route::NotFound, "{path}");
    }
}

#[test]
fn a_closing_slash_and_nonsense_in_the_query_do_no_harm() {
    let address =
        Address::parse("/integration/", "?afsnit=<x>&sortering=op&%&=&efter=&trin=1&trin=x");
    assert_eq!(address.href(), "/integration");
}

#[test]
fn an_open_paragraph_and_the_other_edition_are_the_same_page() {
    let page = Address::parse("/c/a", "");
    for query in ["afsnit=p-1", "udgave=fuld", "udgave=kort&afsnit=p-1"] {
        assert!(page.same_page(&Address::parse("/c/a", query)), "{query}");
    }
    assert!(!page.same_page(&Address::parse("/c/a", "sortering=enige")));
    assert!(!page.same_page(&Address::parse("/c/b", "")));
}

#[test]
fn a_step_of_a_form_is_the_same_page() {
    let page = Address::parse("/c/forslag/nyt", "slags=ide");
    assert!(page.same_page(&Address::parse("/c/forslag/nyt", "slags=ide&trin=3")));
    assert!(!page.same_page(&Address::parse("/c/forslag/nyt", "slags=ordlyd")));
}
