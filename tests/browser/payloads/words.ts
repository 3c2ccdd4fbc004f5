import naughty from 'big-list-of-naughty-strings/blns.json';
import { OWN } from './own';

/** What looks as if it wanted to run; the list holds much else. */
const RUNS = /<|javascript:|alert|on\w+\s*=/i;

/** The list writes bytes as \x0A, for a program to put in: the same words with these in their place. */
function unmasked(words: string): string {
  return words.replace(/(?:\\x[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString());
}

/** From the Big List of Naughty Strings, which holds the strings of OWASP's cheat sheet of filter evasion. */
export const LISTED = (naughty as string[]).filter((words) => RUNS.test(words));

/** Everything that is written into every field: what is listed, the same unmasked, and our own. */
export const PAYLOADS = [...new Set([...LISTED, ...LISTED.map(unmasked), ...OWN])];

/** Deals payloads to fields. */
export class Deck {
  private readonly next = new Map<string, number>();

  /**
   * As much as a field takes: one payload at its very beginning, and others behind it as long as there is
   * room, each on its own line or behind a bar. The next time the same field begins where this ended, so
   * that a field that is written often enough has had all of them, and each field begins with each of
   * them before long.
   */
  deal(field: string, most: number, between = '\n\n'): string {
    let at = this.next.get(field) ?? 0;
    let text = cut(PAYLOADS[at % PAYLOADS.length], most);
    for (at += 1; at % PAYLOADS.length; at += 1) {
      const longer = text + between + PAYLOADS[at % PAYLOADS.length];
      if (length(longer) > most) break;
      text = longer;
    }
    this.next.set(field, at);
    return text;
  }

  /** One payload for a field of one line. */
  line(field: string, most: number): string {
    return this.deal(field, most, ' | ');
  }

  /** How often a field has to be written for all to have been in it. */
  static rounds(most: number, between = '\n\n'): number {
    const deck = new Deck();
    let rounds = 0;
    do {
      deck.deal('', most, between);
      rounds += 1;
    } while ((deck.next.get('') ?? 0) % PAYLOADS.length);
    return rounds;
  }
}

/** Fields count characters as Unicode has them. */
const length = (text: string) => [...text].length;
const cut = (text: string, most: number) => [...text].slice(0, most).join('');
