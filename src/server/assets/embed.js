// Shows a hearing on another site:
//   <script async src="https://HEARING/embed.js"></script>
//   <bland-dig consultation="NAME" section="KEY"></bland-dig>
// With a section it is the conversation about that. Without one, or with view="card", it is a card:
// what it is, how long it goes on, and what was said last. view="thread" is the general conversation.
// lang="en" or "da" and theme="light" or "dark" are those of the page around, where these are not set. A page
// that names no language is taken to be English for readers of English, and Danish for all others. One that does
// not say how light it is (by color-scheme, in its style or a meta element) is as light as what it paints behind
// the element, and where that cannot be told, as the reader's device.
// What stands in the element, such as a link, is shown until the hearing is.
// height="600" keeps so much room, in pixels, until it is known how high it is.
// The element tells each height by the event "blanddig-height" (event.detail, in pixels).
(() => {
  const script = document.currentScript;
  if (!script || customElements.get("bland-dig")) return;
  const site = new URL(script.src).origin;
  const VERSION = 1;
  const linked = () => /^#kommentar-([0-9a-f]{32})$/.exec(location.hash)?.[1];
  const sane = (pixels) => typeof pixels === "number" && pixels >= 0 && pixels < 1e5;
  const shown = new Set();

  // "light" or "dark", as the page around an element says or looks; nothing where the device is to say.
  function scheme(element) {
    let said = getComputedStyle(element).colorScheme;
    // A meta element is not in the computed style.
    if (!said || said === "normal") said = document.querySelector("meta[name=color-scheme]")?.content || "";
    const words = said.match(/light|dark/g);
    if (words) return words[1] ? "" : words[0];
    for (; element; element = element.parentElement || element.getRootNode().host) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      const [, red, green, blue, alpha] = backgroundColor.match(/^rgba?\((\d+), (\d+), (\d+),? ?([\d.]*)\)$/) || [];
      // As bright as people see it (the luma of ITU-R BT.601, rounded). What lets through what is behind it
      // decides nothing.
      if (red && (alpha || 1) > 0.5) return 3 * red + 6 * green + 1 * blue > 1270 ? "light" : "dark";
      // A picture, or a colour that is told in another way, is not guessed at.
      if (!red || backgroundImage !== "none") return "";
    }
    // What nobody painted is white.
    return "light";
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) target.load();
    },
    // The second where the page scrolls within itself.
    { rootMargin: "1000px", scrollMargin: "1000px" },
  );

  class BlandDig extends HTMLElement {
    connectedCallback() {
      const path = ["consultation", "section"].map((name) => this.getAttribute(name)).filter(Boolean);
      if (!path.length) return console.error('<bland-dig> needs consultation="…"');
      const view = this.getAttribute("view");
      this.card = view === "card" || !(path[1] || view);
      const lang = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
      this.english = /^en\b/i.test(lang);
      this.path = `${site}${this.english ? "/en" : ""}/embed/${path.map(encodeURIComponent).join("/")}`;
      // Neither way comes before the page's own styles are there, which tell how light it is.
      const to = !this.frame && linked();
      if (to) requestAnimationFrame(() => this.show(to));
      if (!this.frame) this.make();
      // Moved within the page, it begins anew.
      this.frame.removeAttribute("src");
      this.comment = 0;
      this.wait(true);
      shown.add(this);
      near.observe(this);
    }

    make() {
      const frame = (this.frame = document.createElement("iframe"));
      const slot = (this.instead = document.createElement("slot"));
      frame.title = this.getAttribute("title") || (this.english ? "Take part in the hearing" : "Deltag i høringen");
      frame.allow = "clipboard-write; web-share";
      const room = Number(this.getAttribute("height")) || (this.card ? 360 : 600);
      frame.style.cssText = `display:block;inline-size:100%;border:0;block-size:${room - 48}px`;
      slot.style.cssText = "line-height:48px;text-align:center";
      // Styles of the page around do not reach in here.
      this.attachShadow({ mode: "open" }).append(frame, slot);
      if (!this.style.display) this.style.display = "block";
    }

    // What stands in the element is shown below the frame, in the room that is kept for both, as long as the frame
    // has not told that it is there: it may be slow, or refused.
    wait(waits) {
      this.waits = waits;
      this.instead.style.display = waits ? "block" : "none";
    }

    // Leads to a comment.
    show(id) {
      if (this.card) return;
      this.comment = id;
      if (!this.waits) this.frame.contentWindow.postMessage({ blanddig: VERSION, show: id }, site);
      this.load();
    }

    load() {
      near.unobserve(this);
      const { frame } = this;
      if (frame.src) return;
      const shade = this.getAttribute("theme") || scheme(this);
      const look = { light: "udseende=lys", dark: "udseende=moerk" }[shade];
      this.begun = this.comment;
      const query = [this.card && "som=kort", this.begun && `kommentar=${this.begun}`, look].filter(Boolean).join("&");
      frame.style.colorScheme = look ? shade : "light dark";
      // The frame tells this page alone how high it is.
      frame.src = `${this.path}${query && `?${query}`}#parent=${encodeURIComponent(location.origin)}`;
    }

    heard({ height, top }) {
      if (height && sane(height)) {
        this.frame.style.blockSize = `${Math.ceil(height)}px`;
        if (this.waits) {
          this.wait(false);
          // A link that was followed while it was on its way.
          if (this.comment !== this.begun) this.show(this.comment);
        }
        this.dispatchEvent(new CustomEvent("blanddig-height", { bubbles: true, detail: Math.ceil(height) }));
      }
      if (sane(top)) {
        // Below a head that stays, also where the page scrolls within itself.
        this.frame.style.scrollMarginTop = `${72 - top}px`;
        this.frame.scrollIntoView();
      }
    }

    disconnectedCallback() {
      near.unobserve(this);
      shown.delete(this);
    }
  }
  customElements.define("bland-dig", BlandDig);

  addEventListener("message", ({ data, origin, source }) => {
    // Any frame can send a message; only ours may change anything.
    if (origin !== site || data?.blanddig !== VERSION) return;
    for (const element of shown) if (element.frame.contentWindow === source) element.heard(data);
  });

  addEventListener("hashchange", () => {
    const id = linked();
    if (id) for (const element of shown) element.show(id);
  });
})();
