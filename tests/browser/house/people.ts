import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type BrowserContext, expect } from '@playwright/test';

/** The demonstration hearing. */
export const HEARING = 'integrationspolitik';

export interface Person {
  id: string;
  token: string;
  name: string;
}

export interface Written {
  id: string;
  body: string;
}

interface How {
  parent?: string;
  anchor?: { paragraph: string; quote?: string; prefix?: string; suffix?: string };
  visibility?: 'municipality';
}

/** People who write through the API what a test then finds on the page. */
export class People {
  constructor(
    private readonly api: APIRequestContext,
    private readonly hearing = HEARING,
  ) {}

  async join(name: string): Promise<Person> {
    const welcome = await this.post('/api/participants', { name });
    return { id: welcome.id, token: welcome.token, name };
  }

  /** Comments on a section, or on the whole when the key is empty. */
  async comment(by: Person, section: string, body: string, how: How = {}): Promise<Written> {
    const place = section ? `/sections/${section}` : '';
    return this.post(`/api/consultations/${this.hearing}${place}/comments`, { body, ...how }, by);
  }

  /** Proposes an idea. */
  async propose(by: Person, title: string, body: string): Promise<Written> {
    return this.post(`/api/consultations/${this.hearing}/proposals`, { kind: 'idea', title, body }, by);
  }

  /** Comments on a proposal. */
  async commentOn(by: Person, proposal: Written, body: string): Promise<Written> {
    return this.post(`/api/proposals/${proposal.id}/comments`, { body }, by);
  }

  async report(by: Person, comment: Written, reason: string, text?: string): Promise<void> {
    await this.post(`/api/comments/${comment.id}/reports`, { reason, text }, by);
  }

  /** The bodies of a thread's first page that hold some words. */
  async find(section: string, words: string): Promise<Written[]> {
    const answer = await this.api.get(`/api/consultations/${this.hearing}/sections/${section}/comments?limit=100`);
    const { items } = (await answer.json()) as { items: Written[] };
    return items.filter((comment) => comment.body?.includes(words));
  }

  private async post(path: string, what: object, by?: Person) {
    const headers = by ? { authorization: `Bearer ${by.token}` } : undefined;
    const answer = await this.api.post(path, { data: { client_key: randomUUID(), ...what }, headers });
    const text = await answer.text();
    expect(answer.status(), `${path}: ${text}`).toBeLessThan(300);
    // A report is taken without a word.
    return text ? JSON.parse(text) : undefined;
  }
}

/** From now on the browser knows this person, as if they had written here before. */
export async function remember(browser: BrowserContext, person: Person): Promise<void> {
  await browser.addInitScript((me) => {
    try {
      localStorage.setItem('blanddig.me', me);
    } catch {
      // A page without storage, such as about:blank.
    }
  }, JSON.stringify({ ...person, kind: 'citizen', district: null }));
}

/** Words that no other test writes. The letter: eight digits would be warned of as a phone number. */
export function unique(words: string): string {
  return `${words} (u${randomUUID().slice(0, 7)})`;
}
