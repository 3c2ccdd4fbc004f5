import type { Page } from '@playwright/test';
import { type City, type Who, each } from './city';
import { C } from './hearing';
import { Deck, PAYLOADS } from './words';

const bytes = (...parts: (string | Buffer | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const be32 = (number: number) => [number >>> 24, number >>> 16, number >>> 8, number].map((byte) => byte & 255);
const le32 = (number: number) => be32(number).reverse();

/** The checksum of a part of a PNG. */
function checksum(data: Buffer): number {
  let sum = -1;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xed_b8_83_20 : 0);
  }
  return ~sum;
}

const chunk = (name: string, words: string) => {
  const inner = bytes(name, words);
  return bytes(be32(inner.length - 4), inner, be32(checksum(inner)));
};
const segment = (mark: number, words: string) => {
  const inner = Buffer.from(words);
  return bytes([0xff, mark], be32(inner.length + 2).slice(2), inner);
};
const riff = (name: string, data: Buffer) => bytes(name, le32(data.length), data, data.length % 2 ? [0] : []);
const webp = (...chunks: Buffer[]) => riff('RIFF', bytes('WEBP', ...chunks));

type Hide = (picture: Buffer, words: string) => Buffer;
/** Behind the first bytes of a picture, or before the last ones. */
const after = (at: number, what: (words: string) => Buffer): Hide => {
  return (picture, words) => bytes(picture.subarray(0, at), what(words), picture.subarray(at));
};
const behind: Hide = (picture, words) => bytes(picture, words);

/** Where words can be hidden in a picture that stays one: where they hang on it, and where they are a part of it. */
const KINDS: Record<string, { hung: Hide[]; within: Hide[] }> = {
  'image/png': {
    // The first chunk, which has to be there, ends at 33, and the last one is 12 bytes long.
    hung: [
      after(33, (words) => chunk('tEXt', `Comment\0${words}`)),
      after(33, (words) => chunk('eXIf', words)),
      behind,
    ],
    within: [after(33, (words) => chunk('iCCP', `${words}\0\0`)), after(-12, (words) => chunk('IDAT', words))],
  },
  'image/jpeg': {
    hung: [after(2, (words) => segment(0xfe, words)), after(2, (words) => segment(0xe1, words)), behind],
    within: [after(2, (words) => segment(0xe2, `ICC_PROFILE\0${words}`)), after(-2, (words) => Buffer.from(words))],
  },
  'image/webp': {
    hung: [(picture, words) => webp(picture.subarray(12), riff('XMP ', Buffer.from(words))), behind],
    within: [(picture, words) => webp(riff('ICCP', Buffer.from(words)), picture.subarray(12))],
  },
};

const SVG = 'xmlns="http://www.w3.org/2000/svg"';
/** What is no picture of ours and runs where a browser takes it for what it is, or only begins like one. */
const BODIES: ((words: string) => Buffer)[] = [
  (words) => bytes(`<!doctype html><title>x</title>${words}<script>alert(1)</script>`),
  (words) => bytes(`<svg ${SVG} onload="alert(1)"><script>alert(1)</script>${words}</svg>`),
  (words) => bytes(`<?xml version="1.0"?><svg ${SVG}><foreignObject>${words}</foreignObject></svg>`),
  (words) => bytes([0x89], 'PNG\r\n\x1a\n', words),
  (words) => bytes([0xff, 0xd8, 0xff], words),
  (words) => bytes('RIFF', le32(words.length + 4), 'WEBP', words),
  (words) => bytes(`GIF89a/*${words}*/=alert(1)`),
  (words) => bytes([0xef, 0xbb, 0xbf], words),
  (words) => bytes([0xff, 0xfe], Buffer.from(words, 'utf16le')),
];

/** A picture that was taken. */
export interface Taken {
  id: string;
  kind: string;
  /** Whether the words are a part of it. */
  within: boolean;
}

/** Brings in pictures in which attackers have hidden something. */
export class Pictures {
  refused = 0;
  readonly taken: Taken[] = [];

  constructor(
    private readonly city: City,
    private readonly editor: Who,
  ) {}

  private async bring(body: Buffer): Promise<string | undefined> {
    const path = `/api/desk/consultations/${C}/pictures`;
    const { status, body: answer } = await this.city.try('POST', path, body, this.editor);
    if (status < 300) return answer.id;
    if (status !== 415 && status !== 422) throw new Error(`${status} for ${body.subarray(0, 200)}`);
    this.refused += 1;
    return undefined;
  }

  /** Every payload as it is, and within something; answers with what was taken all the same. */
  async bodies(): Promise<string[]> {
    const odd: string[] = [];
    const all = PAYLOADS.flatMap((words, at) => [bytes(words), BODIES[at % BODIES.length](words)]);
    await each(all, async (body) => {
      if (await this.bring(body)) odd.push(body.toString().slice(0, 200));
    });
    return odd;
  }

  /** Every payload in every place of a real picture; `page` draws one of each kind. */
  async hidden(page: Page): Promise<void> {
    for (const [kind, { hung, within }] of Object.entries(KINDS)) {
      const picture = await drawn(page, kind);
      for (const [at, hide] of [...hung, ...within].entries()) {
        const deck = new Deck();
        for (let n = 0; n < Deck.rounds(15_000); n += 1) {
          const id = await this.bring(hide(picture, deck.deal(kind, 15_000)));
          if (id) this.taken.push({ id, kind, within: at >= hung.length });
        }
      }
    }
  }
}

/** A small picture, as the browser itself makes one. */
async function drawn(page: Page, kind: string): Promise<Buffer> {
  const url = await page.evaluate((kind) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 16;
    canvas.getContext('2d')!.fillRect(2, 2, 9, 9);
    return canvas.toDataURL(kind);
  }, kind);
  if (!url.startsWith(`data:${kind};base64,`)) throw new Error(`no ${kind}: ${url.slice(0, 40)}`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
