import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env.BLANDDIG_BIN ?? join(__dirname, '../../../target/debug/blanddig');
const PASSWORD = process.env.STAFF_PASSWORD ?? '';

/** Headers that say who asks. */
export type Who = Record<string, string>;
/** What the API has answered. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/**
 * A site of its own, with a database of its own: what is written here stands in every list and every text
 * of the site, and would be in the way of the tests that read these.
 */
export class City {
  private constructor(
    readonly address: string,
    readonly folder: string,
    private readonly program: ChildProcess,
  ) {}

  /** Starts it, with a moderator, an editor and an admin. `others` may show its hearings. */
  static async open(others: string[]): Promise<City> {
    const folder = mkdtempSync(join(tmpdir(), 'blanddig-payloads-'));
    const listen = `127.0.0.1:${await free()}`;
    const env = {
      ...process.env,
      BLANDDIG_DATABASE_URL: `sqlite://${join(folder, 'blanddig.db')}`,
      BLANDDIG_SECRET_FILE: join(folder, 'secret'),
      BLANDDIG_LISTEN: listen,
      BLANDDIG_LIMITS: 'off',
      BLANDDIG_EMBED_ORIGINS: others.join(','),
    };
    for (const role of ['moderator', 'editor', 'admin']) {
      const add = ['staff', 'add', `${role}@example.org`, '--role', role, '--password-stdin'];
      execFileSync(PROGRAM, add, { cwd: folder, env, input: PASSWORD });
    }
    const program = spawn(PROGRAM, ['serve'], { cwd: folder, env, stdio: 'ignore' });
    const city = new City(`http://${listen}`, folder, program);
    await city.ready().catch(async (error) => {
      await city.close();
      throw error;
    });
    return city;
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.program.once('exit', done));
    if (this.program.kill('SIGTERM')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks the API for something, or tells it; what it refuses is a fault of the test. */
  async ask(method: string, path: string, what?: object | Buffer, who: Who = {}): Promise<Json> {
    const { status, body } = await this.try(method, path, what, who);
    if (status >= 300)
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)} for ${JSON.stringify(what)}`);
    return body;
  }

  /** Asks, and may be refused. */
  async try(
    method: string,
    path: string,
    what?: object | Buffer,
    who: Who = {},
  ): Promise<{ status: number; body: Json }> {
    const raw = Buffer.isBuffer(what);
    const headers = { ...who, ...(what && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }) };
    const body = raw ? new Uint8Array(what) : what && JSON.stringify(what);
    const answer = await fetch(this.address + path, { method, headers, body });
    const text = await answer.text();
    const json = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, body: json && text ? JSON.parse(text) : text };
  }

  /** Somebody at the desk; `agent` is what their browser says of itself. */
  async staff(role: 'moderator' | 'editor' | 'admin', agent = 'test'): Promise<Who> {
    const answer = await fetch(`${this.address}/api/desk/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': agent },
      body: JSON.stringify({ email: `${role}@example.org`, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`signing in: ${answer.status}`);
    return { cookie: answer.headers.getSetCookie()[0].split(';')[0], 'x-blanddig': '1' };
  }

  /** Somebody who writes, and what a browser keeps of them. */
  async join(name: string, more: object = {}): Promise<{ who: Who; me: Json }> {
    const me = await this.ask('POST', '/api/participants', { name, client_key: randomUUID(), ...more });
    return { who: { authorization: `Bearer ${me.token}` }, me: { ...me, name, kind: 'citizen', district: null } };
  }

  /** Posts something under a name of its own. */
  post(path: string, what: object, who: Who): Promise<Json> {
    return this.ask('POST', path, { client_key: randomUUID(), ...what }, who);
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`${this.address}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((soon) => setTimeout(soon, 50));
    }
    throw new Error('the program does not answer');
  }
}

async function free(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Does something for each, eight at a time. */
export async function each<T>(all: T[], act: (one: T, at: number) => Promise<unknown>): Promise<void> {
  const waiting = all.map((one, at) => () => act(one, at));
  const hand = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: 8 }, hand));
}
