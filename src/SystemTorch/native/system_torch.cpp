// The whole native side of SystemTorch. It knows no operator: every one of them is found by name in ATen's dispatcher
// and called boxed, with a plain array of tagged values on both sides. What is no operator stands below that: tensor and
// generator handles, gradients and gradient mode, threads, and the node through which backward reaches C#.
//
// A tensor handle is an owning at::TensorImpl*, a generator handle an owning c10::GeneratorImpl*; null is "undefined".
// Functions that can fail return a status (0, or -1 with the message in st_last_error); none lets an exception out.

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/serialize/input-archive.h>
#include <torch/serialize/output-archive.h>

#include <dlfcn.h>

#define ST_API extern "C" __attribute__((visibility("default")))

using at::Tensor;
using at::TensorImpl;
using torch::autograd::variable_list;

namespace {

enum class Tag : int32_t {
  None, Tensor, Int, Double, Bool, Complex, String, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, Generator, Device
};

struct Value {
  Tag tag;
  int32_t length;
  union {
    int64_t integer;
    double real;
    const void* data;
  };
};
static_assert(sizeof(Value) == 16, "Value must match NativeValue in Native/NativeValue.cs");

thread_local std::string last_error;

template <class F>
int32_t guarded(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "unknown native error";
  }
  return -1;
}

Tensor borrow(TensorImpl* handle) {
  return handle ? Tensor(c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(handle)) : Tensor();
}

Tensor adopt(TensorImpl* handle) {
  return handle ? Tensor(c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle)) : Tensor();
}

TensorImpl* release(Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

variable_list borrow(TensorImpl* const* handles, int64_t count) {
  variable_list tensors;
  tensors.reserve(count);
  for (int64_t i = 0; i < count; i++)
    tensors.push_back(borrow(handles[i]));
  return tensors;
}

at::Generator borrow(c10::GeneratorImpl* handle) {
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
    case Tag::Generator: return borrow(static_cast<c10::GeneratorImpl*>(const_cast<void*>(value.data)));
    case Tag::Device: return c10::Device(static_cast<c10::DeviceType>(value.integer >> 32), static_cast<c10::DeviceIndex>(value.integer));
  }
  TORCH_CHECK(false, "unknown argument tag ", static_cast<int32_t>(value.tag));
}

Value unbox(c10::IValue&& value) {
  Value result{};
  if (value.isTensor()) {
    result.tag = Tag::Tensor;
    result.data = release(std::move(value).toTensor());
  } else if (value.isInt()) {
    result.tag = Tag::Int;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.tag = Tag::Double;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.tag = Tag::Bool;
    result.integer = value.toBool();
  } else if (value.isTensorList()) {
    auto tensors = std::move(value).toTensorVector();
    auto** handles = new TensorImpl*[tensors.size()];
    for (size_t i = 0; i < tensors.size(); i++)
      handles[i] = release(std::move(tensors[i]));
    result.tag = Tag::TensorList;
    result.length = static_cast<int32_t>(tensors.size());
    result.data = handles;
  } else {
    TORCH_CHECK(value.isNone(), "cannot hand over a result of type ", value.tagKind());
  }
  return result;
}

// A stack kept from one call to the next saves an allocation; it is moved out while in use, so calls may nest.
thread_local torch::jit::Stack spare_stack;

// What C# does for a custom function. A state is a GCHandle that the node owns; gradients and results change their owner.
using BackwardCallback = int32_t (*)(intptr_t state, void* context, TensorImpl* const* gradients, int32_t count, TensorImpl** results, int32_t result_count);
using ReleaseCallback = void (*)(intptr_t state);
BackwardCallback managed_backward;
ReleaseCallback managed_release;

struct ManagedState : torch::CustomClassHolder {
  intptr_t state;
  int32_t input_count;
  ManagedState(intptr_t state, int32_t input_count) : state(state), input_count(input_count) {}
  ~ManagedState() override {
    if (state)
      managed_release(state);
  }
};

