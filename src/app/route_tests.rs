use super::*;

#[test]
fn every_page_has_an_address_that_leads_back_to_it() {
    for href in [
        "/",
        "/integration",
        "/integration/indsats-1",
        "/integration/indsats-1?udgave=fuld&sortering=enige&efter=a%3D%2Fb&afsnit=p-1a2b3c4d",
        "/integration/kommentar/0192f0c1-aaaa-7bbb-8ccc-0123456789ab",
        "/integration/forslag?slags=ordlyd",
        "/integration/forslag/nyt?slags=ide&om=maal-1",
        "/integration/forslag/7",
        "/integration/nyt",
        "/integration/nyt/3",
        "/integration/resultat",
        "/embed/integration",
        "/embed/integration/maal-1",
        "/mine",
        "/regler",
        "/privatliv",
        "/tilgaengelighed",
        "/en",
        "/en/integration/maal-1",
    ] {
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let address = Address::parse(path, query);
        assert_ne!(address.route, Route::NotFound, "{href}");
        assert_eq!(address.href(), href);
    }
}

#[test]
fn what_is_none_of_ours_is_not_found() {
    for path in ["/api/x", "/desk", "/integration/a/b", "/Integration", "/x/kommentar", "/x/<b>"] {
        assert_eq!(Address::parse(path, "").route, Route::NotFound, "{path}");
    }
}

#[test]
fn a_closing_slash_and_nonsense_in_the_query_do_no_harm() {
    let address = Address::parse("/integration/", "?afsnit=<x>&sortering=op&%&=&efter=");
    assert_eq!(address.href(), "/integration");
}

#[test]
fn an_open_paragraph_is_the_same_page() {
    let page = Address::parse("/c/a", "");
    assert!(page.same_page(&Address::parse("/c/a", "afsnit=p-1")));
    assert!(!page.same_page(&Address::parse("/c/a", "udgave=fuld")));
}
