import { type City, type Json, type Who } from './city';
import { C, KEY } from './hearing';
import { type Citizens, THREAD } from './people';
import { Deck } from './words';

/** What the desk decides, why it says so, and what people answer. */
export class Decisions {
  private readonly deck = new Deck();
  /** The posts on which most was decided. */
  readonly posts: string[] = [];
  /** Somebody who is paused, and has asked that their words go. */
  paused?: { who: Who; me: Json };
  /** Where somebody has asked for it and waits for an answer. */
  asked = '';
  private rules: string[] = [];

  constructor(
    private readonly city: City,
    private readonly moderator: Who,
    private readonly admin: Who,
    private readonly citizens: Citizens,
  ) {}

  async decide(): Promise<void> {
    const { rules } = await this.city.ask('GET', `/api/consultations/${C}`);
    this.rules = rules.map(({ id }: Json) => id);
    await this.hide();
    await this.strike();
    await this.answer();
    await this.measure();
    await this.erase();
    await this.wait();
  }

  /** A rule of the hearing’s own words, and a reason. */
  private why(most = 2_000): object {
    return { rule: this.rules[this.rules.length - 1], reason: this.deck.deal('reason', most) };
  }

  private act(post: Json, act: string, what: object, by = this.moderator): Promise<Json> {
    return this.city.ask('POST', `/api/desk/comments/${post.id}/${act}`, what, by);
  }

  /** Hidden, asked about and shown again, until every payload has been a reason, an appeal and an answer. */
  private async hide(): Promise<void> {
    const { who } = this.citizens.author!;
    const [first, second, third] = await this.said(who, 3);
    for (let n = 0; n < Deck.rounds(2_000); n += 1) {
      await this.act(first, 'hide', this.why());
      await this.city.ask('POST', `/api/comments/${first.id}/appeal`, { text: this.deck.deal('appeal', 2_000) }, who);
      await this.act(first, 'note', { reason: this.deck.deal('note', 2_000) });
      await this.act(first, 'restore', { reason: this.deck.deal('restored', 2_000) }, this.admin);
    }
    // One that waits for an answer, and one that has got it.
    for (const post of [second, third]) {
      await this.act(post, 'hide', this.why());
      await this.city.ask('POST', `/api/comments/${post.id}/appeal`, { text: this.deck.deal('appeal', 2_000) }, who);
    }
    await this.act(third, 'uphold', { reason: this.deck.deal('upheld', 2_000) }, this.admin);
    const proposal = this.citizens.proposals[1].id;
    await this.city.ask('POST', `/api/desk/proposals/${proposal}/hide`, this.why(), this.moderator);
    this.posts.push(...[first, second, third].map(({ id }) => `kommentar/${id}`), `forslag/${proposal}`);
  }

  private async said(who: Who, count: number): Promise<Json[]> {
    const posts: Json[] = [];
    for (let n = 0; n < count; n += 1)
      posts.push(await this.city.post(THREAD, { body: this.deck.deal('body', 3_000) }, who));
    await this.citizens.approve();
    return posts;
  }

  private async strike(): Promise<void> {
    const [post] = await this.said(this.citizens.author!.who, 1);
    const words = post.body.split('\n\n').slice(0, 5);
    await this.act(post, 'redact', { ...this.why(), words });
    this.posts.push(`kommentar/${post.id}`);
  }

  /** The office answers what was asked. */
  private async answer(): Promise<void> {
    for (const at of [0, 3, 6]) {
      const { id } = this.citizens.comments[at];
      const reply = { body: this.deck.deal('office', 10_000), pinned: at > 0, answered: true };
      await this.city.post(`/api/desk/comments/${id}/replies`, reply, this.admin);
      this.posts.push(`kommentar/${id}`);
    }
  }

  /** Somebody is paused and asks about it; a conversation ends; a whole hearing stops for a moment. */
  private async measure(): Promise<void> {
    this.paused = await this.city.join(this.deck.line('name', 60));
    await this.city.post(THREAD, { body: this.deck.deal('body', 10_000) }, this.paused.who);
    const person = `/api/desk/participants/${this.paused.me.id}`;
    await this.city.ask('POST', `${person}/pause`, { ...this.why(), hours: 24 }, this.moderator);
    await this.city.ask(
      'POST',
      '/api/participants/me/appeal',
      { text: this.deck.deal('appeal', 2_000) },
      this.paused.who,
    );
    const { thread } = await this.city.ask(
      'GET',
      `/api/desk/proposals/${this.citizens.proposals[2].id}`,
      undefined,
      this.moderator,
    );
    await this.city.ask('POST', `/api/desk/threads/${thread}/lock`, this.why(), this.moderator);
    const hearing = `/api/desk/consultations/${C}`;
    await this.city.ask('POST', `${hearing}/stop`, this.why(), this.admin);
    await this.city.ask('POST', `${hearing}/reopen`, { reason: this.deck.deal('reason', 2_000) }, this.admin);
  }

  /** What waits for a moderator. */
  private async wait(): Promise<void> {
    const moderation = `/api/desk/consultations/${C}/moderation`;
    await this.city.ask('PUT', moderation, { mode: 'before', section: KEY }, this.admin);
    const body = this.deck.deal('body', 10_000);
    const { id } = await this.city.post(THREAD, { body }, this.citizens.author!.who);
    this.posts.push(`kommentar/${id}`);
    await this.city.ask('PUT', moderation, { section: KEY }, this.admin);
  }

  /** Two ask that their words go, and one gets an answer. */
  private async erase(): Promise<void> {
    for (const answered of [true, false]) {
      const asks = answered ? await this.city.join(this.deck.line('name', 60)) : this.paused!;
      if (answered) await this.said(asks.who, 1);
      const reason = this.deck.deal('erasure', 2_000);
      const { id } = await this.city.ask('POST', '/api/participants/me/erasures', { reason }, asks.who);
      const reply = { outcome: 'refuse', reply: this.deck.deal('reply', 2_000) };
      if (answered) await this.city.ask('POST', `/api/desk/erasures/${id}/answer`, reply, this.admin);
      else this.asked = id;
    }
  }
}
