import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type City, type Json, type Who, each } from './city';
import { ADDRESSES } from './mails';
import { Deck, PAYLOADS } from './words';

const PICTURE = readFileSync(join(__dirname, '../../../src/server/assets/icon-192.png'));

/** The hearing in which all of it stands, and a section of it that has words to choose. */
export const C = 'alt-muligt';
export const KEY = 'hvor';
/** A section whose words are explained. */
export const WORDS = 'ord';
/** A hearing with next to nothing in it, in which a question is answered at once. */
export const QUIET = 'en-stille';
/** A hearing that staff alone and those who have its secret address can see. */
export const DRAFT = 'endnu-et-udkast';

const HEARINGS = '/api/desk/hearings';

/** As a day is written. */
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Words as Markdown takes them as words: every sign of it stands for itself. */
const plain = (words: string) =>
  words
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
const inFours = <T>(all: T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / 4) }, (_, at) => all.slice(at * 4, at * 4 + 4));

/** A text as YAML has it between quotation marks. */
const quoted = (words: string) =>
  JSON.stringify(words).replace(/[\u007f-\uffff]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What staff write: the hearing, its look and rules, its news, and what the site says of itself. */
export class Office {
  private readonly deck = new Deck();
  /** The secret of the draft's address. */
  secret = '';
  /** The code of the address for paper. */
  short = '';
  /** The addresses of colleagues that were taken. */
  readonly mails: string[] = [];
  /** What a hearing’s text takes as it is. The rest is refused there, which is a wall of its own. */
  private taken?: string[];

  constructor(
    private readonly city: City,
    private readonly editor: Who,
    private readonly admin: Who,
  ) {}

  async write(): Promise<void> {
    const lines = () => ({
      title: this.deck.line('title', 500),
      sender: this.deck.line('sender', 120),
      case_number: this.deck.line('case', 120),
    });
    for (const slug of [C, DRAFT, QUIET]) await this.city.ask('POST', HEARINGS, { slug, ...lines() }, this.editor);
    await this.text(C);
    await this.city.ask(
      'PUT',
      `${HEARINGS}/${QUIET}/text`,
      { markdown: '# Stille\n\nIntet.\n', number: 0 },
      this.editor,
    );
    for (const slug of [C, QUIET]) await this.publish(slug);
    const look = {
      ...lines(),
      accent: '#7a1f3d',
      districts: Array.from({ length: 40 }, () => this.deck.line('district', 60)),
    };
    await this.turn('PUT', '', look);
    await this.logo();
    await this.rules();
    await this.news();
    await this.statements();
    await this.colleagues();
    this.short = (await this.city.ask('PUT', `${HEARINGS}/${C}/short`, { section: KEY }, this.editor)).code;
    await this.text(DRAFT);
    const shown = await this.city.ask('PUT', `${HEARINGS}/${DRAFT}/preview`, undefined, this.editor);
    this.secret = shown.secret;
  }

  private async publish(slug: string): Promise<void> {
    await this.turn('PUT', '/period', { opens: `${day(-2)}T12:00`, closes: `${day(40)}T12:00` }, slug);
    await this.turn('PUT', '/publication', { when: 'now' }, slug);
  }

  /** Does something to a hearing as it is now. */
  private async turn(method: string, what: string, sent: object, slug = C): Promise<void> {
    const { turns } = await this.city.ask('GET', `${HEARINGS}/${slug}`, undefined, this.editor);
    await this.city.ask(method, `${HEARINGS}/${slug}${what}`, { ...sent, turns }, this.editor);
  }

  /** Brings a text in. All payloads come in as words, and those that may also as Markdown. */
  private async text(slug: string): Promise<void> {
    const path = `${HEARINGS}/${slug}/text`;
    this.taken ??= await this.sorted(path);
    // Few to a section: a heading ends what one of them may have opened.
    const raw = inFours(this.taken).map((words, at) => `## ${at}\n\n${words.join('\n\n')}\n`);
    const escaped = inFours(inFours(PAYLOADS.map(plain)).map((words) => words.join('\n\n'))).map((words) => {
      const heading = plain(this.deck.line('heading', 450));
      return `## ${heading}\n\n:::kort\n${words[0]}\n:::\n\n${words.join('\n\n')}\n`;
    });
    const front = ['committee', 'summary', 'notice', 'letter'].map(
      (field) => `${field}: ${quoted(this.deck.line(field, 300))}`,
    );
    const numbers = Array.from({ length: Deck.rounds(400, ' | ') }, (_, at) => at);
    const words = numbers.map((at) => `  ord${at}: ${quoted(this.deck.line('gloss', 400))}`);
    const explained = numbers.map((at) => `ord${at}`).join(' ');
    const where = `## Hvor {#${KEY}}\n\nDen skal stå ved søen.\n\n## Ord {#${WORDS}}\n\n${explained}\n`;
    const first = `# ${plain(this.deck.line('heading', 300))}\n\n${where}`;
    const head = [...front, 'glossary:', ...words].join('\n');
    const markdown = `---\n${head}\n---\n${first}\n${[...escaped, ...raw].join('\n')}`;
    const { number } = await this.city.ask('GET', path, undefined, this.editor);
    await this.city.ask('PUT', path, { markdown, number }, this.editor);
  }

  private async sorted(path: string): Promise<string[]> {
    const taken = new Set<string>();
    await each(PAYLOADS, async (words) => {
      const looked = await this.city.ask('POST', `${path}/preview`, { markdown: `# A\n\n${words}\n` }, this.editor);
      // One that makes a section of its own would stand in the way of the next.
      if (!looked.refusal && looked.preview.length === 1) taken.add(words);
    });
    return PAYLOADS.filter((words) => taken.has(words));
  }

  private async picture(slug: string): Promise<string> {
    const sent = await this.city.ask('POST', `/api/desk/consultations/${slug}/pictures`, PICTURE, this.editor);
    return sent.id;
  }

  private async logo(): Promise<void> {
    await this.turn('PUT', '/logo', { picture: await this.picture(C), alt: this.deck.line('alt', 300) });
  }

  private async rules(): Promise<void> {
    for (let n = 0; n < 10; n += 1) {
      await this.turn('POST', '/rules', { title: this.deck.line('rule', 80), text: this.deck.deal('rule.text', 500) });
    }
  }

  /** Every payload as Markdown, with HTML in it and as HTML. */
  private async news(): Promise<void> {
    const picture = await this.picture(C);
    for (let n = 0; n < Math.max(20, Deck.rounds(10_000)); n += 1) {
      const alt = this.deck.line('alt', 300);
      const more = { markdown: `.\n\n${this.deck.deal('news', 9_900)}`, state: 'published', picture, alt };
      await this.city.post(
        `/api/desk/consultations/${C}/news`,
        { title: this.deck.line('news.title', 120), ...more },
        this.editor,
      );
    }
    const draft = { title: this.deck.line('news.title', 120), markdown: this.deck.deal('news', 9_900), state: 'draft' };
    await this.city.post(`/api/desk/consultations/${C}/news`, draft, this.editor);
  }

  private async statements(): Promise<void> {
    const names = ['rules', 'privacy', 'cookies', 'accessibility', 'contact'];
    for (const [at, name] of names.entries()) {
      for (const lang of ['da', 'en']) {
        const path = `/api/desk/statements/${name}/${lang}`;
        // Twice, for there is a list of those before.
        for (let n = 0; n < 2; n += 1) {
          const { number } = await this.city.ask('GET', path, undefined, this.admin);
          const markdown = `${at}\n\n${this.deck.deal('statement', 29_000)}`;
          await this.city.ask('PUT', path, { markdown, number }, this.admin);
        }
      }
    }
  }

  /** Their names and mail addresses; an address that is none is refused. */
  private async colleagues(): Promise<void> {
    const some = ADDRESSES.filter((_, at) => at % 5 === 0);
    await each(some, async (email, at) => {
      const name = at < 40 ? [...PAYLOADS[at]].slice(0, 60).join('') : undefined;
      const sent = { email, name, role: 'moderator' };
      const { status, body } = await this.city.try('POST', '/api/desk/colleagues', sent, this.admin);
      if (status === 201) this.mails.push(body.colleague.email);
    });
  }
}

/** What the API lists, all of it. */
export async function all(city: City, path: string, who: Who = {}): Promise<Json[]> {
  const items: Json[] = [];
  let after = '';
  do {
    const page = await city.ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${after}`, undefined, who);
    items.push(...page.items);
    after = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
  } while (after);
  return items;
}
