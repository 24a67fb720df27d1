// What both native files share: tensors as handles, values with tags, errors, and what C# calls back for.
//
// A tensor handle is an owning at::TensorImpl*, a generator handle an owning c10::GeneratorImpl*; null is "undefined".
// Functions that can fail return a status (0, or -1 with the message in st_last_error); none lets an exception out.

#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>
#include <torch/csrc/autograd/variable.h>

#define ST_API extern "C" __attribute__((visibility("default")))

using at::Tensor;
using at::TensorImpl;
using torch::autograd::variable_list;

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

inline thread_local std::string last_error;

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

inline Tensor borrow(TensorImpl* handle) {
  return handle ? Tensor(c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(handle)) : Tensor();
}

inline Tensor adopt(TensorImpl* handle) {
  return handle ? Tensor(c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle)) : Tensor();
}

inline TensorImpl* release(Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline variable_list borrow(TensorImpl* const* handles, int64_t count) {
  variable_list tensors;
  tensors.reserve(count);
  for (int64_t i = 0; i < count; i++)
    tensors.push_back(borrow(handles[i]));
  return tensors;
}

inline Value unbox(c10::IValue&& value) {
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

// What C# does for a custom function. A state is a GCHandle that the node owns; gradients and results change their owner.
using BackwardCallback = int32_t (*)(intptr_t state, void* context, TensorImpl* const* gradients, int32_t count, TensorImpl** results, int32_t result_count);
using ReleaseCallback = void (*)(intptr_t state);
inline BackwardCallback managed_backward;
inline ReleaseCallback managed_release;
