import type { VNode } from 'preact';
import { Group } from '../ui/Group.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { capsOf, fieldKeys, type KeyGroup, type KeyRow, rowCaps } from './key-table.ts';

const groups: readonly KeyGroup[] = ['flags', 'dismiss', 'labels', 'verdict', 'passage', 'typing'];

/** The cheatsheet: every key of the card, read from the same table as the caps in its buttons. */
export function HelpSheet(): VNode {
  const { keys, held } = useCard();
  return (
    <Group name={wording.help.title} part="cs-part cs-help" scrolls takesFocus={held.current}>
      <div class="cs-row">
        <h2 class="cs-strong">{wording.help.title}</h2>
        <span class="cs-spring" />
        <CommandButton command={{ kind: 'toggle-help' }} label={wording.help.back} look="quiet" always />
      </div>
      <p class="cs-muted">{wording.help.scope}</p>
      {groups.map((group) => (
        <div key={group}>
          <h3 class="cs-help-title">{wording.help.group[group]}</h3>
          <dl class="cs-help-list">
            {linesOf(keys, group).map(({ act, alternatives }) => (
              <div key={`${act} ${alternatives.join()}`} class="cs-help-line">
                <dt>{act}</dt>
                <dd>
                  {alternatives.map((caps, index) => (
                    <span key={caps.join()}>
                      {index > 0 && <span class="cs-muted"> {wording.help.or} </span>}
                      <Kbd caps={caps} />
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </Group>
  );
}

type HelpLine = { readonly act: string; readonly alternatives: readonly (readonly string[])[] };

function linesOf(keys: readonly KeyRow[], group: KeyGroup): readonly HelpLine[] {
  const lines = keys
    .filter((row) => row.group === group)
    .map((row): HelpLine => {
      const [, ...others] = row.chords;
      return { act: row.act, alternatives: [rowCaps(row), ...others.map(capsOf)] };
    });
  const typed = Object.values(fieldKeys).map(({ chord, act }): HelpLine => ({ act, alternatives: [capsOf(chord)] }));
  return unique(group === 'typing' ? [...typed, ...lines] : lines);
}

// Going back is one line, although each class of labels has its own way back.
function unique(lines: readonly HelpLine[]): readonly HelpLine[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const text = JSON.stringify(line);
    return seen.has(text) ? false : seen.add(text) !== undefined;
  });
}
