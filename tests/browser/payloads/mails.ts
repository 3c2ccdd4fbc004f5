import { type City, each } from './city';
import { PAYLOADS } from './words';

/** What no address may hold is left out, as somebody does it who knows that, and what would make it too long. */
const fitting = (words: string) => [...words.replace(/[\s\p{C}<>,;"@]/gu, '')].slice(0, 60).join('');

/** A payload as a mail address, or as a part of one. */
const SHAPES: ((words: string) => string)[] = [
  (words) => words,
  (words) => `${words}@example.org`,
  (words) => `mona@${words}`,
  (words) => `mona@${fitting(words)}.org`,
  (words) => `mona@${words}.org`,
  (words) => `mona@example.${words}`,
  (words) => `"${words}"@example.org`,
];

/** The addresses that attackers give: every payload in one shape, and some made to fit. */
export const ADDRESSES = PAYLOADS.flatMap((words, at) => {
  const address = SHAPES[at % SHAPES.length](words);
  return at % 3 ? [address] : [address, `${fitting(words)}@example.org`];
});

/** What can stand in the line of a mail that says whose it is. */
export const PLAIN = /^[^\s\p{Cc}<>,;"@]+@[^\s\p{Cc}<>,;"@]+$/u;

/** Somebody gives one address after the other; answers with those that were taken, as they are kept. */
export async function give(city: City): Promise<{ refused: number; kept: string[] }> {
  const kept: string[] = [];
  let refused = 0;
  await each([...Array(8).keys()], async (hand) => {
    const { who } = await city.join(`Hånd ${hand}`);
    for (const email of ADDRESSES.filter((_, at) => at % 8 === hand)) {
      const { status, body } = await city.try('PATCH', '/api/participants/me', { email }, who);
      if (status === 200) kept.push(body.email);
      else if (body.code === 'invalid') refused += 1;
      else throw new Error(`${status} ${JSON.stringify(body)} for ${email}`);
    }
  });
  return { refused, kept };
}
