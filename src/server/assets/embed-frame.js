// In the frame: tells the page around it how high the content is. (The app comes later, when somebody
// is about to write: see early.js.)
(function () {
  "use strict";
  var parent = new URLSearchParams(location.hash.slice(1)).get("parent");
  if (!parent || window.parent === window) return;
  // The same frame in another language has somebody to tell as well.
  document.querySelectorAll("a.lang").forEach(function (link) { link.hash = location.hash; });
  var last = 0;
  function tell() {
    var height = document.documentElement.getBoundingClientRect().height;
    if (Math.abs(height - last) <= 1) return;
    last = height;
    window.parent.postMessage({ blanddig: 1, height: height }, parent);
  }
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
