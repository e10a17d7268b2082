import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Where and how long a command runs. */
export type CommandOptions = {
  /** Folder to run in, absolute. */
  readonly cwd: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Time after which the command and everything it started is ended, ms. */
  readonly limitMs: number;
};

/** How a command ended. */
export type CommandOutcome = {
  /** 0 when all went well; 1 when it was ended by a signal or by its time limit. */
  readonly code: number;
  /** What it wrote to both channels, in the order it came. */
  readonly output: string;
  readonly timedOut: boolean;
};

/** The programs of the house: npm puts them first on the PATH of its scripts, and so do we, for whoever starts us without npm. */
const programs = join(import.meta.dirname, '../../node_modules/.bin');

/** What is running now; ended with us, since a command leads a process group of its own and would outlive us. */
const running = new Set<ChildProcess>();

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

process.once('exit', () => running.forEach(end));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Runs a command line in a shell and resolves when it has ended, well or badly. */
export function runCommand(line: string, { cwd, env = {}, limitMs }: CommandOptions): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const path = [programs, process.env['PATH'] ?? ''].join(delimiter);
    const child = spawn(line, {
      cwd,
      env: { ...process.env, ...env, PATH: path },
      shell: true,
      // A group of its own, so that the time limit ends the browsers and servers a command started, too.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const parts: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      end(child);
    }, limitMs);
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: timedOut ? 1 : (code ?? 1), output: Buffer.concat(parts).toString('utf8'), timedOut });
    });
  });
}
