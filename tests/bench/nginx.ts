import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, listening, withPorts } from '../support/ports.ts'
import type { Measured } from './process.ts'

const EXAMPLE = join(import.meta.dirname, '../../examples/nginx/nginx.conf')
const PROGRAM = '/usr/sbin/nginx'

export function hasNginx(): boolean {
  return existsSync(PROGRAM)
}

/**
 * The nginx of the example, as one process on the first core, which answers itself what Keyward lets in.
 * @param authPort of the server that it asks about each request
 */
export async function startNginx(authPort: number): Promise<Measured> {
  const home = mkdtempSync(join(tmpdir(), 'keyward-nginx-'))
  const [port = 0] = await freePorts(1)
  const ports = new Map([
    [8080, authPort],
    [8081, port],
  ])
  const config = withPorts(readFileSync(EXAMPLE, 'utf8'), ports)
    .replace('daemon off;', 'daemon off; master_process off;')
    .replace('access_log off;', 'access_log off; keepalive_requests 100000000;')
    .replace('proxy_pass http://service;', 'empty_gif;')
  writeFileSync(join(home, 'nginx.conf'), config)
  const args = ['-c', '0', PROGRAM, '-e', 'stderr', '-p', `${home}/`, '-c', join(home, 'nginx.conf')]
  const child = spawn('taskset', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  await listening(port, () => {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
  })
  return { port, child }
}
