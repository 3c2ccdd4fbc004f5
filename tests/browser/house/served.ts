import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = process.env.BLANDDIG_BIN ?? join(__dirname, '../../../target/debug/blanddig');

export interface Served {
  port: number;
  stop: () => Promise<void>;
}

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  return new Promise((found) => {
    const asks = createServer().listen(0, '127.0.0.1', () => {
      const { port } = asks.address() as AddressInfo;
      asks.close(() => found(port));
    });
  });
}

/** The program with the demonstration hearing and an editor, in a folder of its own and with settings of its own. */
export async function served(folder: string, settings: Record<string, string>): Promise<Served> {
  const port = await freePort();
  const env = {
    ...process.env,
    BLANDDIG_DATABASE_URL: `sqlite://${join(folder, 'blanddig.db')}`,
    BLANDDIG_SECRET_FILE: join(folder, 'secret'),
    BLANDDIG_LISTEN: `127.0.0.1:${port}`,
    BLANDDIG_LIMITS: 'off',
    ...settings,
  };
  const run = (args: string[], input?: string) =>
    execFileSync(PROGRAM, args, { cwd: folder, env, input, stdio: 'pipe' });
  run(['demo']);
  run(['staff', 'add', 'editor@example.org', '--role', 'editor', '--password-stdin'], process.env.STAFF_PASSWORD);
  const program = spawn(PROGRAM, ['serve'], { cwd: folder, env, stdio: 'ignore' });
  await ready(program, port);
  return { port, stop: () => stopped(program) };
}

async function ready(program: ChildProcess, port: number): Promise<void> {
  while (program.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`the program ended with ${program.exitCode} before it was ready`);
}

function stopped(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return Promise.resolve();
  return new Promise((done) => {
    program.once('exit', () => done());
    program.kill('SIGTERM');
  });
}
