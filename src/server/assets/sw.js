// Keeps what was read readable without a connection: pages, conversations that were opened, and the
// files that pages load. Above it the server writes its release, so that each one is a new worker.
// With a connection the network goes first: no page is older than the server's. What belongs to a
// person is never kept: nothing that was asked for with a token, nothing that stands behind a `#`.
const [PAGES, THREADS, FILES] = ["blanddig-pages", "blanddig-threads", "blanddig-files"];
const MOST = 60;
// How long the network may take when there is something to show instead.
const PATIENCE = 4000;
const OTHERS = /^(\/en)?\/(api|assets|desk|embed|k|udkast|metrics|healthz|readyz)(\/|\.|$)/;
const THREAD = /^\/api\/(?!desk\/|participants\/).*\/(comments|replies)$/;
// Conversations that a person opens: a page brings the others itself.
const OPENED = /[?&](after|paragraph)=|\/replies/;
const OFFLINE = "/assets/offline/";

const open = (name) => caches.open(name);
const match = async (name, key) => (await open(name)).match(key, { ignoreVary: true });
const path = ({ url }) => url.slice(location.origin.length);
const keys = async (name) => (await (await open(name)).keys()).map(path);
const isJson = (response) => /json/.test(response.headers.get("content-type"));

// Page and screen (what the app gets of a page) are made of each other at these places.
const TITLE = ["<title>", "</title>"];
const SIDE = ["<div id=side>", "</div><p class=vh role=status id=status>"];
const DATA = ["<script type=application/json id=data>", "</script>"];
const KEPT = ["<template>", "</template>"];
const LIST = ["id=gemt>", "</ul>"];
const MAIN = ["<main id=main class=page>", ""];
const cut = (text, [from, to]) => text.split(from)[1]?.split(to)[0] ?? "";
const put = (text, [from, to], inner) => {
  const [start, end] = [text.indexOf(from) + from.length, text.indexOf(to, text.indexOf(from) + from.length)];
  return start < from.length ? text : text.slice(0, start) + inner + text.slice(end);
};
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (all) => Object.keys(SIGNS).find((sign) => SIGNS[sign] === all));

const toScreen = (html) => ({
  lang: cut(html, ["<html lang=", ">"]).split(" ")[0],
  title: unescape(cut(html, TITLE)),
  html: cut(html, SIDE),
  facts: JSON.parse(cut(html, DATA)),
});
// A page in the frame of this release runs its program.
const toPage = (shell, { lang, title, html, facts }) => {
  const { release } = JSON.parse(cut(shell, DATA));
  const page = put(put(shell, TITLE, escape(title)), SIDE, html).replace(/<html lang=\w+/, `<html lang=${lang}`);
  return put(page, DATA, JSON.stringify({ ...facts, release }).replaceAll("<", "\\u003c"));
};

const keep = async (name, key, response) => {
  if (!response.ok || response.redirected || !/html|json/.test(response.headers.get("content-type")) || /[?&](soeg|bekraeft)=/.test(key)) return;
  const cache = await open(name);
  // Put anew, it is the youngest again.
  await cache.delete(key);
  await cache.put(key, response);
  for (const old of (await keys(name)).slice(0, -MOST)) await cache.delete(old);
};

// How a page is looked at: in place of the very look that is asked for, another one will do.
const bare = (address) => {
  const url = new URL(address, location);
  for (const look of ["afsnit", "sortering", "udgave"]) url.searchParams.delete(look);
  return path({ url: url.href });
};
const looks = async (address) => (await keys(PAGES)).filter((key) => bare(key) === bare(address)).reverse();
const find = async (address) => {
  const found = await looks(address);
  return found.includes(address) ? address : found[0];
};

// The network's answer; none when it fails, or is late or in trouble while something is kept.
const ask = async (event, request, kept, done) => {
  const fresh = request().then((response) => {
    event.waitUntil(done(response.clone()).catch(() => {}));
    return response;
  });
  const answer = fresh.catch(() => {});
  event.waitUntil(answer);
  const late = new Promise((late) => kept && setTimeout(late, PATIENCE));
  const response = await Promise.race([answer, late]);
  return kept && response?.status >= 500 ? undefined : response;
};

const shell = async (address) => {
  const lang = /^\/en(\/|\?|$)/.test(address) ? "en" : "da";
  return (await match(FILES, OFFLINE + lang)) ?? match(FILES, `${OFFLINE}da`);
};
const html = (text, { headers }, status = 200) => new Response(text, { status, headers });

// When a kept page was fetched stands above it.
const dated = (text, shell, response, lang) => {
  const at = new Date(response.headers.get("date") ?? NaN);
  if (isNaN(at)) return text;
  const how = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  const told = cut(shell, KEPT).replace("{date}", at.toLocaleString(lang, how));
  return text.replace(MAIN[0], () => MAIN[0] + told);
};

