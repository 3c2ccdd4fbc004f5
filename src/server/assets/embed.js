// Shows a hearing on another site:
//   <script async src="https://HEARING/embed.js"></script>
//   <bland-dig consultation="NAME" section="KEY"></bland-dig>
// With a section it is the conversation about that. Without one, or with view="card", it is a card:
// what it is, how long it goes on, and what was said last. view="thread" is the general conversation.
// lang="en" or "da" and theme="light" or "dark" are those of the page around, where it has them.
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

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) target.load();
    },
    { rootMargin: "1000px" },
  );

  class BlandDig extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const card = this.getAttribute("view") === "card" || !(this.getAttribute("section") || this.getAttribute("view"));
      const path = ["consultation", "section"].map((name) => this.getAttribute(name)).filter(Boolean);
      if (!path.length) return console.error('<bland-dig> needs consultation="…"');
      const around = (what) => this.closest(`[${what}]`)?.getAttribute(what);
      const english = /^en\b/i.test(around("lang") || "");
      const scheme = this.getAttribute("theme") || getComputedStyle(this).colorScheme;
      const look = { light: "udseende=lys", dark: "udseende=moerk" }[scheme];
      const to = !card && linked();
      const query = [card && "som=kort", look, to && `kommentar=${to}`].filter(Boolean).join("&");
      const frame = document.createElement("iframe");
      this.frame = frame;
      // The frame tells this page alone how high it is.
      this.address = `${site}${english ? "/en" : ""}/embed/${path.map(encodeURIComponent).join("/")}${query && `?${query}`}#parent=${encodeURIComponent(location.origin)}`;
      frame.title = this.getAttribute("title") || (english ? "Take part in the hearing" : "Deltag i høringen");
      frame.allow = "clipboard-write; web-share";
      frame.style.cssText = `display:block;inline-size:100%;border:0;color-scheme:${look ? scheme : "light dark"};block-size:${Number(this.getAttribute("height")) || (card ? 360 : 600)}px`;
      // Styles of the page around do not reach in here.
      this.attachShadow({ mode: "open" }).append(frame);
      if (!this.style.display) this.style.display = "block";
      shown.add(this);
      if (to) this.load();
      else near.observe(this);
    }

    load() {
      near.unobserve(this);
      if (!this.frame.src) this.frame.src = this.address;
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
      const { height, top } = data;
      if (height > 0 && height < 1e5) {
        frame.style.blockSize = `${Math.ceil(height)}px`;
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
