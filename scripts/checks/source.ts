import ts from 'typescript';

/** A piece of text that is read by people only. */
export type Comment = { readonly text: string; readonly offset: number };

/** A file of the house, read once, looked at in as many ways as rules need. */
export type Source = {
  /** Path from the root of the house, `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** The syntax tree, or `undefined` for what is not TypeScript or JavaScript. */
  readonly tree: ts.SourceFile | undefined;
  /** Comments in the order they stand; none for formats that have none. */
  readonly comments: readonly Comment[];
};

const commentForms: readonly (readonly [endings: RegExp, form: RegExp])[] = [
  [/\.css$/, /\/\*[\s\S]*?\*\//g],
  [/\.(html|md|svg)$/, /<!--[\s\S]*?-->/g],
  [/\.(ya?ml|sh)$|^\.ci\//, /(?<=^|\s)#(?!!).*$/gm],
];

/** Calls back for the node and for everything below it, tokens included. */
export function visitTree(node: ts.Node, tree: ts.SourceFile, visit: (node: ts.Node) => void): void {
  visit(node);
  for (const child of node.getChildren(tree)) visitTree(child, tree, visit);
}

function commentsOfTree(tree: ts.SourceFile): Comment[] {
  const found = new Map<number, Comment>();
  const add = (pos: number, end: number): void => {
    found.set(pos, { text: tree.text.slice(pos, end), offset: pos });
  };
  visitTree(tree, tree, (node) => {
    if (!ts.isToken(node) || node.kind === ts.SyntaxKind.JsxText) return;
    // Both callbacks go on to the next range as long as they return nothing.
    ts.forEachLeadingCommentRange(tree.text, node.pos, add);
    ts.forEachTrailingCommentRange(tree.text, node.end, add);
  });
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

function commentsOfText(path: string, text: string): Comment[] {
  return commentForms
    .filter(([endings]) => endings.test(path))
    .flatMap(([, form]) => [...text.matchAll(form)].map((match) => ({ text: match[0], offset: match.index })));
}

/** Reads a file's text; whatever the text is, this does not throw. */
export function readSource(path: string, text: string): Source {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return { path, text, tree: undefined, comments: commentsOfText(path, text) };
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, comments: commentsOfTree(tree) };
}
