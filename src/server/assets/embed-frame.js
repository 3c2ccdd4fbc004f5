// In the frame: tells the page around it how high the content is, and where in it something stands that
// the page was asked for. (The app comes later, when somebody is about to write: see early.js.)
(function () {
  "use strict";
  var VERSION = 1;
  var ID = /^[0-9a-f]{32}$/;
  if (window.parent === window) return;
  // Whose pointer comes to the composer is about to write: early.js takes it for the focus.
  // A finger that comes by may be on its way through the page around.
  document.addEventListener("pointerover", function near(event) {
    if (event.pointerType === "touch" || !event.target.closest(".composer")) return;
    document.removeEventListener("pointerover", near);
    dispatchEvent(new Event("focusin"));
  });
  // Who has written here before is the same person on the site itself: the program knows how, and is on its
  // way since this very tap. The link leads there all the same when it does not come soon.
  var waits = false;
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-act=flyt]");
    if (!link || !early() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try {
      if (!localStorage.getItem("blanddig.me")) return;
    } catch (refused) {
      return;
    }
    event.preventDefault();
    if (waits) return;
    waits = true;
    var last = Date.now() + 4000;
    (function follow() {
      if (early() && Date.now() < last) return setTimeout(follow, 50);
      if (early()) link.removeAttribute("data-act");
      link.click();
    })();
  });
  // The program takes away what early.js noted for it as soon as it answers itself.
  function early() {
    return Array.isArray(window.blanddig);
  }
  var given = new URLSearchParams(location.hash.slice(1));
  // A page that a link in the frame leads to has another address, and the program writes addresses of its own:
  // what the window is called stays with it, and is told to nobody else.
  var called = new URLSearchParams(given.get("parent") ? "" : window.name);
  var host = given.get("parent") || called.get("parent") || "";
  var look = new URLSearchParams(location.search).get("udseende");
  if (!look && called.get("udseende")) return location.replace(alike(location.href, called.get("udseende")));
  if (look || host) window.name = new URLSearchParams({ parent: host, udseende: look || "" });
  // The same frame in another language, or order, looks the same.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[target=_self]");
    if (link && look) link.href = alike(link.href, look);
  }, true);
  function alike(address, look) {
    var url = new URL(address);
    url.searchParams.set("udseende", look);
    return url.href;
  }
  // WordPress shows what it has found itself under a secret of its own, and says not who it is.
  var secret = given.get("secret");
  if (secret) host = document.referrer && new URL(document.referrer).origin;
  // One site, and never "*", which would be all of them.
  if (!/^https?:\/\/[^/]+$/.test(host)) return;
  function tell(what) {
    what.blanddig = VERSION;
    window.parent.postMessage(what, host);
  }
  function show(id) {
    var post = ID.test(id) && document.querySelector("article[data-id='" + id + "']");
    if (!post) return false;
    document.querySelectorAll(".post--meant").forEach(function (before) {
      before.classList.remove("post--meant");
    });
    post.classList.add("post--meant");
    tell({ top: post.getBoundingClientRect().top + scrollY });
    return true;
  }
  // A comment that is not on this page: an answer that its thread does not show yet is shown by what it answers.
  // Unless something is being written, the frame begins anew where the comment stands. What stands in no thread of
  // this frame is for another one on the page.
  function find(id, begins) {
    fetch("/api/comments/" + id).then(function (answer) {
      return answer.ok && answer.json();
    }).then(function (comment) {
      var key = location.pathname.split("/embed/")[1].split("/")[1];
      if (!comment || comment.proposal || comment.news || (comment.section || "") !== decodeURIComponent(key || "")) return;
      var writes = Array.prototype.some.call(document.querySelectorAll("textarea"), function (field) { return field.value; });
      if (show(comment.root) || !begins || writes) return;
      var url = new URL(location.href);
      url.searchParams.set("kommentar", id);
      location.replace(look ? alike(url.href, look) : url.href);
    }).catch(function () {}); // Without a connection the thread stays as it is.
  }
  var last = 0;
  function measure() {
    var height = document.documentElement.getBoundingClientRect().height;
    if (Math.abs(height - last) <= 1) return;
    last = height;
    if (secret) window.parent.postMessage({ message: "height", value: Math.ceil(height), secret: secret }, host);
    else tell({ height: height });
  }
  new ResizeObserver(measure).observe(document.documentElement);
  measure();
  if (secret) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href]");
      if (!link) return;
      event.preventDefault();
      window.parent.postMessage({ message: "link", value: link.href, secret: secret }, host);
    });
    return;
  }
  var meant = new URLSearchParams(location.search).get("kommentar");
  if (ID.test(meant) && !show(meant)) find(meant);
  addEventListener("message", function (event) {
    // Any window can send a message; only the page around may ask for anything.
    if (event.source !== window.parent || event.origin !== host) return;
    var data = event.data;
    if (!data || data.blanddig !== VERSION || typeof data.show !== "string" || !ID.test(data.show)) return;
    if (!show(data.show)) find(data.show, true);
  });
})();
