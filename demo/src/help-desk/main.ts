import { answerTo } from './answers.ts';
import { createChat } from './chat.ts';
import type { Turn } from './conversation.ts';
import { TICKETS, type Ticket, ticketFor } from './tickets.ts';

/** What the page shows of itself on `window.__demo`: every text of the open conversation, oldest first. */
export type HelpDeskDemo = { readonly truth: readonly Turn[] };

/** What was said so far, by ticket; it lives as long as the page, so that a ticket keeps its answers when one returns. */
const said = new Map<string, Turn[]>(TICKETS.map((ticket) => [ticket.id, [...ticket.history]]));
/** Values longer than this many characters stand below their label instead of beside it. */
const LONG = 60;

let left = new AbortController();
let open: Ticket = ticketFor(location.hash);

function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

function turnsOf(ticket: Ticket): Turn[] {
  return said.get(ticket.id) ?? [];
}

function listItem(ticket: Ticket): HTMLLIElement {
  const link = document.createElement('a');
  link.href = `#${ticket.id}`;
  link.className = 'ticket';
  if (ticket === open) link.setAttribute('aria-current', 'true');
  for (const [name, text] of [
    ['ticket-customer', ticket.customer],
    ['ticket-when', ticket.when],
    ['ticket-subject', ticket.subject],
  ] as const) {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = text;
    link.append(span);
  }
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function recordRow([label, value]: readonly [string, string]): HTMLDivElement {
  const row = document.createElement('div');
  row.classList.toggle('long', value.length > LONG);
  const term = document.createElement('dt');
  const description = document.createElement('dd');
  term.textContent = label;
  description.textContent = value;
  row.append(term, description);
  return row;
}

function showChat(ticket: Ticket): void {
  left.abort();
  left = new AbortController();
  const turns = turnsOf(ticket);
  let asked = 0;
  const chat = createChat({
    customer: ticket.customer,
    history: turns,
    answer: (question) => answerTo(question, ticket, asked++),
    onTurn: (turn) => void turns.push(turn),
    signal: left.signal,
  });
  part('chat').replaceChildren(chat);
}

function show(ticket: Ticket): void {
  open = ticket;
  part('tickets').replaceChildren(...TICKETS.map(listItem));
  part('subject').textContent = ticket.subject;
  part('about').textContent = `${ticket.customer}, order ${ticket.id}`;
  part('conversation').setAttribute('data-ticket', ticket.id);
  part('order-record').replaceChildren(...ticket.record.map(recordRow));
  showChat(ticket);
}

show(open);
window.addEventListener('hashchange', () => show(ticketFor(location.hash)));

const demo: HelpDeskDemo = {
  get truth() {
    return turnsOf(open).map(({ role, text }) => ({ role, text }));
  },
};
Object.assign(window, { __demo: demo });
