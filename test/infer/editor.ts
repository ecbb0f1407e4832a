/** What an editor shows of a program: the language service of TypeScript, asked at a `|` in its text. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5.9'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const file = `${root}test/infer/program.ts`

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
}

/** A program that has the library `lib` and the functions on memory. */
export class Editor {
  readonly #service: ts.LanguageService
  #text = ''
  #version = 0

  constructor() {
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [file],
      getScriptVersion: name => (name === file ? String(this.#version) : '1'),
      getScriptSnapshot: name => {
        const text = name === file ? this.#text : ts.sys.fileExists(name) ? readFileSync(name, 'utf8') : undefined
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: settings => ts.getDefaultLibFilePath(settings),
      fileExists: name => name === file || ts.sys.fileExists(name),
      readFile: name => (name === file ? this.#text : ts.sys.readFile(name)),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    }
    this.#service = ts.createLanguageService(host)
  }

  /** Where `|` stands in the program: it is taken out. */
  #open(program: string): number {
    const place = program.indexOf('|')
    this.#text = program.replace('|', '')
    this.#version++
    return place
  }

  completions(program: string): string[] {
    const place = this.#open(program)
    const { entries = [] } = this.#service.getCompletionsAtPosition(file, place, {}) ?? {}
    return entries.map(({ name }) => name)
  }

  signature(program: string): string {
    const place = this.#open(program)
    const help = this.#service.getSignatureHelpItems(file, place, {})
    return (help?.items ?? []).map(written).join('\n')
  }

  hover(program: string): string {
    const place = this.#open(program)
    return ts.displayPartsToString(this.#service.getQuickInfoAtPosition(file, place)?.displayParts)
  }

  /** Code and text of all that is wrong. */
  errors(program: string): string[] {
    this.#open(program)
    return this.#service
      .getSemanticDiagnostics(file)
      .map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
  }
}

const written = (item: ts.SignatureHelpItem): string =>
  [
    ts.displayPartsToString(item.prefixDisplayParts),
    item.parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts)).join(', '),
    ts.displayPartsToString(item.suffixDisplayParts),
  ].join('')
