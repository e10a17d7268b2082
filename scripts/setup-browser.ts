import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * What the search for a browser knows of the machine and may do to it. The real one is {@link thisMachine}; tests hand in
 * another, so that none of them installs anything.
 */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether packages of the system may be installed without asking for a password. */
  readonly isRoot: boolean;
  /** Whether a file is there and may be run. */
  readonly isProgram: (path: string) => Promise<boolean>;
  /** Runs a program to its end and gives what it wrote to standard output; rejects when it fails or is not there. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
  /** Where Playwright keeps its own Chromium, downloaded or not. */
  readonly playwrightChromium: () => Promise<string>;
  /** Told of what takes minutes. */
  readonly say: (line: string) => void;
};

/** No browser that can load an unpacked extension was found or installed; the message names the one command to run. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/** Oldest Chromium the extension runs in: `minimum_chrome_version` of its manifest. */
const oldestMajor = 138;

const names = ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome'];
const applications: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
};

const oneCommand: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'sudo apt-get install -y chromium',
  darwin: 'npx playwright install chromium',
};

/**
 * Why a program is not the browser we need, or `undefined` when it is.
 *
 * Google-branded Chrome refuses `--load-extension` since version 137; Chromium and Chrome for Testing do not. Both say
 * which they are when asked for their version, except on Windows, where asking opens a window.
 */
async function objectionTo(path: string, machine: Machine): Promise<string | undefined> {
  if (!(await machine.isProgram(path))) return 'it is not there, or may not be run';
  if (machine.platform === 'win32') return undefined;
  const version = await machine.run(path, ['--version']).catch(() => '');
  const [, brand, major] = /^(Chromium|Google Chrome for Testing) (\d+)\./m.exec(version) ?? [];
  if (brand === undefined) return `it says it is "${version.trim()}", not Chromium or Chrome for Testing`;
  return Number(major) < oldestMajor ? `it is version ${major}, older than ${oldestMajor}` : undefined;
}

async function firstGood(paths: readonly string[], machine: Machine): Promise<string | undefined> {
  for (const path of paths) if ((await objectionTo(path, machine)) === undefined) return path;
  return undefined;
}

function systemPlaces({ env, platform }: Machine): readonly string[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...(applications[platform] ?? [])];
}

const find = async (machine: Machine): Promise<string | undefined> =>
  (await firstGood(systemPlaces(machine), machine)) ?? firstGood([await machine.playwrightChromium()], machine);

async function installWithApt({ isRoot, run, say }: Machine): Promise<void> {
  if (!isRoot) throw new Error('apt-get needs root');
  say('Installing Chromium with apt-get; this takes a minute or two …');
  await run('apt-get', ['update']);
  await run('apt-get', ['install', '-y', 'chromium']);
}

async function installWithPlaywright({ run, say }: Machine): Promise<void> {
  say('Downloading Chromium with Playwright; this takes a minute or two …');
  await run('npx', ['playwright', 'install', 'chromium']);
}

/**
 * Gives the path of a Chromium or Chrome for Testing that can load our extension, and installs one when there is none.
 *
 * Looked for in this order: `CHROME_PATH`, the folders of `PATH`, Playwright's own download. Installed by apt when we are
 * root where apt is, else by Playwright.
 *
 * @throws {NoBrowserError} when `CHROME_PATH` names something else, since then somebody wanted that one; and when nothing
 * could be installed.
 */
export async function findOrInstallChromium(machine: Machine = thisMachine): Promise<string> {
  const wanted = machine.env['CHROME_PATH'];
  if (wanted) {
    const objection = await objectionTo(wanted, machine);
    if (objection === undefined) return wanted;
    throw new NoBrowserError(`CHROME_PATH is ${wanted}, but ${objection}.`);
  }
  const present = await find(machine);
  if (present) return present;
  const reasons: string[] = [];
  for (const install of [installWithApt, installWithPlaywright]) {
    try {
      await install(machine);
      const installed = await find(machine);
      if (installed) return installed;
      reasons.push('installed, but not found afterwards');
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  const command = oneCommand[machine.platform] ?? 'npx playwright install chromium';
  throw new NoBrowserError(
    `No Chromium was found, and none could be installed (${reasons.join('; ')}). Run: ${command}`,
  );
}

/** The machine we run on. */
export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  isProgram: (path) =>
    access(path, constants.X_OK).then(
      () => true,
      () => false,
    ),
  run: (program, args) =>
    new Promise((resolve, reject) => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const options = { env, maxBuffer: 64 * 2 ** 20, shell: process.platform === 'win32' };
      execFile(program, args, options, (error, stdout, stderr) =>
        error ? reject(new Error(`${program}: ${stderr.trim().split('\n').at(-1) ?? error.message}`)) : resolve(stdout),
      );
    }),
  playwrightChromium: async () => (await import('@playwright/test')).chromium.executablePath(),
  say: (line) => console.error(line),
};

if (import.meta.main) {
  try {
    console.log(await findOrInstallChromium());
  } catch (error) {
    console.error(error instanceof NoBrowserError ? error.message : error);
    process.exitCode = 1;
  }
}
