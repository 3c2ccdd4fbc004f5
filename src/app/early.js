// Runs at once, long before the app has arrived (the app is 30 times its size).
// 1. What is pressed before then is pressed again when the app is there: the app reads `blanddig`.
// 2. A file of ours that is gone, because the site was upgraded while this page stood open, must not
//    cost what was typed: it is kept, the page is loaded anew, once, and gets it back.
// 3. Text as large as this reader wants it: chosen by A− and A+, kept in this browser.
// 4. An explained word is heard: the focus goes to its explanation, and back when that is closed.
//    The contents open where one is in them.
//    The field for a district offers those of the hearing, where it has some (`theme.rs`).
// 5. The app is fetched when the page has been seen, so that nothing is in the way of the words; in a
//    frame when somebody is about to write. Until then it stands in <template id="start">.
// 6. Without a connection a line says so. Frames and the desk have no such line, and nothing of them
//    is kept for reading later; of other pages the service worker keeps what was read.
const KEPT = "blanddig.typed";
const fields = () => document.querySelectorAll("#app textarea[id], #app input[type=text][id]:not([readonly])");
const session = (act) => { try { return act(sessionStorage); } catch { return null; } };

const SIZES = [0.9, 1, 1.15, 1.3, 1.5];
const local = (act) => { try { return act(localStorage); } catch { return null; } };
const root = document.documentElement;
const resize = (at) => {
  root.dataset.size = at;
  if (at !== 1) root.style.setProperty("--size", SIZES[at]);
  else root.style.removeProperty("--size");
};
const kept = local((store) => SIZES.indexOf(Number(store.getItem("blanddig.size")))) ?? -1;
resize(kept < 0 ? 1 : kept);
document.addEventListener("click", (event) => {
  const by = event.target.closest?.("button[data-size]")?.dataset.size;
  const at = Number(root.dataset.size) + Number(by);
  if (!by || !SIZES[at]) return;
  resize(at);
  local((store) => store.setItem("blanddig.size", SIZES[at]));
});
document.addEventListener("toggle", ({ target, newState }) => {
  if (newState !== "open") return;
  if (target.matches(".gloss")) target.focus();
  if (target.id === "indhold") target.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
}, true);

document.addEventListener("focusin", ({ target }) => /-bydel$/.test(target.id) && target.setAttribute("list", "bydele"));

const pressed = [];
window.blanddig = pressed;
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#app button[id]:not([popovertarget])");
  if (!button || window.blanddig !== pressed) return;
  const before = pressed.indexOf(button.id);
  if (!button.closest("[data-alive]")) before < 0 && pressed.push(button.id);
  // A part that is alive answers itself, and was perhaps pressed in vain before.
  else if (before >= 0) pressed.splice(before, 1);
}, true);

const typed = session((store) => JSON.parse(store.getItem(KEPT) ?? "null"));
if (typed) {
  session((store) => store.removeItem(KEPT));
  for (const field of fields()) if (typed[field.id]) field.value = typed[field.id];
}

// Once: a second request could reach the page that the first has brought, and cost it what was typed.
let asked = Boolean(typed);
const again = () => {
  if (asked || window.blanddig !== pressed) return;
  // What can be read is not given up for a page that cannot be had.
  if (!navigator.onLine) return addEventListener("online", again, { once: true });
  asked = true;
  const values = {};
  for (const field of fields()) if (field.value) values[field.id] = field.value;
  if (session((store) => (store.setItem(KEPT, JSON.stringify(values)), true))) location.reload();
};
// The element whose file is missing tells it, or else, on the window, the program that cannot begin:
// not every browser fetches the program ahead by its element.
addEventListener("error", ({ target, error }) => {
  const url = target.src ?? target.href;
  if (url ? url.startsWith(location.origin + "/assets/") : error) again();
}, true);
addEventListener("unhandledrejection", again);

const start = document.getElementById("start");
if (start) {
  const load = () => {
    removeEventListener("focusin", load);
    removeEventListener("click", load);
    // Once: afterwards the template is empty.
    document.head.append(start.content);
  };
  addEventListener("focusin", load);
  // No sooner: a finger that comes down may be on its way through the page around.
  addEventListener("click", load);
  // The browser paints before it does what is asked for here; what nobody looks at it does not paint.
  const seen = document.hidden ? setTimeout : requestAnimationFrame;
  if (start.dataset.on !== "intent") seen(() => setTimeout(load));
  // Somebody was quicker than this script.
  if (document.activeElement?.matches("#app textarea, #app input")) load();
}

const net = parent === window && document.querySelector("#net p");
if (net) {
  const tell = () => {
    const offline = !navigator.onLine;
    net.hidden = !offline;
    root.classList.toggle("offline", offline);
    // Who writes on a phone needs the room above the keyboard.
    net.parentNode.classList.toggle("net--away", offline && Boolean(document.activeElement?.matches("textarea")));
    // The page in place of one that could not be had.
    if (!offline && document.getElementById("gemt")) location.reload();
  };
  const move = () => net.hidden || tell();
  for (const [what, act] of [["online", tell], ["offline", tell], ["focusin", move], ["focusout", move]]) addEventListener(what, act);
  if (!navigator.onLine) tell();
}
if (net && navigator.serviceWorker) {
  const page = location.pathname + location.search;
  let told = false;
  const keep = async () => {
    if (told) return;
    told = true;
    try {
      await navigator.serviceWorker.register("/sw.js");
      const { active } = await navigator.serviceWorker.ready;
      // It came after this page and knows nothing of it yet.
      const named = [...document.querySelectorAll("[src^='/assets/'],[href^='/assets/']")];
      const files = named.map((element) => element.getAttribute("src") ?? element.getAttribute("href"));
      active.postMessage({ page, lang: document.documentElement.lang, files });
    } catch {
      // Then nothing is kept, and everything else works.
    }
  };
  // Trunk says that the program is there: its files have come. Where it never comes, the page is kept.
  addEventListener("TrunkApplicationStarted", () => (window.requestIdleCallback ?? setTimeout)(keep));
  addEventListener("load", () => setTimeout(keep, 15_000));
}
