/** What a name is whose declaration has no static type: never callable, never a number. Its message says why. */
export interface CTypeError<Message extends string> {
  readonly error: Message
}

export interface UnknownTypeName<Name extends string> extends CTypeError<`unknown type name '${Name}'`> {}

/** Types cannot know the target: which branch of an `#if` counts is known when the program runs. */
export interface DeclaredUnderIf<Name extends string>
  extends CTypeError<`'${Name}' is declared under an #if: its type depends on the target`> {}

export interface NotUnderstood<Text extends string> extends CTypeError<`no static type for '${Text}'`> {}
