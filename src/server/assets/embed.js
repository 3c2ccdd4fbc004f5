// Places a hearing's conversation on another site:
//   <script async src="https://HEARING/embed.js" data-hearing="CONSULTATION/SECTION"></script>
// With data-lang="en" it speaks English.
// The frame comes where the script stands and grows with its content.
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script) return;
  var site = new URL(script.src).origin;
  var parts = (script.getAttribute("data-hearing") || "").split("/").filter(Boolean);
  if (!parts.length) {
    console.error("embed.js: give data-hearing=\"CONSULTATION\" or \"CONSULTATION/SECTION\"");
    return;
  }
  var english = script.getAttribute("data-lang") === "en";
  var path = (english ? "/en" : "") + "/embed/" + parts.map(encodeURIComponent).join("/");
  var frame = document.createElement("iframe");
  // The frame sends its height to this page alone.
  frame.src = site + path + "#parent=" + encodeURIComponent(location.origin);
  frame.title = script.getAttribute("data-title") || (english ? "Take part in the hearing" : "Deltag i høringen");
  frame.loading = "lazy";
  frame.allow = "clipboard-write; web-share";
  frame.style.cssText = "display:block;inline-size:100%;block-size:32rem;border:0";
  script.parentNode.insertBefore(frame, script);
  addEventListener("message", function (event) {
    // Any frame can send a message; only ours may change anything.
    if (event.source !== frame.contentWindow || event.origin !== site) return;
    var height = event.data && event.data.blanddig === 1 && Number(event.data.height);
    if (height > 0 && height < 100000) frame.style.blockSize = Math.ceil(height) + "px";
  });
})();
