import type { Locator, Page } from '@playwright/test';
import { HEARING } from '../house/people';

type Kind = 'ide' | 'ordlyd' | 'partnerskab';

/** The form in which something is proposed. */
export class ProposalForm {
  constructor(private readonly page: Page) {}

  static address(kind: Kind, about?: string): string {
    return `/${HEARING}/forslag/nyt?slags=${kind}${about ? `&om=${about}` : ''}`;
  }

  get section(): Locator {
    return this.page.getByLabel('Hvilket afsnit handler det om?');
  }

  get title(): Locator {
    return this.page.getByLabel('Forslaget med få ord');
  }

  get body(): Locator {
    return this.page.getByLabel('Fortæl om dit forslag');
  }

  get original(): Locator {
    return this.page.getByLabel('Det står der nu');
  }

  get replacement(): Locator {
    return this.page.getByLabel('Det burde der stå');
  }

  get reason(): Locator {
    return this.page.getByLabel('Hvorfor?');
  }

  get organisation(): Locator {
    return this.page.getByLabel('Hvem er I?');
  }

  get contact(): Locator {
    return this.page.getByLabel('Hvordan får vi fat i jer? (valgfrit)');
  }

  get name(): Locator {
    return this.page.getByLabel('Dit navn');
  }

  get send(): Locator {
    return this.page.getByRole('button', { name: /^(Send forslaget|Sender …|Prøv igen)$/ });
  }

  /** All that is wrong, above the form. */
  get errors(): Locator {
    return this.page.getByRole('alert').filter({ hasText: 'Der mangler noget' });
  }

  /** What one reads after sending. */
  get receipt(): Locator {
    return this.page.getByRole('region', { name: /^Tak – dit forslag har nr\. \d+$/ });
  }
}
