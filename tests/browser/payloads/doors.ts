import type { Page } from '@playwright/test';
import { C, DRAFT, KEY, QUIET, WORDS } from './hearing';
import { PAYLOADS } from './words';
import type { World } from './world';

/** Pages of each kind that everybody can open, looked at as they can be. */
export function pages({ office, citizens, decisions }: World): string[] {
  const comments = citizens.comments.filter((_, at) => at % 150 === 0).map(({ id }) => `kommentar/${id}`);
  const changed = citizens.comments[citizens.comments.length - 1].id;
  const decided = decisions.posts.filter((post) => post.startsWith('kommentar/'));
  const proposals = citizens.proposals.slice(0, 6).map(({ id }) => `forslag/${id}`);
  const within = [
    ...[
      KEY,
      `${KEY}?sortering=aeldste`,
      `${KEY}?sortering=enige`,
      WORDS,
      '0',
      '1',
      '2',
      'regler',
      'resultat',
      'forslag',
      'nyt',
    ],
    ...[
      'forslag/nyt',
      `forslag/nyt?slags=ordlyd&om=${KEY}`,
      'forslag?slags=partnerskab',
      `kommentar/${changed}?historik=ja`,
    ],
    ...[...comments, ...decided, ...proposals],
  ];
  const site = [
    '/',
    '/regler',
    '/privatliv',
    '/cookies',
    '/tilgaengelighed',
    '/kontakt',
    '/mine',
    '/assets/offline/da',
  ];
  const draft = `/udkast/${office.secret}`;
  return [
    ...site,
    `/${C}`,
    ...within.map((rest) => `/${C}/${rest}`),
    ...[`/en/${C}/${KEY}`, '/en/cookies', draft, `${draft}/${KEY}`, `${draft}/0`, `${draft}/regler`],
    ...[`/embed/${C}`, `/embed/${C}/${KEY}`, `/embed/${C}?som=kort`, `/embed/${C}/${KEY}?som=kort&udseende=moerk`],
    ...PAYLOADS.filter((_, at) => at % 100 === 0).map((words) => `/${C}?soeg=${encodeURIComponent(words)}`),
  ];
}

/** What is no page: feeds, pictures, files, and what programs read. */
export function files({ city, office, citizens }: World): string[] {
  const hearing = `/api/consultations/${C}`;
  const [comment, proposal] = [citizens.comments[citizens.comments.length - 1].id, citizens.proposals[0].id];
  const lists = [
    '',
    '/counts',
    `/sections/${KEY}`,
    `/sections/${KEY}/comments?limit=100`,
    '/comments',
    '/proposals',
    '/news',
  ];
  const read = [
    `comments/${comment}`,
    `comments/${comment}/history`,
    `comments/${comment}/replies`,
    `proposals/${proposal}`,
    `proposals/${proposal}/comments`,
  ];
  const page = (address: string) => `/api/page?address=${encodeURIComponent(address)}`;
  return [
    ...[
      `/${C}.atom`,
      `/${C}/${KEY}.atom`,
      `/k/${office.short}.svg`,
      '/robots.txt',
      '/sw.js',
      '/embed.js',
      '/counts.js',
    ],
    `/oembed?url=${encodeURIComponent(`${city.address}/${C}`)}`,
    '/api/consultations',
    ...lists.map((rest) => hearing + rest),
    ...['export.csv', 'export.json', 'search?q=alert', 'search?q=alert&kind=proposal'].map(
      (rest) => `${hearing}/${rest}`,
    ),
    ...read.map((rest) => `/api/${rest}`),
    ...[page(`/${C}/${KEY}`), page(`/${C}/nyt`), page(`/${C}?soeg=<img src=x onerror=alert(1)>`)],
    ...PAYLOADS.filter((_, at) => at % 60 === 1).map((words) => `/api/${encodeURIComponent(words)}`),
  ];
}

/** Where staff work, and what of it is a file. */
export function desk({ decisions }: World): { pages: string[]; files: string[] } {
  const places = [
    'konto',
    'kolleger',
    'svaere',
    'styring',
    'pauser',
    'sletning',
    'sletning/besvarede',
    `sletning/${decisions.asked}`,
    'journal',
    'hent',
  ];
  const lists = ['anmeldte', 'tilbageholdte', 'klager', 'nye', 'skjulte', 'spoergsmaal'];
  const hearings = [C, `${C}/indlejring`, DRAFT].map((slug) => `hoeringer/${slug}`);
  return {
    pages: [
      ...lists.map((list) => `ko/${list}`),
      ...decisions.posts.map((post) => `ko/nye/${post}`),
      ...places,
      ...['hoeringer', ...hearings, 'nyt', `nyt/${C}/ny`, 'sider', 'sider/cookies', 'sider/regler/en'],
    ].map((rest) => `/desk/${rest}`),
    files: [
      'record.csv',
      'record.json',
      'queue?view=hidden',
      `consultations/${C}/export.csv`,
      `consultations/${C}/export.json`,
    ].map((rest) => `/api/desk/${rest}`),
  };
}