// Where else one can go, on the page for an address that is not kept.
const listed = async (text) => {
  const titles = new Map();
  for (const key of (await keys(PAGES)).reverse().slice(0, 20)) {
    const response = await match(PAGES, key);
    const title = isJson(response) ? escape((await response.json()).title) : cut(await response.text(), TITLE);
    const [own, ...of] = title.split(" – ");
    const link = `<a href="${escape(key)}"><span>${own}<br><small>${of.join(" – ")}</small></span></a>`;
    if (!titles.has(title)) titles.set(title, `<li>${link}</li>`);
  }
  return put(text, LIST, [...titles.values()].join(""));
};

const page = async (event, request, address, asJson) => {
  const kept = await find(address);
  const answer = await ask(event, request, kept, async (response) => {
    if (response.ok) return keep(PAGES, address, response);
    // What is gone, or was taken away, must not come back from here.
    if (response.status === 404) for (const key of await looks(address)) await (await open(PAGES)).delete(key);
  });
  if (answer) return answer;
  const around = await shell(address);
  const text = (await around?.clone().text()) ?? "";
  const response = kept && (await match(PAGES, kept));
  if (!response) return asJson || !around ? Response.error() : html(await listed(text), around, 503);
  if (asJson) {
    const screen = isJson(response) ? await response.json() : toScreen(await response.text());
    screen.html = dated(screen.html, text, response, screen.lang);
    // What was kept is shown by whatever program is there: nothing newer can be had.
    delete screen.facts.release;
    return new Response(JSON.stringify(screen), { headers: { "content-type": "application/json" } });
  }
  // The address tells the truth about what is shown.
  if (kept !== address) return Response.redirect(kept);
  if (isJson(response)) {
    if (!around) return Response.error();
    const screen = await response.clone().json();
    return html(dated(toPage(text, screen), text, response, screen.lang), around);
  }
  const whole = await response.clone().text();
  return html(dated(whole, text, response, cut(whole, ["<html lang=", ">"]).split(" ")[0]), response);
};

// With a token an answer is somebody's: then everybody's is fetched beside it, to be kept.
const thread = async (event, request, key) => {
  // A frame can be controlled too: what is read on another site is neither kept nor shown from here.
  const asker = await clients.get(event.clientId);
  if (asker && OTHERS.test(path(asker))) return fetch(request);
  const kept = await match(THREADS, key);
  const personal = request.headers.has("authorization");
  const answer = await ask(event, () => fetch(request), kept, async (response) => {
    if (response.status === 404) return (await open(THREADS)).delete(key);
    if (response.ok && !personal) return keep(THREADS, key, response);
    if (response.ok && OPENED.test(key)) return keep(THREADS, key, await fetch(key));
  });
  return answer ?? kept ?? Response.error();
};

// Files are named by their content: what is kept is right.
const file = async (event, request) => {
  const kept = await match(FILES, request.url);
  if (kept) return kept;
  const response = await fetch(request);
  const asker = await clients.get(event.clientId);
  if (response.ok && asker && !OTHERS.test(path(asker))) {
    const copy = response.clone();
    event.waitUntil(open(FILES).then((cache) => cache.put(request.url, copy)).catch(() => {}));
  }
  return response;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const key = url.pathname + url.search;
  const address = url.pathname === "/api/page" && url.searchParams.get("address");
  if (request.mode === "navigate") {
    const go = async () => (await event.preloadResponse) ?? fetch(request);
    event.respondWith(OTHERS.test(url.pathname) ? go() : page(event, go, key));
  } else if (address && !OTHERS.test(address)) {
    // Everybody's: asked for without the token.
    event.respondWith(page(event, () => fetch(key), address, true));
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(file(event, request));
  } else if (THREAD.test(url.pathname)) {
    event.respondWith(thread(event, request, key));
  }
});

// The page for an address that is not kept, of this release, in each language that was read.
addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil((async () => {
    const had = (await keys(FILES)).filter((key) => key.startsWith(OFFLINE));
    await (await open(FILES)).addAll([...new Set([`${OFFLINE}da`, ...had])]);
  })());
});

// Files of earlier releases go, those aside that a kept page names.
const tidy = async () => {
  const cache = await open(FILES);
  const offline = (await keys(FILES)).filter((key) => key.startsWith(OFFLINE));
  const pages = [await (await open(PAGES)).matchAll(), await Promise.all(offline.map((key) => cache.match(key)))].flat();
  const texts = await Promise.all(pages.map((response) => response.text()));
  for (const key of await keys(FILES)) {
    if (!offline.includes(key) && !texts.some((text) => text.includes(key))) await cache.delete(key);
  }
};
addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]));
  // Pages wait for what is waited for here, and this may take as long as it likes.
  tidy().catch(() => {});
});

// A page that came before its worker tells what it is and what it loaded: the browser still has both.
addEventListener("message", (event) => event.waitUntil((async () => {
  const { page, lang, files } = event.data;
  const missing = [];
  for (const key of [...files, OFFLINE + lang]) if (!(await match(FILES, key))) missing.push(key);
  await (await open(FILES)).addAll(missing);
  if (!OTHERS.test(page) && !(await keys(PAGES)).includes(page)) {
    const response = await fetch(page, { cache: "force-cache" });
    await keep(PAGES, page, response);
  }
})()));
