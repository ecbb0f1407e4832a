/** Expat: XML in pieces, elements and texts through callbacks. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callback, open, type Pointer, readString } from 'cabi'

const expat = open(
  ['expat', 'libexpat.so.1'],
  `
  typedef struct XML_ParserStruct *XML_Parser;
  typedef void (*XML_StartElementHandler)(void *userData, const char *name, const char **atts);
  typedef void (*XML_EndElementHandler)(void *userData, const char *name);
  typedef void (*XML_CharacterDataHandler)(void *userData, const void *s, int len); // no NUL at its end
  XML_Parser XML_ParserCreate(const char *encoding);
  void XML_ParserFree(XML_Parser parser);
  void XML_SetElementHandler(XML_Parser parser, XML_StartElementHandler start, XML_EndElementHandler end);
  void XML_SetCharacterDataHandler(XML_Parser parser, XML_CharacterDataHandler handler);
  int XML_Parse(XML_Parser parser, const char *s, int len, int isFinal);
  int XML_StopParser(XML_Parser parser, unsigned char resumable);
  int XML_GetErrorCode(XML_Parser parser);
  const char *XML_ErrorString(int code);
`,
)

interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: (Element | string)[]
}

function attributesOf(atts: Pointer): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (let i = 0; atts.at(i) !== null; i += 2) attributes[atts.at(i)] = atts.at(i + 1)
  return attributes
}

/** The root element of a document that comes in pieces. */
function parse(pieces: readonly Uint8Array[]): Element {
  const root: Element = { name: '', attributes: {}, children: [] }
  const path = [root]
  const parser = expat['XML_ParserCreate'](null)
  using start = callback(expat['XML_StartElementHandler'], (_: unknown, name: string, atts: Pointer) => {
    const element: Element = { name, attributes: attributesOf(atts), children: [] }
    path.at(-1)!.children.push(element)
    path.push(element)
  })
  using end = callback(expat['XML_EndElementHandler'], (_: unknown, name: string) => {
    assert.equal(path.pop()!.name, name)
  })
  using characters = callback(expat['XML_CharacterDataHandler'], (_: unknown, s: Pointer, length: number) => {
    path.at(-1)!.children.push(readString(s, { length }) as string)
  })
  try {
    expat['XML_SetElementHandler'](parser, start, end)
    expat['XML_SetCharacterDataHandler'](parser, characters)
    for (const [i, piece] of pieces.entries()) {
      const status = expat['XML_Parse'](parser, piece, piece.length, Number(i === pieces.length - 1))
      if (status === 0) throw new SyntaxError(expat['XML_ErrorString'](expat['XML_GetErrorCode'](parser))!)
    }
  } finally {
    expat['XML_ParserFree'](parser)
  }
  return root.children[0] as Element
}

const document = `<?xml version="1.0"?>
<catalog lang="de"><book id="1" price="3 €">Grüße &amp; Küsse</book><empty/></catalog>`

test('a document in pieces of any size is the same tree of elements', () => {
  const bytes = Buffer.from(document)
  for (const size of [1, 2, 3, 7, 1000]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    )
    const { name, attributes, children } = parse(pieces)
    assert.deepEqual([name, attributes], ['catalog', { lang: 'de' }])
    const [book, empty] = children as Element[]
    assert.deepEqual(book!.attributes, { id: '1', price: '3 €' })
    assert.equal(book!.children.join(''), 'Grüße & Küsse')
    assert.deepEqual(empty, { name: 'empty', attributes: {}, children: [] })
  }
})

test('100,000 elements', () => {
  const item = '<i n="x">t</i>'
  const { children } = parse([Buffer.from(`<l>${item.repeat(100_000)}</l>`)])
  assert.equal(children.length, 100_000)
  assert.deepEqual(children.at(-1), { name: 'i', attributes: { n: 'x' }, children: ['t'] })
})

test('a document that is none has an error of Expat', () => {
  assert.throws(() => parse([Buffer.from('<a><b></a>')]), { name: 'SyntaxError', message: 'mismatched tag' })
})

test('a callback may stop the parser that calls it', () => {
  const parser = expat['XML_ParserCreate'](null)
  const seen: string[] = []
  using start = callback(expat['XML_StartElementHandler'], (_: unknown, name: string) => {
    seen.push(name)
    if (name === 'b') assert.equal(expat['XML_StopParser'](parser, 0), 1)
  })
  expat['XML_SetElementHandler'](parser, start, null)
  assert.equal(expat['XML_Parse'](parser, '<a><b/><c/></a>', 15, 1), 0)
  assert.equal(expat['XML_ErrorString'](expat['XML_GetErrorCode'](parser))!, 'parsing aborted')
  assert.deepEqual(seen, ['a', 'b'])
  expat['XML_ParserFree'](parser)
})
