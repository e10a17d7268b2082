import ts from 'typescript';
import { type Source, visitTree } from './source.ts';

/** A rule of style that neither Biome nor the compiler knows. */
export type HouseRule = {
  readonly name: string;
  /** What to do instead, for whoever broke it. */
  readonly advice: string;
  /** Which files it speaks of. */
  readonly files: RegExp;
  /** Where it is broken: offsets into the text, in UTF-16 code units. */
  readonly find: (source: Source) => readonly number[];
};

const code = /\.(ts|tsx|mjs|cjs)$/;
const everything = /./;

/** Hard limit of a file, in lines; 300 is where one starts to look for a second reason in it. */
const longestFile = 500;
/** Limit of what joins things and does nothing else, in lines. */
const longestEntrypoint = 80;
/** Fewest words that say why nothing is done. */
const shortestSentence = 3;

const allMatches = (pattern: RegExp) => (source: Source) =>
  [...source.text.matchAll(pattern)].map(({ index }) => index);

const inComments = (pattern: RegExp) => (source: Source) =>
  source.comments.filter(({ text }) => pattern.test(text)).map(({ offset }) => offset);

const longerThan = (limit: number) => (source: Source) => {
  const lines = source.text.replace(/\n$/, '').split('\n');
  return lines.length > limit ? [lines.slice(0, limit).join('\n').length] : [];
};

/** Offsets of the nodes that `isWrong` picks. */
const inTree = (isWrong: (node: ts.Node, source: Source) => boolean) => (source: Source) => {
  const found: number[] = [];
  const { tree } = source;
  if (tree === undefined) return found;
  visitTree(tree, tree, (node) => {
    if (isWrong(node, source)) found.push(node.getStart(tree));
  });
  return found;
};

function saysWhy(block: ts.Block, { comments }: Source): boolean {
  const inside = comments.filter(({ offset }) => offset > block.pos && offset < block.end);
  const words = inside.flatMap(({ text }) => text.match(/\p{L}+/gu) ?? []);
  return words.length >= shortestSentence;
}

/** The empty block that swallows an error: of a `catch`, or of a function handed to `.catch()`. */
function swallowingBlock(node: ts.Node): ts.Block | undefined {
  if (ts.isCatchClause(node)) return node.block;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (node.expression.name.text !== 'catch') return undefined;
  const [handler] = node.arguments;
  return handler && ts.isArrowFunction(handler) && ts.isBlock(handler.body) ? handler.body : undefined;
}

const isSilentCatch = (node: ts.Node, source: Source): boolean => {
  const block = swallowingBlock(node);
  return block !== undefined && block.statements.length === 0 && !saysWhy(block, source);
};

const testFunctions = new Set(['describe', 'it', 'suite', 'test']);
const waysNotToRun = new Set(['fail', 'fails', 'fixme', 'only', 'runIf', 'skip', 'skipIf', 'todo']);

const isUnrunTest = (node: ts.Node): boolean => {
  if (!ts.isPropertyAccessExpression(node) || !waysNotToRun.has(node.name.text)) return false;
  let root: ts.Expression = node.expression;
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root)) root = root.expression;
  return ts.isIdentifier(root) && testFunctions.has(root.text);
};

/** The rules, in the order their findings are shown. */
export const houseRules: readonly HouseRule[] = [
  {
    name: 'machine-path',
    advice: 'name the path from the root of the house, or take it as an argument',
    files: everything,
    find: allMatches(/(?<![\w./:-])\/(?:work|root|home\/[\w.-]+|Users\/[\w.-]+)\/|\b[A-Z]:\\{1,2}Users\b/g),
  },
  {
    name: 'registry-host',
    advice: 'leave it to the reader’s own package manager',
    files: everything,
    find: allMatches(
      /https?:\/\/[\w.-]*(?:registry|artifactory|verdaccio)|\bregistry\.(?:npmjs|yarnpkg)\b|\bdeb\.debian\.org\b/g,
    ),
  },
  {
    name: 'unfinished',
    advice: 'do it now, or file an issue',
    files: everything,
    // The form of a note to oneself: prose may well speak of such words, since a rule of ours looks for them in answers.
    find: inComments(/^[\s/*#!<-]*(?:TODO|FIXME)\b|\b(?:TODO|FIXME)[:(]/m),
  },
  {
    name: 'banner',
    advice: 'let the code, or a second file, show where a part begins',
    files: everything,
    find: inComments(/^[\s/*#!<-]*[-=*#~]{5,}/m),
  },
  {
    name: 'silent-catch',
    advice: 'say in a sentence why nothing is done',
    files: code,
    find: inTree(isSilentCatch),
  },
  {
    name: 'unrun-test',
    advice: 'run it or delete it: a test that is skipped has not passed',
    files: /\.(test|spec)\.tsx?$/,
    find: inTree(isUnrunTest),
  },
  {
    name: 'long-file',
    advice: `give its second reason a file of its own, at most ${longestFile} lines`,
    files: /\.(ts|tsx|mjs|cjs|css|html)$/,
    find: longerThan(longestFile),
  },
  {
    name: 'long-entrypoint',
    advice: `an entrypoint only joins things, at most ${longestEntrypoint} lines`,
    files: /^entrypoints\/[^/]+\/(index|main)\.tsx?$/,
    find: longerThan(longestEntrypoint),
  },
];
