import { type Page, expect } from '@playwright/test';
import { C, KEY, QUIET } from './hearing';
import { alive, unfold } from './look';
import type { Watch } from './watch';
import { Deck, PAYLOADS } from './words';
import type { World } from './world';

/** What stands behind every text from the storage: by it a page shows that it has read one. */
export const MARK = ' – det lå i lageret';

/** What is kept: words, words as JSON, or an object that holds some, with the word that says of which kind it is. */
type Kept = 'words' | 'quoted' | { kind: string };

/** All that the app asks its storage for, by what its name begins with. */
export const KEPT: Record<string, Kept> = {
  'desk.': { kind: 'hide' },
  'desk.flere': 'quoted',
  'desk.keys': 'words',
  'desk.klage/': 'quoted',
  'desk.tiltag/': 'quoted',
  'draft.': { kind: 'idea' },
  handover: 'words',
  'hard.': 'words',
  introduction: 'words',
  me: { kind: 'citizen' },
  'outbox-proposal.': { kind: 'idea' },
  'outbox.': { kind: '' },
  size: 'words',
  typed: { kind: '' },
};

/** What a page is told before it begins. */
interface Told {
  kept: typeof KEPT;
  /** Texts that hold all payloads between them. */
  texts: string[];
  /** Whether they stand within what the app can read, or in its place. */
  within: boolean;
  token: string;
}

/** From now on all that a page asks its storage for is there, and an attacker has written it. */
export async function poison(page: Page, { citizens }: World, within: boolean): Promise<void> {
  const [deck, most] = [new Deck(), 2_000];
  const texts = Array.from({ length: Deck.rounds(most) }, () => deck.deal('stored', most) + MARK);
  const told: Told = { kept: KEPT, texts, within, token: citizens.author!.me.token };
  await page.addInitScript(answer, told);
}

/** In every page, before anything of it runs. */
function answer({ kept, texts, within, token }: Told): void {
  const read = Storage.prototype.getItem;
  const asked = new Set<string>();
  Object.defineProperty(window, 'askedOfStorage', { value: asked });
  const store = (() => {
    try {
      return sessionStorage;
    } catch {
      return undefined;
    }
  })();
  // Each page of the tab begins where the last one ended.
  const next = () => {
    const at = Number(store && read.call(store, 'at'));
    store?.setItem('at', String(at + 1));
    return texts[at % texts.length];
  };
  const object = (kind: string) => {
    const words =
      'id name district text body title section original replacement reason organisation contact paragraph quote ' +
      'prefix suffix client_key rule words key outcome reply markdown picture alt';
    const fields = [...document.querySelectorAll('textarea[id], input[id]')].map((field) => field.id);
    const some = Object.fromEntries([...words.split(' '), ...fields].map((name) => [name, next()]));
    const rest = { private: false, again: false, pinned: true, answered: true, number: 1, state: 'draft' };
    return JSON.stringify({ ...some, ...rest, kind, token });
  };
  Storage.prototype.getItem = function (name: string): string | null {
    if (!name.startsWith('blanddig.')) return read.call(this, name);
    const own = name.slice('blanddig.'.length);
    const [of = own] = Object.keys(kept)
      .filter((prefix) => own.startsWith(prefix))
      .sort((one, other) => other.length - one.length);
    asked.add(of);
    const before = read.call(this, name);
    const how = kept[of];
    if (before !== null || !within || how === 'words' || !how) return before ?? next();
    return how === 'quoted' ? JSON.stringify(next()) : object(how.kind);
  };
}

/** A post on its way that was refused, so that it stays. All in it that is words is an attacker's. */
function waiting(words: string, at: number): object {
  const said = words + MARK;
  const anchor = { paragraph: words, quote: said, prefix: words, suffix: words };
  const proposal = { kind: 'idea', section: words, title: said, original: words, replacement: words, reason: words };
  const comment = { parent: at % 4 ? null : words, anchor: at % 8 === 2 ? anchor : null, visibility: null };
  return {
    place: at % 3 === 1 ? `/${C}/${KEY}` : words,
    draft: words,
    new: { body: said, client_key: words, ...(at % 3 === 1 ? comment : proposal) },
    created: new Date(0).toISOString(),
    refused: said,
    again: false,
  };
}

