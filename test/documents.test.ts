/**
 * The documents say what is so: their examples are type-checked, run, and print what their comments say; what they link
 * to and name exists.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { root } from './fixture.ts'
import { type CodeBlock, readMarkdown } from './markdown.ts'
import { printsWhatItSays } from './said-output.ts'

/** Those of the repository's folder, and all below docs. */
const documents = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(name => `docs/${name}`),
].filter(name => name.endsWith('.md'))
const examples = documents
  .flatMap(document => readMarkdown(document).blocks)
  .filter(({ language }) => language === 'ts' || language === 'js')

const folder = join(root, 'build/documents')
/** As in `README-25.ts`, so that the compiler's messages lead back to the line before the example. */
const stem = ({ document, line }: CodeBlock) => `${document.replace('.md', '').replaceAll('/', '-')}-${line}`

const configuration = {
  extends: '../../tsconfig.json',
  // Against the published types. A user's program may say library.name, however its types are declared.
  compilerOptions: {
    paths: {},
    rootDir: '.',
    outDir: 'compiled',
    incremental: false,
    noPropertyAccessFromIndexSignature: false,
  },
  include: ['*.ts'],
}

before(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'compiled'), { recursive: true })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
  for (const example of examples) {
    const file = example.language === 'ts' ? `${stem(example)}.ts` : `compiled/${stem(example)}.js`
    writeFileSync(join(folder, file), example.code)
  }
})

test('there are the documents that a newcomer looks for', () => {
  const found = documents.filter(document => !document.includes('/'))
  assert.deepEqual(found, ['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md'])
})

test(`every step of the README's tour has an example`, () => {
  const steps = readMarkdown('README.md').headings
  const tour = steps.slice(
    steps.indexOf('Five minutes') + 1,
    steps.findIndex(step => step.startsWith('What works')),
  )
  assert.ok(tour.length >= 10)
  const shown = new Set(examples.filter(({ document }) => document === 'README.md').map(({ section }) => section))
  assert.deepEqual(
    tour.filter(step => !shown.has(step)),
    [],
  )
})

test('the examples in TypeScript have no type errors', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
    {
      encoding: 'utf8',
    },
  )
  assert.equal(stdout, '')
  assert.equal(status, 0)
})

for (const example of examples) {
  test(`${example.document}, line ${example.line}: the example prints what its comments say`, () => {
    printsWhatItSays(join(folder, `compiled/${stem(example)}.js`), example.code)
  })
}

/** As GitHub makes them: `After a fault` is `#after-a-fault`. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')

function leadsSomewhere(link: string, document: string): boolean {
  if (link.startsWith('https://')) return true
  const [path = '', fragment] = link.split('#')
  const file = path === '' ? document : join(dirname(document), path)
  if (!existsSync(join(root, file))) return false
  return fragment === undefined || readMarkdown(file).headings.some(heading => anchor(heading) === fragment)
}

const codeSpans = (prose: string) => Array.from(prose.matchAll(/`([^`\n]+)`/g), ([, span]) => span!)

/** Build outputs and downloads apart, names of files and folders of the repository begin like this. */
const inRepository = /^(?:src|kernel|scripts|test|bench|docs|examples|\.ci)\/[^\s`]*$/

for (const document of documents) {
  const { prose } = readMarkdown(document)
  const text = readFileSync(join(root, document), 'utf8')

  test(`${document}: every link leads somewhere`, () => {
    const links = Array.from(prose.matchAll(/\]\(([^)]*)\)/g), ([, link]) => link!)
    assert.deepEqual(
      links.filter(link => !leadsSomewhere(link, document)),
      [],
    )
  })

  test(`${document}: every file of the repository that it names exists`, () => {
    const files = codeSpans(prose).filter(span => inRepository.test(span))
    assert.deepEqual(
      files.filter(file => !existsSync(join(root, file))),
      [],
    )
  })

  test(`${document}: every npm script that it names exists`, () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = Array.from(text.matchAll(/\bnpm (?:run )?([a-z][\w:]*\w)/g), ([, name]) => name!)
    const ofNpm = ['ci', 'install', 'pack', 'rebuild']
    assert.deepEqual(
      named.filter(name => !ofNpm.includes(name) && !Object.hasOwn(scripts, name)),
      [],
    )
  })

  test(`${document}: no path of somebody's machine`, () => {
    const paths = Array.from(text.matchAll(/(?<![\w.…])\/(?:home|root|tmp|Users|work|mnt)\/?\S*/g), ([path]) => path)
    assert.deepEqual(paths, [])
    assert.ok(!text.includes(root) && !text.includes(`${homedir()}/`))
  })
}