/** Addresses that are payloads themselves: all of them as questions, and some everywhere else. */
export function addresses({ city }: World): string[] {
  const shapes: ((words: string) => string)[] = [
    (words) => `/${words}`,
    (words) => `/en/${words}/${words}`,
    (words) => `/${C}/${words}`,
    (words) => `/${C}/kommentar/${words}`,
    (words) => `/${C}/forslag?slags=${words}&efter=${words}`,
    (words) => `/${C}/forslag/nyt?om=${words}&trin=${words}`,
    (words) => `/${C}/${KEY}?efter=${words}`,
    (words) => `/${C}/${KEY}?afsnit=${words}&udgave=${words}&sortering=${words}`,
    (words) => `/embed/${C}/${KEY}?udseende=${words}&kommentar=${words}`,
    (words) => `/embed/${words}?som=kort`,
    (words) => `/mine?bekraeft=${words}`,
    (words) => `/udkast/${words}`,
    (words) => `/k/${words}`,
    (words) => `/k/${words}.svg`,
    (words) => `/${words}.atom`,
    (words) => `/oembed?url=${encodeURIComponent(city.address)}/${C}/${words}&format=${words}`,
    (words) => `/desk/${words}`,
    (words) => `/assets/${words}`,
  ];
  const all = PAYLOADS.map((words) => `/${QUIET}?soeg=${encodeURIComponent(words)}`);
  shapes.forEach((shape, at) => {
    const some = PAYLOADS.filter((_, n) => n % 40 === at);
    all.push(...some.map((words) => shape(encodeURIComponent(words))));
  });
  return all;
}

/** What was read, and what stands in it that is none of ours. */
export interface Read {
  pages: number;
  found: string[];
}

/**
 * Reads pages as the browser reads them, without opening each: what they hold is none the less real, and
 * nothing of it runs. With `further` it also reads one page of each kind that those lead to.
 */
export function read(page: Page, given: string[], further = false): Promise<Read> {
  return page.evaluate(
    async ({ given, further }) => {
      const parser = new DOMParser();
      const met = new Set<string>();
      const waiting = [...given];
      const read: { pages: number; found: string[] } = { pages: 0, found: [] };
      const follow = (link: Element) => {
        const url = new URL(link.getAttribute('href') ?? '', location.origin);
        const address = url.pathname + url.search;
        const kind = address
          .replace(/[0-9a-f]{32}/g, 'id')
          .replace(/(efter|afsnit|om|soeg)=[^&]*/g, '$1')
          .replace(/^((?:\/en)?\/alt-muligt\/)(?!forslag|nyt|regler|resultat|kommentar)[^/?]+/, '$1section');
        // Those of the same kind tell the same of others.
        if (url.origin !== location.origin || met.has(kind)) return;
        met.add(kind);
        waiting.push(address);
      };
      const one = async (address: string) => {
        const answer = await fetch(address).catch(() => Promise.reject(new Error(`no answer: ${address}`)));
        const kind = answer.headers.get('content-type') ?? '';
        const text = await answer.text();
        if (!kind.startsWith('text/html')) {
          // Whatever it holds, no browser may take it for a page.
          const isSafe = answer.headers.get('x-content-type-options') === 'nosniff' && !/html/.test(kind);
          if (!isSafe && answer.status !== 204) read.found.push(`${address} is ${kind || 'of no kind'}`);
          return;
        }
        read.pages += 1;
        const document = parser.parseFromString(text, 'text/html');
        read.found.push(...window.strangers(document).map((what) => `${what} at ${address}`));
        if (further && given.includes(address)) document.querySelectorAll('a[href]').forEach(follow);
      };
      for (let at = 0; at < waiting.length; at += 8) await Promise.all(waiting.slice(at, at + 8).map(one));
      return { pages: read.pages, found: read.found.slice(0, 30) };
    },
    { given, further },
  );
}
