/** Members of structs and unions. */
import type { ArrayOf, Enum, Opaque, Struct, Union } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { IndexOf } from './index-of.test-d.ts'
import type { Pointer } from './pointer.ts'
import type { ByTag } from './record.ts'
import type { float, int, unsigned_int } from './scalar.ts'
import type { DeclaredUnderIf, UnknownTypeName } from './type-error.ts'

type Names = IndexOf<`
  struct node { struct node *next; int value; struct later *behind; };
  struct later { int n; };
  struct hoisted { int kind; union { int i; float f; struct { int deep; }; }; };
  struct named { struct { int a; } in; struct inner { int b; } out; };
  struct bits { unsigned low : 3, : 0, high : 5; };
  union number { int i, row[2]; float f; };
  struct broken { int fine; missing_t wrong; };
  struct target {
    int common;
  #ifdef _WIN32
    long handle;
  #endif
  };
  struct opaque; enum color { RED };
`>
type Members<Tag extends string> =
  ByTag<'struct', Tag, Names> extends Struct<string, infer M>
    ? M
    : ByTag<'union', Tag, Names> extends Union<string, infer M>
      ? M
      : never

// It may point to itself, and to what is defined behind it.
true satisfies Equal<Members<'node'>['next'], Pointer<ByTag<'struct', 'node', Names>>>
true satisfies Equal<Members<'node'>['behind'], Pointer<ByTag<'struct', 'later', Names>>>
// Members of anonymous structs and unions are the enclosing one's (C11 6.7.2.1 §13); those of named members are not.
true satisfies Equal<Members<'hoisted'>, { kind: int; i: int; f: float; deep: int }>
true satisfies Equal<keyof Members<'named'>, 'in' | 'out'>
true satisfies Equal<Members<'named'>['out'], ByTag<'struct', 'inner', Names>>
true satisfies Equal<Members<'bits'>, { low: unsigned_int; high: unsigned_int }>
true satisfies Equal<Members<'number'>, { i: int; row: ArrayOf<int, 2>; f: float }>

// One member that is wrong harms no other. A condition inside could change everything behind it.
true satisfies Equal<Members<'broken'>, { fine: int; wrong: UnknownTypeName<'missing_t'> }>
true satisfies Equal<ByTag<'struct', 'target', Names>, DeclaredUnderIf<'struct target'>>

true satisfies Equal<ByTag<'struct', 'opaque', Names>, Opaque<'struct opaque'>>
true satisfies Equal<ByTag<'struct', 'never_declared', Names>, Opaque<'struct never_declared'>>
true satisfies Equal<ByTag<'enum', 'color', Names>, Enum<'color'>>
