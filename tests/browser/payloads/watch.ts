import type { BrowserContext, Frame, Page } from '@playwright/test';
import { strangers } from './strangers';

/** What runs, says so by this name; the browser tells the test. */
const TELL = 'tellsThatItRuns';

/**
 * Watches over all that is opened in a browser. Whatever a payload has brought about is noted: a dialog
 * or a call of what opens one, something that only the page's own policy has stopped, a request to
 * somebody else, an address that nobody went to, and elements that are none of ours.
 */
export class Watch {
  readonly caught: string[] = [];
  /** The frames in which something ran. */
  readonly frames = new Set<Frame>();
  private meant = '';

  private constructor(
    readonly context: BrowserContext,
    private readonly origins: string[],
  ) {}

  /** Watches over a context before its first page is opened. Nothing in it reaches anybody else. */
  static async over(context: BrowserContext, ...origins: string[]): Promise<Watch> {
    const watch = new Watch(context, origins);
    context.on('dialog', (dialog) => {
      watch.caught.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await context.route(
      (url) => /^https?:$/.test(url.protocol) && !origins.includes(url.origin),
      (route) => {
        watch.caught.push(`a request to ${route.request().url()}`);
        return route.abort();
      },
    );
    await context.exposeBinding(TELL, ({ frame }, what: string) => {
      watch.frames.add(frame);
      watch.caught.push(`${what} at ${frame.url().slice(0, 200)}`);
    });
    await context.addInitScript(listen, TELL);
    // The same walk for a page that is open and for one that is only read (`doors.ts`).
    await context.addInitScript(`window.strangers = ${strangers}`);
    return watch;
  }

  async page(): Promise<Page> {
    const page = await this.context.newPage();
    page.on('framenavigated', (frame) => {
      const away = frame === page.mainFrame() && !this.origins.includes(new URL(frame.url()).origin);
      if (away && frame.url() !== 'about:blank') this.caught.push(`${this.meant} leads to ${frame.url()}`);
    });
    return page;
  }

  /** Opens a page. */
  async open(page: Page, address: string): Promise<void> {
    this.meant = address;
    await page.goto(address);
  }

  /** What is wrong in the page as it is now, in each of its frames. */
  async look(page: Page): Promise<void> {
    for (const frame of page.frames()) {
      const found = await frame.evaluate(() => window.strangers(document)).catch(() => []);
      this.caught.push(...found.map((what) => `${what} at ${frame.url().slice(0, 200)}`));
    }
  }

  /** What was caught since the last time. */
  taken(): string[] {
    return [...new Set(this.caught.splice(0))].slice(0, 30);
  }
}

/** In every frame, before anything of it runs. */
function listen(name: string): void {
  const tell = (what: string) => (window as unknown as Record<string, (what: string) => void>)[name]?.(what);
  for (const act of ['alert', 'confirm', 'prompt', 'print']) {
    Object.defineProperty(window, act, { value: (...words: unknown[]) => tell(`${act}(${words.join()})`) });
  }
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    tell(`stopped by the policy: ${effectiveDirective} ${blockedURI} ${sample}`);
  });
}

declare global {
  interface Window {
    strangers: typeof strangers;
  }
}
