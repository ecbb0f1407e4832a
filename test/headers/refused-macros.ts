/** Macros that are constants to GCC and are refused here, by what the error says. */
export const reasonsToRefuse: readonly RegExp[] = [
  // What they are depends on where they are used.
  /: '__(FILE|LINE)__' in the macro '\w+' is not supported$/m,
  // A signaling NaN becomes a quiet one when it is looked at (C11 F.2.1), and JavaScript has one NaN.
  /: the macro 'SNAN\w*' is no constant expression: expected an expression, found '__builtin_nans\w*'$/m,
  // A question to the preprocessor.
  /: the macro '\w+' is no constant expression: expected an expression, found '__has_builtin'$/m,
  // Bytes of another encoding.
  /: a string that is no Unicode text in the macro '\w+' is not supported$/m,
  // GCC's own, of types that are not understood.
  /: a decimal floating constant in the macro '\w+' is not supported$/m,
]
