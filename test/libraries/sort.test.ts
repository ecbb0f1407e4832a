/** The C library's own callbacks: comparisons, and the visitor of a tree of files. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { alloc, c, open, type Pointer, sizeof, toObject } from 'cabi'

const libc = open(
  'libc.so.6',
  `struct entry { int key; double weight; char name[12]; };
   void qsort(void *base, size_t nmemb, size_t size, int (*compar)(const struct entry *, const struct entry *));
   void *bsearch(const void *key, const void *base, size_t nmemb, size_t size,
                 int (*compar)(const struct entry *, const struct entry *));
   #define FTW_F 0
   #define FTW_D 1
   #define FTW_PHYS 1
   struct stat;
   struct FTW { int base, level; };
   int nftw(const char *dirpath, int (*fn)(const char *fpath, const struct stat *sb, int typeflag, struct FTW *ftwbuf),
            int nopenfd, int flags);`,
)
const entry = libc['struct entry']
const count = 10_000

/** In an order that nobody can guess, with some keys twice. */
function someEntries(): { key: number; weight: number; name: string }[] {
  let state = 7
  return Array.from({ length: count }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return { key: state >> 14, weight: i / 4, name: `n${i}` }
  })
}

test('qsort orders 10,000 structs as sort() does, and bsearch finds each', () => {
  const plain = someEntries()
  const entries = alloc(c.array(entry, count))
  for (const [i, value] of plain.entries()) Object.assign(entries[i]!, value)
  const compare = (a: Pointer, b: Pointer) => a.value.key - b.value.key || Math.sign(a.value.weight - b.value.weight)
  libc['qsort'](entries, count, sizeof(entry), compare)

  const sorted = [...plain].sort((a, b) => a.key - b.key || a.weight - b.weight)
  assert.deepEqual(
    Array.from({ length: count }, (_, i) => toObject(entries[i])),
    sorted,
  )
  for (let i = 0; i < count; i += 7) {
    const found = libc['bsearch'](new entry(sorted[i]!), entries, count, sizeof(entry), compare)
    assert.deepEqual(toObject(found!.cast(entry).value), sorted[i])
  }
  assert.equal(libc['bsearch'](new entry({ key: 2 ** 30 }), entries, count, sizeof(entry), compare), null)
})

test('a comparison that throws ends the sort with its error, and no element is lost', () => {
  const entries = alloc(c.array(entry, count))
  for (let i = 0; i < count; i++) entries[i]!.key = (i * 7919) % count
  let calls = 0
  const failure = new Error('no more')
  const compare = (a: Pointer, b: Pointer) => {
    if (++calls === 1000) throw failure
    return a.value.key - b.value.key
  }
  assert.throws(
    () => libc['qsort'](entries, count, sizeof(entry), compare),
    (error: unknown) => error === failure,
  )
  assert.ok(calls > 1000)
  assert.equal(new Set(Array.from({ length: count }, (_, i) => entries[i]!.key)).size, count)
})

test('nftw visits every file of a tree, and stops where it is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-nftw-'))
  try {
    for (const sub of ['a', 'a/b', 'c']) {
      mkdirSync(join(folder, sub))
      writeFileSync(join(folder, sub, 'file ä.txt'), sub)
    }
    const visited: string[] = []
    const visit = (path: string, _: unknown, kind: number, where: Pointer) => {
      visited.push(`${kind === libc['FTW_D'] ? 'folder' : 'file'} ${relative(folder, path)} ${where.value.level}`)
      return 0
    }
    assert.equal(libc['nftw'](folder, visit, 4, libc['FTW_PHYS']), 0)
    assert.deepEqual(visited.sort(), [
      'file a/b/file ä.txt 3',
      'file a/file ä.txt 2',
      'file c/file ä.txt 2',
      'folder  0',
      'folder a 1',
      'folder a/b 2',
      'folder c 1',
    ])
    assert.equal(
      libc['nftw'](folder, (path: string) => (path.endsWith('.txt') ? 77 : 0), 4, libc['FTW_PHYS']),
      77,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
