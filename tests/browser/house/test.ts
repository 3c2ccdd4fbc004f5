import { test as base, expect } from '@playwright/test';
import { People } from './people';

/** A request that failed is what some tests are about. */
const EXPECTED = /Failed to load resource/;

interface Fixtures {
  people: People;
  /** What the browser may complain of in a test that breaks something. */
  forgiven: RegExp | undefined;
  faults: void;
}

/** Whoever reads and writes here meets no fault of the program on the way. */
export const test = base.extend<Fixtures>({
  people: async ({ request }, use) => {
    await use(new People(request));
  },
  forgiven: [undefined, { option: true }],
  faults: [
    async ({ context, forgiven }, use) => {
      const faults: string[] = [];
      context.on('weberror', (fault) => faults.push(String(fault.error())));
      context.on('console', (line) => {
        if (line.type() === 'error' && !EXPECTED.test(line.text())) faults.push(line.text());
      });
      await use();
      expect(faults.filter((fault) => !forgiven?.test(fault))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
