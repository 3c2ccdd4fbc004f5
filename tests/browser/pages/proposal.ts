import { expect, type Locator, type Page } from '@playwright/test';
import { HEARING } from '../house/people';

type Kind = 'ide' | 'ordlyd' | 'partnerskab';

/** The form in which something is proposed. */
export class ProposalForm {
  constructor(private readonly page: Page) {}

  static address(kind: Kind, about?: string, hearing = HEARING): string {
    return `/${hearing}/forslag/nyt?slags=${kind}${about ? `&om=${about}` : ''}`;
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

  /** What is asked at this step. */
  get heading(): Locator {
    return this.page.locator('#forslag-trin');
  }

  get next(): Locator {
    return this.page.getByRole('button', { name: 'Fortsæt' });
  }

  get back(): Locator {
    return this.page.getByRole('button', { name: 'Tilbage' });
  }

  /** At the last step: the way back to an answer. */
  change(what: string): Locator {
    return this.page.getByRole('button', { name: `Ret ${what}` });
  }

  /** Proposals like the one that is being written. */
  get similar(): Locator {
    return this.page.getByRole('region', { name: 'Ligner det et af disse? Så støt det i stedet.' });
  }

  /** From the first step of an idea to the last. */
  async idea(title: string, body: string, name?: string): Promise<void> {
    await this.next.click();
    await this.title.fill(title);
    await this.body.fill(body);
    await this.next.click();
    if (name) {
      await this.name.fill(name);
      await this.next.click();
    }
    await expect(this.heading).toHaveText('Se det hele igennem');
  }

  get send(): Locator {
    return this.page.getByRole('button', { name: /^(Send forslaget|Sender …|Prøv igen)$/ });
  }

  /** In place of the form while it is on its way. */
  get way(): Locator {
    return this.page.getByRole('region', { name: /^(Sender …|Ikke sendt endnu)$/ });
  }

  get takeBack(): Locator {
    return this.way.getByRole('button', { name: 'Ret det' });
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