// The outcome of a forward that ran in C#, ready to be tied into the graph.
struct ManagedForward {
  c10::intrusive_ptr<ManagedState> state;
  variable_list outputs, saved, dirty, non_differentiable;
  bool materialize_gradients = true;
};

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  static variable_list forward(torch::autograd::AutogradContext* context, at::TensorList, const ManagedForward& call) {
    context->saved_data["state"] = c10::IValue::make_capsule(call.state);
    context->save_for_backward(call.saved);
    context->mark_dirty(call.dirty);
    context->mark_non_differentiable(call.non_differentiable);
    context->set_materialize_grads(call.materialize_gradients);
    return call.outputs;
  }

  static variable_list backward(torch::autograd::AutogradContext* context, variable_list gradients) {
    auto state = c10::static_intrusive_pointer_cast<ManagedState>(context->saved_data["state"].toCapsule());
    std::vector<TensorImpl*> handles(gradients.size()), results(state->input_count);
    for (size_t i = 0; i < gradients.size(); i++)
      handles[i] = release(std::move(gradients[i]));
    const auto status = managed_backward(
        state->state, context, handles.data(), static_cast<int32_t>(handles.size()), results.data(), state->input_count);
    TORCH_CHECK(status == 0, "the backward of a custom autograd function failed");
    variable_list list;
    list.reserve(results.size() + 1);
    for (auto* handle : results)
      list.push_back(adopt(handle));
    list.emplace_back();  // for the argument `call`, which is no tensor
    return list;
  }
};

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

// ---- gradients

ST_API int32_t st_requires_grad(TensorImpl* handle) { return borrow(handle).requires_grad(); }
ST_API int32_t st_is_leaf(TensorImpl* handle) { return borrow(handle).is_leaf(); }

ST_API int32_t st_set_requires_grad(TensorImpl* handle, int32_t value) {
  return guarded([&] { borrow(handle).set_requires_grad(value != 0); });
}

ST_API int32_t st_retain_grad(TensorImpl* handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

ST_API int32_t st_grad(TensorImpl* handle, TensorImpl** result) {
  return guarded([&] { *result = release(borrow(handle).grad()); });
}

ST_API int32_t st_set_grad(TensorImpl* handle, TensorImpl* gradient) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

ST_API int32_t st_backward(
    TensorImpl* const* tensors, TensorImpl* const* gradients, int32_t count,
    TensorImpl* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    torch::autograd::backward(
        borrow(tensors, count), gradients ? borrow(gradients, count) : variable_list(), retain_graph != 0, create_graph != 0, borrow(inputs, input_count));
  });
}

ST_API int32_t st_gradients(
    TensorImpl* const* outputs, TensorImpl* const* gradients, int32_t count, TensorImpl* const* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, TensorImpl** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(
        borrow(outputs, count), borrow(inputs, input_count), gradients ? borrow(gradients, count) : variable_list(),
        retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++)
      results[i] = release(std::move(found[i]));
  });
}

ST_API int32_t st_grad_enabled() { return c10::GradMode::is_enabled(); }
ST_API void st_set_grad_enabled(int32_t value) { c10::GradMode::set_enabled(value != 0); }
ST_API int32_t st_inference_enabled() { return c10::InferenceMode::is_enabled(); }
ST_API c10::InferenceMode* st_inference_enter(int32_t value) { return new c10::InferenceMode(value != 0); }
ST_API void st_inference_leave(c10::InferenceMode* guard) { delete guard; }
ST_API int32_t st_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled(); }
ST_API int32_t st_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }
ST_API void st_set_anomaly(int32_t enabled, int32_t check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }

// ---- custom functions

ST_API void st_set_callbacks(BackwardCallback backward, ReleaseCallback release) {
  managed_backward = backward;
  managed_release = release;
}

// The lists of one forward: inputs, outputs, saved, dirty, non-differentiable. `outputs` is overwritten with the tensors
// that stand in the graph. `state` belongs to the node from here on, also when this fails.
ST_API int32_t st_tie_function(
    intptr_t state, TensorImpl* const* const lists[5], const int32_t counts[5], int32_t materialize_gradients, TensorImpl** results) {
  return guarded([&] {
    ManagedForward call;
    call.state = c10::make_intrusive<ManagedState>(state, counts[0]);
    const auto inputs = borrow(lists[0], counts[0]);
    call.outputs = borrow(lists[1], counts[1]);
    call.saved = borrow(lists[2], counts[2]);
    call.dirty = borrow(lists[3], counts[3]);
    call.non_differentiable = borrow(lists[4], counts[4]);
    call.materialize_gradients = materialize_gradients != 0;
    auto outputs = ManagedFunction::apply(at::TensorList(inputs), static_cast<const ManagedForward&>(call));
    for (size_t i = 0; i < outputs.size(); i++)
      results[i] = release(std::move(outputs[i]));
  });
}

ST_API int32_t st_saved_variables(torch::autograd::AutogradContext* context, Value* result) {
  return guarded([&] { *result = unbox(context->get_saved_variables()); });
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
