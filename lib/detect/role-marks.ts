/**
 * Attributes by which applications name the assistant as a message's author. They are set by code that knows who wrote the
 * message, so one is enough (53 saved pages and 15 chat kits; 0 hits on ordinary pages and human chats).
 */
export const assistantRoleSelector = [
  '[data-message-author-role="assistant" i]',
  '[data-message-role="assistant" i]',
  '[data-author-role="assistant" i]',
  '[data-role="assistant" i]',
  '[data-role="ai" i]',
  '[data-testid="message-assistant" i]',
  '[data-testid="assistant-message" i]',
  '[data-content="ai-message" i]',
].join(', ');

/** The same for human authors: explicit negatives. */
export const userRoleSelector = [
  '[data-message-author-role="user" i]',
  '[data-message-role="user" i]',
  '[data-author-role="user" i]',
  '[data-role="user" i]',
  '[data-role="human" i]',
  '[data-testid="message-user" i]',
  '[data-testid="user-message" i]',
  '[data-content="user-message" i]',
].join(', ');

/** Class tokens that name the assistant. A class may mean anything, so it counts only in a log or beside user turns. */
export const assistantClassSelector =
  '.assistant-message, .message-assistant, .ai-message, .bot-message, .chat-message-from-bot, .is-assistant';

/** Class tokens that name a human author. */
export const userClassSelector = '.user-message, .message-user, .human-message, .chat-message-from-user, .is-user';

/** Containers that say of themselves that messages arrive in them. */
export const logSelector = '[role="log"], [role="feed"], [aria-live="polite"]';
