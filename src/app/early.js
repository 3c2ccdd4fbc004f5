// Runs at once, long before the app has arrived (the app is 30 times its size).
// 1. What is pressed before then is pressed again when the app is there: the app reads `blanddig`.
// 2. A file of ours that is gone, because the site was upgraded while this page stood open, must not
//    cost what was typed: it is kept, the page is loaded anew, once, and gets it back.
// 3. In a frame the app is fetched when somebody is about to write: the page then names the script
//    in <meta name="start"> instead of loading it.
const KEPT = "blanddig.typed";
const fields = () => document.querySelectorAll("#app textarea[id], #app input[type=text][id]:not([readonly])");
const session = (act) => { try { return act(sessionStorage); } catch { return null; } };

const pressed = [];
window.blanddig = pressed;
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#app button[id]:not([popovertarget])");
  if (button && window.blanddig === pressed && !pressed.includes(button.id)) pressed.push(button.id);
}, true);

const typed = session((store) => JSON.parse(store.getItem(KEPT) ?? "null"));
if (typed) {
  session((store) => store.removeItem(KEPT));
  for (const field of fields()) if (typed[field.id]) field.value = typed[field.id];
}

const again = () => {
  if (typed || window.blanddig !== pressed) return;
  const values = {};
  for (const field of fields()) if (field.value) values[field.id] = field.value;
  if (session((store) => (store.setItem(KEPT, JSON.stringify(values)), true))) location.reload();
};
addEventListener("error", (event) => {
  const url = event.target?.src ?? event.target?.href ?? "";
  if (url.startsWith(location.origin + "/assets/")) again();
}, true);
addEventListener("unhandledrejection", again);

const start = document.querySelector('meta[name="start"]')?.content;
if (start) {
  const load = () => {
    removeEventListener("focusin", load);
    removeEventListener("pointerdown", load);
    const script = document.createElement("script");
    script.type = "module";
    script.src = start;
    document.head.append(script);
  };
  addEventListener("focusin", load);
  addEventListener("pointerdown", load);
  // Somebody was quicker than this script.
  if (document.activeElement?.matches("#app textarea, #app input")) load();
}
