/**
 * The first reads by index of an array that may be being swept: of its elements 0 and 1. Each mark gives the array another
 * map (V8's description of an object's shape), which nobody else sees.
 *
 * Why: a place in a program that finds no element twice in arrays of one map is *megamorphic* for V8 from then on, and every
 * element costs it a call (4 of 9 ns a pixel). Of four maps it may find none once each, and has them all in line. So the
 * third read has to make the elements, every read before it the map that the next one meets, and arrays with elements of
 * their own have a map of their own. There is a mark more than that takes, because element 0 may have been read elsewhere
 * before. The next new array that comes to the place makes it megamorphic all the same.
 */

/** As a constructor it makes nothing: fields of a class that extends it are put into what it is given. */
function given(object: object): object {
  return object
}

const Given = given as unknown as new (object: object) => object

const makeMark = () =>
  class extends Given {
    readonly #mark = true

    static isIn(object: object): boolean {
      return #mark in object
    }
  }

const marksOfReads = [makeMark(), makeMark(), makeMark()]
const marks = [...marksOfReads, makeMark()]

/** The next mark of a read. */
export function markRead(array: object): void {
  const Mark = marksOfReads.find(mark => !mark.isIn(array))
  if (Mark !== undefined) new Mark(array)
}

/** All marks: what has elements of its own. */
export function markFully(array: object): void {
  for (const Mark of marks) if (!Mark.isIn(array)) new Mark(array)
}
