/** What the types say of a text is what the run time reads in it: every text in the tests of the parser, and real headers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { cLibraryGroups } from '../headers/c-library.ts'
import { largeLibraries, libraries } from '../headers/libraries.ts'
import { preprocess } from '../headers/preprocess.ts'
import { disagreements, statements } from './agreement.ts'
import { corpus } from './corpus.ts'
import { partsOf } from './part.ts'

/** What types say of themselves that they do not have: the error of one name. */
const refusal = /^"error: (no static type for '|'\w+' is declared under an #if: its type)|^\S+ is not DeclaredUnderIf</

/** Texts that types read otherwise, and why they may. */
const exempt: readonly (readonly [text: RegExp, reason: string])[] = [
  [/^\s*%:|\\u00e9/, 'digraphs and universal character names are in no header'],
  [/^int f\(a, b, c/, 'definitions in the style of before 1989'],
  [/\bint f\(\); int f\(int a\)|int f\(int \(\*\)\[\], int\)/, 'a composite type of several declarations'],
  [
    /^bool a; typedef unsigned char bool|^int f\(bool\); typedef int bool/,
    'a name that changes its meaning in the text',
  ],
  [/^(int f\(int\);\n)?#define (int long|g h|A int g)/, 'macros that rename a type, or what is declared behind them'],
  [/\bf\((union|struct) \{|c\(struct d \{/, 'a struct that a list of parameters defines'],
  [/"a;b" ";"|#define S "\/\*"/, 'strings with the signs that texts are cut at'],
  [/\[\] = \{/, 'an initializer that gives an array its size'],
  [/^enum \{ A = 7 \};\n#define A 8/, 'an enumerator that a macro hides'],
  [/#define (END|BEGIN|API) |_Pragma\(L"x"\)/, 'macros with more than one word of a type'],
]

test('every declaration in the tests of the parser has the type that the run time reads', () => {
  const texts = corpus().map(text => ({ text, statements: statements(text, parseDeclarations(text)) }))
  assert.ok(texts.length > 400 && texts.flatMap(({ statements }) => statements).length > 1300)
  const wrong = disagreements('corpus', texts).filter(
    complaint => !(refusal.test(complaint) || exempt.some(([text]) => text.test(complaint.replace(/^.*, of\n/, '')))),
  )
  assert.deepEqual(wrong, [])
})

const everyNight = process.env['CABI_HEADERS'] === 'all' ? false : 'every night, or with CABI_HEADERS=all'

for (const library of [...libraries, ...cLibraryGroups, ...largeLibraries]) {
  const skip = ['zlib', 'SQLite'].includes(library.name) ? false : everyNight
  test(`the headers of ${library.name} have the types that the run time reads`, { skip }, t => {
    const headers = preprocess(library)
    if ('missing' in headers) return t.skip(headers.missing)
    const parts = partsOf(headers.text.replace(/^#.*\n/gm, '').replace(/\n\n+/g, '\n'))
    const seen = new Set<string>()
    const all = parts.map(text => ({ text, statements: statements(text, parseDeclarations(text), seen) }))
    const wrong = disagreements(library.name.replaceAll(' ', '-'), all)
    // Attributes that change a type, and what depends on them.
    assert.deepEqual(
      wrong.filter(complaint => !refusal.test(complaint)),
      [],
    )
    assert.ok(wrong.length < 0.01 * all.flatMap(({ statements }) => statements).length, wrong.join('\n'))
  })
}
