import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Source {
  /** Path from the project's root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** The project's files of some patterns. A guard that looked at nothing must not pass, so none is an error. */
export function sources(...patterns: readonly string[]): Source[] {
  const files = globSync([...patterns], { cwd: ROOT }).map((file) => file.split(path.sep).join('/'));
  if (files.length === 0) throw new Error(`no file matches ${patterns.join(', ')}`);
  return files.sort().map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

export function isTest({ file }: Source): boolean {
  return /\.test\.tsx?$/.test(file);
}

/** Every node of a TypeScript source, parents before children. */
export function* nodesOf({ file, text }: Source): Generator<ts.Node> {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  yield* walk(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind));
}

function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* walk(child);
}

/** The text a node puts into the program: of a string, a piece of a template, or a piece of JSX. */
export function literalText(node: ts.Node): string | undefined {
  if (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isJsxText(node)
  )
    return node.text;
  return undefined;
}

export function placeOf(source: Source, node: ts.Node): string {
  return `${source.file}:${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
