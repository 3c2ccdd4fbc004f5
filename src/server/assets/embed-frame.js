// In the frame: tells the page around it how high the content is, and fetches the app only when
// somebody is about to write or act.
(function () {
  "use strict";
  var start = document.currentScript && document.currentScript.getAttribute("data-start");
  var parent = new URLSearchParams(location.hash.slice(1)).get("parent");
  var last = 0;
  function tell() {
    var height = document.documentElement.getBoundingClientRect().height;
    if (parent && window.parent !== window && Math.abs(height - last) > 1) {
      last = height;
      window.parent.postMessage({ blanddig: 1, height: height }, parent);
    }
  }
  function fetchApp() {
    if (!start) return;
    import(start);
    start = null;
  }
  addEventListener("DOMContentLoaded", function () {
    new ResizeObserver(tell).observe(document.documentElement);
    tell();
    var app = document.getElementById("app");
    ["focusin", "pointerdown", "keydown"].forEach(function (act) {
      app.addEventListener(act, fetchApp, { once: true, capture: true });
    });
  });
})();
