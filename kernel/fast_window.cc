// Memory that the engine accesses itself, whether it is there or not, and where it does: see engine_access.c.
#include <link.h>
#include "fast_call.h"

using v8::ArrayBuffer;

// std::shared_ptr asks it whether to count without locks. glibc has it since 2.32, and cabi is for older ones too.
char __libc_single_threaded = 0;

namespace fast {
namespace {

// window(address, size): a buffer over addresses, whether there is memory or not. Nothing is allocated, and nothing is told
// to the collector, as it would be of a buffer of Node-API's.
void NewWindow(const FunctionCallbackInfo<Value> &info) {
  auto store = ArrayBuffer::NewBackingStore(AddressIn(info[0]), static_cast<size_t>(NumberOf(info[1])),
                                            v8::BackingStore::EmptyDeleter, nullptr);
  info.GetReturnValue().Set(ArrayBuffer::New(info.GetIsolate(), std::move(store)));
}

struct Range {
  uintptr_t start, size;
};

// The segment of machine code that an address is in.
Range SegmentOf(uintptr_t address) {
  struct Search {
    uintptr_t address;
    Range found;
  } search = {address, {0, 0}};
  dl_iterate_phdr(
      [](dl_phdr_info *object, size_t, void *data) {
        auto &search = *static_cast<Search *>(data);
        for (const auto *segment = object->dlpi_phdr; segment < object->dlpi_phdr + object->dlpi_phnum; segment++) {
          uintptr_t start = object->dlpi_addr + segment->p_vaddr;
          if (segment->p_type != PT_LOAD || search.address - start >= segment->p_memsz) continue;
          search.found = {start, segment->p_memsz};
          return 1;
        }
        return 0;
      },
      &search);
  return search.found;
}

// engineCode(): where the code is that runs JavaScript, as starts and sizes in turn: what is compiled, what comes with the
// engine, and the engine itself, which does many things for the first time.
void EngineCode(const FunctionCallbackInfo<Value> &info) {
  Isolate *isolate = info.GetIsolate();
  void *compiled = nullptr;
  const void *embedded = nullptr;
  size_t compiled_size = 0, embedded_size = 0;
  isolate->GetCodeRange(&compiled, &compiled_size);
  isolate->GetEmbeddedCodeRange(&embedded, &embedded_size);
  Range engine = SegmentOf(reinterpret_cast<uintptr_t>(&Isolate::GetCurrent));
  const double ranges[] = {
      static_cast<double>(reinterpret_cast<uintptr_t>(compiled)), static_cast<double>(compiled_size),
      static_cast<double>(reinterpret_cast<uintptr_t>(embedded)), static_cast<double>(embedded_size),
      static_cast<double>(engine.start), static_cast<double>(engine.size)};
  Local<Value> values[6];
  for (size_t i = 0; i < 6; i++) values[i] = v8::Number::New(isolate, ranges[i]);
  info.GetReturnValue().Set(v8::Array::New(isolate, values, 6));
}

}  // namespace

void ExportWindows(Local<Context> context, Local<Object> exports) {
  Export(context, exports, "window", NewWindow);
  Export(context, exports, "engineCode", EngineCode);
}

}  // namespace fast