/** Every payload once in a draft or a post that waits; those the app lists, and so they have to be there. */
export async function keep(page: Page, within: boolean): Promise<void> {
  const entries = PAYLOADS.map((words, at) => {
    const draft = { text: words + MARK, client_key: words };
    const name = [`draft./${QUIET}#p-${at}`, `outbox.${words}`, `outbox-proposal.${words}`][at % 3];
    return [`blanddig.${name}`, within ? JSON.stringify(at % 3 ? waiting(words, at) : draft) : words];
  });
  // A draft's name is an address: one that is none of this site's is not listed.
  const elsewhere = [...PAYLOADS, '//fremmed.invalid/x', '/\\fremmed.invalid', '/\t/fremmed.invalid'];
  const draft = (text: string) => JSON.stringify({ text, client_key: text });
  const named = elsewhere.map((words) => [`blanddig.draft.${words}`, draft(words)]);
  await page.evaluate(
    (entries) => entries.forEach(([name, value]) => localStorage.setItem(name, value)),
    [...entries, ...named],
  );
}

/** The pages that read something: what they ask for, and how many texts of it stand there where they can be read. */
function readers({ citizens, decisions }: World): [address: string, kind: string, texts: number][] {
  const form = (more: string) => `/${C}/forslag/nyt?trin=2&${more}`;
  const posts = decisions.posts.slice(0, 2).map((post) => `/desk/ko/nye/${post}`);
  const written = [`sletning/${decisions.asked}`, `nyt/${C}/ny`, `hoeringer/${C}`, 'sider/cookies'];
  return [
    [`/${C}`, 'draft.', 1],
    [`/${C}/${KEY}`, 'hard.', 100],
    [`/${C}/kommentar/${citizens.comments[0].id}`, 'me', 0],
    [`/embed/${C}/${KEY}`, 'me', 100],
    [form('slags=ide'), 'draft.', 1],
    [form(`slags=ordlyd&om=${KEY}`), 'draft.', 1],
    [form('slags=partnerskab'), 'draft.', 1],
    ['/mine', 'draft.', 700],
    [`/mine#flyt-${'a'.repeat(43)}`, 'handover', 700],
    ['/desk/ko/nye', 'desk.keys', 0],
    ...posts.map((address): [string, string, number] => [address, 'desk.tiltag/', 3]),
    ['/desk/pauser', 'desk.klage/', 1],
    ...written.map((rest): [string, string, number] => [`/desk/${rest}`, 'desk.', 1]),
  ];
}

/** Looks at them; answers with all that they have asked for. */
export async function lookAtStored(watch: Watch, page: Page, world: World, within: boolean): Promise<Set<string>> {
  const met = new Set<string>();
  for (const [address, kind, texts] of readers(world)) {
    await watch.open(page, address);
    if (!address.startsWith('/desk')) await alive(page);
    const told = { kind, mark: MARK, least: within ? texts : 0 };
    await page.waitForFunction(isRead, told, { timeout: 10_000 }).catch(() => {
      throw new Error(`${address} does not ask for ${kind}, or shows less than ${told.least} texts`);
    });
    expect(await page.locator('.acts a').evaluateAll(leadingAway), address).toEqual([]);
    // What somebody is about to hide at once.
    if (address === '/desk/ko/nye') await page.getByRole('checkbox').first().check();
    await unfold(page);
    await watch.look(page);
    for (const kind of await page.evaluate(() => [...window.askedOfStorage])) met.add(kind);
  }
  return met;
}

/** Where links lead that are not this site's. */
const leadingAway = (links: (HTMLElement | SVGElement)[]) =>
  links.map((link) => (link as HTMLAnchorElement).href).filter((to) => new URL(to).origin !== location.origin);

/** Whether a page has asked for something, and so many texts from the storage stand in it. */
function isRead({ kind, mark, least }: { kind: string; mark: string; least: number }): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>('textarea, input')].map(({ value }) => value);
  const texts = [document.body.textContent, ...fields].join().split(mark).length - 1;
  return window.askedOfStorage.has(kind) && texts >= least;
}

declare global {
  interface Window {
    askedOfStorage: Set<string>;
  }
}
