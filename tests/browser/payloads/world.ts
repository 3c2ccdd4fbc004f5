import { test as base } from '@playwright/test';
import { City } from './city';
import { Decisions } from './decisions';
import { Office } from './hearing';
import { Paper } from './paper';
import { Citizens } from './people';
import { PAYLOADS } from './words';

/** A site in which every field holds what attackers write. */
export interface World {
  city: City;
  office: Office;
  citizens: Citizens;
  decisions: Decisions;
  /** The address of a site that shows it. */
  paper: string;
}

async function fill(city: City, paper: string): Promise<World> {
  // What a browser says of itself is told at the desk, too. A header holds no line ends.
  const agent = PAYLOADS.filter((words) => /^[ -~]+$/.test(words))
    .slice(0, 4)
    .join(' ');
  const [moderator, editor, admin] = await Promise.all([
    city.staff('moderator'),
    city.staff('editor'),
    city.staff('admin', agent),
  ]);
  const office = new Office(city, editor, admin);
  await office.write();
  const citizens = new Citizens(city, moderator);
  await citizens.comment();
  await citizens.change();
  await citizens.propose();
  await citizens.report();
  const decisions = new Decisions(city, moderator, admin, citizens);
  await decisions.decide();
  return { city, office, citizens, decisions, paper };
}

/** Every test looks at the same site, which is filled once. */
export const test = base.extend<object, { world: World }>({
  world: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const paper = new Paper();
      const address = await paper.open();
      const city = await City.open([address]);
      paper.show(city.address);
      try {
        await use(await fill(city, address));
      } finally {
        await Promise.all([city.close(), paper.close()]);
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
