import { type City, type Who, each } from './city';
import { C } from './hearing';
import { PAYLOADS } from './words';

const HEARING = `/api/desk/hearings/${C}`;
/** As many as a hearing may have. */
const MOST = 20;

/** A payload as a part of an address, each of a site of its own. */
const PARTS: ((words: string, at: number) => string)[] = [
  (words, at) => `https://s${at}.invalid/${words}`,
  (words, at) => `https://s${at}.invalid?${words}`,
  (words, at) => `https://s${at}.invalid#${words}`,
  (words, at) => `https://s${at}.invalid${words}`,
  (words, at) => `https://s${at}.invalid:${words}`,
  (words, at) => `https://${words}@s${at}.invalid`,
  (words, at) => `https://${words}.s${at}.invalid`,
  (words, at) => `https://${encodeURIComponent(words)}.s${at}.invalid`,
  (words, at) => `https://s${at}.invalid\\${words}`,
  (words) => `https://${words}`,
];

/** What attackers name as sites that may show a hearing: every payload as it is, and within an address. */
const NAMED = [...PAYLOADS, ...PAYLOADS.map((words, at) => PARTS[at % PARTS.length](words, at))];

/** A site and nothing else: what stands so in a header can end neither its place nor the header. */
export const BARE = /^https:\/\/[a-z0-9.-]+(:\d+)?$/;

/** What has become of the names. */
export interface Said {
  refused: number;
  /** The sites that were kept, as the desk has them, and those that are now. */
  kept: string[];
  now: string[];
  /** What somebody’s browser was told of them that is not what the desk has. */
  wrong: string[];
  /** What the policy says besides; it is always the same. */
  besides: Set<string>;
}

/** The policy of a hearing’s frame: who may show it, and what else it says. */
async function policy(city: City): Promise<{ who: string; besides: string }> {
  const answer = await fetch(`${city.address}/embed/${C}`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  const [, who = ''] = /frame-ancestors ([^;]*)/.exec(policy) ?? [];
  return { who, besides: policy.replace(who, '') };
}

/** Those that the program would take. The number of an older state keeps it from doing so. */
async function taken(city: City, editor: Who): Promise<string[]> {
  const yes = new Set<string>();
  await each(NAMED, async (site) => {
    const { status, body } = await city.try('PUT', `${HEARING}/sites`, { sites: [site], turns: 0 }, editor);
    if (status === 412) yes.add(site);
    else if (body.code !== 'invalid') throw new Error(`${status} ${JSON.stringify(body)} for ${site}`);
  });
  return NAMED.filter((site) => yes.has(site));
}

/** Names all of them, as many at a time as a hearing may have; the last ones stay. `others` may show it anyway. */
export async function name(city: City, editor: Who, others: string[]): Promise<Said> {
  const waiting = await taken(city, editor);
  const said: Said = { refused: NAMED.length - waiting.length, kept: [], now: [], wrong: [], besides: new Set() };
  while (waiting.length) {
    const { turns } = await city.ask('GET', HEARING, undefined, editor);
    const { sites } = await city.ask('PUT', `${HEARING}/sites`, { sites: waiting.splice(0, MOST), turns }, editor);
    const told = await policy(city);
    if (told.who !== ["'self'", ...others, ...sites].join(' ')) said.wrong.push(told.who);
    said.besides.add(told.besides);
    said.kept.push(...sites);
    said.now = sites;
  }
  return said;
}
