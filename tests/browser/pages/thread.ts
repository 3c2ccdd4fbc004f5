import type { Frame, Locator, Page } from '@playwright/test';
import { Composer } from './composer';

/** The conversation on a page. */
export class Thread {
  constructor(readonly page: Page | Frame) {}

  /** What is asked where a new comment on a section is written. */
  get composer(): Composer {
    return this.composerFor('Hvad mener du om afsnittet?');
  }

  composerFor(label: string | RegExp): Composer {
    return new Composer(this.page, label);
  }

  /** The post with these words: the innermost, since answers stand within what they answer. */
  post(words: string | RegExp): Post {
    return new Post(this.page, this.page.getByRole('article').filter({ hasText: words }).last());
  }

  /** What is said to those who hear the page. */
  get status(): Locator {
    return this.page.locator('#status');
  }
}

/** A comment or an answer. */
export class Post {
  constructor(
    readonly page: Page | Frame,
    readonly whole: Locator,
  ) {}

  // One's own acts come before those of the answers within.
  get reply(): Locator {
    return this.whole.getByRole('link', { name: 'Svar', exact: true }).first();
  }

  get support(): Locator {
    return this.whole.getByRole('button', { name: /Enig/ }).first();
  }

  /** Opens "Mere" and gives what is chosen from it. */
  async more(act: 'Anmeld' | 'Ret' | 'Træk tilbage' | 'Kopiér link'): Promise<Locator> {
    await this.menu.click();
    return this.acts(act);
  }

  get menu(): Locator {
    return this.whole.locator('summary').filter({ hasText: 'Mere' }).first();
  }

  acts(act: string): Locator {
    const role = act === 'Kopiér link' ? 'link' : 'button';
    return this.whole.getByRole(role, { name: act, exact: true }).first();
  }

  /** When it was written: the way to its own page. */
  get when(): Locator {
    return this.whole.getByRole('link').filter({ has: this.page.locator('time') }).first();
  }
}
