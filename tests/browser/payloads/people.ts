import { type City, type Json, type Who, each } from './city';
import { C, KEY, all } from './hearing';
import { Deck, PAYLOADS } from './words';

const HEARING = `/api/consultations/${C}`;
export const THREAD = `${HEARING}/sections/${KEY}/comments`;

/** What people write: their names, comments, proposals and reports. */
export class Citizens {
  readonly deck = new Deck();
  /** What was written in the section’s thread, in order, each by somebody else. */
  comments: Json[] = [];
  proposals: Json[] = [];
  /** Whose posts a moderator is to decide on. */
  author?: { who: Who; me: Json };

  constructor(
    private readonly city: City,
    private readonly moderator: Who,
  ) {}

  /**
   * Every payload is once a whole name and once begins a comment; behind it the comment tells some others.
   * One in three begins a conversation, and the others answer: so a page holds more of them.
   */
  async comment(): Promise<void> {
    const { paragraphs } = await this.paragraphs();
    const said = this.comments;
    const every = PAYLOADS.map((_, at) => at);
    const first = every.filter((at) => at % 3 === 0);
    await each(first, async (at) => {
      said[at] = await this.say(at, { anchor: this.anchor(paragraphs[at % paragraphs.length]) });
    });
    await this.approve();
    const rest = every.filter((at) => at % 3);
    await each(rest, async (at) => {
      said[at] = await this.say(at, { parent: said[at - (at % 3)].id });
    });
    await this.elsewhere();
    await this.approve();
  }

  /** Of so many who are new the program lets only some be read at once, and of so many links none. */
  async approve(): Promise<void> {
    const held = async () =>
      (await this.city.ask('GET', '/api/desk/queue?view=held&limit=100', undefined, this.moderator)).items;
    for (let items = await held(); items.length; items = await held()) {
      const posts = items.map(({ comment, proposal }: Json) => {
        return comment ? { kind: 'comment', id: comment.id } : { kind: 'proposal', id: proposal.id };
      });
      await this.city.ask('POST', '/api/desk/decisions', { act: 'approve', posts }, this.moderator);
    }
  }

  private async say(at: number, how: object): Promise<Json> {
    const { who } = await this.join(PAYLOADS[at]);
    return this.city.post(THREAD, { body: `${PAYLOADS[at]}\n\n${this.deck.deal('said', 150)}`, ...how }, who);
  }

  /** Somebody of this name, or of one that is told with a dot when there is nothing to see of it. */
  private async join(words: string): Promise<{ who: Who; me: Json }> {
    const name = [...words].slice(0, 60).join('');
    const more = { district: this.deck.line('district', 60), kind: 'organisation' };
    return this.city.join(/[\p{L}\p{N}\p{P}\p{S}]/u.test(name) ? name : `${name}.`, more);
  }

  private async paragraphs(): Promise<{ paragraphs: string[] }> {
    const { html } = await this.city.ask('GET', `${HEARING}/sections/${KEY}`);
    return { paragraphs: [...String(html).matchAll(/ id="([a-z0-9-]+)"/g)].map((found) => found[1]) };
  }

  private anchor(paragraph: string): object {
    const part = (field: string, most: number) => this.deck.deal(field, most);
    return { paragraph, quote: part('quote', 500), prefix: part('prefix', 64), suffix: part('suffix', 64) };
  }

  /** All of it in few long comments, in every other thread. */
  private async elsewhere(): Promise<void> {
    const news = await all(this.city, `${HEARING}/news`);
    for (const path of [`${HEARING}/comments`, `/api/news/${news[0].id}/comments`]) {
      for (let n = 0; n < Deck.rounds(10_000); n += 1) {
        const { who } = await this.join(PAYLOADS[n]);
        await this.city.post(path, { body: this.deck.deal(path, 10_000) }, who);
      }
    }
  }

  /** What an author has written and changed again and again. */
  async change(): Promise<void> {
    this.author = await this.join(PAYLOADS[0]);
    const { who } = this.author;
    const { id } = await this.city.post(THREAD, { body: this.deck.deal('changed', 10_000) }, who);
    for (let n = 0; n < Deck.rounds(10_000); n += 1) {
      await this.city.ask('PATCH', `/api/comments/${id}`, { body: this.deck.deal('changed', 10_000) }, who);
    }
    await this.approve();
    this.comments.push(await this.city.ask('GET', `/api/comments/${id}`));
  }

  async propose(): Promise<void> {
    const { who } = this.author!;
    const line = (field: string, most: number) => this.deck.line(field, most);
    const text = (field: string) => this.deck.deal(field, 6_000);
    for (let n = 0; n < 24; n += 1) {
      const common = { title: line('proposal', 120), section: KEY };
      const kinds = [
        { kind: 'idea', body: text('proposal.body') },
        {
          kind: 'wording',
          original: text('original'),
          replacement: `${text('replacement')}\n\nHellere så meget.`,
          reason: text('reason'),
        },
        {
          kind: 'partnership',
          body: text('proposal.body'),
          organisation: line('organisation', 200),
          contact: line('contact', 200),
        },
      ];
      const made = await this.city.post(`${HEARING}/proposals`, { ...common, ...kinds[n % 3] }, who);
      this.proposals.push(made);
    }
    await this.approve();
    const { who: other } = await this.join(PAYLOADS[1]);
    await this.city.post(
      `/api/proposals/${this.proposals[0].id}/comments`,
      { body: this.deck.deal('body', 10_000) },
      other,
    );
    await this.approve();
  }

  /** Readers say that posts break a rule, each in words of their own, and that a section is hard to read. */
  async report(): Promise<void> {
    const { outline } = await this.city.ask('GET', HEARING);
    const device = PAYLOADS.find((words) => words.length > 30 && words.length < 60);
    await this.city.ask('PUT', `${HEARING}/sections/${outline[0].key}/difficulty`, { device });
    const reported = [
      ...this.comments.slice(0, 6).map(({ id }) => `comments/${id}`),
      `proposals/${this.proposals[0].id}`,
    ];
    const rounds = Array.from({ length: Deck.rounds(1_000) }, (_, at) => at);
    await each(rounds, async (at) => {
      const { who } = await this.join(PAYLOADS[at]);
      const text = this.deck.deal('report', 1_000);
      await this.city.post(`/api/${reported[at % reported.length]}/reports`, { reason: 'andet', text }, who);
    });
  }
}
