import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const SERVER = Number(process.env.BLANDDIG_BROWSER_PORT ?? '8098');

/** A line to the server that can be cut, as a train does in a tunnel, and that can carry a new release. */
export class Line {
  /** What became of the connection: it works, it is gone, the server is in trouble. */
  state: 'up' | 'cut' | 'trouble' = 'up';
  /** How long every answer takes, in milliseconds. */
  delay = 0;
  /** What a new release makes of a page or of the worker. */
  release?: (text: string, path: string) => string;
  private readonly server = createServer((asked, answer) => {
    if (this.state === 'cut') return void asked.socket.destroy();
    if (this.state === 'trouble') return void answer.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Nede</h1>');
    const { release } = this;
    const headers = { ...asked.headers };
    if (release) {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const onward = request({ port: SERVER, path: asked.url, method: asked.method, headers }, (got) => {
      const parts: Buffer[] = [];
      got.on('data', (part: Buffer) => parts.push(part));
      got.on('end', () => {
        let body = Buffer.concat(parts);
        const told = { ...got.headers };
        if (release && /html|javascript/.test(told['content-type'] ?? '')) {
          body = Buffer.from(release(body.toString(), asked.url ?? ''));
          delete told['content-length'];
          delete told.etag;
        }
        setTimeout(() => answer.writeHead(got.statusCode ?? 500, told).end(body), this.delay);
      });
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });

  /** Opens the line; what is behind it is a site of its own for the browser. */
  async open(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((closed) => void this.server.close(() => closed()).closeAllConnections());
  }
}
