/** Pieces of a text: what a block finds and what it leaves. */
import type { AllSteps, Block } from './block.ts'
import type { Equal } from './equal.test-d.ts'

type Left<B> = B extends [infer Left, infer Pending, infer Braces, infer Ifs, unknown, unknown]
  ? [Left, Pending, Braces, Ifs]
  : never
type Keys<B> = B extends [unknown, unknown, unknown, unknown, infer Done, unknown]
  ? Done extends { readonly key: infer Key }
    ? Key
    : never
  : never

type Simple = Block<'/* one; two */ int f(void);\n#define LIMIT 3 /* no more */\nint g(void);', '', [], [], never, []>
true satisfies Equal<Keys<Simple>, 'v f' | 'v g' | 'm LIMIT'>
true satisfies Equal<Left<Simple>, ['', '', [], []]>

// What the block cuts through is left for the next: a comment, a struct, a conditional.
true satisfies Equal<Left<Block<'/* one;', '', [], [], never, []>>, ['/* one;', '', [], []]>
true satisfies Equal<Left<Block<'struct s { int a;', '', [], [], never, []>>, ['', 'struct s { int a;', [0], []]>
true satisfies Equal<Left<Block<'#ifdef A\nint f(void);', '', [], [], never, []>>, ['', '', [], ['if']]>
true satisfies Equal<Keys<Block<' int b; };', 'struct s { int a;', [0], [], never, []>>, 's struct s'>

// With all steps done, it stops in front of the next that would be one.
true satisfies Equal<
  Left<Block<'int f(void); // end\nint g(void);', '', [], [], never, AllSteps>>,
  [' // end\nint g(void);', '', [], []]
>
