// Compiles and checks the generated clients and bundles the client of the mini-program. Works in target/clients, where
// the generator has written the sources. Prints what it has checked; exits with an error if a check fails.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(fileURLToPath(import.meta.url));
const target = resolve(source, '../target/clients');
const LIMIT = 30_000;

const lock = join(target, 'package-lock.json');
const before = existsSync(lock) && readFileSync(lock, 'utf8');
for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'miniprogram', 'typescript', 'follower']) {
  cpSync(join(source, name), join(target, name), { recursive: true });
}
if (!installed()) run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);

const require = createRequire(join(target, 'package.json'));
await typescript();
await csharp();

/** Whether an earlier run has installed the same packages. */
function installed() {
  return existsSync(join(target, 'node_modules/.package-lock.json')) && before === readFileSync(lock, 'utf8');
}

/** Compiles with the strict checks of TypeScript, then bundles for Node.js and for mini-programs. */
async function typescript() {
  run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', '.', '--noEmit']);
  run(process.execPath, [
    require.resolve('typescript/bin/tsc'),
    ...'--noEmit --strict --target ES2018 --module ESNext --moduleResolution Bundler --lib ES2018,DOM'.split(' '),
    // declares some globals that the types of browsers also have
    ...['--skipLibCheck', '--types', 'miniprogram-api-typings', 'typescript/typings/check.ts'],
  ]);
  const esbuild = require('esbuild');
  const common = { bundle: true, target: 'es2018', logLevel: 'warning', absWorkingDir: target };
  const bundle = 'miniprogram/sunwindow.js';
  await esbuild.build({
    ...common,
    // all operations; constants of enumerations only if a page uses them
    stdin: { contents: "export { client, problemOf } from './typescript/index'", resolveDir: target },
    inject: ['typescript/urlsearchparams.ts'],
    format: 'cjs',
    minify: true,
    outfile: bundle,
  });
  for (const program of ['typescript/walkthrough', 'follower/drive']) {
    await esbuild.build({
      ...common,
      entryPoints: [`${program}.ts`],
      format: 'esm',
      platform: 'node',
      outfile: `${program}.mjs`,
    });
  }
  const size = statSync(join(target, bundle)).size;
  console.log(`TypeScript: compiled; the bundle has ${size} bytes`);
  if (size > LIMIT) throw new Error(`the bundle has more than ${LIMIT} bytes`);
}

/** Parses the C# sources. A compiler is not required. */
async function csharp() {
  const { Parser, Language } = require('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-c-sharp/tree-sitter-c_sharp.wasm')));
  const root = join(target, 'csharp/generated/src/Sunwindow');
  const files = readdirSync(root, { recursive: true }).filter((file) => file.endsWith('.cs'));
  if (!files.length) throw new Error(`no C# sources in ${root}`);
  for (const file of files) {
    const tree = parser.parse(readFileSync(join(root, file), 'utf8'));
    if (tree.rootNode.hasError) throw new Error(`${file}: ${firstError(tree.rootNode)}`);
    tree.delete();
  }
  console.log(`C#: parsed ${files.length} files`);
}

function firstError(node) {
  if (node.isError || node.isMissing) {
    return `line ${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`;
  }
  return node.children.filter((child) => child.hasError || child.isMissing).map(firstError)[0];
}

function run(command, args) {
  execFileSync(command, args, { cwd: target, stdio: 'inherit' });
}
