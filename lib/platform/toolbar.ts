import { browser } from './browser.ts';

/** What the toolbar button says, on one tab or everywhere. An empty text is no badge. */
export async function setBadge(badge: {
  readonly text: string;
  readonly title: string;
  readonly tabId?: number;
}): Promise<void> {
  const where = badge.tabId === undefined ? {} : { tabId: badge.tabId };
  await browser.action.setBadgeText({ text: badge.text, ...where });
  await browser.action.setBadgeBackgroundColor({ color: '#a61b1b', ...where });
  await browser.action.setTitle({ title: badge.title, ...where });
}

/** Calls back with the tab whose toolbar button was clicked; the click lets us into that tab without a grant. */
export function onToolbarClick(listener: (tabId: number) => void): void {
  browser.action.onClicked.addListener(({ id }) => {
    if (id !== undefined) listener(id);
  });
}

/** Calls back with the command's name and the tab it was pressed in. */
export function onKeyCommand(listener: (command: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener(async (command) => {
    const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    if (tab?.id !== undefined) listener(command, tab.id);
  });
}

/** Our one entry in the context menu, shown on selections. */
const selectionMenu = { id: 'review-selection', title: 'Review selection with Countersign' } as const;

/** Makes the context menu entry; at install and update only, since menus outlive the worker. */
export async function createSelectionMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ ...selectionMenu, contexts: ['selection'] });
}

/** Calls back with the tab and frame of a selection that is to be reviewed. */
export function onSelectionMenu(listener: (tabId: number, frameId: number) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === selectionMenu.id && tab?.id !== undefined) listener(tab.id, info.frameId ?? 0);
  });
}
