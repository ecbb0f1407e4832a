/** Names of parameters. */
import type { Equal } from './equal.test-d.ts'
import type { Label } from './label.ts'

// Labels are seen by people and not by `Equal`: the editor's test reads them.
true satisfies Equal<Label<'format', string>, [format: string]>
true satisfies Equal<Label<'no_such_name_in_the_table', string>, [arg: string]>
true satisfies Equal<Label<'', string>, [arg: string]>
