/** What the compiler makes of modules that use the types, and of the types themselves. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5.9'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The `.d.ts` of a module; with `isolatedDeclarations`, as any tool that looks at that module alone would write it. */
function declarationsOf(text: string, isolatedDeclarations: boolean): string {
  const file = join(root, 'test/infer/module.ts')
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    isolatedDeclarations,
    allowImportingTsExtensions: true,
    outDir: '/out',
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = name => name === file || fileExists(name)
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, text, version, true) : getSourceFile(name, version, ...rest)
  const program = ts.createProgram([file], options, host)
  const source = program.getSourceFile(file)
  const wrong = [...program.getSemanticDiagnostics(source), ...program.getDeclarationDiagnostics(source)]
  assert.deepEqual(
    wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    [],
  )
  let declarations = ''
  program.emit(source, (_, written) => {
    declarations = written
  })
  return declarations
}

const head = `import type { Cdef, Declarations, Lib, Open } from '../../src/infer/open.ts'
declare const open: Open
declare const cdef: Cdef
`

test('the .d.ts of a module that exports a library names the type of its declarations', () => {
  const module = `${head}
const declarations = cdef('struct node { struct node *next; int value; }; struct node *head(void);')
export const lib: Lib<typeof declarations> = open('x', declarations)
`
  const written = declarationsOf(module, false)
  assert.match(written, /export declare const lib: Lib<typeof declarations>;/)
  assert.match(written, /declare const declarations: Declarations<"struct node [^"]*">;/)
  assert.ok(written.length < 400, written)
})

test('with isolatedDeclarations too', () => {
  const module = `${head}
const text = 'double cos(double x);'
export const lib: Lib<Declarations<typeof text>> = open('m', cdef(text))
`
  assert.match(declarationsOf(module, true), /export declare const lib: Lib<Declarations<typeof text>>;/)
})

test('the types compile to nothing', () => {
  const folder = join(root, 'build/src/infer')
  const files = readdirSync(folder).filter(name => name.endsWith('.js') && !name.endsWith('.test-d.js'))
  assert.ok(files.length > 20)
  for (const name of files) {
    const code = readFileSync(join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    assert.equal(code.trim(), 'export {};', name)
  }
})
