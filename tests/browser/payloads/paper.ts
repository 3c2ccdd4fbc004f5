import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { C, KEY } from './hearing';

/** A newspaper’s site: the conversation about a section, and the card of the hearing. */
export class Paper {
  private html = '';
  private readonly server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(this.html);
  });

  async open(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    // A stranger’s site, for the browser.
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on it shows what this site has. */
  show(city: string): void {
    const placed = [`section="${KEY}"`, ''].map((what) => `<bland-dig consultation="${C}" ${what}></bland-dig>`);
    this.html = `<!doctype html><title>Avisen</title><script async src="${city}/embed.js"></script>${placed.join('')}`;
  }

  close(): Promise<void> {
    return new Promise((closed) => void this.server.close(() => closed()).closeAllConnections());
  }
}
