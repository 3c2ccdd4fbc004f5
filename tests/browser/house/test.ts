import { test as base, expect } from '@playwright/test';
import { People } from './people';

/** A request that failed is what some tests are about. */
const EXPECTED = /Failed to load resource/;

/** Whoever reads and writes here meets no fault of the program on the way. */
export const test = base.extend<{ people: People; faults: string[] }>({
  people: async ({ request }, use) => {
    await use(new People(request));
  },
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on('weberror', (fault) => faults.push(String(fault.error())));
      context.on('console', (line) => {
        if (line.type() === 'error' && !EXPECTED.test(line.text())) faults.push(line.text());
      });
      await use(faults);
      expect(faults, 'what the browser complained of').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
