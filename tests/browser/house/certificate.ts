import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  key: Buffer;
  cert: Buffer;
  /** By this a browser knows the key, and no other, whatever name it is shown for. */
  pin: string;
}

/** A key that is thrown away with its folder, and a certificate of its own making. */
export function certificate(folder: string): Certificate {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', [...kind, '-subj', '/CN=test', '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const shown = readFileSync(cert);
  const known = new X509Certificate(shown).publicKey.export({ type: 'spki', format: 'der' });
  return { key: readFileSync(key), cert: shown, pin: createHash('sha256').update(known).digest('base64') };
}
