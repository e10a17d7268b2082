import 'deep-chat';
import type { DeepChat } from 'deep-chat';
import type { Turn } from './conversation.ts';
import { streamText } from './stream.ts';

/** What a chat needs to know about the conversation it shows. */
export type ChatOptions = {
  readonly customer: string;
  readonly history: readonly Turn[];
  /** Gives the text to stream for a question. */
  readonly answer: (question: string) => string;
  /** Called with each turn said after the history: the question as sent, the answer once its stream has ended. */
  readonly onTurn: (turn: Turn) => void;
  /** Aborted when the conversation is left; an answer still streaming ends where it is. */
  readonly signal: AbortSignal;
};

// The component styles itself with fixed colours; these rules run inside its shadow root, where the page's custom
// properties still arrive by inheritance.
const SHADOW_STYLE = `
  ::-webkit-scrollbar { width: 10px; }
  ::-webkit-scrollbar-thumb { background: var(--line); border: 3px solid var(--surface); border-radius: 6px; }
  #messages { padding: 8px 0 4px; scrollbar-gutter: stable; }
  .inner-message-container { flex-direction: column; width: auto; margin-inline: 20px; }
  .deep-chat-outer-container-role-user .inner-message-container { align-items: flex-end; }
  .name { order: -1; margin: 16px 2px 0; font-size: 12px; font-weight: 550; color: var(--muted); }
  .message-bubble { margin-top: 4px; }
  .message-bubble p { margin: 0 0 0.7em; }
  .message-bubble a { color: var(--accent); overflow-wrap: anywhere; }
  #text-input-container { margin: 0; }
  .input-button { border-radius: 8px; margin: 0; padding: 3px; }
  .inside-end { inset-inline-end: 6px; inset-block-end: 6px; }
  .input-button > svg { display: block; width: 100%; height: 100%; }
  #text-input:focus-visible { outline: none; }
  #text-input-container:focus-within { border-color: var(--accent) !important; box-shadow: 0 0 0 1px var(--accent); }
  .input-button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
`;

const icon = (path: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

const SEND = icon('<path d="M12 19V5"/><path d="m6 11 6-6 6 6"/>');
const STOP = icon('<rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor"/>');

function dressMessages(chat: DeepChat, customer: string): void {
  // On the element itself and before it renders: with no font family there, deep-chat asks Google for one.
  Object.assign(chat.style, {
    display: 'block',
    width: '100%',
    height: '100%',
    border: '0',
    backgroundColor: 'transparent',
    fontFamily: 'inherit',
    color: 'var(--text)',
  });
  chat.messageStyles = {
    default: {
      shared: { bubble: { maxWidth: 'min(88%, 62ch)', padding: '9px 13px', lineHeight: '1.5', fontSize: '14px' } },
      user: { bubble: { backgroundColor: 'var(--bubble-user)', color: 'var(--text)' } },
      ai: { bubble: { backgroundColor: 'var(--bubble-ai)', color: 'var(--text)' } },
    },
  };
  chat.names = { user: { text: customer }, ai: { text: 'Assistant' } };
  chat.auxiliaryStyle = SHADOW_STYLE;
}

function dressInput(chat: DeepChat, customer: string): void {
  const button = { container: { default: { color: 'var(--accent)' } } };
  chat.inputAreaStyle = { backgroundColor: 'transparent', padding: '10px 0 8px' };
  chat.textInput = {
    placeholder: { text: `Write as ${customer}`, style: { color: 'var(--muted)' } },
    styles: {
      container: {
        width: 'calc(100% - 40px)',
        borderRadius: '10px',
        border: '1px solid var(--line-strong)',
        backgroundColor: 'var(--surface)',
        boxShadow: 'none',
      },
      text: { padding: '10px 44px 10px 13px', color: 'var(--text)', fontSize: '14px' },
    },
  };
  chat.submitButtonStyles = {
    submit: { ...button, svg: { content: SEND } },
    loading: { ...button, svg: { content: STOP } },
    stop: { ...button, svg: { content: STOP } },
    disabled: {
      container: { default: { ...button.container.default, color: 'var(--muted)' } },
      svg: { content: SEND },
    },
  };
}

// deep-chat gives neither its send button a name nor its message list a role, and the list scrolls. It may render twice
// at the start and reports only the first time, so what it puts into its container is watched instead.
function nameParts(chat: DeepChat): void {
  const root = chat.shadowRoot;
  const container = root?.getElementById('container');
  if (!root || !container) return;
  new MutationObserver(() => {
    const messages = root.getElementById('messages');
    messages?.setAttribute('role', 'log');
    messages?.setAttribute('aria-label', 'Conversation');
    messages?.setAttribute('tabindex', '0');
    root.querySelector('.input-button')?.setAttribute('aria-label', 'Send or stop');
  }).observe(container, { childList: true });
}

// A list that is busy is read out once it has settled, not word by word.
function setBusy(chat: DeepChat, busy: boolean): void {
  chat.shadowRoot?.getElementById('messages')?.setAttribute('aria-busy', String(busy));
}

/** Makes a real `<deep-chat>` that shows a conversation and streams an answer to whatever is typed into it. */
export function createChat({ customer, history, answer, onTurn, signal }: ChatOptions): DeepChat {
  const chat = document.createElement('deep-chat');
  dressMessages(chat, customer);
  dressInput(chat, customer);
  nameParts(chat);
  chat.history = history.map(({ role, text }) => ({ role, text }));
  chat.connect = {
    stream: true,
    handler: async (body: { readonly messages: readonly { readonly text?: string }[] }, signals) => {
      const question = body.messages.at(-1)?.text ?? '';
      const stopped = new AbortController();
      signals.stopClicked.listener = () => stopped.abort();
      onTurn({ role: 'user', text: question });
      setBusy(chat, true);
      signals.onOpen();
      const said = await streamText(
        answer(question),
        (piece) => void signals.onResponse({ text: piece }),
        AbortSignal.any([stopped.signal, signal]),
      );
      signals.onClose();
      setBusy(chat, false);
      onTurn({ role: 'ai', text: said });
    },
  };
  return chat;
}
