// Tells on another site how many comments there are:
//   <script async src="https://HEARING/counts.js"></script>
//   <a href="…">Kommentarer (<span data-bland-dig="NAME/KEY"></span>)</a>
// Without a key it is all of the hearing's. Each hearing is asked once.
(() => {
  const site = new URL(document.currentScript.src).origin;
  const tell = async () => {
    const places = {};
    for (const place of document.querySelectorAll("[data-bland-dig]")) (places[place.dataset.blandDig.split("/")[0]] ??= []).push(place);
    for (const name in places) {
      const answer = await fetch(`${site}/api/consultations/${encodeURIComponent(name)}/counts`).catch(() => 0);
      if (!answer.ok) continue;
      const { comments, sections } = await answer.json();
      for (const place of places[name]) {
        const key = place.dataset.blandDig.split("/")[1];
        const count = key ? sections[key] : comments;
        if (count >= 0) place.textContent = count;
      }
    }
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell);
  else tell();
})();
