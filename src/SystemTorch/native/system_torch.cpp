// Everything of SystemTorch's native side but gradients. It knows no operator: every one of them is found by name in
// ATen's dispatcher and called boxed, with a plain array of tagged values on both sides. What is no operator stands below
// that: tensor and generator handles, files, threads.

#include "handles.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/from_blob.h>
#include <torch/serialize/input-archive.h>
#include <torch/serialize/output-archive.h>

#include <dlfcn.h>

namespace {

at::Generator borrow_generator(c10::GeneratorImpl* handle) {
  return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(handle));
}

template <class T, class Item>
c10::List<T> list(const Value& value) {
  c10::ArrayRef<Item> items(static_cast<const Item*>(value.data), value.length);
  c10::List<T> result;
  result.reserve(items.size());
  for (auto item : items) {
    if constexpr (std::is_same_v<T, Item>)
      result.push_back(item);
    else
      result.push_back(item ? T(borrow(item)) : T());
  }
  return result;
}

c10::IValue box(const Value& value) {
  switch (value.tag) {
    case Tag::None: return {};
    case Tag::Tensor: return borrow(static_cast<TensorImpl*>(const_cast<void*>(value.data)));
    case Tag::Int: return value.integer;
    case Tag::Double: return value.real;
    case Tag::Bool: return value.integer != 0;
    case Tag::Complex: return *static_cast<const c10::complex<double>*>(value.data);
    case Tag::String: return std::string(static_cast<const char*>(value.data), value.length);
    case Tag::IntList: return list<int64_t, int64_t>(value);
    case Tag::DoubleList: return list<double, double>(value);
    case Tag::BoolList: return list<bool, bool>(value);
    case Tag::TensorList: return list<Tensor, TensorImpl*>(value);
    case Tag::OptionalTensorList: return list<c10::optional<Tensor>, TensorImpl*>(value);
    case Tag::Generator: return borrow_generator(static_cast<c10::GeneratorImpl*>(const_cast<void*>(value.data)));
    case Tag::Device: return c10::Device(static_cast<c10::DeviceType>(value.integer >> 32), static_cast<c10::DeviceIndex>(value.integer));
  }
  TORCH_CHECK(false, "unknown argument tag ", static_cast<int32_t>(value.tag));
}

// A stack kept from one call to the next saves an allocation; it is moved out while in use, so calls may nest.
thread_local torch::jit::Stack spare_stack;

}  // namespace

// ---- operators

ST_API const char* st_last_error() { return last_error.c_str(); }

ST_API const void* st_find_operator(const char* name, const char* overload) {
  const c10::OperatorHandle* found = nullptr;
  guarded([&] {
    if (auto handle = c10::Dispatcher::singleton().findSchema({name, overload}))
      found = new c10::OperatorHandle(*handle);
  });
  return found;
}

// Calls an operator. Arguments left out at the end take the default values of the operator's schema. Of the results the
// first `capacity` are handed over; the return value is how many the operator had, or -1.
ST_API int32_t st_call(const c10::OperatorHandle* op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
  int32_t result_count = 0;
  auto stack = std::move(spare_stack);
  stack.clear();
  const auto status = guarded([&] {
    for (int32_t i = 0; i < count; i++)
      stack.push_back(box(arguments[i]));
    const auto& schema = op->schema().arguments();
    TORCH_CHECK(stack.size() <= schema.size(), op->operator_name(), " takes at most ", schema.size(), " arguments");
    for (size_t i = count; i < schema.size(); i++) {
      TORCH_CHECK(schema[i].default_value(), op->operator_name(), " needs a value for '", schema[i].name(), "'");
      stack.push_back(*schema[i].default_value());
    }
    op->callBoxed(&stack);
    result_count = static_cast<int32_t>(stack.size());
    for (int32_t i = 0; i < std::min(result_count, capacity); i++)
      results[i] = unbox(std::move(stack[i]));
  });
  stack.clear();
  spare_stack = std::move(stack);
  return status < 0 ? -1 : result_count;
}

ST_API void st_free_list(TensorImpl** handles) { delete[] handles; }

// ---- tensors

ST_API void st_retain(TensorImpl* handle) { c10::raw::intrusive_ptr::incref(handle); }
ST_API void st_release(TensorImpl* handle) { c10::raw::intrusive_ptr::decref(handle); }

