/** Fields, read and assigned. */
import type { AddressOf } from './memory.ts'
import type { Open } from './open.ts'
import type { Pointer } from './pointer.ts'
import type { unsigned_char } from './scalar.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function equal<A, B>(same: Equal<A, B>): void
declare const open: Open
declare const addressOf: AddressOf

const lib = open(
  'x',
  `
  struct inner { int a; };
  struct s { unsigned char *bytes; struct inner in; int (*compare)(const void *, const void *); char name[8]; const char *text; };
  int compare(const void *a, const void *b);
  struct fixed { const int id; char *const start; const int row[3]; const char *text; int n; };
  `,
)
const s = new lib['struct s']({
  bytes: new Uint8Array(3),
  in: { a: 1 },
  compare: () => 0,
  name: 'a',
  text: new Uint8Array(1),
})
equal<typeof s.bytes, Pointer<unsigned_char> | null>(true)
s.bytes = addressOf(new Uint8Array(3))
s.in = new lib['struct inner']({ a: 1 })
s.name = 'text'
s.text = 'text'
s.compare = (a, b) => (a === b ? 0 : 1)
s.compare = lib.compare
s.compare = null
// @ts-expect-error: its result is no int
s.compare = () => 'text'
s.compare = (a, b) => a!.address - b!.address
const order: number = s.compare(null, null)
void order
// @ts-expect-error: a field has one type, for reading: see the next line
s.bytes = new Uint8Array(3)
Object.assign(s, { bytes: new Uint8Array(3), in: { a: 1 } })

// A member that is const is given once, at the beginning. What it points to is another matter.
const fixed = new lib['struct fixed']({ id: 1, row: [1, 2, 3] })
fixed.text = 'text'
fixed.n = fixed.id
// @ts-expect-error
fixed.id = 2
// @ts-expect-error
fixed.start = null
// @ts-expect-error
fixed.row = new Int32Array(3)
