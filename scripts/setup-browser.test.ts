import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrInstallChromium, type Machine, NoBrowserError, thisMachine } from './setup-browser.ts';

const chromium = 'Chromium 156.0.8078.73 built on Debian';
const forTesting = 'Google Chrome for Testing 145.0.7632.6';
const branded = 'Google Chrome 150.0.7871.2';
const old = 'Chromium 137.0.7151.0';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign-browser-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Puts a program into the temporary folder that says `version` of itself; gives its path. */
async function place(path: string, version: string): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho "${version}"\n`);
  await chmod(file, 0o755);
  return file;
}

/** What installing does on a machine: the program it puts into place, or the reason why it cannot. */
type Installs = Readonly<Partial<Record<'apt-get' | 'npx', () => Promise<unknown>>>>;

type Fake = { readonly machine: Machine; readonly ran: string[] };

/** A machine whose PATH and Playwright lie in the temporary folder; nothing outside of it is looked at or run. */
function fakeMachine(settings: Partial<Machine> = {}, installs: Installs = {}): Fake {
  const ran: string[] = [];
  const machine: Machine = {
    platform: 'linux',
    env: { PATH: [join(root, 'bin'), join(root, 'sbin')].join(delimiter) },
    isRoot: false,
    isProgram: thisMachine.isProgram,
    playwrightChromium: async () => join(root, 'playwright/chrome'),
    say: () => undefined,
    ...settings,
    run: async (program, args) => {
      if (program.startsWith(root)) return thisMachine.run(program, args);
      ran.push([program, ...args].join(' '));
      const install = installs[program as keyof Installs];
      if (install === undefined) throw new Error(`${program}: not here`);
      if (args.includes('install')) await install();
      return '';
    },
  };
  return { machine, ran };
}

describe('findOrInstallChromium finds', () => {
  it.each([
    ['chromium', chromium],
    ['chromium-browser', chromium],
    ['google-chrome-for-testing', forTesting],
    ['chrome', forTesting],
  ])('%s on the PATH', async (name, version) => {
    const path = await place(`sbin/${name}`, version);
    expect(await findOrInstallChromium(fakeMachine().machine)).toBe(path);
  });

  it('the one CHROME_PATH names, though another is on the PATH', async () => {
    await place('bin/chromium', chromium);
    const path = await place('elsewhere/my-chrome', forTesting);
    const { machine } = fakeMachine();
    expect(await findOrInstallChromium({ ...machine, env: { ...machine.env, CHROME_PATH: path } })).toBe(path);
  });

  it('Playwright’s when the system has none', async () => {
    const path = await place('playwright/chrome', forTesting);
    const { machine, ran } = fakeMachine();
    expect(await findOrInstallChromium(machine)).toBe(path);
    expect(ran).toEqual([]);
  });

  it.each([
    ['branded Chrome, which refuses unpacked extensions', branded],
    ['a Chromium older than the manifest allows', old],
    ['a program that says nothing of itself', ''],
  ])('the next one after %s', async (_, version) => {
    await place('bin/chromium', version);
    const path = await place('sbin/chromium', chromium);
    expect(await findOrInstallChromium(fakeMachine().machine)).toBe(path);
  });

  it('the next one after a file that may not be run', async () => {
    await chmod(await place('bin/chromium', chromium), 0o644);
    const path = await place('sbin/chromium', chromium);
    expect(await findOrInstallChromium(fakeMachine().machine)).toBe(path);
  });
});

describe('findOrInstallChromium installs', () => {
  it('with apt, after an update, when it is root', async () => {
    const path = join(root, 'bin/chromium');
    const { machine, ran } = fakeMachine({ isRoot: true }, { 'apt-get': () => place('bin/chromium', chromium) });
    expect(await findOrInstallChromium(machine)).toBe(path);
    expect(ran).toEqual(['apt-get update', 'apt-get install -y chromium']);
  });

  it('with Playwright when it is not root', async () => {
    const path = join(root, 'playwright/chrome');
    const { machine, ran } = fakeMachine({}, { npx: () => place('playwright/chrome', forTesting) });
    expect(await findOrInstallChromium(machine)).toBe(path);
    expect(ran).toEqual(['npx playwright install chromium']);
  });

  it('with Playwright when apt does not have it', async () => {
    const installs = {
      'apt-get': () => Promise.reject(new Error('E: Unable to locate package chromium')),
      npx: () => place('playwright/chrome', forTesting),
    };
    const { machine, ran } = fakeMachine({ isRoot: true }, installs);
    expect(await findOrInstallChromium(machine)).toBe(join(root, 'playwright/chrome'));
    expect(ran.at(-1)).toBe('npx playwright install chromium');
  });
});

describe('findOrInstallChromium gives up', () => {
  it.each<[NodeJS.Platform, string]>([
    ['linux', 'sudo apt-get install -y chromium'],
    ['darwin', 'npx playwright install chromium'],
    ['win32', 'npx playwright install chromium'],
  ])('on %s with the one command to run and why it could not', async (platform, command) => {
    const { machine } = fakeMachine({ platform });
    const failed = findOrInstallChromium(machine);
    await expect(failed).rejects.toBeInstanceOf(NoBrowserError);
    await expect(failed).rejects.toThrow(new RegExp(`apt-get needs root; npx: not here.*Run: ${command}$`));
  });

  it.each([
    ['is not there', undefined, 'it is not there'],
    ['is branded Chrome', branded, `it says it is "${branded}"`],
    ['is too old', old, 'it is version 137, older than 138'],
  ])('when the one CHROME_PATH names %s, and installs nothing', async (_, version, why) => {
    const path = version === undefined ? join(root, 'nowhere') : await place('elsewhere/chrome', version);
    await place('bin/chromium', chromium);
    const { machine, ran } = fakeMachine();
    const failed = findOrInstallChromium({ ...machine, env: { ...machine.env, CHROME_PATH: path } });
    await expect(failed).rejects.toThrow(`CHROME_PATH is ${path}, but ${why}`);
    expect(ran).toEqual([]);
  });
});
