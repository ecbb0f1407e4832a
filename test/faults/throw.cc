// Exceptions that C++ catches itself, and one that nobody does.
#include <exception>
#include <stdexcept>

extern "C" void throw_uncaught() { throw std::runtime_error("nobody catches this"); }

extern "C" int throw_and_catch(int value) {
  try {
    throw value;
  } catch (int caught) {
    return caught;
  }
}
