import { browser } from './browser.ts';

/** Calls back after an install or an update, when alarms, menus and dynamic scripts are gone and have to be made again. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
}

/** Calls back when the browser starts. */
export function onStartup(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener);
}

/** Calls back when an alarm of this name rings. */
export function onAlarm(name: string, listener: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) listener();
  });
}

/** Sets an alarm for an epoch time in ms, at least the browser's floor of 30 s away; `undefined` takes it off. */
export async function setAlarm(name: string, at: number | undefined): Promise<void> {
  if (at === undefined) {
    await browser.alarms.clear(name);
    return;
  }
  await browser.alarms.create(name, { when: Math.max(at, Date.now() + 30_000) });
}

/** Makes sure an alarm rings every so many minutes. One that exists is left alone: creating it anew would start its time over. */
export async function ensureRepeatingAlarm(name: string, periodInMinutes: number): Promise<void> {
  if ((await browser.alarms.get(name)) === undefined) await browser.alarms.create(name, { periodInMinutes });
}

/** The extension's version. */
export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}
