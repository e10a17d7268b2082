import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { findOrInstallChromium } from '../scripts/setup-browser.ts';
import { launchArguments } from './chromium.ts';

/** A page with a world of ours beside its own, as a content script has one: same nodes, other objects. */
export type IsolatedPage = {
  readonly page: Page;
  /** Runs a function in our world, where `ours` holds our DOM modules; arguments and result are copied as JSON. */
  readonly inOurWorld: <Argument, Result>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ) => Promise<Result>;
};

/** Starts a Chromium without extension. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findOrInstallChromium();
  return chromium.launch({ executablePath, headless: false, args: [...launchArguments, '--headless=new'] });
}

/** One module under `e2e/pages` with all it imports, as a classic script. */
export async function bundlePage(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(`./pages/${name}.ts`, import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'page' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error(`${name} was not built`);
  return chunk.code;
}

/** Opens a page with the given body and a world of ours in it. */
export async function openIsolated(browser: Browser, script: string, body: string): Promise<IsolatedPage> {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  await page.setContent(`<!doctype html><html lang="en"><head><title>Page</title></head><body>${body}</body></html>`);
  const cdp = await page.context().newCDPSession(page);
  const contextId = await makeWorld(cdp);
  await cdp.send('Runtime.evaluate', { contextId, expression: script });
  return {
    page,
    async inOurWorld(run, argument) {
      const { result, exceptionDetails } = await cdp.send('Runtime.callFunctionOn', {
        executionContextId: contextId,
        functionDeclaration: String(run),
        arguments: [{ value: argument }],
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      });
      if (exceptionDetails !== undefined) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    },
  };
}

async function makeWorld(cdp: CDPSession): Promise<number> {
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'ours',
  });
  return executionContextId;
}