ST_API int64_t st_dim(TensorImpl* handle) { return handle->dim(); }
ST_API int64_t st_numel(TensorImpl* handle) { return handle->numel(); }
ST_API const int64_t* st_sizes(TensorImpl* handle) { return handle->sizes().data(); }
ST_API const int64_t* st_strides(TensorImpl* handle) { return handle->strides().data(); }
ST_API int64_t st_storage_offset(TensorImpl* handle) { return handle->storage_offset(); }
ST_API int32_t st_dtype(TensorImpl* handle) { return static_cast<int32_t>(c10::typeMetaToScalarType(handle->dtype())); }
ST_API int32_t st_device_type(TensorImpl* handle) { return static_cast<int32_t>(handle->device_type()); }
ST_API int32_t st_device_index(TensorImpl* handle) { return handle->device().index(); }
ST_API int32_t st_is_sparse(TensorImpl* handle) { return handle->is_sparse(); }
ST_API int32_t st_is_contiguous(TensorImpl* handle) { return handle->is_contiguous(); }

ST_API int32_t st_data(TensorImpl* handle, void** data) {
  return guarded([&] { *data = borrow(handle).data_ptr(); });
}

// A tensor over memory that C# keeps pinned until `state` is released.
ST_API int32_t st_from_blob(void* data, const int64_t* sizes, int32_t dim, int32_t dtype, intptr_t state, TensorImpl** result) {
  return guarded([&] {
    auto tensor = at::from_blob(
        data, at::IntArrayRef(sizes, dim), [state](void*) { managed_release(state); }, at::dtype(static_cast<at::ScalarType>(dtype)));
    *result = release(std::move(tensor));
  });
}

// PyTorch's file format for one tensor: that of torch::save, so the tensor stands under the key "0".
ST_API int32_t st_save(TensorImpl* handle, const char* path) {
  return guarded([&] {
    torch::serialize::OutputArchive archive;
    archive.write("0", borrow(handle));
    archive.save_to(path);
  });
}

ST_API int32_t st_load(const char* path, TensorImpl** result) {
  return guarded([&] {
    torch::serialize::InputArchive archive;
    archive.load_from(path);
    Tensor tensor;
    archive.read("0", tensor);
    *result = release(std::move(tensor));
  });
}

// ---- random numbers

ST_API c10::GeneratorImpl* st_default_generator() {
  return at::Generator(at::detail::getDefaultCPUGenerator()).unsafeReleaseGeneratorImpl();
}

ST_API c10::GeneratorImpl* st_new_generator(uint64_t seed) {
  return at::detail::createCPUGenerator(seed).unsafeReleaseGeneratorImpl();
}

ST_API void st_release_generator(c10::GeneratorImpl* handle) { c10::raw::intrusive_ptr::decref(handle); }

ST_API void st_generator_set_seed(c10::GeneratorImpl* handle, uint64_t seed) {
  std::lock_guard<std::mutex> lock(handle->mutex_);
  handle->set_current_seed(seed);
}

ST_API uint64_t st_generator_new_seed(c10::GeneratorImpl* handle) {
  std::lock_guard<std::mutex> lock(handle->mutex_);
  return handle->seed();
}

ST_API uint64_t st_generator_seed(c10::GeneratorImpl* handle) { return handle->current_seed(); }

ST_API int32_t st_generator_state(c10::GeneratorImpl* handle, TensorImpl** result) {
  std::lock_guard<std::mutex> lock(handle->mutex_);
  return guarded([&] { *result = release(Tensor(handle->get_state())); });
}

ST_API int32_t st_set_generator_state(c10::GeneratorImpl* handle, TensorImpl* state) {
  std::lock_guard<std::mutex> lock(handle->mutex_);
  return guarded([&] { handle->set_state(*state); });
}

// ---- threads

ST_API int32_t st_threads() { return at::get_num_threads(); }
ST_API int32_t st_interop_threads() { return at::get_num_interop_threads(); }

ST_API int32_t st_set_threads(int32_t count) {
  return guarded([&] {
    at::set_num_threads(count);
    // OpenBLAS built on pthreads keeps its own pool, of which libtorch knows nothing.
    if (auto* set_blas_threads = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
      set_blas_threads(count);
  });
}

ST_API int32_t st_set_interop_threads(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}
