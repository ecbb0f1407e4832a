/**
 * The first reads by index of a large array, where they are of elements 0, 1 and 2: it is being swept. Each mark gives the
 * array another map (V8's description of an object's shape), which nobody else sees.
 *
 * Why: a place in a program that finds no element twice in arrays of one map is *megamorphic* for V8 from then on, and every
 * element costs it a call (4 of 9 ns a pixel). Of four maps it may find none once each, and has them all in line. So the
 * third read has to make the elements, and every read before it the map that the next one meets.
 */

/** As a constructor it makes nothing: fields of a class that extends it are put into what it is given. */
function given(object: object): object {
  return object
}

const Given = given as unknown as new (object: object) => object

class FirstMark extends Given {
  readonly #mark = true

  static isIn(object: object): boolean {
    return #mark in object
  }
}

class SecondMark extends Given {
  readonly #mark = true

  static isIn(object: object): boolean {
    return #mark in object
  }
}

/** True if it was marked twice before. */
export function markSwept(array: object): boolean {
  if (SecondMark.isIn(array)) return true
  const Mark = FirstMark.isIn(array) ? SecondMark : FirstMark
  new Mark(array)
  return false
}

/** Both marks: all arrays with elements of their own have one map. */
export function markFully(array: object): void {
  while (!markSwept(array));
}
