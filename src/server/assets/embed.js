// Shows a hearing on another site:
//   <script async src="https://HEARING/embed.js"></script>
//   <bland-dig consultation="NAME" section="KEY"></bland-dig>
// With a section it is the conversation about that. Without one, or with view="card", it is a card:
// what it is, how long it goes on, and what was said last. view="thread" is the general conversation.
// lang="en" or "da" and theme="light" or "dark" are those of the page around, where these are not set: a page
// that does not say which it is (by the CSS property color-scheme) is as light as what it paints behind the element,
// and where it has no language, it is the reader's.
// What stands in the element, such as a link, is shown until the hearing is.
// height="600" keeps so much room, in pixels, until it is known how high it is.
// The element tells each height by the event "blanddig-height" (event.detail, in pixels).
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || customElements.get("bland-dig")) return;
  const site = new URL(script.src).origin;
  const VERSION = 1;
  const linked = () => /^#kommentar-([0-9a-f]{32})$/.exec(location.hash)?.[1];
  const shown = new Set();

  // "light" or "dark", as the page around an element says or looks; anything else is for the device to say.
  function scheme(element) {
    const said = getComputedStyle(element).colorScheme;
    if (said !== "normal") return said;
    for (; element; element = element.parentElement || element.getRootNode().host) {
      const [, red, green, blue, alpha = 1] =
        /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(getComputedStyle(element).backgroundColor) || [];
      // A colour of another kind is not guessed at; one that lets through what is behind it decides nothing.
      if (!red) return said;
      // As bright as people see it (the luma of ITU-R BT.601).
      if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue > 127 ? "light" : "dark";
    }
    // What nobody painted is white.
    return "light";
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) target.load();
    },
    { rootMargin: "1000px" },
  );

  class BlandDig extends HTMLElement {
    connectedCallback() {
      // Moved within the page: the frame begins anew.
      if (this.shadowRoot) return void shown.add(this);
      const card = this.getAttribute("view") === "card" || !(this.getAttribute("section") || this.getAttribute("view"));
      const path = ["consultation", "section"].map((name) => this.getAttribute(name)).filter(Boolean);
      if (!path.length) return console.error('<bland-dig> needs consultation="…"');
      const around = (what) => this.closest(`[${what}]`)?.getAttribute(what);
      const english = /^en\b/i.test(around("lang") || navigator.language);
      const to = !card && linked();
      this.path = `${site}${english ? "/en" : ""}/embed/${path.map(encodeURIComponent).join("/")}`;
      this.query = [card && "som=kort", to && `kommentar=${to}`];
      const frame = document.createElement("iframe");
      this.frame = frame;
      frame.title = this.getAttribute("title") || (english ? "Take part in the hearing" : "Deltag i høringen");
      frame.allow = "clipboard-write; web-share";
      frame.style.cssText = `display:block;inline-size:100%;border:0;block-size:${Number(this.getAttribute("height")) || (card ? 360 : 600)}px`;
      // What stands in the element, a link to the hearing, is there until the frame has told that it is: it may be
      // slow, or refused. It lies over the frame, so that nothing jumps when it goes.
      const inside = document.createElement("div");
      inside.style.position = "relative";
      this.instead = document.createElement("slot");
      this.instead.style.cssText = "display:block;position:absolute;inset:0 0 auto;padding:1em;text-align:center";
      inside.append(frame, this.instead);
      // Styles of the page around do not reach in here.
      this.attachShadow({ mode: "open" }).append(inside);
      if (!this.style.display) this.style.display = "block";
      shown.add(this);
      // Neither comes before the page's own styles are there, which tell how light it is.
      if (to) requestAnimationFrame(() => this.load());
      else near.observe(this);
    }

    load() {
      near.unobserve(this);
      const { frame } = this;
      if (frame.src) return;
      const shade = this.getAttribute("theme") || scheme(this);
      const look = { light: "udseende=lys", dark: "udseende=moerk" }[shade];
      const query = [...this.query, look].filter(Boolean).join("&");
      frame.style.colorScheme = look ? shade : "light dark";
      // The frame tells this page alone how high it is.
      frame.src = `${this.path}${query && `?${query}`}#parent=${encodeURIComponent(location.origin)}`;
    }

    disconnectedCallback() {
      shown.delete(this);
    }
  }
  customElements.define("bland-dig", BlandDig);

  addEventListener("message", ({ data, origin, source }) => {
    // Any frame can send a message; only ours may change anything.
    if (origin !== site || data?.blanddig !== VERSION) return;
    for (const element of shown) {
      const { frame } = element;
      if (frame.contentWindow !== source) continue;
      const [height, top] = [data.height, data.top].map((pixels) => (typeof pixels === "number" ? pixels : -1));
      if (height > 0 && height < 1e5) {
        frame.style.blockSize = `${Math.ceil(height)}px`;
        element.instead.style.display = "none";
        element.dispatchEvent(new CustomEvent("blanddig-height", { bubbles: true, detail: Math.ceil(height) }));
      }
      if (top >= 0 && top < 1e5) scrollTo({ top: scrollY + frame.getBoundingClientRect().top + top - 72 });
    }
  });

  addEventListener("hashchange", () => {
    const show = linked();
    if (show) for (const { frame } of shown) frame.contentWindow?.postMessage({ blanddig: VERSION, show }, site);
  });
})();
