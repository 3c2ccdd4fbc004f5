import { readFileSync } from 'node:fs';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Certificate } from './certificate';
import { HEARING } from './names';
import { placed } from './snippets';

const HOSTS = join(__dirname, '../hosts');
/** Where staff paste the code into a page. */
const HERE = '<!-- Høringen -->';
const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
/** A page with which the tests try what a browser keeps for the hearing's site. */
const KEEPS = '/behold.html';

/** What the hearing's site was asked, and how it answered. */
export interface Asked {
  method: string;
  path: string;
  cookie: string;
  status: number;
}

export interface Web {
  port: number;
  /** Everything that the hearing's site was asked. */
  asked: Asked[];
  stop: () => Promise<void>;
}

/** The web of the tests, over TLS: the hearing's site, and pages from `hosts/` under every other name. */
export async function web(certificate: Certificate, hearing: number): Promise<Web> {
  const all: Asked[] = [];
  const server = createServer(certificate, (asked, answer) => {
    const url = new URL(asked.url ?? '/', `https://${asked.headers.host}`);
    if (url.origin !== HEARING) return page(url, answer);
    const { method = '', headers } = asked;
    const path = url.pathname;
    answer.on('close', () => all.push({ method, path, cookie: headers.cookie ?? '', status: answer.statusCode }));
    if (path !== KEEPS) return pass(hearing, asked, answer);
    answer.setHeader('set-cookie', 'behold=1; Secure; SameSite=None; Path=/');
    page(url, answer);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const stop = () => new Promise<void>((done) => void server.close(() => done()).closeAllConnections());
  return { port: (server.address() as AddressInfo).port, asked: all, stop };
}

/** A page as its author has it, with the code that `?kode=` names, or that `?html=` is, in its place. */
function page(url: URL, answer: ServerResponse): void {
  const file = join(HOSTS, normalize(url.pathname));
  const kind = KINDS[extname(file)];
  if (!kind) return void answer.writeHead(404).end();
  const { searchParams: asks } = url;
  const code = asks.get('html') ?? placed(asks.get('kode'));
  answer.writeHead(200, { 'content-type': kind }).end(readFileSync(file, 'utf8').replace(HERE, () => code));
}

/** On to the server, as a proxy that ends TLS does. */
function pass(port: number, asked: IncomingMessage, answer: ServerResponse): void {
  const headers = { ...asked.headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' };
  // A connection each: one that is kept can be closed at the other end just as it is used again.
  const way = { agent: false, host: '127.0.0.1', port, path: asked.url, method: asked.method, headers };
  const onward = request(way, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    // A stream may have nothing to say for a while.
    answer.flushHeaders();
    got.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}
