import type { Locator, Page } from '@playwright/test';

export interface Box {
  /** Which part it is, for the message. */
  what: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the parts of a page that people look at stand: heading, blocks of text, first comments. */
export async function boxes(page: Page): Promise<Box[]> {
  const parts: Locator = page.locator('h1, .eyebrow, .facts, .block__text, .talk, .thread__head, textarea, .post .words');
  return parts.evaluateAll((elements) => {
    // The other edition is there and not seen.
    const seen = elements.filter((element) => element.getClientRects().length > 0);
    return seen.slice(0, 40).map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const what = `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`;
      return { what, x: x + scrollX, y: y + scrollY, width, height };
    });
  });
}

/** The parts that moved or changed their size by a pixel or more, and by how much. */
export function moved(before: Box[], after: Box[]): string[] {
  if (before.length !== after.length) return [`${before.length} parts before, ${after.length} after`];
  return before.flatMap((old, at) => {
    const sides = (['x', 'y', 'width', 'height'] as const).map((side) => [side, after[at]![side] - old[side]] as const);
    const changed = sides.filter(([, by]) => Math.abs(by) >= 1);
    return changed.length ? [`${old.what}: ${changed.map(([side, by]) => `${side} ${by}`).join(', ')}`] : [];
  });
}

/** How much the page has shifted under its reader since it was opened: the CLS of Web Vitals. */
export async function shift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
            if (!entry.hadRecentInput) sum += entry.value;
          }
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // The buffered entries come with the next turn, and what is drawn last in the frame after that.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
      }),
  );
}
