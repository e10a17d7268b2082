import { Trash2 } from 'lucide';
import type { VNode } from 'preact';
import type { Issue } from '../../lib/core/issue.ts';
import { assignableTypes, findIssueType, hotkeysOf } from '../../lib/core/issue-types.ts';
import { severities } from '../../lib/core/severity.ts';
import type { IssueType, Taxonomy } from '../../lib/core/taxonomy.ts';
import { Badge } from '../ui/Badge.tsx';
import { Group } from '../ui/Group.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { severityIcons } from './looks.ts';

/** The reviewer's own labels: those given so far, the severity of the last one, and the classes to label with. */
export function IssuePanel(): VNode {
  const { state } = useCard();
  const { issues } = state.draft;
  return (
    <Group name={wording.label.region} part="cs-part">
      {issues.length > 0 && (
        <ul class="cs-list">
          {issues.map((issue) => (
            <IssueLine key={issue.id} issue={issue} />
          ))}
        </ul>
      )}
      {state.mode.kind === 'label' ? <LeafChoice classKey={state.mode.classKey} /> : <ClassRow />}
    </Group>
  );
}

function IssueLine({ issue }: { readonly issue: Issue }): VNode {
  const { state } = useCard();
  const active = issue.id === state.activeIssueId;
  return (
    <li class="cs-issue">
      <div class="cs-row">
        <Badge icon={severityIcons[issue.severity]} text={wording.severity[issue.severity]} tone={issue.severity} />
        <span class="cs-strong">{issue.nameAtTime}</span>
        <span class="cs-spring" />
        <CommandButton
          command={{ kind: 'unlabel', issueId: issue.id }}
          label={wording.label.remove(issue.nameAtTime)}
          icon={Trash2}
          iconOnly
          look="quiet"
        />
      </div>
      {issue.span !== undefined && (
        <p class="cs-muted cs-clip" dir="auto">
          {wording.flag.quoted(issue.span.quote)}
        </p>
      )}
      {active && <SeverityRow issue={issue} />}
    </li>
  );
}

function SeverityRow({ issue }: { readonly issue: Issue }): VNode {
  return (
    <Group name={wording.label.severity} part="cs-severities">
      {severities.map((severity) => (
        <CommandButton
          key={severity}
          command={{ kind: 'severity', severity }}
          label={wording.severity[severity]}
          pressed={severity === issue.severity}
          look="quiet"
          part="severity"
        />
      ))}
    </Group>
  );
}

function ClassRow(): VNode {
  const { state } = useCard();
  return (
    <Group name={wording.label.classes} part="cs-classes">
      {classesOf(state.taxonomy).map(({ type, leaf }) => (
        <CommandButton
          key={type.id}
          command={leaf ? { kind: 'label', type: type.id } : { kind: 'label-class', key: type.hotkey }}
          label={type.name}
          about={type.definition}
          look="quiet"
          part="class"
        />
      ))}
    </Group>
  );
}

function LeafChoice({ classKey }: { readonly classKey: string }): VNode {
  const { state } = useCard();
  const leaves = assignableTypes(state.taxonomy).filter((type) => hotkeysOf(state.taxonomy, type)[0] === classKey);
  const parent = findIssueType(state.taxonomy, leaves[0]?.parent ?? '');
  const title = wording.label.pick(parent?.name ?? classKey);
  return (
    <Group name={title} part="cs-choice" appears>
      <p class="cs-strong">{title}</p>
      {leaves.map((type) => (
        <div key={type.id} class="cs-leaf">
          <CommandButton command={{ kind: 'label', type: type.id }} label={type.name} part="choice" />
          <p class="cs-muted">{type.definition}</p>
        </div>
      ))}
      <CommandButton command={{ kind: 'cancel' }} label={wording.card.cancel} look="quiet" part="choice" />
    </Group>
  );
}

type ClassChoice = { readonly type: IssueType; readonly leaf: boolean };

function classesOf(taxonomy: Taxonomy): readonly ClassChoice[] {
  const choices = new Map<string, ClassChoice>();
  for (const type of assignableTypes(taxonomy)) {
    const parent = type.parent === undefined ? undefined : findIssueType(taxonomy, type.parent);
    const choice = parent ?? type;
    if (!choices.has(choice.id)) choices.set(choice.id, { type: choice, leaf: parent === undefined });
  }
  return [...choices.values()];
}
