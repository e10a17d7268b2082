import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;

/** Attributes whose value a person reads or hears. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'title',
  'alt',
  'placeholder',
  'label',
  'name',
]);

/** Words a person would read that stand in a component's own source, as `line: text`. */
function literalsOf(source: string): readonly string[] {
  const file = ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string): void => {
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) noteStrings(node, note);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer !== undefined) {
      noteStrings(node.initializer, note);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...new Set(found)];
}

function noteStrings(root: ts.Node, note: (node: ts.Node, text: string) => void): void {
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return;
    const compared = ts.isBinaryExpression(node.parent) && node.parent.operatorToken.kind !== ts.SyntaxKind.PlusToken;
    if (ts.isStringLiteralLike(node) && !compared) note(node, node.text);
    if (ts.isTemplateExpression(node)) note(node, node.getText().replace(/\$\{[^}]*\}|`/g, ''));
    ts.forEachChild(node, visit);
  };
  visit(root);
}

const components = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'),
);

describe('words in components', () => {
  it.each(components)('%s holds none of its own', (path) => {
    expect(literalsOf(readFileSync(join(folder, path), 'utf8'))).toEqual([]);
  });

  it('looked at the components', () => {
    expect(components).toContain(join('review', 'ReviewCard.tsx'));
  });

  it.each<[string, string, readonly string[]]>([
    ['text between tags', 'const a = <p>Hello</p>;', ['1: Hello']],
    ['a string in braces', "const a = <p>{on ? 'Yes' : no}</p>;", ['1: Yes']],
    ['a template', ['const a = <p>{`$', '{n} flags`}</p>;'].join(''), ['1: flags']],
    ['a spoken attribute', 'const a = <p aria-label="Close" class="x" />;', ['1: Close']],
    ['no class, no comparison, no punctuation', 'const a = <p class="x">{a === \'b\' && c}; {d}</p>;', []],
  ])('would be seen: %s', (_what, source, expected) => {
    expect(literalsOf(source)).toEqual(expected);
  });
});
